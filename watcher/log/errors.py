"""What can go wrong with the log, as a small family: each says the path and what to do."""

import errno
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar


class LogError(Exception):
    """The log could not do what was asked; `exit_status` is the contract's for this kind."""

    exit_status: ClassVar[int] = 1

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class LogBusy(LogError):
    """Another process holds the log; `pid` is its number where it could be read."""

    exit_status = 75

    def __init__(self, path: Path, *, pid: int | None) -> None:
        holder = "another process" if pid is None else f"process {pid}"
        super().__init__(path, f"{holder} holds the log")
        self.pid = pid


class LogBlocked(LogError):
    """Another connection kept the database locked for too long. Trying again makes sense."""

    exit_status = 75


class LogDamaged(LogError):
    """The log is damaged, emptied, replaced, or gone although a marker says that it was there."""

    exit_status = 78


class LogMissing(LogError):
    """There is no log yet, and no marker that there ever was one."""

    exit_status = 78


class LogNewer(LogError):
    """The log was written by a newer version of the program."""

    exit_status = 78


class LogBehind(LogError):
    """The log was written by an older version and waits for a command that may write."""

    exit_status = 78


class LogReadOnly(LogError):
    """The log, or the folder that holds it, cannot be written."""

    exit_status = 74


class LogFailed(LogError):
    """Reading or writing failed; nothing more may be written by this process."""

    exit_status = 74


class LogFull(LogError):
    """There is no room on the disk. Nothing was written; trying again later makes sense."""

    exit_status = 74


class CopyRefused(LogError):
    """A copy is not written there, or not brought back; the log is as it was."""


class LogConflict(LogError):
    """A stream has another version than was believed, or the happening is recorded already."""


class UnknownId(LogError):
    """No event or article has an id that begins like this."""

    def __init__(self, path: Path, given: str) -> None:
        super().__init__(path, f"nothing has an id that begins with {given!r}")
        self.given = given


class AmbiguousId(LogError):
    """Several ids begin like this; `candidates` holds the first of them."""

    def __init__(self, path: Path, given: str, *, candidates: Iterable[str]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(path, f"{given!r} may be any of {', '.join(self.candidates)}")
        self.given = given


_BY_NUMBER: dict[int | None, type[LogError]] = {
    errno.EACCES: LogReadOnly,
    errno.EPERM: LogReadOnly,
    errno.EROFS: LogReadOnly,
    errno.ENOSPC: LogFull,
    errno.EDQUOT: LogFull,
}


def from_os(path: Path, error: OSError, *, doing: str) -> LogError:
    """Say in our words what an error of the operating system means; `doing` says of what."""
    kind = _BY_NUMBER.get(error.errno, LogFailed)
    return kind(path, f"{doing} failed: {error.strerror or error}")
