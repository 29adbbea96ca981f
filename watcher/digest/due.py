"""Decides which digests are due now, and what holds up those that are not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, assert_never

from watcher.digest.cron import Cron
from watcher.digest.ledger import Ledger
from watcher.digest.model import Subscription
from watcher.digest.schedule import Every, Immediate, latest_slot, next_slot
from watcher.digest.told import Told
from watcher.digest.wishes import Change, is_urgent

Arrivals = Literal["first-run", "running", "over"]
"""Of what was there at the start more is on its way; anything may come; nothing more comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A digest is due: of one topic, or of all (null); an urgent one tells what cannot wait.

    `slot` is the wall-clock time that it answers, where a cron line says. `is_first`: nothing but
    urgent news was told to the subscription before; the digests of several topics are so together.
    """

    topic: str | None = None
    slot: str | None = None
    urgent: bool = False
    is_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Changes that wait, why, and until when; null where only news can make them due."""

    topic: str | None
    changes: int
    reason: str
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is due to a subscription now, what is held, and when to look again."""

    due: tuple[Due, ...]
    held: tuple[Held, ...]
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """When a digest may go out, and what it waits for until then."""

    at: datetime | None
    reason: str
    due: Due
    changes: int


def outlook(
    subscription: Subscription, *, ledger: Ledger, now: datetime, arrivals: Arrivals = "running"
) -> Outlook:
    """Say what a subscription is to be told now, what has to wait, and why."""
    told = ledger.told(subscription.name)
    if told is None or told.after is None:
        return Outlook(due=(), held=(), next_at=_comes_round(subscription, told, now=now))
    waiting = ledger.waiting(subscription)
    if arrivals == "first-run" and told.is_new and waiting:
        first = Held(topic=None, changes=len(waiting), reason="the first run goes on", until=None)
        return Outlook(due=(), held=(first,), next_at=None)
    wait = timedelta(seconds=0 if arrivals == "over" else subscription.group_wait_seconds)
    turns = [
        _turn(topic, changes, subscription, told, wait=wait, looked_at=ledger.looked_at, now=now)
        for topic, changes in _letters(subscription, waiting)
    ]
    if not turns:
        return Outlook(due=(), held=(), next_at=_comes_round(subscription, told, now=now))
    return _capped(turns, subscription, told, now=now)


def due_next(subscription: Subscription, *, ledger: Ledger, now: datetime) -> datetime | None:
    """Say when to look again what is due; None where it waits for news alone."""
    return outlook(subscription, ledger=ledger, now=now).next_at


def quiet_until(subscription: Subscription, *, urgent: bool, at: datetime) -> datetime | None:
    """Say until when nothing is to reach a reader; None where nothing stands in the way."""
    passes = urgent and subscription.urgent is not None and subscription.urgent.in_quiet_hours
    if subscription.quiet_hours is None or passes:
        return None
    return subscription.quiet_hours.ends(at, zone=subscription.zone)


def _letters(
    subscription: Subscription, waiting: Sequence[Change]
) -> list[tuple[str | None, list[Change]]]:
    """Sort what waits into the digests that are to tell it, the longest waiting first."""
    by_topic: dict[str | None, list[Change]] = {}
    for change in sorted(waiting, key=lambda change: change.position):
        topic = change.topic if subscription.mode == "per-topic" else None
        by_topic.setdefault(topic, []).append(change)
    return list(by_topic.items())


def _turn(
    topic: str | None,
    changes: Sequence[Change],
    subscription: Subscription,
    told: Told,
    *,
    wait: timedelta,
    looked_at: datetime | None,
    now: datetime,
) -> _Turn:
    """Say when the schedule lets a digest go, or what is urgent does so before."""
    at, slot = _scheduled(
        topic, changes, subscription, told, wait=wait, looked_at=looked_at, now=now
    )
    due = Due(topic=topic, slot=slot, is_first=told.awaits_first)
    turn = _not_in_quiet(at, due, len(changes), subscription)
    urgent = [change for change in changes if is_urgent(change, subscription=subscription)]
    if not urgent or turn.at == now:
        return turn
    due = Due(topic=topic, urgent=True, is_first=told.awaits_first)
    sooner = _not_in_quiet(_collected(urgent, wait, now=now), due, len(changes), subscription)
    return sooner if turn.at is None or (sooner.at and sooner.at < turn.at) else turn


def _not_in_quiet(at: datetime | None, due: Due, changes: int, subscription: Subscription) -> _Turn:
    passes = due.urgent and subscription.urgent and subscription.urgent.in_quiet_hours
    quiet = subscription.quiet_hours
    if at is None or quiet is None or passes:
        return _Turn(at=at, reason=_waits_for(due, subscription), due=due, changes=changes)
    ends = quiet.ends(at, zone=subscription.zone)
    reason = f"quiet hours {quiet.words}" if ends else _waits_for(due, subscription)
    return _Turn(at=ends or at, reason=reason, due=due, changes=changes)


def _waits_for(due: Due, subscription: Subscription) -> str:
    is_at_once = due.urgent or isinstance(subscription.schedule, Immediate)
    return "collecting what comes in together" if is_at_once else "schedule"


def _scheduled(
    topic: str | None,
    changes: Sequence[Change],
    subscription: Subscription,
    told: Told,
    *,
    wait: timedelta,
    looked_at: datetime | None,
    now: datetime,
) -> tuple[datetime | None, str | None]:
    """Say when, not before now, the schedule comes round, and which slot that answers."""
    match subscription.schedule:
        case Immediate():
            return _collected(changes, wait, now=now), None
        case Every(seconds=seconds):
            return _after_pause(told.scheduled_at(topic), seconds=seconds, now=now), None
        case Cron() as cron:
            latest = latest_slot(cron, now=now, zone=subscription.zone)
            was_seen_ahead = told.seen_at > now  # under a clock that was wrong
            if latest and (latest.at > told.seen_at or was_seen_ahead):
                name = latest.local.isoformat(timespec="minutes")
                # A slot at which nothing was new has passed: what came later waits for the next
                # one. Unless nobody looked since (the machine slept): then it is made up for.
                missed = looked_at is None or looked_at < latest.at
                in_time = any(_is_before(change, latest.at, now=now) for change in changes)
                if (missed or in_time) and not told.has_answered(name, topic=topic):
                    return now, name
            coming = next_slot(cron, after=now, zone=subscription.zone)
            return (coming.at if coming else None), None
        case _:
            assert_never(subscription.schedule)


def _is_before(change: Change, at: datetime, *, now: datetime) -> bool:
    return change.recorded_at < at or change.recorded_at > now


def _collected(changes: Sequence[Change], wait: timedelta, *, now: datetime) -> datetime:
    """Say when the first of some changes has waited for others to join it."""
    first = min(change.recorded_at for change in changes)
    return max(first + wait, now) if first <= now else now  # the clock was set back


def _after_pause(last: datetime | None, *, seconds: int, now: datetime) -> datetime:
    if last is None or now < last:  # a clock that was set back must not hold news up
        return now
    return max(last + timedelta(seconds=seconds), now)


def _comes_round(
    subscription: Subscription, told: Told | None, *, now: datetime
) -> datetime | None:
    """Say when, later than now, the schedule comes round while nothing waits."""
    match subscription.schedule:
        case Immediate():
            return None
        case Every(seconds=seconds):
            last = told.scheduled_at(None) if told else None
            at: datetime | None = _after_pause(last, seconds=seconds, now=now)
        case Cron() as cron:
            coming = next_slot(cron, after=now, zone=subscription.zone)
            at = coming.at if coming else None
        case _:
            assert_never(subscription.schedule)
    at = _not_in_quiet(at, Due(), 0, subscription).at
    return at if at and at > now else None


def _capped(
    turns: Sequence[_Turn], subscription: Subscription, told: Told, *, now: datetime
) -> Outlook:
    """Let go what is due as far as the cap allows; the rest waits and is merged."""
    ready = [turn for turn in turns if turn.at == now]
    later = [turn for turn in turns if turn.at != now]
    cap = subscription.at_most
    room = cap.room(told.issued, now=now) if cap else len(ready)
    held = [_held(turn, turn.reason, turn.at) for turn in later]
    if cap and ready[room:]:
        frees = cap.frees([*told.issued, *[now] * room], now=now)
        for turn in ready[room:]:
            opens = _not_in_quiet(frees, turn.due, turn.changes, subscription).at
            held.append(_held(turn, f"at most {cap.words}", opens))
    times = [one.until for one in held if one.until] + ([now] if ready[:room] else [])
    return Outlook(
        due=tuple(turn.due for turn in ready[:room]),
        held=tuple(held),
        next_at=min(times, default=None),
    )


def _held(turn: _Turn, reason: str, until: datetime | None) -> Held:
    return Held(topic=turn.due.topic, changes=turn.changes, reason=reason, until=until)
