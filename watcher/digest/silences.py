"""Silences: which changes are told to nobody, why, until when, and how many that were.

A silence reaches from its place in the log to its end: a change that was recorded before it is
told, and so is one that was recorded at its end or later. Whether a change is covered never depends
on what comes after the change, so that a digest that is rendered again is the same.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from fnmatch import fnmatchcase
from hashlib import sha256

from watcher.digest.model import Silenced
from watcher.digest.wishes import Change
from watcher.events import ChangeKind, Recorded, SilenceAdded, SilenceExpired

SILENCING = (SilenceAdded.name, SilenceExpired.name)
_ID_LENGTH = 16


class UnknownSilenceError(LookupError):
    """No silence, or more than one, is meant; the message says which there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What keeps changes back: `pattern` names topics, no `kinds` are all of them.

    It begins behind `position` and ends at `until`, or at the position `ended_at_position`, where
    it was ended by hand.
    """

    id: str
    pattern: str
    kinds: tuple[ChangeKind, ...]
    comment: str
    by: str | None
    position: int
    since: datetime
    until: datetime
    ended_at: datetime | None = None
    ended_at_position: int | None = None
    ended_by: str | None = None

    def is_of(self, topic: str) -> bool:
        """Tell whether it is on a topic."""
        return fnmatchcase(topic, self.pattern)

    def holds(self, *, position: int, at: datetime) -> bool:
        """Tell whether it was in force at a place of the log and at a time."""
        begun = self.position < position
        ended = self.ended_at_position is not None and self.ended_at_position < position
        return begun and not ended and at < self.until

    def ends(self, *, upto: int) -> datetime:
        """Say when it ends, as far as the log up to a position knows."""
        if self.ended_at is None or self.ended_at_position is None:
            return self.until
        return self.until if self.ended_at_position > upto else min(self.until, self.ended_at)

    def is_active(self, *, now: datetime) -> bool:
        """Tell whether changes are kept back now."""
        return self.ended_at is None and now < self.until


class Silences:
    """All silences of a log. Feed it the events of each type in order."""

    def __init__(self, events: Iterable[Recorded] = ()) -> None:
        self._by_id: dict[str, Silence] = {}
        for event in events:
            self.note(event)

    def __iter__(self) -> Iterator[Silence]:
        return iter(self._by_id.values())

    def note(self, event: Recorded) -> None:
        """Take in the next event; one of another type says nothing here."""
        match event.data:
            case SilenceAdded() as added:
                self._by_id[added.silence] = _begun(added, event)
            case SilenceExpired(silence=name, by=by) if name in self._by_id:
                self._by_id[name] = replace(
                    self._by_id[name],
                    ended_at=event.recorded_at,
                    ended_at_position=event.position,
                    ended_by=by,
                )
            case _:
                pass

    def get(self, silence: str) -> Silence | None:
        """Give a silence by its whole id."""
        return self._by_id.get(silence)

    def find(self, given: str) -> Silence:
        """Find a silence by its id or the beginning of it. Raises UnknownSilenceError."""
        if given in self._by_id:
            return self._by_id[given]
        found = [name for name in self._by_id if given and name.startswith(given)]
        if len(found) == 1:
            return self._by_id[found[0]]
        if found:
            message = f"{given!r} is the beginning of several silences: {', '.join(found)}"
            raise UnknownSilenceError(message)
        message = f"there is no silence {given!r}; watcher silence list shows them"
        raise UnknownSilenceError(message)

    def covering(self, change: Change) -> str | None:
        """Name the silence that keeps a change back: the oldest, where there are several.

        Notices are kept back by a silence that is for every kind.
        """
        for silence in self._by_id.values():
            is_kind = not silence.kinds or (change.kind in silence.kinds and not change.notice)
            if is_kind and silence.is_of(change.topic) and _in_force(silence, change):
                return silence.id
        return None

    def named(
        self,
        kept_back: Iterable[tuple[str, str]],
        *,
        upto: int,
        notices: Iterable[tuple[str, str]] = (),
    ) -> tuple[Silenced, ...]:
        """Sum up what was kept back, given as silence and topic of each, for a footer."""
        topics: dict[str, set[str]] = {}
        changes, others = list(kept_back), list(notices)
        for name, topic in (*changes, *others):
            topics.setdefault(name, set()).add(topic)
        counts, noticed = Counter(name for name, _ in changes), Counter(name for name, _ in others)
        return tuple(
            Silenced(
                silence=silence.id,
                topics=tuple(sorted(topics[silence.id])),
                count=counts[silence.id],
                comment=silence.comment,
                until=silence.ends(upto=upto),
                notices=noticed[silence.id],
            )
            for silence in self
            if silence.id in topics
        )


def silence_id(added: SilenceAdded, *, earlier: int) -> str:
    """Name a silence by what it says; `earlier` counts the ended ones that said the same."""
    words = (added.pattern, *sorted(added.kinds), added.until, added.comment, str(earlier))
    return sha256("\n".join(words).encode()).hexdigest()[:_ID_LENGTH]


def _begun(added: SilenceAdded, event: Recorded) -> Silence:
    return Silence(
        id=added.silence,
        pattern=added.pattern,
        kinds=added.kinds,
        comment=added.comment,
        by=added.by,
        position=event.position,
        since=event.recorded_at,
        until=datetime.fromisoformat(added.until),
    )


def _in_force(silence: Silence, change: Change) -> bool:
    return silence.holds(position=change.position, at=change.recorded_at)
