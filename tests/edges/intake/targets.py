"""Functions for a confined child: one for each way in which a request can break it."""

import ctypes
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path


def behave(request: bytes) -> bytes:
    """Do what the first word of the request says."""
    word, _, rest = request.partition(b" ")
    return WAYS[word.decode()](rest)


def spin(_: bytes) -> bytes:
    while True:
        pass


def sleep(seconds: bytes) -> bytes:
    time.sleep(float(seconds))
    return b"slept"


def segfault(_: bytes) -> bytes:
    ctypes.string_at(0)
    return b"alive"


def complain(about: bytes) -> bytes:
    raise ValueError(about.decode())


def kill_me_once(marker: bytes) -> bytes:
    if not Path(os.fsdecode(marker)).exists():
        Path(os.fsdecode(marker)).mkdir()
        os.kill(os.getpid(), signal.SIGKILL)
    return b"second time"


def chatter(_: bytes) -> bytes:
    sys.stdout.write("on standard output\n")
    sys.stderr.write("x" * 500_000)
    return b"printed"


def write_file(path: bytes) -> bytes:
    Path(os.fsdecode(path)).write_bytes(b"x" * 100)
    return b"written"


def descriptors(_: bytes) -> bytes:
    return " ".join(sorted(each.name for each in Path("/proc/self/fd").iterdir())).encode()


def burn(_: bytes) -> bytes:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    while (used := resource.getrusage(resource.RUSAGE_SELF).ru_utime - before) < 0.3:
        sum(range(10_000))
    return str(used).encode()


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "echo": lambda rest: rest,
    "spin": spin,
    "sleep": sleep,
    "allocate": lambda size: bytes(int(size))[:1],
    "segfault": segfault,
    "leave": lambda _: os._exit(3),
    "raise": complain,
    "kill-me-once": kill_me_once,
    "print": chatter,
    "read-input": lambda _: sys.stdin.buffer.read() + b"nothing there",
    "write-file": write_file,
    "descriptors": descriptors,
    "environment": lambda _: repr(sorted(os.environ)).encode(),
    "path": lambda _: repr(sys.path).encode(),
    "burn": burn,
}
