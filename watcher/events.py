"""The vocabulary of the log: every event type, what it holds, and its envelope.

An event says in the past tense what happened, with all that a reader needs. The names and schemas
are chosen and stand on disk for ever; they are never derived from Python names.
"""

from datetime import datetime
from functools import lru_cache
from hashlib import sha1
from typing import ClassVar, Literal, assert_never
from uuid import UUID

from msgspec import Struct

EVENT_IDS = UUID("5b0f4c5e-2f0b-5c39-9f63-77617463686e")

PublishedFrom = Literal["metadata", "text", "file"]
CopyKind = Literal["exact", "near", "update"]
ChangeKind = Literal["new", "figure", "status", "dispute", "correction"]
RepeatKind = Literal["repeat", "corroborated", "outdated", "background"]
Sensitivity = Literal["low", "normal", "high"]
MarkName = Literal["not-new", "not-relevant", "important"]
StartReason = Literal["new-log", "added", "silent"]
Reach = Literal["letter", "recipient", "host", "channel"]


class ArticleReceived(Struct, frozen=True, kw_only=True):
    """An article was read for the first time; there is exactly one for each distinct content."""

    name: ClassVar[str] = "article-received"
    schema: ClassVar[int] = 1
    article_id: str
    path: str
    sha256: str
    format: str
    outlet: str | None
    agency: str | None = None
    headline: str | None
    authors: tuple[str, ...]
    published_at: str | None
    published_from: PublishedFrom | None
    url: str | None = None
    words: int


class ArticleRejected(Struct, frozen=True, kw_only=True):
    """A file, or a line of an archive, could not be taken in."""

    name: ClassVar[str] = "article-rejected"
    schema: ClassVar[int] = 1
    article_id: str
    path: str
    reason: str
    detail: str


class DuplicateFound(Struct, frozen=True, kw_only=True):
    """An article is a copy of an earlier one, or an update of it."""

    name: ClassVar[str] = "duplicate-found"
    schema: ClassVar[int] = 1
    article_id: str
    path: str
    of: str
    kind: CopyKind
    similarity: float


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


class SubscriptionStarted(Struct, frozen=True, kw_only=True):
    """A subscription was first seen; only what comes after the position `after` is told to it.

    `after` is null while a silent first run has not ended; a second event then says the position.
    """

    name: ClassVar[str] = "subscription-started"
    schema: ClassVar[int] = 1
    subscription: str
    after: int | None
    reason: StartReason


class Letter(Struct, frozen=True, kw_only=True):
    """One message of a digest for one recipient of one channel."""

    channel: str
    recipient: str
    message_id: str | None


class DigestIssued(Struct, frozen=True, kw_only=True):
    """A digest was composed and its letters were written down; what it tells counts as told.

    `slot` is the local wall-clock time of the schedule that it answers, where there is one.
    `abandoned` lists the letters, as `digest_id channel recipient`, that its footer names. `topic`
    is the one topic that it is about, where each topic has a digest of its own. An `urgent` one
    tells what could not wait; the rest of its range is left to the schedule. `notices` are the
    events told that say what the passing of time tells of a topic. `faults` say which templates
    of the user's own could not be used, and why.
    """

    name: ClassVar[str] = "digest-issued"
    schema: ClassVar[int] = 1
    digest_id: str
    subscription: str
    after: int
    upto: int
    events: tuple[str, ...]
    letters: tuple[Letter, ...]
    subject: str
    slot: str | None = None
    abandoned: tuple[str, ...] = ()
    topic: str | None = None
    urgent: bool = False
    notices: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


class DigestDelivered(Struct, frozen=True, kw_only=True):
    """A channel took a letter."""

    name: ClassVar[str] = "digest-delivered"
    schema: ClassVar[int] = 1
    digest_id: str
    subscription: str
    channel: str
    recipient: str
    message_id: str | None
    attempt: int


class DigestFailed(Struct, frozen=True, kw_only=True):
    """A channel did not take a letter; it is tried again at `retry_at`, where that is given.

    `reach` says what waits until then: this letter, all letters to its recipient, to the host of
    its recipient, or all of the channel. `stopped`: the channel waits for its operator.
    """

    name: ClassVar[str] = "digest-failed"
    schema: ClassVar[int] = 1
    digest_id: str
    subscription: str
    channel: str
    recipient: str
    message_id: str | None
    attempt: int
    error: str
    permanent: bool
    retry_at: str | None
    reach: Reach = "letter"
    stopped: bool = False


class DigestAbandoned(Struct, frozen=True, kw_only=True):
    """A letter is not tried any more."""

    name: ClassVar[str] = "digest-abandoned"
    schema: ClassVar[int] = 1
    digest_id: str
    subscription: str
    channel: str
    recipient: str
    message_id: str | None
    attempt: int
    error: str


class DeliveryRequested(Struct, frozen=True, kw_only=True):
    """Somebody asked by hand that a letter be tried now, be it waiting or given up."""

    name: ClassVar[str] = "delivery-requested"
    schema: ClassVar[int] = 1
    digest_id: str
    subscription: str
    channel: str
    recipient: str
    message_id: str | None
    comment: str | None = None


