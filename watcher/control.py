"""Words with a running daemon: a socket beside its log, one line of JSON each way."""

import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

# What a Unix address may hold, less the "/proc/self/fd/NNNNN/" before it.
_LONGEST_NAME = 80
_MOST_BYTES = 16 << 20


class NoDaemonError(Exception):
    """No daemon answers beside this log."""


class RefusedError(Exception):
    """The daemon understood and says that it cannot be done."""


def socket_path(log: Path) -> Path:
    """Name the socket of the daemon that writes a log."""
    name = f"{log.name}.sock"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = f".{sha256(os.fsencode(log.name)).hexdigest()[:32]}.sock"
    return log.with_name(name)


def ask(log: Path, request: Mapping[str, object], *, timeout_seconds: float = 30.0) -> Any:
    """Hand a request to the daemon that writes a log, and wait for its answer.

    The request names what is asked as `ask`. Raises NoDaemonError, RefusedError, TimeoutError.
    """
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(timeout_seconds)
        try:
            with address(socket_path(log)) as name:
                line.connect(name)
            line.sendall(json.dumps(request).encode() + b"\n")
            received = _read_line(line)
        except TimeoutError:
            raise
        except OSError as error:
            raise NoDaemonError(error.strerror or str(error)) from error
    if not received.endswith(b"\n"):
        message = "the daemon ended before it answered"
        raise NoDaemonError(message)
    answered = json.loads(received)
    if "error" in answered:
        raise RefusedError(answered["error"])
    return answered["answer"]


@contextmanager
def address(path: Path) -> Iterator[str]:
    """Give an address for a socket that works however long the path is."""
    folder_fd = os.open(path.parent, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder_fd}/{path.name}"
    finally:
        os.close(folder_fd)


def _read_line(line: socket.socket) -> bytes:
    received = bytearray()
    while not received.endswith(b"\n") and len(received) < _MOST_BYTES:
        part = line.recv(1 << 16)
        if not part:
            break
        received += part
    return bytes(received)
