"""What happens to a topic: it is defined, and statements change what is known of it or do not."""

from typing import ClassVar, Literal

from msgspec import Struct

ChangeKind = Literal["new", "figure", "status", "dispute", "correction"]
RepeatKind = Literal["repeat", "corroborated", "outdated", "background"]
Sensitivity = Literal["low", "normal", "high"]


class Definition(Struct, frozen=True, kw_only=True):
    """What a user wrote about a topic, as the topic file says it."""

    name: str
    about: str | None = None
    terms: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    query: str | None = None
    aliases: dict[str, tuple[str, ...]] = {}
    tags: tuple[str, ...] = ()
    sensitivity: Sensitivity = "normal"
    quiet_after: str | None = None


class TopicDefined(Struct, frozen=True, kw_only=True):
    """A topic is tracked from now on."""

    name: ClassVar[str] = "topic-defined"
    schema: ClassVar[int] = 1
    topic: str
    revision: int
    definition: Definition


class TopicRedefined(Struct, frozen=True, kw_only=True):
    """A tracked topic has another definition from now on."""

    name: ClassVar[str] = "topic-redefined"
    schema: ClassVar[int] = 1
    topic: str
    revision: int
    definition: Definition


class TopicRetired(Struct, frozen=True, kw_only=True):
    """A topic is no longer tracked; what is known of it stays in the log."""

    name: ClassVar[str] = "topic-retired"
    schema: ClassVar[int] = 1
    topic: str
    revision: int
    definition: Definition


class Figure(Struct, frozen=True, kw_only=True):
    """A number with what it counts.

    `value` and `max` are in base units (1.2 million is 1200000; 4.5 per cent is 4.5), null at 2^53
    or more; `max` is the upper end of a range; `text` is the piece of the sentence that says it.
    `role` tells a level that holds from an amount of change, a part of another count, and a level
    that held before.
    """

    what: str
    value: int | float | None
    max: int | float | None
    unit: str | None
    qualifier: str | None
    text: str
    role: str = "level"


class Was(Struct, frozen=True, kw_only=True):
    """What was known before a change, and the event that told it."""

    event: str
    quote: str
    figure: Figure | None
    status: str | None


class Now(Struct, frozen=True, kw_only=True):
    """What is known after a change."""

    figure: Figure | None
    status: str | None


class StatementFields(Struct, frozen=True, kw_only=True):
    """What both statement events hold: the sentence, its place, its reading, and the judgement.

    `start` and `end` count characters into the article's text. `event_date` is the day that the
    sentence speaks of (ISO date), where it tells one. `nearest` is the event of the earlier
    statement that it was compared with and `similarity` how alike the two are (0 to 1).
    `novelty` and `importance` run from 0 to 1.
    """

    topic: str
    article_id: str
    path: str
    outlet: str | None
    headline: str | None
    published_at: str | None
    quote: str
    start: int
    end: int
    speaker: str | None
    status: str | None
    event_date: str | None = None
    figures: tuple[Figure, ...]
    was: Was | None
    now: Now | None
    earlier: str | None
    nearest: str | None = None
    similarity: float | None = None
    novelty: float
    importance: float
    late: bool
    matched: tuple[str, ...]
    reason: str
    retroactive: bool = False


class TopicChanged(StatementFields, frozen=True, kw_only=True):
    """A sentence changes what is known of a topic."""

    name: ClassVar[str] = "topic-changed"
    schema: ClassVar[int] = 1
    kind: ChangeKind


class StatementRepeated(StatementFields, frozen=True, kw_only=True):
    """A sentence bears on a topic and changes nothing."""

    name: ClassVar[str] = "statement-repeated"
    schema: ClassVar[int] = 1
    kind: RepeatKind


Statement = TopicChanged | StatementRepeated