class TopicQuiet(Struct, frozen=True, kw_only=True):
    """Nothing new came on a topic for as long as its definition allows; once for each such time.

    `last` is the change that was the last one, `since` when it was recorded, and `repeats` how many
    statements came since then that told nothing new.
    """

    name: ClassVar[str] = "topic-quiet"
    schema: ClassVar[int] = 1
    topic: str
    quiet_after: str
    last: str
    since: str
    repeats: int


class TopicTempo(Struct, frozen=True, kw_only=True):
    """Far more was said on a topic within 24 hours than is usual; at most once a day.

    `usual` is how many statements a day it had in the days before, `days` how many days that are.
    """

    name: ClassVar[str] = "topic-tempo"
    schema: ClassVar[int] = 1
    topic: str
    day: str
    count: int
    usual: float
    days: int


class ExpectationPassed(Struct, frozen=True, kw_only=True):
    """A day for which something was announced has passed, and nothing reported it.

    `event` is the statement that announced it, `due` the day (ISO date).
    """

    name: ClassVar[str] = "expectation-passed"
    schema: ClassVar[int] = 1
    topic: str
    event: str
    due: str
    quote: str
    path: str
    outlet: str | None
    published_at: str | None


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


Statement = TopicChanged | StatementRepeated
TimeNotice = TopicQuiet | TopicTempo | ExpectationPassed
Event = (
    ArticleReceived
    | ArticleRejected
    | DuplicateFound
    | TopicDefined
    | TopicRedefined
    | TopicRetired
    | TopicChanged
    | StatementRepeated
    | SubscriptionStarted
    | DigestIssued
    | DigestDelivered
    | DigestFailed
    | DigestAbandoned
    | DeliveryRequested
    | TopicQuiet
    | TopicTempo
    | ExpectationPassed
    | SilenceAdded
    | SilenceExpired
    | EventMarked
)


class Recorded(Struct, frozen=True, kw_only=True):
    """An event with its envelope, as it stands in the log. `data` is the event itself."""

    position: int
    id: str
    stream: str
    version: int
    recorded_at: datetime
    cause: str | None
    hash: str
    data: Event


class Entry(Struct, frozen=True, kw_only=True):
    """Events to append to one stream.

    `expected` is the version that the stream is believed to have; null means that it was not
    looked at. `cause` is the id of the event that led to these.
    """

    stream: str
    events: tuple[Event, ...]
    expected: int | None = None
    cause: str | None = None


def article_stream(article_id: str) -> str:
    """Name the stream of an article."""
    return f"article/{article_id}"


def topic_stream(topic: str) -> str:
    """Name the stream of a topic."""
    return f"topic/{topic}"


def digest_stream(subscription: str) -> str:
    """Name the stream of a subscription's digests and receipts."""
    return f"digest/{subscription}"


def notice_stream(topic: str) -> str:
    """Name the stream of what the passing of time tells of a topic."""
    return f"notice/{topic}"


def silence_stream(silence: str) -> str:
    """Name the stream of a silence."""
    return f"silence/{silence}"


def mark_stream(event: str) -> str:
    """Name the stream of the marks of an event."""
    return f"mark/{event}"


@lru_cache(maxsize=1024)  # an event is named when it is judged, and when it is recorded
def event_id(stream: str, *, version: int) -> str:
    """Name an event by its place: the same place has the same id in a dry run and in a real one."""
    name = EVENT_IDS.bytes + f"{stream}/{version}".encode()
    digits = sha1(name, usedforsecurity=False).hexdigest()
    # as uuid.uuid5 does it, at a third of its cost
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def idempotency_key(  # noqa: C901, PLR0911, PLR0912 - one line for each type of event
    event: Event, *, stream: str, version: int
) -> str:
    """Name what happened so that it cannot be recorded twice.

    Two events with the same key are the same happening. Where nothing but its place in the
    stream tells an event from another of the same content, the place is the key.
    """
    match event:
        case ArticleReceived():
            return f"received {event.article_id}"
        case ArticleRejected():
            return f"rejected {event.article_id} {event.path}"
        case DuplicateFound():
            return f"duplicate {event.article_id} {event.path}"
        case TopicDefined() | TopicRedefined() | TopicRetired():
            return f"definition {event.topic} {event.revision}"
        case TopicChanged() | StatementRepeated():
            return f"{stream} {version}"
        case SubscriptionStarted():
            return f"started {event.subscription} {event.after}"
        case DigestIssued():
            return f"issued {event.digest_id}"
        case DigestDelivered():
            return f"delivered {event.digest_id} {event.channel} {event.recipient}"
        case DigestFailed():
            letter = f"{event.digest_id} {event.channel} {event.recipient}"
            return f"failed {letter} {event.attempt}"
        case DigestAbandoned() | DeliveryRequested():  # once more after each request
            return f"{stream} {version}"
        case TopicQuiet():
            return f"quiet {event.topic} {event.last}"
        case TopicTempo():
            return f"tempo {event.topic} {event.day}"
        case ExpectationPassed():
            return f"expected {event.topic} {event.event}"
        case SilenceAdded():
            return f"silenced {event.silence}"
        case SilenceExpired():
            return f"silence-expired {event.silence}"
        case EventMarked():
            return f"{stream} {version}"
        case _:
            assert_never(event)
