"""Dates: the days that the words of a sentence speak of, seen from the day of publication."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from watcher.topic.language import Language

Precision = Literal["day", "week", "month", "year"]
_FUTURE = re.compile(
    r"\b(?:will|shall|would|won't|is to|are to|plans? to|planned for|due|expected|scheduled|set to|set for"
    r"|going to|hopes? to|until|by|before|next|upcoming|intends?|must|deadline)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had|said|did|ago|last|after|since|been)\b", re.IGNORECASE)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """A date and the characters that say it: the days `first` to `last`, both included."""

    start: int
    end: int
    first: date
    last: date
    precision: Precision


Days = tuple[date, date, Precision]


class Dates:
    """Reads the dates of a sentence."""

    def __init__(self, language: Language) -> None:
        calendar = language.tables.calendar
        self._months = _numbered(calendar.months.names, calendar.months.short, first=1)
        self._months |= calendar.months.other
        self._weekdays = _numbered(calendar.weekdays.names, calendar.weekdays.short, first=0)
        self._weekdays |= calendar.weekdays.other
        cardinals = language.tables.numbers.cardinals
        self._numbers = {word: int(value) for word, value in cardinals.items()} | {
            "a": 1,
            "an": 1,
            "couple of": 2,
        }
        self._rules = self._compile()
        months = "|".join(sorted(self._months, key=len, reverse=True))
        days = "|".join(sorted(self._weekdays, key=len, reverse=True))
        self._hint = re.compile(
            rf"\b(?:{months}|{days}|\d{{4}}|day|days|week|weeks|month|months|year|years|today|tonight"
            r"|tomorrow|yesterday|overnight|morning|afternoon|evening|night|weekend|\d+(?:st|nd|rd|th))\b",
            re.IGNORECASE,
        )

    def _compile(self) -> tuple[tuple[re.Pattern[str], Callable[..., Days | None]], ...]:
        month = "|".join(sorted((m.capitalize() for m in self._months), key=len, reverse=True))
        weekday = "|".join(sorted((d.capitalize() for d in self._weekdays), key=len, reverse=True))
        number = "|".join(sorted(self._numbers, key=len, reverse=True))
        ordinal = r"(?:st|nd|rd|th)?"
        rules: list[tuple[str, int, Callable[..., Days | None]]] = [
            (r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)", 0, _iso),
            (
                rf"\b(?P<d>\d{{1,2}}){ordinal}(?:\s+of)?\s+(?P<mon>{month})\b\.?(?:,?\s+(?P<y>\d{{4}})\b)?",
                0,
                self._month_day,
            ),
            (
                rf"\b(?P<mon>{month})\b\.?\s+(?P<d>\d{{1,2}}){ordinal}(?!\d)(?:,?\s+(?P<y>\d{{4}})\b)?",
                0,
                self._month_day,
            ),
            (rf"\b(?P<mon>{month})\b\.?,?\s+(?P<y>\d{{4}})\b", 0, self._month),
            (
                rf"\b(?P<how>in|since|of|until|by|last|next|this|early|late|mid|during|from|through|throughout|before|after|for)[\s-]+(?P<mon>{month})\b",
                0,
                self._month,
            ),
            (r"\bthe\s+(?P<d>\d{1,2})(?:st|nd|rd|th)(?:\s+of\s+the\s+month)?\b", 0, self._day),
            (r"\bnight to (?P<wd>" + weekday + r")\b", 0, self._weekday),
            (
                rf"\b(?:(?P<how>last|next|this|coming|past|previous|following)\s+)?(?P<wd>{weekday})\b(?P<week>\s+(?:last|next)\s+week)?",
                0,
                self._weekday,
            ),
            (r"\bthe day before yesterday\b", re.IGNORECASE, _shift(-2)),
            (r"\bthe day after tomorrow\b", re.IGNORECASE, _shift(2)),
            (r"\b(?:yesterday|overnight|last night)\b", re.IGNORECASE, self._night),
            (r"\b(?:tomorrow)\b", re.IGNORECASE, _shift(1)),
            (r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE, _shift(0)),
            (
                rf"\b(?P<n>\d+|{number})\s+(?P<u>day|week|month|year|hour)s?\s+(?P<way>ago|earlier)\b",
                re.IGNORECASE,
                self._ago,
            ),
            (
                rf"\bin\s+(?P<n>\d+|{number})\s+(?P<u>day|week|month)s?(?:'|’)?(?:\s+time)?\b",
                re.IGNORECASE,
                self._ahead,
            ),
            (
                r"\b(?P<how>this|last|next|past|coming)\s+(?P<u>weekend|week|month|year)\b",
                re.IGNORECASE,
                _period,
            ),
            (r"\b(?P<how>the) (?P<u>weekend)\b", re.IGNORECASE, _period),
            (
                r"\b(?:in|since|of|by|until|during|before|after|from)\s+(?P<y>(?:19|20)\d{2})\b(?![-–]\d)",
                re.IGNORECASE,
                _year,
            ),
        ]
        return tuple((re.compile(text, flags), rule) for text, flags, rule in rules)

    def read(self, text: str, *, published: date | None) -> tuple[DateSpan, ...]:
        """Give the dates of one sentence; offsets count characters into the text.

        Without a publication date only dates with a year are given.
        """
        if not self._hint.search(text):
            return ()
        taken: list[DateSpan] = []
        for pattern, rule in self._rules:
            for match in pattern.finditer(text):
                if any(match.start() < t.end and t.start < match.end() for t in taken):
                    continue
                days = rule(match, published)
                if days:
                    taken.append(
                        DateSpan(
                            start=match.start(),
                            end=match.end(),
                            first=days[0],
                            last=days[1],
                            precision=days[2],
                        )
                    )
        return tuple(sorted(taken, key=lambda span: span.start))

    def _month_day(self, match: re.Match[str], published: date | None) -> Days | None:
        month, day = self._months[match["mon"].lower()], int(match["d"])
        if match["y"]:
            return _one(_date(int(match["y"]), month, day))
        if published is None:
            return None
        return _one(_nearest_year(published, month, day))

    def _month(self, match: re.Match[str], published: date | None) -> Days | None:
        month = self._months[match["mon"].lower()]
        groups = match.groupdict()
        if groups.get("y"):
            return _whole_month(int(groups["y"]), month)
        if published is None:
            return None
        ahead = _is_ahead(match)
        year = published.year
        if not ahead and month > published.month:
            year -= 1
        if ahead and month < published.month:
            year += 1
        return _whole_month(year, month)

    def _day(self, match: re.Match[str], published: date | None) -> Days | None:
        if published is None:
            return None
        day = int(match["d"])
        found = _date(published.year, published.month, day)
        if found and found < published - timedelta(days=10) and _is_ahead(match):
            following = published.replace(day=1) + timedelta(days=32)
            found = _date(following.year, following.month, day)
        return _one(found)

    def _weekday(self, match: re.Match[str], published: date | None) -> Days | None:
        if published is None:
            return None
        wanted = self._weekdays[match["wd"].lower()]
        how = (match.groupdict().get("how") or "").lower()
        behind = (published.weekday() - wanted) % 7
        if how in {"next", "coming", "following"} or (not how and _is_ahead(match)):
            ahead = (wanted - published.weekday()) % 7
            return _one(published + timedelta(days=ahead or (7 if how else 0)))
        if how in {"last", "past", "previous"} and behind == 0:
            behind = 7
        return _one(published - timedelta(days=behind))

    def _night(self, match: re.Match[str], published: date | None) -> Days | None:
        if published is None:
            return None
        overnight = match.group().lower() == "overnight"
        return _one(published if overnight else published - _ONE_DAY)

    def _count(self, text: str) -> int:
        return int(text) if text.isdigit() else self._numbers.get(text.lower(), 1)

    def _ago(self, match: re.Match[str], published: date | None) -> Days | None:
        if published is None:
            return None
        return _moved(published, -self._count(match["n"]), match["u"].lower())

    def _ahead(self, match: re.Match[str], published: date | None) -> Days | None:
        if published is None or not _is_ahead(match):
            return None
        return _moved(published, self._count(match["n"]), match["u"].lower())


def _numbered(names: tuple[str, ...], short: tuple[str, ...], *, first: int) -> dict[str, int]:
    return {name: number for row in (names, short) for number, name in enumerate(row, start=first)}


def _is_ahead(match: re.Match[str]) -> bool:
    """Say whether the words around a date look ahead: the nearest verb before it decides."""
    before = match.string[: match.start()]
    future = max((m.end() for m in _FUTURE.finditer(before)), default=-1)
    past = max((m.end() for m in _PAST.finditer(before)), default=-1)
    if future < 0 and past < 0:
        return bool(_FUTURE.search(match.string, match.end()))
    return future > past or (future >= 0 and _is_said(before, past))


def _is_said(before: str, past: int) -> bool:
    return before[:past].endswith("said")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one(day: date | None) -> Days | None:
    return (day, day, "day") if day else None


def _nearest_year(published: date, month: int, day: int) -> date | None:
    candidates = (_date(published.year + shift, month, day) for shift in (-1, 0, 1))
    known = [found for found in candidates if found]
    return min(known, key=lambda found: abs((found - published).days), default=None)


def _whole_month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


def _iso(match: re.Match[str], _published: date | None) -> Days | None:
    return _one(_date(int(match["y"]), int(match["m"]), int(match["d"])))


def _year(match: re.Match[str], _published: date | None) -> Days | None:
    year = int(match["y"])
    return date(year, 1, 1), date(year, 12, 31), "year"


def _shift(days: int) -> Callable[[re.Match[str], date | None], Days | None]:
    def rule(_match: re.Match[str], published: date | None) -> Days | None:
        return None if published is None else _one(published + timedelta(days=days))

    return rule


def _moved(published: date, count: int, unit: str) -> Days | None:
    try:
        if unit == "hour":
            return _one(published + timedelta(hours=count))
        if unit == "day":
            return _one(published + timedelta(days=count))
        if unit == "week":
            day = published + timedelta(weeks=count)
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6), "week"
        if unit == "month":
            months = published.year * 12 + published.month - 1 + count
            return _whole_month(months // 12, months % 12 + 1)
        year = published.year + count
        return date(year, 1, 1), date(year, 12, 31), "year"
    except (ValueError, OverflowError):
        return None


def _period(match: re.Match[str], published: date | None) -> Days | None:
    if published is None:
        return None
    how, unit = match["how"].lower(), match["u"].lower()
    shift = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(how, 0)
    if unit == "weekend":
        saturday = published + timedelta(days=5 - published.weekday())
        if how in {"the", "last", "past"} and published.weekday() < 5:
            saturday -= timedelta(days=7) if not _is_ahead(match) else timedelta(0)
        elif how == "next":
            saturday += timedelta(days=7)
        return saturday, saturday + _ONE_DAY, "day"
    return _moved(published, shift, unit)


def spread(spans: tuple[DateSpan, ...]) -> Iterator[date]:
    """Give every single day that dates of day precision name."""
    for span in spans:
        if span.precision == "day":
            yield span.first
