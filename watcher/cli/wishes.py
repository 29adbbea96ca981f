"""Says in words what a subscription asks for: which topics and changes, when, and how often."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import assert_never

from watcher.digest.cron import Cron
from watcher.digest.model import Subscription, Urgent
from watcher.digest.schedule import Every, Immediate, next_slot
from watcher.digest.wishes import wanting
from watcher.events import ChangeKind, Definition

_UNITS = ((86400, "d"), (3600, "h"), (60, "m"), (1, "s"))


def words_of(
    subscription: Subscription, definitions: Mapping[str, Definition], *, now: datetime
) -> Iterator[str]:
    """Say line by line what a subscription would do."""
    wants = wanting(subscription, definitions)
    chosen = sorted(topic for topic in definitions if wants(topic))
    if len(chosen) < len(definitions):
        yield f"topics: {', '.join(chosen) or 'none'} ({len(chosen)} of {len(definitions)})"
    yield _when(subscription, now=now)
    if subscription.mode == "per-topic":
        yield "a digest for each topic"
    if subscription.kinds or subscription.min_importance > 0:
        yield f"only {_which(subscription.kinds, subscription.min_importance)}"
    if subscription.min_importance > 0:
        yield "corrections, denials and retractions however little they weigh"
    if subscription.urgent is not None:
        yield _at_once(subscription.urgent, subscription)
    if subscription.quiet_hours is not None:
        yield _quiet(subscription, now=now)
    if subscription.at_most is not None:
        yield f"at most {subscription.at_most.words}; what is over is told together"
    if subscription.tell_history:
        yield "topics that are added are told from what had come in before"


def _when(subscription: Subscription, *, now: datetime) -> str:
    match subscription.schedule:
        case Immediate():
            return f"next as soon as something is new{_gathered(subscription)}"
        case Every(seconds=seconds):
            return f"next at once, then {_length(seconds)} after the last"
        case Cron() as cron:
            slot = next_slot(cron, after=now, zone=subscription.zone)
            return f"next at {_moment(slot.at, subscription)}" if slot else "never: no such day"
        case _:
            assert_never(subscription.schedule)


def _at_once(urgent: Urgent, subscription: Subscription) -> str:
    passes = ", in quiet hours too" if urgent.in_quiet_hours else ""
    which = _which(urgent.kinds, urgent.min_importance)
    return f"at once{_gathered(subscription)}: {which}{passes}"


def _gathered(subscription: Subscription) -> str:
    seconds = subscription.group_wait_seconds
    return f", {_length(seconds)} after the first of it" if seconds else ""


def _quiet(subscription: Subscription, *, now: datetime) -> str:
    hours = subscription.quiet_hours
    ends = hours.ends(now, zone=subscription.zone) if hours else None
    until = f"; it is quiet now, until {_moment(ends, subscription)}" if ends else ""
    return f"quiet from {hours.start:%H:%M} to {hours.end:%H:%M}{until}" if hours else ""


def _which(kinds: Collection[ChangeKind], min_importance: float) -> str:
    what = f"changes of kind {' or '.join(kinds)}" if kinds else "changes"
    return f"{what} that weigh {min_importance:g} or more" if min_importance > 0 else what


def _moment(at: datetime, subscription: Subscription) -> str:
    return f"{at.astimezone(subscription.zone):%a %Y-%m-%d %H:%M %Z}"


def _length(seconds: int) -> str:
    size, unit = next((size, unit) for size, unit in _UNITS if seconds % size == 0)
    return f"{seconds // size}{unit}"
