"""Decides whether a digest is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from watcher.digest.cron import Cron
from watcher.digest.ledger import Ledger, Waiting
from watcher.digest.model import Subscription
from watcher.digest.schedule import Every, Immediate, latest_slot, next_slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A digest is due; `slot` is the wall-clock time that it answers, where a cron line says."""

    slot: str | None = None


def is_due(subscription: Subscription, *, ledger: Ledger, now: datetime) -> Due | None:
    """Tell whether a subscription is to be told now what it waits for."""
    waiting = ledger.waiting(subscription)
    if not waiting:
        return None
    match subscription.schedule:
        case Immediate():
            return Due()
        case Every(seconds=seconds):
            last = ledger.issued_at(subscription.name)
            return Due() if _has_passed(last, seconds=seconds, now=now) else None
        case Cron() as cron:
            return _answer_slot(cron, subscription, waiting, ledger=ledger, now=now)
        case _:
            assert_never(subscription.schedule)


def due_next(subscription: Subscription, *, ledger: Ledger, now: datetime) -> datetime | None:
    """Say when, later than now, the schedule comes round; None where it waits for news alone."""
    match subscription.schedule:
        case Immediate():
            return None
        case Every(seconds=seconds):
            last = ledger.issued_at(subscription.name)
            comes = last + timedelta(seconds=seconds) if last else now
            return comes if comes > now else None
        case Cron() as cron:
            slot = next_slot(cron, after=now, zone=subscription.zone)
            return slot.at if slot else None
        case _:
            assert_never(subscription.schedule)


def _has_passed(last: datetime | None, *, seconds: int, now: datetime) -> bool:
    if last is None or now < last:  # a clock that was set back must not hold news up
        return True
    return now - last >= timedelta(seconds=seconds)


def _answer_slot(
    cron: Cron,
    subscription: Subscription,
    waiting: Sequence[Waiting],
    *,
    ledger: Ledger,
    now: datetime,
) -> Due | None:
    slot = latest_slot(cron, now=now, zone=subscription.zone)
    seen_at = ledger.seen_at(subscription.name)
    if slot is None or seen_at is None or slot.at <= seen_at:
        return None
    name = slot.local.isoformat(timespec="minutes")
    if ledger.has_answered(subscription.name, name):
        return None
    # A slot at which nothing was new has passed: what came later waits for the next one. Unless
    # nobody looked since (the machine slept): then the slot was missed and is made up for.
    missed = ledger.looked_at is None or ledger.looked_at < slot.at
    in_time = any(one.recorded_at < slot.at or one.recorded_at > now for one in waiting)
    return Due(slot=name) if missed or in_time else None
