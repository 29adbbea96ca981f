"""Cron lines as crontab(5) describes them: five fields, names, lists, ranges, steps, @daily."""

from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NICKNAMES = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}


class ScheduleError(ValueError):
    """A schedule cannot be understood; the message says why and what would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cron:
    """A cron line, spelled out. Weekdays count from Sunday as 0.

    `either` says that a day of the month and a day of the week are both asked for, of which one
    is enough.
    """

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool

    def has_day(self, day: date) -> bool:
        """Tell whether the line fires on a day of the calendar."""
        if day.month not in self.months:
            return False
        by_month, by_week = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return (by_month or by_week) if self.either else (by_month and by_week)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    title: str
    low: int
    high: int
    names: tuple[str, ...] = ()
    first_name: int = 0


_MINUTE = _Field(title="minute", low=0, high=59)
_HOUR = _Field(title="hour", low=0, high=23)
_DAY = _Field(title="day of month", low=1, high=31)
_MONTH = _Field(title="month", low=1, high=12, names=_MONTHS, first_name=1)
_WEEKDAY = _Field(title="day of week", low=0, high=7, names=_WEEKDAYS)


def parse_cron(text: str) -> Cron:
    """Read a cron line; raise ScheduleError naming the field that is wrong."""
    parts = _NICKNAMES.get(text.strip().lower(), text).split()
    if parts[:1] and parts[0].startswith("@"):
        message = f'"{text}" is not known; there are {", ".join(_NICKNAMES)}'
        raise ScheduleError(message)
    if len(parts) != 5:
        message = (
            f'"{text}" has {len(parts)} fields; a cron line has five: '
            "minute, hour, day of month, month, day of week"
        )
        raise ScheduleError(message)
    minute, hour, day, month, weekday = parts
    cron = Cron(
        minutes=tuple(sorted(_values(minute, _MINUTE))),
        hours=tuple(sorted(_values(hour, _HOUR))),
        days=frozenset(_values(day, _DAY)),
        months=frozenset(_values(month, _MONTH)),
        weekdays=frozenset(number % 7 for number in _values(weekday, _WEEKDAY)),
        either=not day.startswith("*") and not weekday.startswith("*"),
    )
    _refuse_days_that_never_come(cron, text)
    return cron


def _refuse_days_that_never_come(cron: Cron, text: str) -> None:
    comes = any(day <= _LONGEST_MONTH[month - 1] for month in cron.months for day in cron.days)
    if not comes and not cron.either:
        message = f'"{text}" never fires: no such day is in the calendar'
        raise ScheduleError(message)


def _values(text: str, field: _Field) -> set[int]:
    found: set[int] = set()
    for part in text.split(","):
        found |= _part(part, field)
    return found


def _part(part: str, field: _Field) -> set[int]:
    span, slash, step_text = part.partition("/")
    step = _step(step_text, field, part) if slash else 1
    first_text, dash, last_text = span.partition("-")
    if span == "*":
        first, last = field.low, field.high
    elif dash:
        first, last = _number(first_text, field, part), _number(last_text, field, part)
        if last_text.lower() == "sun":  # fri-sun
            last = 7
    else:
        first = _number(span, field, part)
        last = field.high if slash else first
    if first > last:
        message = f'{field.title}: "{part}" runs backwards; write the smaller number first'
        raise ScheduleError(message)
    return set(range(first, last + 1, step))


def _step(text: str, field: _Field, part: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        message = f'{field.title}: "{part}" needs a step of 1 or more after "/"'
        raise ScheduleError(message)
    return int(text)


def _number(text: str, field: _Field, part: str) -> int:
    if text.lower() in field.names:
        return field.names.index(text.lower()) + field.first_name
    if not (text.isascii() and text.isdigit()):
        message = f'{field.title}: "{part}" is not understood; {_allowed(field)}'
        raise ScheduleError(message)
    if not field.low <= int(text) <= field.high:
        message = f"{field.title}: {text} is out of range; {_allowed(field)}"
        raise ScheduleError(message)
    return int(text)


def _allowed(field: _Field) -> str:
    names = f", or {field.names[0]} to {field.names[-1]}" if field.names else ""
    return f"it takes {field.low} to {field.high}{names}, lists, ranges and steps"
