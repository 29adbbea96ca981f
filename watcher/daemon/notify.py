"""Tells the service manager how it stands: the protocol of sd_notify(3), in a few lines."""

import socket
from collections.abc import Mapping
from contextlib import suppress


class ServiceManager:
    """The one who started us, if it wants to be told.

    `heartbeat_seconds` is how often it wants a sign of life at the latest; null when it does not.
    """

    def __init__(self, environ: Mapping[str, str], *, pid: int) -> None:
        self._address = _address(environ.get("NOTIFY_SOCKET", ""))
        self.heartbeat_seconds = _watchdog_seconds(environ, pid=pid)
        self._told_at: float | None = None

    def ready(self, status: str) -> None:
        """Say that the log is open and requests are answered."""
        self._tell("READY=1", f"STATUS={status}")

    def status(self, status: str) -> None:
        """Say in one line what is going on."""
        self._tell(f"STATUS={status}")

    def reloading(self, *, at: float) -> None:
        """Say that the configuration is read again; `ready` ends it."""
        self._tell("RELOADING=1", f"MONOTONIC_USEC={int(at * 1_000_000)}")

    def stopping(self) -> None:
        """Say that the end has begun."""
        self._tell("STOPPING=1", "STATUS=stopping")

    def alive(self, *, at: float) -> None:
        """Give a sign of life; call it only where work has moved on, never from a timer."""
        if self.heartbeat_seconds is None:
            return
        if self._told_at is None or at - self._told_at >= self.heartbeat_seconds / 4:
            self._told_at = at
            self._tell("WATCHDOG=1")

    def _tell(self, *lines: str) -> None:
        if self._address is None:
            return
        message = "\n".join(line.replace("\n", " ") for line in lines)
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to_manager:
            to_manager.settimeout(1.0)
            to_manager.sendto(message.encode("utf-8", "backslashreplace"), self._address)


def _address(name: str) -> str | None:
    if name.startswith("@"):
        return "\0" + name[1:]
    return name if name.startswith("/") else None


def _watchdog_seconds(environ: Mapping[str, str], *, pid: int) -> float | None:
    text = environ.get("WATCHDOG_USEC", "")
    meant = environ.get("WATCHDOG_PID", str(pid))
    if not text.isascii() or not text.isdigit() or meant != str(pid):
        return None
    return int(text) / 1_000_000 or None
