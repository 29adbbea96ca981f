"""What slows a subscription down: quiet hours, a cap on how often, a short wait for more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from watcher.digest.schedule import UNITS, moment_of

_PERIODS = {"minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400}
_AT_MOST = re.compile(r"(\d{1,4})\s*(?:per|/|a|an)\s*(minute|hour|day|week)")
_HOURS = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)")
_LENGTH = re.compile(r"(\d{1,6})\s*([smhd])")
_MOST = 1000
LONGEST_WAIT_SECONDS = 3600


class PacingError(ValueError):
    """What slows a subscription down cannot be understood; the message says what would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """A stretch of each day, by the wall clock, in which nothing is issued."""

    start: time
    end: time

    @property
    def words(self) -> str:
        """Write the hours as a user does."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def ends(self, now: datetime, *, zone: tzinfo) -> datetime | None:
        """Say when, in UTC, the quiet that holds now is over; None where it is not quiet.

        A wall-clock time that is skipped in spring comes at the moment of the change, one that
        comes twice in autumn the first time.
        """
        today = now.astimezone(zone).date()
        for days in (-1, 0):
            first = today + timedelta(days=days)
            last = first if self.start < self.end else first + timedelta(days=1)
            begins = moment_of(datetime.combine(first, self.start), zone=zone)
            ends = moment_of(datetime.combine(last, self.end), zone=zone)
            if begins <= now < ends:
                return ends
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost:
    """A cap: so many digests in any stretch of time of this length, wherever it begins."""

    count: int
    seconds: int

    @property
    def words(self) -> str:
        """Write the cap as a user does."""
        period = next(name for name, seconds in _PERIODS.items() if seconds == self.seconds)
        return f"{self.count} per {period}"

    def room(self, issued: Sequence[datetime], *, now: datetime) -> int:
        """Say how many digests may be issued now, after those that were."""
        return max(self.count - len(self._near(issued, now)), 0)

    def frees(self, issued: Sequence[datetime], *, now: datetime) -> datetime:
        """Say when the next digest may be issued; `now` where there is room already."""
        near = self._near(issued, now)
        if len(near) < self.count:
            return now
        return near[len(near) - self.count] + timedelta(seconds=self.seconds)

    def _near(self, issued: Sequence[datetime], now: datetime) -> list[datetime]:
        """Give those that count, oldest first.

        One that lies further ahead than the length of the stretch was issued under a clock that
        was wrong, and must hold nothing up.
        """
        length = timedelta(seconds=self.seconds)
        return sorted(at for at in issued if -length < at - now <= length)


def parse_quiet_hours(text: str) -> QuietHours:
    """Read hours as a user writes them; raise PacingError with a sentence that helps."""
    found = _HOURS.fullmatch(text.strip())
    times = _times(*map(int, found.groups())) if found else None
    if times is None:
        message = f'"{text}" is not understood; write two times of day: "22:00-07:00"'
        raise PacingError(message)
    start, end = times
    if start == end:
        message = f'"{text}" begins and ends at the same time, and leaves no hour to tell anything'
        raise PacingError(message)
    return QuietHours(start=start, end=end)


def _times(hour: int, minute: int, last_hour: int, last_minute: int) -> tuple[time, time] | None:
    try:
        return time(hour, minute), time(last_hour, last_minute)
    except ValueError:
        return None


def parse_at_most(text: str) -> AtMost:
    """Read a cap as a user writes it; raise PacingError with a sentence that helps."""
    found = _AT_MOST.fullmatch(text.strip().lower())
    if found is None:
        message = (
            f'"{text}" is not understood; write a number and minute, hour, day or week: "4 per day"'
        )
        raise PacingError(message)
    count = int(found[1])
    if not 1 <= count <= _MOST:
        message = f'"{text}" is out of range; it takes 1 to {_MOST}'
        raise PacingError(message)
    return AtMost(count=count, seconds=_PERIODS[found[2]])


def parse_wait(text: str) -> int:
    """Read a short length of time, in seconds; raise PacingError with a sentence that helps."""
    found = _LENGTH.fullmatch(text.strip().lower())
    if found is None:
        message = f'"{text}" is not understood; write a number and s, m or h: "30s"'
        raise PacingError(message)
    seconds = int(found[1]) * UNITS[found[2]]
    if seconds > LONGEST_WAIT_SECONDS:
        message = f'"{text}" is out of range; the longest is "1h"'
        raise PacingError(message)
    return seconds
