"""What went wrong and what follows: stop, wait and try again, or set one file aside."""

import structlog

from watcher.intake.confined import ChildNotStartedError
from watcher.intake.tree import is_shortage
from watcher.log.errors import LogDamaged, LogError, LogFailed, LogReadOnly

_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0
# After these nothing more may be written: what the disk holds is no longer what was meant.
_FINAL = (LogFailed, LogDamaged, LogReadOnly)


def is_final(error: Exception) -> bool:
    """Say whether the daemon has to end."""
    return isinstance(error, _FINAL)


def is_nobodys_fault(error: Exception) -> bool:
    """Say whether an error has nothing to do with the file at hand."""
    if isinstance(error, OSError):
        return is_shortage(error)
    return isinstance(error, LogError | ChildNotStartedError | MemoryError)


class Trouble:
    """Something that keeps failing: it is told once, and tried again after growing pauses."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._pause_seconds = 0.0
        self._until: float | None = None
        self._told: str | None = None
        self._diary = structlog.get_logger(part=name)

    def met(self, error: Exception, *, at: float) -> None:
        """Take an error into account; `at` is a time of a monotonic clock."""
        said = f"{type(error).__name__}: {error}"
        if said != self._told:
            unforeseen = not isinstance(error, LogError | OSError | ChildNotStartedError)
            self._diary.error("trouble", error=error, exc_info=error if unforeseen else None)
        self._told = said
        self._pause_seconds = min(
            max(self._pause_seconds * 2, _FIRST_PAUSE_SECONDS), _LONGEST_PAUSE_SECONDS
        )
        self._until = at + self._pause_seconds

    def over(self) -> None:
        """Note that it works."""
        if self._told is not None:
            self._diary.info("trouble_is_over")
        self._told, self._until, self._pause_seconds = None, None, 0.0

    def pause(self, *, at: float) -> float:
        """Say how many seconds to wait before the next try."""
        return 0.0 if self._until is None else max(self._until - at, 0.0)

    @property
    def said(self) -> str | None:
        """Say what is wrong; null when nothing is."""
        return self._told
