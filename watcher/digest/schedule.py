"""When a subscription's digest is due: cron slots, intervals, or at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from watcher.digest.cron import Cron, ScheduleError, parse_cron

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST_PAUSE_DAYS = 9 * 366  # 29 February can stay away for eight years
_FORMS = 'a cron line ("0 7 * * *"), "every 15m" (s, m, h or d) or "immediate"'

__all__ = ["Cron", "Every", "Immediate", "Schedule", "ScheduleError", "Slot", "parse_schedule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """A digest at most every so many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Immediate:
    """A digest as soon as there is something to tell."""


Schedule = Cron | Every | Immediate


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time at which a cron line fires: on the wall clock, and the moment that this is.

    A wall-clock time that is skipped in spring fires at the moment of the change; one that comes
    twice in autumn fires the first time.
    """

    local: datetime
    at: datetime


def parse_schedule(text: str) -> Schedule:
    """Read a schedule as a user writes it; raise ScheduleError with a sentence that helps."""
    words = text.split()
    if not words:
        message = f"a schedule is missing; write {_FORMS}"
        raise ScheduleError(message)
    if words[0].lower() == "immediate" and len(words) == 1:
        return Immediate()
    if words[0].lower() == "every":
        return _parse_every("".join(words[1:]))
    if words[0][0] in "@*" or words[0][0].isdigit():
        return parse_cron(text)
    message = f'"{text}" is no schedule; write {_FORMS}'
    raise ScheduleError(message)


def _parse_every(text: str) -> Every:
    amount, unit = text[:-1], text[-1:].lower()
    if not (amount.isascii() and amount.isdigit() and unit in UNITS):
        message = f'"every {text}" is not understood; write a number and s, m, h or d: "every 15m"'
        raise ScheduleError(message)
    seconds = int(amount) * UNITS[unit]
    if not 1 <= seconds <= 366 * 86400:
        message = f'"every {text}" is out of range; the shortest is "every 1s", the longest a year'
        raise ScheduleError(message)
    return Every(seconds=seconds)


def latest_slot(cron: Cron, *, now: datetime, zone: tzinfo) -> Slot | None:
    """Find the newest slot that has passed by `now`, or None in a calendar that has none."""
    here = now.astimezone(zone)
    wall = here.replace(tzinfo=None, fold=0)
    for local in _backwards(cron, wall + _hour_that_comes_twice(here)):
        slot = Slot(local=local, at=moment_of(local, zone=zone))
        if slot.at <= now:
            return slot
    return None


def next_slot(cron: Cron, *, after: datetime, zone: tzinfo) -> Slot | None:
    """Find the first slot later than `after`."""
    for local in _forwards(cron, after.astimezone(zone).replace(tzinfo=None, fold=0)):
        slot = Slot(local=local, at=moment_of(local, zone=zone))
        if slot.at > after:
            return slot
    return None


def moment_of(local: datetime, *, zone: tzinfo) -> datetime:
    """Say when, in UTC, a wall-clock time comes; for one that is skipped, when the clock jumps."""
    guess = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if guess.astimezone(zone).replace(tzinfo=None, fold=0) == local:
        return guess
    before, after = local.replace(tzinfo=zone, fold=1).astimezone(UTC), guess
    offset_before = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset_before:
            before = middle
        else:
            after = middle
    return after


def _hour_that_comes_twice(here: datetime) -> timedelta:
    """Tell how far the wall clock was ahead of this second pass through the same hour."""
    first, second = here.replace(fold=0).utcoffset(), here.utcoffset()
    if first is None or second is None:
        return timedelta()
    return max(first - second, timedelta())


def _backwards(cron: Cron, wall: datetime) -> Iterator[datetime]:
    for days in range(_LONGEST_PAUSE_DAYS):
        day = wall.date() - timedelta(days=days)
        if cron.has_day(day):
            yield from (at for at in reversed(_slots_of(cron, day)) if at <= wall)


def _forwards(cron: Cron, wall: datetime) -> Iterator[datetime]:
    for days in range(_LONGEST_PAUSE_DAYS):
        day = wall.date() + timedelta(days=days)
        if cron.has_day(day):
            yield from (at for at in _slots_of(cron, day) if at >= wall)


def _slots_of(cron: Cron, day: date) -> list[datetime]:
    return [
        datetime.combine(day, time(hour, minute)) for hour in cron.hours for minute in cron.minutes
    ]
