"""Times and days as people write them: `2025-11-20`, `7d`, `yesterday`, an ISO time."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

_AGO = re.compile(r"(\d{1,6})\s*(s|m|min|h|d|w)\s*(?:ago)?")
_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_DAYS = {"today": 0, "yesterday": 1}
_BARE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# beyond these nothing was recorded, and the calendar is about to end
_EARLIEST, _LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)
_FORMS = "2025-11-20, 2025-11-20T09:30+02:00, 7d, 12h, yesterday"


def read_moment(text: str, *, now: datetime, end_of_day: bool = False) -> datetime:
    """Read a moment; `now` carries a zone, and words without one are in the machine's zone.

    A bare date (and `today`, `yesterday`) is its midnight; with `end_of_day` the midnight that
    ends it. A time near the ends of the calendar stands for the first or the last there is. Raises
    ValueError when the text is no time.
    """
    words = text.strip().lower()
    try:
        moment = _read(words, now=now, end_of_day=end_of_day)
    except OverflowError:
        return _LATEST if words.startswith("9999-") else _EARLIEST
    return min(max(moment, _EARLIEST), _LATEST)


def _read(words: str, *, now: datetime, end_of_day: bool) -> datetime:
    if words == "now":
        return now
    ago = _AGO.fullmatch(words)
    if ago:
        return _before(now, count=int(ago[1]), unit=ago[2])
    if words in _DAYS or _BARE_DATE.fullmatch(words):
        day = read_day(words, now=now)
        return _midnight(day + timedelta(days=1) if end_of_day else day)
    moment = datetime.fromisoformat(words.upper())
    return moment if moment.tzinfo else moment.astimezone()


def read_day(text: str, *, now: datetime) -> date:
    """Read a day; `now` says what today is. Raises ValueError when the text is no day."""
    words = text.strip().lower()
    today = now.astimezone().date()
    if words in _DAYS:
        return today - timedelta(days=_DAYS[words])
    ago = _AGO.fullmatch(words)
    if ago:
        return _before(now, count=int(ago[1]), unit=ago[2]).astimezone().date()
    return date.fromisoformat(words)


def add_range(parser: ArgumentParser) -> None:
    """Let a command look at what was recorded from one time up to another."""
    parser.add_argument(
        "--since",
        type=moment_argument(),
        metavar="TIME",
        help=f"recorded at this time or later ({_FORMS})",
    )
    parser.add_argument(
        "--until",
        type=moment_argument(end_of_day=True),
        metavar="TIME",
        help="recorded before this time; a bare date means to the end of that day",
    )


def moment_argument(*, end_of_day: bool = False) -> Callable[[str], datetime]:
    """Make an argparse type that reads a moment."""

    def moment(text: str) -> datetime:
        now = datetime.now().astimezone()
        try:
            return read_moment(text, now=now, end_of_day=end_of_day)
        except (ValueError, OverflowError):
            message = f"{text!r} is no time; write it like {_FORMS}"
            raise ArgumentTypeError(message) from None

    return moment


def day_argument(text: str) -> date:
    """Read a day for argparse."""
    try:
        return read_day(text, now=datetime.now().astimezone())
    except (ValueError, OverflowError):
        message = f"{text!r} is no day; write it like 2025-11-20, 7d, yesterday"
        raise ArgumentTypeError(message) from None


def _before(now: datetime, *, count: int, unit: str) -> datetime:
    return now - count * _UNITS[unit]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day).astimezone()
