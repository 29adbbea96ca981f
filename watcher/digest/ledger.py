"""The book of what was told to whom: a fold of subscriptions, digests and receipts."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from watcher.digest.model import Subscription, Undelivered
from watcher.digest.outbox import Outbox, Pending, Receipt
from watcher.digest.silences import Silences
from watcher.digest.told import Told
from watcher.digest.wishes import Change, Fate, change_of, fate_of, wanting
from watcher.events import (
    Definition,
    DeliveryRequested,
    DigestAbandoned,
    DigestDelivered,
    DigestFailed,
    DigestIssued,
    Recorded,
    SilenceAdded,
    SilenceExpired,
    SubscriptionStarted,
    TopicChanged,
    TopicDefined,
    TopicQuiet,
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
    "silence-added",
    "silence-expired",
)
MAKES_DUE = (TopicChanged.name, TopicQuiet.name)


@dataclass(slots=True, kw_only=True)
class _Sifted:
    """What of the first so many changes a subscription waits for, as long as nothing else moves."""

    subscription: Subscription
    turn: int
    changes: int = 0
    waiting: list[Change] = field(default_factory=list)


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
        self.silences = Silences()
        self._told: dict[str, Told] = {}
        self._changes: list[Change] = []
        self._turn = 0  # what was sifted before it moved on is sifted anew
        self._forgot_at: int | None = None
        self._kept_for: set[str] | None = None  # null: nothing was forgotten
        self._sifted: dict[str, _Sifted] = {}

    def note(self, event: Recorded) -> None:
        """Take in the next event."""
        self.position = max(self.position, event.position)
        self._turn += not isinstance(event.data, TopicChanged)
        match event.data:
            case SubscriptionStarted() as started:
                self._start(started, at=event.recorded_at)
            case TopicDefined() | TopicRedefined() as defined:
                self.definitions[defined.topic] = defined.definition
            case TopicChanged() | TopicQuiet():
                change = change_of(event)
                self._changes += [change] if change else []
            case SilenceAdded() | SilenceExpired():
                self.silences.note(event)
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

    def told(self, subscription: str) -> Told | None:
        """Give what a subscription was told; None if it was never seen."""
        return self._told.get(subscription)

    @property
    def is_split(self) -> bool:
        """Tell whether some topics were told further than others."""
        return any(told.cursors for told in self._told.values())

    def lowest(self, topic: str | None = None) -> int:
        """Give the position up to which every subscription was told of a topic, or of all."""
        return min((told.cursor(topic) or 0 for told in self._told.values()), default=0)

    @property
    def silent(self) -> tuple[str, ...]:
        """Name the subscriptions whose silent first run has not ended."""
        return tuple(name for name, told in self._told.items() if told.after is None)

    def abandoned(self, subscription: str) -> tuple[Undelivered, ...]:
        """List the letters that were given up and that no digest has named yet."""
        told = self._told.get(subscription)
        return tuple(told.abandoned.values()) if told else ()

    @property
    def pending(self) -> tuple[Pending, ...]:
        """List the letters that wait, oldest first."""
        return self.outbox.waiting

    def held(self, subscription: str) -> tuple[Undelivered, ...]:
        """List the letters of a subscription that failed, or that wait for what failed."""
        return tuple(
            Undelivered(
                digest_id=letter.digest_id,
                channel=letter.channel,
                recipient=letter.recipient,
                error=letter.error,
            )
            for letter in self.outbox.late
            if letter.subscription == subscription
        )

    def fates(self, subscription: Subscription, *, first: int = 0) -> Iterator[tuple[Change, Fate]]:
        """Say of each change that a subscription was not told what becomes of it.

        `first` passes over so many of the changes that the book holds.
        """
        told = self._told.get(subscription.name)
        if told is None or told.after is None:
            return
        wants, silence = self.wanting(subscription), self.silences.covering
        for change in islice(self._changes, first, None):
            if wants(change.topic) and not told.has_told(change):
                yield change, fate_of(change, subscription=subscription, silence=silence)

    def waiting(self, subscription: Subscription) -> list[Change]:
        """List what a subscription waits for."""
        sifted = self._sifted.get(subscription.name)
        if sifted is None or (sifted.turn, sifted.subscription) != (self._turn, subscription):
            sifted = _Sifted(subscription=subscription, turn=self._turn)
            self._sifted[subscription.name] = sifted
        new = self.fates(subscription, first=sifted.changes)
        sifted.waiting += [change for change, fate in new if fate.name == "told"]
        sifted.changes = len(self._changes)
        return list(sifted.waiting)

    def wanting(self, subscription: Subscription) -> Callable[[str], bool]:
        """Give what tells whether a subscription asks for a topic."""
        return wanting(subscription, self.definitions)

    def has_all_for(self, subscriptions: Iterable[Subscription]) -> bool:
        """Tell whether nothing was dropped for which one of these may wait."""
        kept = self._kept_for
        return kept is None or all(one.name in kept for one in subscriptions)

    def recall(self, changes: Iterable[Recorded]) -> None:
        """Take in anew what may be waited for: one who had left is back."""
        self._changes = [change for event in changes if (change := change_of(event)) is not None]
        self._kept_for = None
        self._turn += 1

    def forget_told(self, subscriptions: Collection[Subscription]) -> None:
        """Drop what nobody waits for any more."""
        if self._forgot_at == self._turn:
            return
        books = [self._told.get(subscription.name) for subscription in subscriptions]
        known = [told for told in books if told is not None and told.after is not None]
        if known and len(known) == len(books):
            self._changes = [
                change
                for change in self._changes
                if any(change.position > (told.cursor(change.topic) or 0) for told in known)
            ]
            self._turn += 1
            self._forgot_at = self._turn
            self._kept_for = {subscription.name for subscription in subscriptions}

    def _start(self, started: SubscriptionStarted, *, at: datetime) -> None:
        told = self._told.setdefault(started.subscription, Told(seen_at=at, after=None))
        told.after = started.after

    def _issue(self, issued: DigestIssued, *, at: datetime) -> None:
        told = self._told.setdefault(issued.subscription, Told(seen_at=at, after=None))
        told.issue(issued, at=at)
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
