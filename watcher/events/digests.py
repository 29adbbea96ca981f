"""What happens to a digest: it is issued, and its letters are delivered, fail or are given up."""

from typing import ClassVar, Literal

from msgspec import Struct

StartReason = Literal["new-log", "added", "silent"]
Reach = Literal["letter", "recipient", "host", "channel"]


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
