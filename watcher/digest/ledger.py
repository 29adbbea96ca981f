"""The book of what was told to whom: a fold of subscriptions, digests and receipts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from watcher.digest.compose import is_told
from watcher.digest.model import Subscription, Undelivered
from watcher.digest.outbox import Outbox, Pending, Receipt
from watcher.events import (
    Definition,
    DeliveryRequested,
    DigestAbandoned,
    DigestDelivered,
    DigestFailed,
    DigestIssued,
    Recorded,
    SubscriptionStarted,
    TopicChanged,
    TopicDefined,
    TopicRedefined,
)

BOOKED = (
    "subscription-started",
    "topic-defined",
    "topic-redefined",
    "digest-issued",
    "digest-delivered",
    "digest-failed",
    "digest-abandoned",
    "delivery-requested",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A change that may still have to be told."""

    position: int
    topic: str
    recorded_at: datetime


@dataclass(slots=True)
class _Told:
    """What one subscription was told so far. `after` is a position; null: not started yet."""

    seen_at: datetime
    after: int | None
    digests: int = 0
    issued_at: datetime | None = None
    slots: set[str] = field(default_factory=set)
    first_message_ids: dict[str, str] = field(default_factory=dict)
    abandoned: dict[str, Undelivered] = field(default_factory=dict)


class Ledger:
    """Who was told what, as far as the log was read. Feed it the events of each type in order.

    `position` is how far that is, `looked_at` when somebody last asked what is due. `outbox` holds
    the letters; `accepted` are those that a channel took while no receipt could be written yet.
    """

    def __init__(self) -> None:
        self.position = 0
        self.looked_at: datetime | None = None
        self.outbox = Outbox()
        self.accepted: set[tuple[str, str, str]] = set()
        self.definitions: dict[str, Definition] = {}
        self._told: dict[str, _Told] = {}
        self._waiting: list[Waiting] = []

    def note(self, event: Recorded) -> None:
        """Take in the next event."""
        self.position = max(self.position, event.position)
        match event.data:
            case SubscriptionStarted() as started:
                self._start(started, at=event.recorded_at)
            case TopicDefined() | TopicRedefined() as defined:
                self.definitions[defined.topic] = defined.definition
            case TopicChanged() as changed if is_told(changed):
                waiting = Waiting(
                    position=event.position, topic=changed.topic, recorded_at=event.recorded_at
                )
                self._waiting.append(waiting)
            case DigestIssued() as issued:
                self._issue(issued, at=event.recorded_at)
            case (
                DigestDelivered() | DigestFailed() | DigestAbandoned() | DeliveryRequested()
            ) as receipt:
                self._receive(receipt, at=event.recorded_at)
            case _:
                pass

    def has_started(self, subscription: str) -> bool:
        """Tell whether a subscription was ever seen."""
        return subscription in self._told

    @property
    def lowest(self) -> int:
        """Give the position up to which every subscription was told."""
        return min((told.after or 0 for told in self._told.values()), default=0)

    @property
    def silent(self) -> tuple[str, ...]:
        """Name the subscriptions whose silent first run has not ended."""
        return tuple(name for name, told in self._told.items() if told.after is None)

    def seen_at(self, subscription: str) -> datetime | None:
        """Say when a subscription was first seen."""
        told = self._told.get(subscription)
        return told.seen_at if told else None

    def after(self, subscription: str) -> int | None:
        """Say up to which position a subscription was told; None if it has not started."""
        told = self._told.get(subscription)
        return told.after if told else None

    def digests(self, subscription: str) -> int:
        """Count the digests that a subscription was issued."""
        told = self._told.get(subscription)
        return told.digests if told else 0

    def issued_at(self, subscription: str) -> datetime | None:
        """Say when the last digest was issued."""
        told = self._told.get(subscription)
        return told.issued_at if told else None

    def has_answered(self, subscription: str, slot: str) -> bool:
        """Tell whether a digest was issued for a slot of the schedule."""
        told = self._told.get(subscription)
        return told is not None and slot in told.slots

    def first_message_ids(self, subscription: str) -> dict[str, str]:
        """Give for each recipient the Message-ID of the first digest's letter."""
        told = self._told.get(subscription)
        return dict(told.first_message_ids) if told else {}

    def abandoned(self, subscription: str) -> tuple[Undelivered, ...]:
        """List the letters that were given up and that no digest has named yet."""
        told = self._told.get(subscription)
        return tuple(told.abandoned.values()) if told else ()

    @property
    def pending(self) -> tuple[Pending, ...]:
        """List the letters that wait, oldest first."""
        return self.outbox.waiting

    def held(self, subscription: str) -> tuple[Undelivered, ...]:
        """List the letters of a subscription that wait."""
        return tuple(
            Undelivered(
                digest_id=letter.digest_id,
                channel=letter.channel,
                recipient=letter.recipient,
                error=letter.error,
            )
            for letter in self.outbox.waiting
            if letter.subscription == subscription
        )

    def waiting(self, subscription: Subscription) -> Sequence[Waiting]:
        """List what a subscription has not been told."""
        after = self.after(subscription.name)
        if after is None:
            return ()
        return [
            one for one in self._waiting if one.position > after and subscription.wants(one.topic)
        ]

    def forget_told(self, subscriptions: Iterable[Subscription]) -> None:
        """Drop what nobody waits for any more."""
        cursors = [self.after(subscription.name) for subscription in subscriptions]
        if not cursors or None in cursors:
            return
        lowest = min(cursor for cursor in cursors if cursor is not None)
        if self._waiting and self._waiting[0].position <= lowest:
            self._waiting = [one for one in self._waiting if one.position > lowest]

    def _start(self, started: SubscriptionStarted, *, at: datetime) -> None:
        told = self._told.setdefault(started.subscription, _Told(seen_at=at, after=None))
        told.after = started.after

    def _issue(self, issued: DigestIssued, *, at: datetime) -> None:
        told = self._told.setdefault(issued.subscription, _Told(seen_at=at, after=None))
        told.after = max(told.after or 0, issued.upto)
        told.digests += 1
        told.issued_at = at
        if issued.slot:
            told.slots.add(issued.slot)
        for name in issued.abandoned:
            told.abandoned.pop(name, None)
        for letter in issued.letters:
            if letter.message_id:
                told.first_message_ids.setdefault(letter.recipient, letter.message_id)
        self.outbox.issue(issued, at=at)

    def _receive(self, receipt: Receipt, *, at: datetime) -> None:
        self.outbox.receive(receipt, at=at)
        if isinstance(receipt, DigestFailed):
            return
        if not isinstance(receipt, DeliveryRequested):
            self.accepted.discard((receipt.digest_id, receipt.channel, receipt.recipient))
        told = self._told.get(receipt.subscription)
        if told is None or isinstance(receipt, DigestDelivered):
            return
        letter = Undelivered(
            digest_id=receipt.digest_id,
            channel=receipt.channel,
            recipient=receipt.recipient,
            error=receipt.error if isinstance(receipt, DigestAbandoned) else None,
        )
        told.abandoned.pop(letter.name, None)
        if isinstance(receipt, DigestAbandoned):
            told.abandoned[letter.name] = letter
