"""Names: of streams, of an event by its place, and of what happened by its content."""

from functools import lru_cache
from hashlib import sha1
from typing import assert_never
from uuid import UUID

from watcher.events.articles import ArticleReceived, ArticleRejected, DuplicateFound
from watcher.events.digests import (
    DeliveryRequested,
    DigestAbandoned,
    DigestDelivered,
    DigestFailed,
    DigestIssued,
    SubscriptionStarted,
)
from watcher.events.envelope import Event
from watcher.events.notices import ExpectationPassed, TopicQuiet, TopicTempo
from watcher.events.remarks import EventMarked, SilenceAdded, SilenceExpired
from watcher.events.topics import (
    StatementRepeated,
    TopicChanged,
    TopicDefined,
    TopicRedefined,
    TopicRetired,
)

EVENT_IDS = UUID("5b0f4c5e-2f0b-5c39-9f63-77617463686e")


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
