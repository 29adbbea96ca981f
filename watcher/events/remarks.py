"""What the user says of the log: silences, and marks."""

from typing import ClassVar, Literal

from msgspec import Struct

from watcher.events.topics import ChangeKind

MarkName = Literal["not-new", "not-relevant", "important"]


class SilenceAdded(Struct, frozen=True, kw_only=True):
    """Changes of some topics are not told to anybody from now on, until a time.

    `pattern` names the topics (`*` and `?` stand for any letters), `kinds` the kinds of change,
    none of them for every kind; `by` is who asked for it, where that is known.
    """

    name: ClassVar[str] = "silence-added"
    schema: ClassVar[int] = 1
    silence: str
    pattern: str
    kinds: tuple[ChangeKind, ...] = ()
    until: str
    comment: str
    by: str | None = None


class SilenceExpired(Struct, frozen=True, kw_only=True):
    """A silence was ended before its time; what it kept back is not told."""

    name: ClassVar[str] = "silence-expired"
    schema: ClassVar[int] = 1
    silence: str
    by: str | None = None


class EventMarked(Struct, frozen=True, kw_only=True):
    """A reader said what an event was worth; of several marks of one event the last one holds."""

    name: ClassVar[str] = "event-marked"
    schema: ClassVar[int] = 1
    event: str
    topic: str
    mark: MarkName
    comment: str | None = None
    by: str | None = None
