"""Answers requests on the control socket, between two steps of the loop's own work."""

import json
import os
import socket
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from watcher.control import address, socket_path
from watcher.daemon.waking import Waking

Answer = Callable[[Mapping[str, Any]], Any]

_MOST_CALLERS = 16
_MOST_BYTES = 1 << 20
_SEND_SECONDS = 2.0


class CannotAnswerError(Exception):
    """A request that is understood and cannot be done; the message goes back to who asked."""


class Desk:
    """The socket beside the log. Requests are answered one at a time, by the one who writes.

    Open it only while the lock of the log is held: a socket that lies there is then a stale one.
    """

    def __init__(self, log: Path, *, waking: Waking) -> None:
        self._path = socket_path(log)
        self._waking = waking
        self._answers: dict[str, Answer] = {}
        self._callers: dict[socket.socket, bytearray] = {}
        self._listening: socket.socket | None = None
        self._diary = structlog.get_logger()

    def offer(self, name: str, answer: Answer) -> None:
        """Answer requests of this name by a function; a CannotAnswerError is the refusal."""
        self._answers[name] = answer

    def open(self) -> None:
        """Begin to listen. Raises OSError."""
        self._remove()
        listening = socket.socket(socket.AF_UNIX)
        try:
            os.fchmod(listening.fileno(), 0o600)  # before it has a name that others could open
            with address(self._path) as name:
                listening.bind(name)
        except BaseException:
            listening.close()
            raise
        listening.listen(_MOST_CALLERS)
        listening.setblocking(False)
        self._listening = listening
        self._waking.listen(listening, self._greet)

    def close(self) -> None:
        """Listen no longer, and leave no socket behind."""
        for caller in list(self._callers):
            self._part(caller)
        if self._listening is not None:
            self._waking.ignore(self._listening)
            self._listening.close()
            self._listening = None
            self._remove()

    def _remove(self) -> None:
        with suppress(FileNotFoundError):
            if stat.S_ISSOCK(self._path.lstat().st_mode):
                self._path.unlink()

    def _greet(self) -> None:
        if self._listening is None:
            return
        with suppress(OSError):
            caller, _ = self._listening.accept()
            caller.setblocking(False)
            if len(self._callers) == _MOST_CALLERS:
                self._part(next(iter(self._callers)))
            self._callers[caller] = bytearray()
            self._waking.listen(caller, partial(self._hear, caller))

    def _hear(self, caller: socket.socket) -> None:
        said = self._callers[caller]
        try:
            part = caller.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        said += part
        if not part or len(said) > _MOST_BYTES:
            self._part(caller)
        elif said.endswith(b"\n"):
            self._reply(caller, bytes(said))
            said.clear()

    def _reply(self, caller: socket.socket, said: bytes) -> None:
        try:
            caller.settimeout(_SEND_SECONDS)
            caller.sendall(json.dumps(self._answer(said)).encode() + b"\n")
            caller.setblocking(False)
        except OSError:  # the caller has left
            self._part(caller)

    def _answer(self, said: bytes) -> dict[str, Any]:
        try:
            request = json.loads(said)
            answer = self._answers[request["ask"]]
        except (ValueError, TypeError, KeyError):
            return {"error": "this request is not understood; is the daemon of another version?"}
        try:
            return {"answer": answer(request)}
        except CannotAnswerError as error:
            return {"error": str(error)}
        except Exception as error:  # noqa: BLE001 - one request must not end the loop
            self._diary.exception("request_failed", request=request["ask"])
            return {"error": f"internal error: {type(error).__name__}: {error}"}

    def _part(self, caller: socket.socket) -> None:
        self._callers.pop(caller, None)
        self._waking.ignore(caller)
        caller.close()
