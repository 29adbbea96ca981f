"""Delivers letters: each that is due is tried once, and each try leaves a receipt in the log."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from watcher.book import current
from watcher.delivery.channel import Channel, DeliveryError, Letter, Part
from watcher.digest.due import quiet_until
from watcher.digest.ledger import Ledger
from watcher.digest.model import Subscription
from watcher.digest.outbox import (
    LONGEST_WAIT_SECONDS,
    Hold,
    Pending,
    destination,
    has_come,
    pause_seconds,
    wider,
)
from watcher.events import DigestAbandoned, DigestDelivered, DigestFailed, Entry, digest_stream
from watcher.fault import point
from watcher.log.append import Log
from watcher.log.read import Reader

_ORPHAN_DAYS = 5.0  # how long a letter is kept whose channel is gone from the settings

Receipt = DigestDelivered | DigestFailed | DigestAbandoned


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """How a round of deliveries went, as counts of letters.

    `undelivered` counts all that wait now; `next_at` says when the next of them is due. `stopped`
    are channels that wait for their operator since this round, or for another reason than before;
    `resumed` names those that wait no longer.
    """

    delivered: int
    failed: int
    abandoned: int
    undelivered: int
    next_at: datetime | None
    stopped: tuple[Hold, ...] = ()
    resumed: tuple[str, ...] = ()


def deliver_due(
    log: Log,
    channels: Mapping[str, Channel],
    *,
    now: Callable[[], datetime],
    ledger: Ledger | None = None,
    heartbeat: Callable[[], None] = lambda: None,
    subscriptions: Iterable[Subscription] = (),
) -> Delivered:
    """Try each letter that is due once, oldest first, and record a receipt for each.

    A letter that fails stops no other. Where a destination is down, one letter finds out, and those
    that were never tried count as tried with it. In the quiet hours of its subscription a letter
    waits, unless somebody asked for it.
    `heartbeat` is called before each letter.
    """
    ledger = current(ledger, log.reader)
    readers = {subscription.name: subscription for subscription in subscriptions}
    round_ = _Round(log, ledger=ledger, now=now)
    before = ledger.outbox.stopped
    try:
        for pending in ledger.pending:
            channel = channels.get(pending.channel)
            if _quiet_until(pending, readers, at=now()) is None and round_.is_due(pending, channel):
                heartbeat()
                round_.attend(pending, channel)
    finally:
        for channel in channels.values():
            channel.close()
    after = ledger.outbox.stopped
    return Delivered(
        delivered=round_.counts[DigestDelivered.name],
        failed=round_.counts[DigestFailed.name],
        abandoned=round_.counts[DigestAbandoned.name],
        undelivered=len(ledger.pending),
        next_at=next_try_at(ledger, channels, now=now(), readers=readers),
        stopped=tuple(hold for name, hold in after.items() if _is_news(hold, before.get(name))),
        resumed=tuple(name for name in before if name not in after),
    )


def next_try_at(
    ledger: Ledger,
    channels: Mapping[str, Channel],
    *,
    now: datetime,
    readers: Mapping[str, Subscription] | None = None,
) -> datetime | None:
    """Say when the next letter is due; None where none waits that has a channel."""
    times = []
    for letter in ledger.pending:
        if letter.channel in channels:
            at = ledger.outbox.next_at(letter, now=now)
            times.append(_quiet_until(letter, readers or {}, at=at) or at)
    return min(times, default=None)


def _quiet_until(
    letter: Pending, readers: Mapping[str, Subscription], *, at: datetime
) -> datetime | None:
    """Say until when a letter is held so that it wakes nobody up; None where it is not."""
    reader = readers.get(letter.subscription)
    if reader is None or letter.asked_at != letter.issued_at:
        return None
    return quiet_until(reader, urgent=letter.urgent, at=at)


def _is_news(hold: Hold, before: Hold | None) -> bool:
    """Tell whether the operator has not heard yet that a channel stopped, or why."""
    return before is None or before.error != hold.error


class _Round:
    """One look at all letters: what failed in it is not tried again in it."""

    def __init__(
        self,
        log: Log,
        *,
        ledger: Ledger,
        now: Callable[[], datetime],
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._log = log
        self._ledger = ledger
        self._now = now
        self._down: dict[tuple[str, str], DeliveryError] = {}

    def is_due(self, pending: Pending, channel: Channel | None) -> bool:
        """Tell whether a letter is to be tried, or counts as tried where others failed before it.

        A letter waits for the next round where its destination is down, unless it was never tried
        or is to be given up.
        """
        at = self._now()
        if channel is None:
            return at - pending.asked_at >= timedelta(days=_ORPHAN_DAYS)
        error = self._error(pending)
        if error is not None:
            is_given_up = not error.stopped and _is_old(pending, channel, at=at)
            return has_come(pending.retry_at, now=at) and (pending.attempts == 0 or is_given_up)
        return self._ledger.outbox.is_due(pending, now=at)

    def attend(self, pending: Pending, channel: Channel | None) -> None:
        """Try a letter, and record what became of it."""
        error = self._try(pending, channel)
        if error is not None:
            place = destination(error.reach, recipient=pending.recipient)
            if place is not None:
                self._down[pending.channel, place] = error
        receipts = self._receipts(pending, error, channel)
        self._record(receipts)
        self.counts.update(receipt.name for receipt in receipts)

    def _error(self, pending: Pending) -> DeliveryError | None:
        places = wider("letter", recipient=pending.recipient)
        found = (self._down.get((pending.channel, place)) for place in places)
        return next((error for error in found if error is not None), None)

    def _try(self, pending: Pending, channel: Channel | None) -> DeliveryError | None:
        if pending.key in self._ledger.accepted:  # it was taken; only its receipt is missing
            return None
        error = self._error(pending) or _hand_over(self._log.reader, pending, channel)
        if error is None:
            self._ledger.accepted.add(pending.key)
            point("publish.accepted")
        return error

    def _receipts(
        self, pending: Pending, error: DeliveryError | None, channel: Channel | None
    ) -> tuple[Receipt, ...]:
        if error is None:
            return (_delivered(pending),)
        at = self._now()
        is_over = error.permanent or (
            not error.stopped and channel is not None and _is_old(pending, channel, at=at)
        )
        if channel is None or is_over:
            return _failed(pending, error, retry_at=None), _abandoned(pending, error)
        retry_at = self._retry_at(pending, error, retry_seconds=channel.retry_seconds, at=at)
        return (_failed(pending, error, retry_at=retry_at),)

    def _retry_at(
        self, pending: Pending, error: DeliveryError, *, retry_seconds: float, at: datetime
    ) -> datetime:
        """Choose when to try again; a pause of a destination that is under way goes on."""
        outbox = self._ledger.outbox
        place = destination(error.reach, recipient=pending.recipient)
        hold = outbox.hold(pending.channel, place)
        if hold and hold.stopped == error.stopped and not has_come(hold.retry_at, now=at):
            return hold.retry_at or at
        seconds = pause_seconds(
            pending,
            hold=hold,
            reach=error.reach,
            stopped=error.stopped,
            retry_seconds=retry_seconds,
        )
        asked = min(error.retry_after_seconds or 0.0, LONGEST_WAIT_SECONDS)
        return at + timedelta(seconds=max(seconds, asked))

    def _record(self, receipts: tuple[Receipt, ...]) -> None:
        entries = [
            Entry(stream=digest_stream(receipt.subscription), events=(receipt,))
            for receipt in receipts
        ]
        with self._log.transaction(at=self._now()) as transaction:
            recorded = transaction.append(entries)
        for event in recorded:
            self._ledger.note(event)
        point("publish.receipt")


def _hand_over(reader: Reader, pending: Pending, channel: Channel | None) -> DeliveryError | None:
    if channel is None:
        message = f'there is no channel "{pending.channel}" any more'
        return DeliveryError(message, permanent=True)
    letter = _letter(reader, pending)
    if not letter.parts:
        message = "the log holds no bytes of this letter"
        return DeliveryError(message, permanent=True)
    try:
        channel.deliver(letter)
    except DeliveryError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a letter that breaks its channel stops no other
        message = f"internal error: {type(error).__name__}"  # what it says may hold a secret
        return DeliveryError(message)
    return None


def _letter(reader: Reader, pending: Pending) -> Letter:
    kept = reader.letters(pending.digest_id, channel=pending.channel, recipient=pending.recipient)
    return Letter(
        digest_id=pending.digest_id,
        channel=pending.channel,
        recipient=pending.recipient,
        message_id=pending.message_id,
        parts=tuple(Part(name=each.name, content=each.content) for each in kept),
    )


def _is_old(pending: Pending, channel: Channel, *, at: datetime) -> bool:
    return at - pending.asked_at >= timedelta(days=channel.give_up_days)


def _delivered(pending: Pending) -> DigestDelivered:
    return DigestDelivered(
        digest_id=pending.digest_id,
        subscription=pending.subscription,
        channel=pending.channel,
        recipient=pending.recipient,
        message_id=pending.message_id,
        attempt=pending.attempts + 1,
    )


def _failed(pending: Pending, error: DeliveryError, *, retry_at: datetime | None) -> DigestFailed:
    return DigestFailed(
        digest_id=pending.digest_id,
        subscription=pending.subscription,
        channel=pending.channel,
        recipient=pending.recipient,
        message_id=pending.message_id,
        attempt=pending.attempts + 1,
        error=str(error),
        permanent=error.permanent,
        retry_at=_moment(retry_at) if retry_at else None,
        reach=error.reach,
        stopped=error.stopped,
    )


def _abandoned(pending: Pending, error: DeliveryError) -> DigestAbandoned:
    return DigestAbandoned(
        digest_id=pending.digest_id,
        subscription=pending.subscription,
        channel=pending.channel,
        recipient=pending.recipient,
        message_id=pending.message_id,
        attempt=pending.attempts + 1,
        error=str(error),
    )


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
