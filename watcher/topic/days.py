"""Days: the reckoning of dates, weeks and months from the day of publication."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "week", "month", "year"]
Days = tuple[date, date, Precision]
_BEHIND = frozenset({"last", "past", "previous"})
_AHEAD = frozenset({"next", "coming", "following"})


def known_date(year: int, month: int, day: int) -> date | None:
    """Give a date, or nothing where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: date | None) -> Days | None:
    """Make a single day of a date."""
    return (day, day, "day") if day else None


def nearest_year(published: date, month: int, day: int, *, direction: int) -> date | None:
    """Give the day in the nearest year that lies in the direction meant, a week of grace apart."""
    candidates = (known_date(published.year + shift, month, day) for shift in (-1, 0, 1))
    known = [found for found in candidates if found]
    if direction:
        known = [found for found in known if (found - published).days * direction >= -7]
    return min(known, key=lambda found: abs((found - published).days), default=None)


def weekday_near(published: date, weekday: int, *, how: str, ahead: bool) -> date:
    """Give the weekday that is meant; publication's own weekday is today, unless "last"."""
    if how in _AHEAD or (not how and ahead):
        days = (weekday - published.weekday()) % 7
        return published + timedelta(days=days or (7 if how else 0))
    days = (published.weekday() - weekday) % 7
    if how in _BEHIND and days == 0:
        days = 7
    if how == "this" and ahead:
        return published + timedelta(days=(weekday - published.weekday()) % 7)
    return published - timedelta(days=days)


def whole_month(year: int, month: int) -> Days | None:
    """Give the days of a month."""
    first = known_date(year, month, 1)
    if first is None:
        return None
    return first, first.replace(day=monthrange(year, month)[1]), "month"


def whole_year(year: int) -> Days | None:
    """Give the days of a year."""
    first = known_date(year, 1, 1)
    return (first, date(year, 12, 31), "year") if first else None


def moved(published: date, count: int, unit: str) -> Days | None:
    """Give what lies some days, weeks, months or years away; negative counts lie behind."""
    try:
        if unit in {"day", "hour"}:
            days = count if unit == "day" else round(count / 24)
            return one_day(published + timedelta(days=days))
        if unit == "week":
            return _week_of(published + timedelta(weeks=count))
    except OverflowError:
        return None
    if unit == "month":
        months = published.year * 12 + published.month - 1 + count
        return whole_month(months // 12, months % 12 + 1)
    return whole_year(published.year + count)


def _week_of(day: date) -> Days:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6), "week"


def period(published: date, unit: str, *, how: str, ahead: bool) -> Days | None:
    """Give "last week", "this month", "the weekend"."""
    shift = -1 if how in _BEHIND else 1 if how in _AHEAD else 0
    if unit != "weekend":
        return moved(published, shift, unit)
    saturday = published + timedelta(days=5 - published.weekday())
    weekday = published.weekday() < 5
    if (shift < 0 or (how == "the" and not ahead)) and weekday:
        saturday -= timedelta(days=7)
    elif shift > 0:
        saturday += timedelta(days=7)
    return saturday, saturday + timedelta(days=1), "day"
