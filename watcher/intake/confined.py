"""Runs a function on untrusted bytes in a warm child with limits on time and memory."""

import fcntl
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Literal, Self

from watcher.intake.child import ANSWER, LENGTH, OUT_OF_MEMORY, READY

Cause = Literal["crashed", "too-slow", "too-large-in-memory"]

_START_SECONDS = 60.0
# An answer may have waited in the pipe while the parent was busy: it is read before it is late.
_LEAST_SECONDS = 2.0
_PIPE_BYTES = 1 << 20
_MOST_STDERR = 4_000
_NOT_FOR_THE_CHILD = ("CREDENTIALS_DIRECTORY", "NOTIFY_SOCKET", "WATCHDOG_", "WATCHER_", "LISTEN_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The child did not answer: the request broke it, or went beyond its limits."""

    reason: Cause
    detail: str


class ChildNotStartedError(Exception):
    """The child could not be started; no request is to blame."""


class Confined:
    """A child that answers requests by the function `target` ("module:name"), one at a time.

    It is started by `start` or with the first request, and again after one broke it. `submit`
    hands it a request and returns while the child works; `result` waits for the answer.
    `progress` is called whenever a request has come to its end, one way or the other.
    """

    def __init__(
        self,
        target: str = "watcher.article.reading:answer",
        *,
        cpu_seconds: int = 20,
        memory_bytes: int = 1 << 30,
        wall_seconds: float = 60.0,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._command = [sys.executable, "-P", "-B", "-m", "watcher.intake.child", target]
        self._command += [str(cpu_seconds), str(memory_bytes)]
        self._cpu_seconds = cpu_seconds
        self._memory_bytes = memory_bytes
        self._wall_seconds = wall_seconds
        self._environment = _for_the_child(os.environ if environment is None else environment)
        self._child: _Child | None = None
        self._request: bytes | None = None
        self._submitted_at = 0.0
        self._last_words = ""
        self.started = 0
        self.progress: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Start the child and do not wait for it: it gets ready while others work.

        Raises `ChildNotStartedError`.
        """
        if self._child is None:
            self._started_child()

    def call(self, request: bytes) -> bytes | Broken:
        """Answer a request. Raises `ChildNotStartedError`."""
        self.submit(request)
        return self.result()

    def submit(self, request: bytes) -> None:
        """Hand over a request; the result of the one before must have been taken.

        Raises `ChildNotStartedError`.
        """
        if self._request is not None:
            message = "the result of the request before was not taken"
            raise RuntimeError(message)
        child = self._living_child()
        self._request = request
        self._submitted_at = _now()
        # A child that ends or stalls here says so when its result is asked for.
        with suppress(EOFError, TimeoutError):
            child.send(request, deadline=self._submitted_at + self._wall_seconds)

    def result(self) -> bytes | Broken:
        """Wait for the answer to the request that was handed over."""
        request, self._request = self._request, None
        if request is None or self._child is None:
            message = "no request was handed over"
            raise RuntimeError(message)
        deadline = max(self._submitted_at + self._wall_seconds, _now() + _LEAST_SECONDS)
        answer = self._await(self._child, deadline)
        self.progress()
        if answer != -signal.SIGKILL:
            return self._judge(answer)
        # Not by its own limits: the machine ran short of memory, or someone killed it. Once more.
        self._request, self._submitted_at = None, _now()
        child, deadline = self._living_child(), _now() + self._wall_seconds
        with suppress(EOFError, TimeoutError):
            child.send(request, deadline=deadline)
        return self._judge(self._await(child, deadline))

    @property
    def has_request(self) -> bool:
        """Say whether there is a result to be taken."""
        return self._request is not None

    def close(self) -> None:
        """End the child; a later request starts another."""
        self._request = None
        if self._child is not None:
            self._child.kill()
            self._child = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _living_child(self) -> "_Child":
        child = self._child
        if child is None or not child.is_alive():
            self.close()
            child = self._started_child()
        child.await_ready()
        return child

    def _started_child(self) -> "_Child":
        self._child = _Child(self._command, environment=self._environment)
        self.started += 1
        return self._child

    def _await(self, child: "_Child", deadline: float) -> bytes | int | None:
        """Give the frame of the answer, the child's exit status, or null after the deadline."""
        try:
            return child.receive(deadline=deadline)
        except TimeoutError:
            self.close()
            return None
        except EOFError:
            status = child.wait()
            self._last_words = child.last_words()
            self.close()
            return status

    def _judge(self, answer: bytes | int | None) -> bytes | Broken:
        if answer is None:
            return Broken(reason="too-slow", detail=f"no answer in {self._wall_seconds:g} s")
        if isinstance(answer, int):
            return self._post_mortem(answer)
        kind, payload = answer[:1], answer[1:]
        if kind == ANSWER:
            return payload
        if kind == OUT_OF_MEMORY:
            self.close()
            megabytes = self._memory_bytes >> 20
            return Broken(reason="too-large-in-memory", detail=f"more than {megabytes} MiB")
        return Broken(reason="crashed", detail=payload.decode("utf-8", "replace"))

    def _post_mortem(self, status: int) -> Broken:
        if status == -signal.SIGXCPU:
            return Broken(reason="too-slow", detail=f"more than {self._cpu_seconds} s of CPU time")
        if status < 0:
            how = f"ended by {signal.Signals(-status).name}"
        else:
            how = f"ended with status {status}"
        return Broken(reason="crashed", detail=": ".join(filter(None, (how, self._last_words))))


class _Child:
    """A process and its three pipes."""

    def __init__(self, command: list[str], *, environment: Mapping[str, str]) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
                bufsize=0,
                process_group=0,  # Ctrl-C on a terminal is for the parent
            )
        except OSError as error:
            raise ChildNotStartedError(error.strerror or str(error)) from error
        self._requests = _prepared(self._process.stdin)
        self._answers = _prepared(self._process.stdout)
        self._errors = _prepared(self._process.stderr)
        self._listening = {self._answers, self._errors}
        self._unsent = memoryview(b"")
        self._received = bytearray()
        self._is_ready = False
        self._said = bytearray()

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def await_ready(self) -> None:
        if self._is_ready:
            return
        try:
            frame = self.receive(deadline=_now() + _START_SECONDS)
        except (EOFError, TimeoutError) as error:
            words = self.last_words()
            self.kill()
            raise ChildNotStartedError(words or "it did not get ready") from error
        if frame != READY:
            self.kill()
            raise ChildNotStartedError(repr(frame))
        self._is_ready = True

    def send(self, request: bytes, *, deadline: float) -> None:
        self._unsent = memoryview(LENGTH.pack(len(request)) + request)
        while self._unsent:
            self._exchange(deadline)

    def receive(self, *, deadline: float) -> bytes:
        while (frame := self._frame()) is None:
            self._exchange(deadline)
        return frame

    def wait(self) -> int:
        try:
            return self._process.wait(timeout=_LEAST_SECONDS)
        except subprocess.TimeoutExpired:  # it closed its pipe and lives
            self._process.kill()
            self._process.wait()
            return 0

    def last_words(self) -> str:
        with suppress(OSError):
            while self._errors in self._listening:
                self._overhear()
        lines = self._said.decode("utf-8", "backslashreplace").strip().splitlines()
        return lines[-1] if lines else ""

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def _frame(self) -> bytes | None:
        if len(self._received) < LENGTH.size:
            return None
        end = LENGTH.size + int(LENGTH.unpack_from(self._received)[0])
        if len(self._received) < end:
            return None
        frame = bytes(self._received[LENGTH.size : end])
        del self._received[:end]
        return frame

    def _exchange(self, deadline: float) -> None:
        with selectors.DefaultSelector() as selector:
            for descriptor in self._listening:
                selector.register(descriptor, selectors.EVENT_READ)
            if self._unsent:
                selector.register(self._requests, selectors.EVENT_WRITE)
            ready = {key.fd for key, _ in selector.select(max(0.0, deadline - _now()))}
        if not ready:
            raise TimeoutError
        if self._errors in ready:
            self._overhear()
        if self._answers in ready:
            self._hear()
        if self._requests in ready:
            self._write()

    def _hear(self) -> None:
        part = os.read(self._answers, _PIPE_BYTES)
        if not part:
            raise EOFError
        self._received += part

    def _overhear(self) -> None:
        part = os.read(self._errors, _PIPE_BYTES)
        if not part:
            self._listening.discard(self._errors)
        self._said = (self._said + part)[-_MOST_STDERR:]

    def _write(self) -> None:
        try:
            self._unsent = self._unsent[os.write(self._requests, self._unsent) :]
        except BrokenPipeError:
            raise EOFError from None


def _prepared(pipe: IO[bytes] | None) -> int:
    assert pipe is not None  # noqa: S101 - asked for above
    os.set_blocking(pipe.fileno(), False)
    with suppress(OSError):  # a user may have many pipes; a small one is only slower
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return pipe.fileno()


def _for_the_child(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith(_NOT_FOR_THE_CHILD)
    }


def _now() -> float:
    return time.monotonic()  # noqa: TID251 - a deadline for a child cannot be passed in
