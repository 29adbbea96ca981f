"""Has it stopped changing? Decided from looks that are passed in, with their times."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

_LONGEST_DOUBLING = 16


class Signature(NamedTuple):
    """What tells one state of a file from another.

    A changed time can be put back, the time of the inode's change cannot; two edits in a row share
    some of the five, but not all of them.
    """

    dev: int
    ino: int
    size: int
    mtime_ns: int
    ctime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A path that has not settled, or was handed on and has not been recorded.

    All times are seconds of one monotonic clock. `signature` is null once the file was handed on.
    """

    signature: Signature | None
    first_at: float
    look_at: float
    handed_on: int = 0
    reported: bool = False


class Settling:
    """Remembers how the paths that are not known yet looked, and says which have settled.

    A file has settled when two looks at least `settle_seconds` apart found it the same. The file's
    own times are compared with each other, never with a clock: a file that was there before the
    start is looked at twice like any other, and a clock that jumps changes nothing. A path that was
    handed on is looked at again, later each time, until the caller calls it known and forgets it.
    """

    def __init__(
        self, *, settle_seconds: float, longest_seconds: float, restless_seconds: float = 300.0
    ) -> None:
        self._settle_seconds = settle_seconds
        self._longest_seconds = max(longest_seconds, settle_seconds)
        self._restless_seconds = restless_seconds
        self._waiting: dict[str, Waiting] = {}

    def look(self, path: str, signature: Signature, *, at: float) -> bool:
        """Take a look at a path into account; true when it has settled and is to be handed on."""
        before = self._waiting.get(path)
        if before is None or before.signature != signature:
            self._waiting[path] = self._began(before, signature, at=at)
            return self._settle_seconds <= 0 and self._hand_on(path, at=at)
        if at < before.look_at:
            return False
        return self._hand_on(path, at=at)

    def forget(self, path: str) -> None:
        """Stop waiting for a path: it is known, gone, or no regular file any more."""
        self._waiting.pop(path, None)

    def due(self, *, at: float) -> list[str]:
        """List the paths that are to be looked at now."""
        return [path for path, waiting in self._waiting.items() if waiting.look_at <= at]

    def next_look_at(self) -> float | None:
        """Say when the next path is to be looked at; null when none waits."""
        return min((waiting.look_at for waiting in self._waiting.values()), default=None)

    def restless(self, *, at: float) -> Iterator[str]:
        """Name, once each, the paths that have not settled for minutes."""
        for path, waiting in self._waiting.items():
            patience_ends_at = waiting.first_at + self._restless_seconds
            if not (waiting.reported or waiting.handed_on) and at >= patience_ends_at:
                self._waiting[path] = replace(waiting, reported=True)
                yield path

    def paths(self) -> frozenset[str]:
        """Give the paths that are waited for."""
        return frozenset(self._waiting)

    def __len__(self) -> int:
        return len(self._waiting)

    def _began(self, before: Waiting | None, signature: Signature, *, at: float) -> Waiting:
        return Waiting(
            signature=signature,
            first_at=before.first_at if before else at,
            look_at=at + self._settle_seconds,
            handed_on=before.handed_on if before else 0,
            reported=before.reported if before else False,
        )

    def _hand_on(self, path: str, *, at: float) -> bool:
        before = self._waiting[path]
        doubled = self._settle_seconds * 2 ** min(before.handed_on, _LONGEST_DOUBLING)
        self._waiting[path] = replace(
            before,
            signature=None,
            look_at=at + min(max(doubled, 0.1), self._longest_seconds),
            handed_on=before.handed_on + 1,
        )
        return True
