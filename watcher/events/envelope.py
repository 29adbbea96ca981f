"""What stands around an event in the log, and which types of event there are."""

from datetime import datetime

from msgspec import Struct

from watcher.events.articles import ArticleReceived, ArticleRejected, DuplicateFound
from watcher.events.digests import (
    DeliveryRequested,
    DigestAbandoned,
    DigestDelivered,
    DigestFailed,
    DigestIssued,
    SubscriptionStarted,
)
from watcher.events.notices import ExpectationPassed, TopicQuiet, TopicTempo
from watcher.events.remarks import EventMarked, SilenceAdded, SilenceExpired
from watcher.events.topics import (
    StatementRepeated,
    TopicChanged,
    TopicDefined,
    TopicRedefined,
    TopicRetired,
)

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
