"""The other side of `confined`: a process that answers requests, one at a time, within limits.

Started by exec and never by fork, it holds no lock, no database and no descriptor but its pipes.
It ends when its input does, that is when its parent is gone.
"""

import importlib
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable

LENGTH = struct.Struct(">Q")
READY, ANSWER, OUT_OF_MEMORY, RAISED = b"r", b"a", b"m", b"e"

_DESCRIPTORS = 64
# When memory runs short in the whole group, this process is the one that can be spared.
_SPARE_ME_LAST = "500"


def main(arguments: list[str]) -> int:
    """Serve the function named `module:name` until the input ends."""
    target, cpu_seconds, memory_bytes = arguments[0], int(arguments[1]), int(arguments[2])
    requests, answers = _take_pipes()
    _ignore_the_parents_signals()
    _offer_to_the_memory_killer()
    module, _, name = target.partition(":")
    answer: Callable[[bytes], bytes] = getattr(importlib.import_module(module), name)
    _limit(memory_bytes)
    _write(answers, READY, b"")
    while (request := _read(requests)) is not None:
        _allow_cpu(cpu_seconds)
        kind, payload = _answer(answer, request)
        _write(answers, kind, payload)
        if kind == OUT_OF_MEMORY:  # what is left of the process cannot be trusted
            return 1
    return 0


def _answer(answer: Callable[[bytes], bytes], request: bytes) -> tuple[bytes, bytes]:
    try:
        return ANSWER, answer(request)
    except MemoryError:
        return OUT_OF_MEMORY, b""
    except Exception as error:  # noqa: BLE001 - the top of the loop: it is told, and the next one comes
        return RAISED, f"{type(error).__name__}: {error}".encode("utf-8", "backslashreplace")


def _take_pipes() -> tuple[int, int]:
    # A library that prints must not break into the answers, nor one that reads into the requests.
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return requests, answers


def _ignore_the_parents_signals() -> None:
    # They go to the whole group; the parent decides when this process ends, else a stop of the
    # service would look like a file that breaks its reader.
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)


def _offer_to_the_memory_killer() -> None:
    try:
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:  # noqa: PTH123 - pathlib costs start time
            score.write(_SPARE_ME_LAST)
    except OSError:
        return


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    _lower(resource.RLIMIT_NOFILE, _DESCRIPTORS)
    _lower(resource.RLIMIT_AS, memory_bytes)


def _lower(limit: int, wanted: int) -> None:
    _, hard = resource.getrlimit(limit)
    lowered = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(limit, (lowered, lowered))


def _allow_cpu(cpu_seconds: int) -> None:
    # The limit counts from the start of the process: each request moves it on. The hard limit
    # stays, for what is lowered there cannot be raised again.
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    allowed = int(usage.ru_utime + usage.ru_stime) + 1 + cpu_seconds
    if hard == resource.RLIM_INFINITY or allowed < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))


def _read(descriptor: int) -> bytes | None:
    head = _read_exactly(descriptor, LENGTH.size)
    return None if head is None else _read_exactly(descriptor, LENGTH.unpack(head)[0])


def _read_exactly(descriptor: int, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = os.read(descriptor, min(size - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)


def _write(descriptor: int, kind: bytes, payload: bytes) -> None:
    left = memoryview(LENGTH.pack(len(payload) + 1) + kind + payload)
    while left:
        left = left[os.write(descriptor, left) :]


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:
        sys.exit(1)
