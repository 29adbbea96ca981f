"""Delivers letters: each that is due is tried once, and each try leaves a receipt in the log."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from watcher.delivery.channel import Channel, DeliveryError, Letter, Part
from watcher.digest.due import is_tried, wait_seconds
from watcher.digest.ledger import Ledger, Pending
from watcher.events import DigestAbandoned, DigestDelivered, DigestFailed, Entry, digest_stream
from watcher.fault import point
from watcher.log.append import Log
from watcher.log.read import Reader
from watcher.publish.book import catch_up, current

_ORPHAN_DAYS = 5.0  # how long a letter is kept whose channel is gone from the settings

Receipt = DigestDelivered | DigestFailed | DigestAbandoned


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """How a round of deliveries went, as counts of letters.

    `undelivered` counts all that wait now; `next_at` says when the next of them is due.
    """

    delivered: int
    failed: int
    abandoned: int
    undelivered: int
    next_at: datetime | None


def deliver_due(
    log: Log,
    channels: Mapping[str, Channel],
    *,
    now: Callable[[], datetime],
    ledger: Ledger | None = None,
    heartbeat: Callable[[], None] = lambda: None,
) -> Delivered:
    """Try each letter that is due once, oldest first, and record a receipt for each.

    A letter that fails stops no other. Where a channel is down, its other letters count as tried.
    `heartbeat` is called before each letter.
    """
    ledger = current(ledger, log.reader)
    down: dict[str, DeliveryError] = {}
    counts: Counter[str] = Counter()
    try:
        for pending in ledger.pending:
            channel = channels.get(pending.channel)
            if not _is_due(pending, channel, at=now()):
                continue
            heartbeat()
            error = _try(log.reader, pending, channel, ledger=ledger, down=down)
            receipts = _receipts(pending, error, channel, at=now())
            _record(log, receipts, at=now())
            counts.update(receipt.name for receipt in receipts)
    finally:
        for channel in channels.values():
            channel.close()
    catch_up(ledger, log.reader)
    return Delivered(
        delivered=counts[DigestDelivered.name],
        failed=counts[DigestFailed.name],
        abandoned=counts[DigestAbandoned.name],
        undelivered=len(ledger.pending),
        next_at=next_try_at(ledger, channels, now=now()),
    )


def next_try_at(
    ledger: Ledger, channels: Mapping[str, Channel], *, now: datetime
) -> datetime | None:
    """Say when the next letter is due; None where none waits that has a channel."""
    times = [
        now if is_tried(letter, now=now) else letter.retry_at
        for letter in ledger.pending
        if letter.channel in channels
    ]
    return min((time for time in times if time is not None), default=None)


def _is_due(pending: Pending, channel: Channel | None, *, at: datetime) -> bool:
    if channel is None:
        return at - pending.issued_at >= timedelta(days=_ORPHAN_DAYS)
    return is_tried(pending, now=at)


def _try(
    reader: Reader,
    pending: Pending,
    channel: Channel | None,
    *,
    ledger: Ledger,
    down: dict[str, DeliveryError],
) -> DeliveryError | None:
    if pending.key in ledger.accepted:  # it was taken; only its receipt is missing
        return None
    error = down.get(pending.channel) or _hand_over(reader, pending, channel)
    if error is None:
        ledger.accepted.add(pending.key)
        point("publish.accepted")
    elif error.channel_down:
        down[pending.channel] = error
    return error


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


def _receipts(
    pending: Pending, error: DeliveryError | None, channel: Channel | None, *, at: datetime
) -> tuple[Receipt, ...]:
    if error is None:
        return (_delivered(pending),)
    if channel is None or error.permanent or _is_old(pending, channel, at=at):
        return _failed(pending, error, retry_at=None), _abandoned(pending, error)
    wait = wait_seconds(pending, retry_seconds=channel.retry_seconds)
    return (_failed(pending, error, retry_at=at + timedelta(seconds=wait)),)


def _is_old(pending: Pending, channel: Channel, *, at: datetime) -> bool:
    return at - pending.issued_at >= timedelta(days=channel.give_up_days)


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


def _record(log: Log, receipts: tuple[Receipt, ...], *, at: datetime) -> None:
    entries = [
        Entry(stream=digest_stream(receipt.subscription), events=(receipt,)) for receipt in receipts
    ]
    with log.transaction(at=at) as transaction:
        transaction.append(entries)
    point("publish.receipt")
