"""Reads dates as metadata, bylines and datelines write them, and refuses impossible ones."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio janeiro",
            "february feb februar fevrier febrero febbraio fevereiro",
            "march mar marz mars marzo marco",
            "april apr avril abril aprile",
            "may mai mayo maggio maio",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet julio luglio julho",
            "august aug aout agosto",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez decembre diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_ACCENTS = str.maketrans("äéûçÄÉÛÇ", "aeucAEUC")
_MONTH = r"([A-Za-zÀ-ÿ]{3,10})\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})([01]\d)([0-3]\d)(?:T(\d{2})(\d{2})(\d{2})?|(?!\d))")
_DAY_FIRST = re.compile(
    rf"(?<!\d){_DAY}\s{{1,3}}(?:(?:of|de)\s)?{_MONTH},?\s{{1,3}}(?:de\s)?(\d{{4}})(?!\d)"
)
_MONTH_FIRST = re.compile(rf"(?<![A-Za-z]){_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}(\d{{4}})(?!\d)")
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_NO_YEAR = re.compile(rf"(?<![A-Za-z]){_MONTH}\s{{1,3}}{_DAY}(?!\d)|(?<!\d){_DAY}\s{{1,3}}{_MONTH}")
_EPOCH = re.compile(r"\s*(\d{10})(\d{3})?(?:\.\d{1,6})?\s*")
_TIME = re.compile(
    r"(?<![\d.:])(\d{1,2})(?:[:.h](\d{2}))(?::(\d{2})(?:[.,]\d{1,9})?)?\s{0,2}([ap]\.?\s?m\b\.?)?"
    r"|(?<![\d.:])(\d{1,2})\s{0,2}([ap]\.?\s?m\b\.?)",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\s{0,2}\(?(Z|[+-]\d{2}:?\d{2}|[A-Z]{3,4}(?=[+-]?)\b)?\)?([+-]\d{1,2}(?::?\d{2})?)?"
)
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "JST": 540, "AEST": 600, "AEDT": 660,
}  # fmt: skip
_NEAR = 45  # characters between a date and the time of day that belongs to it
_SCANNED = 300
_EARLIEST = date(1990, 1, 1)


def read_date(written: str) -> str | None:
    """Read a date that is written somehow; give an ISO date, or an ISO time where it has one.

    The time keeps the offset that is written; it has none where none is written.
    """
    written = written[:_SCANNED]
    if epoch := _EPOCH.fullmatch(written):
        return datetime.fromtimestamp(int(epoch[1]), UTC).isoformat()
    found = find_date(written)
    if found is None:
        return None
    day, start, end = found
    return day.isoformat() + _time_near(written, start=start, end=end)


def find_date(text: str) -> tuple[date, int, int] | None:
    """Find the first full date in a text; give it with its place."""
    found = [
        (match.start(), match.end(), day)
        for pattern, order in _PATTERNS
        for match in [pattern.search(text)]
        if match
        for day in [_day(match, order)]
        if day
    ]
    if not found:
        return None
    start, end, day = min(found, key=lambda item: (item[0], -item[1]))
    return day, start, end


def read_date_without_year(written: str, *, around: date) -> str | None:
    """Read "Nov 24" as that day in the year before or after, whichever is the last past one."""
    match = _NO_YEAR.search(written[:_SCANNED])
    if match is None:
        return None
    name, number = (match[1], match[2]) if match[1] else (match[4], match[3])
    latest = around + timedelta(days=2)
    for year in range(latest.year, latest.year - 9, -1):
        day = _made(str(year), name, number)
        if day and day <= latest:
            return day.isoformat()
    return None


def is_possible(published_at: str, *, file_time: str | None) -> bool:
    """Tell whether an article can have been published then: not before 1990, not after its file.

    A file time of before 1995 is no bound: archives and copies leave such times behind.
    """
    day = day_of(published_at)
    if day < _EARLIEST:
        return False
    if file_time is None or int(file_time[:4]) < 1995:
        return day.year < 2100
    return day <= day_of(file_time) + timedelta(days=2)


def day_of(published_at: str) -> date:
    """Give the day of an ISO date or time, as its own offset sees it."""
    return date.fromisoformat(published_at[:10])


def moment_of(published_at: str) -> datetime:
    """Give a time that can be compared: without an offset it is read as UTC, a date as midnight."""
    moment = datetime.fromisoformat(published_at)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(match: re.Match[str], order: str) -> date | None:
    if order == "numbers":
        return _day_of_numbers(match)
    parts = dict(zip(order, match.groups(), strict=False))
    return _made(parts["y"], parts["m"], parts["d"])


def _day_of_numbers(match: re.Match[str]) -> date | None:
    """Read 24/11/2025; where both could be the month, a full stop means the day comes first."""
    first, mark, second, year = match.groups()
    if int(second) > 12 or (mark != "." and int(first) <= 12 and first != second):
        return _made(year, first, second) if int(second) > 12 else None
    return _made(year, second, first)


def _made(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month.translate(_ACCENTS).lower(), 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _time_near(written: str, *, start: int, end: int) -> str:
    """Give the time of day that stands after the date, else before it, with its offset."""
    after = _time_in(written, end, min(len(written), end + _NEAR))
    return after or _time_in(written, max(0, start - _NEAR), start)


def _time_in(written: str, start: int, end: int) -> str:
    match = _TIME.search(written, start, end)
    if match is None:
        return ""
    hour, minute = int(match[1] or match[5]), int(match[2] or 0)
    half = (match[4] or match[6] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or int(match[3] or 0) > 59:
        return ""
    return f"T{hour:02}:{minute:02}:{int(match[3] or 0):02}{_offset_at(written, match.end())}"


def _offset_at(written: str, at: int) -> str:
    match = _ZONE.match(written, at)
    if match is None or not (match[1] or match[2]):
        return ""
    minutes = _ZONES.get(match[1] or "Z")
    if match[2] or minutes is None:
        minutes = _minutes(match[2] or match[1])
    if minutes is None or abs(minutes) > 14 * 60:
        return ""
    zone = datetime(2000, 1, 1, tzinfo=timezone(timedelta(minutes=minutes)))
    return zone.isoformat()[19:]


def _minutes(offset: str) -> int | None:
    digits = offset[1:].replace(":", "")
    if offset[0] not in "+-" or not digits.isdigit():
        return None
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    return (-1 if offset[0] == "-" else 1) * (hours * 60 + minutes)


_PATTERNS = (
    (_ISO, "ymd"),
    (_COMPACT, "ymd"),
    (_DAY_FIRST, "dmy"),
    (_MONTH_FIRST, "mdy"),
    (_NUMBERS, "numbers"),
)
