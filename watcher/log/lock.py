"""The single-writer lock: a file beside the database, which names the process that holds it.

It is beside the database and never on it: closing any descriptor of the database itself would
drop SQLite's own POSIX locks.
"""

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path

from watcher.log.errors import LogBusy, from_os

_PAUSE_SECONDS = 0.05


def lock_path(log: Path) -> Path:
    """Name the lock file of a log."""
    return log.with_name(log.name + ".lock")


class Lock:
    """The right to write a log, held until it is released or the process ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, log: Path, *, wait_seconds: float = 0.0) -> "Lock":
        """Take the lock of a log. Raises LogBusy with the holder's pid, LogReadOnly, LogFailed."""
        descriptor = _open(log)
        try:
            _claim(descriptor, log, tries=1 + round(wait_seconds / _PAUSE_SECONDS))
            _sign(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise from_os(lock_path(log), error, doing="taking the lock") from error
        except LogBusy:
            os.close(descriptor)
            raise
        return cls(descriptor)

    def release(self) -> None:
        """Let another process have the log; releasing twice is harmless."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def holder(log: Path) -> int | None:
    """Tell the pid of the process that holds a log; null if none does. Takes nothing.

    A holder that has not written its number yet is 0.
    """
    try:
        descriptor = os.open(lock_path(log), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _pid(descriptor) or 0
    else:
        return None
    finally:
        os.close(descriptor)


def _open(log: Path) -> int:
    try:
        return os.open(lock_path(log), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise from_os(lock_path(log), error, doing="taking the lock") from error


def _claim(descriptor: int, log: Path, *, tries: int) -> None:
    for left in reversed(range(tries)):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not left:
                raise LogBusy(log, pid=_pid(descriptor)) from None
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _sign(descriptor: int) -> None:
    with suppress(OSError):  # on a full disk it holds too; others are not told by whom
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)


def _pid(descriptor: int) -> int | None:
    text = os.pread(descriptor, 32, 0).strip()
    return int(text) if text.isdigit() else None
