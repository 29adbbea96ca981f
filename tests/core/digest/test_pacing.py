"""Quiet hours by the wall clock, on the nights when it jumps too; caps that look back in time."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories import NOON
from watcher.digest.pacing import (
    AtMost,
    PacingError,
    QuietHours,
    parse_at_most,
    parse_quiet_hours,
    parse_wait,
)

KYIV = ZoneInfo("Europe/Kyiv")
NIGHT = QuietHours(start=time(22), end=time(7))


def ends(quiet: QuietHours, at: str) -> str | None:
    """When quiet is over, by the clock in UTC, for somebody in Kyiv."""
    until = quiet.ends(datetime.fromisoformat(at).replace(tzinfo=UTC), zone=KYIV)
    return until.strftime("%d %H:%M") if until else None


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2025-11-20 19:59", None),
        ("2025-11-20 20:00", "21 05:00"),
        ("2025-11-20 23:30", "21 05:00"),
        ("2025-11-21 04:59", "21 05:00"),
        ("2025-11-21 05:00", None),
        ("2025-11-21 12:00", None),
    ],
)
def test_a_night_is_quiet_from_its_first_minute_to_its_last(at: str, until: str | None) -> None:
    assert ends(NIGHT, at) == until


@pytest.mark.parametrize(
    ("quiet", "at", "until"),
    [
        (QuietHours(start=time(12), end=time(14)), "2025-11-20 11:00", "20 12:00"),
        (QuietHours(start=time(12), end=time(14)), "2025-11-20 12:00", None),
        (QuietHours(start=time(0), end=time(7)), "2025-11-20 22:30", "21 05:00"),
        (QuietHours(start=time(22), end=time(0)), "2025-11-20 21:59", "20 22:00"),
    ],
)
def test_quiet_may_lie_within_a_day_and_touch_midnight(
    quiet: QuietHours, at: str, until: str | None
) -> None:
    assert ends(quiet, at) == until


@pytest.mark.parametrize(
    ("quiet", "at", "until"),
    [
        # 26 October 2025: at 04:00 the clock goes back to 03:00, which is 01:00 in UTC
        (NIGHT, "2025-10-25 19:00", "26 05:00"),
        (NIGHT, "2025-10-26 04:59", "26 05:00"),
        (QuietHours(start=time(22), end=time(3, 30)), "2025-10-26 00:29", "26 00:30"),
        (QuietHours(start=time(22), end=time(3, 30)), "2025-10-26 01:29", None),
        (QuietHours(start=time(3, 30), end=time(7)), "2025-10-26 00:30", "26 05:00"),
        # 29 March 2026: at 03:00 the clock goes forward to 04:00, which is 01:00 in UTC
        (NIGHT, "2026-03-28 20:00", "29 04:00"),
        (QuietHours(start=time(22), end=time(3, 30)), "2026-03-29 00:59", "29 01:00"),
        (QuietHours(start=time(22), end=time(3, 30)), "2026-03-29 01:00", None),
        (QuietHours(start=time(3, 30), end=time(7)), "2026-03-29 01:00", "29 04:00"),
        (QuietHours(start=time(3, 10), end=time(3, 50)), "2026-03-29 01:00", None),
    ],
)
def test_a_night_in_which_the_clock_jumps_is_as_quiet_as_any(
    quiet: QuietHours, at: str, until: str | None
) -> None:
    assert ends(quiet, at) == until


def test_whatever_the_hour_quiet_ends_within_a_day_and_is_then_over() -> None:
    for hours in range(24 * 14):
        now = datetime(2025, 10, 19, tzinfo=UTC) + timedelta(hours=hours)
        until = NIGHT.ends(now, zone=KYIV)
        if until is not None:
            assert now < until <= now + timedelta(hours=10)
            assert NIGHT.ends(until, zone=KYIV) is None


def ago(*minutes: float) -> list[datetime]:
    return [NOON - timedelta(minutes=each) for each in minutes]


@pytest.mark.parametrize(
    ("issued", "room", "frees_in"),
    [
        ([], 2, 0),
        (ago(10), 1, 0),
        (ago(50, 10), 0, 10),
        (ago(60, 10), 1, 0),
        (ago(300, 200, 100), 2, 0),
        (ago(40, 30, 20), 0, 30),
    ],
)
def test_a_cap_looks_back_over_its_length(
    issued: list[datetime], room: int, frees_in: float
) -> None:
    cap = AtMost(count=2, seconds=3600)

    assert cap.room(issued, now=NOON) == room
    assert cap.frees(issued, now=NOON) == NOON + timedelta(minutes=frees_in)


def test_what_was_issued_under_a_clock_far_ahead_holds_nothing_up() -> None:
    assert AtMost(count=1, seconds=3600).room(ago(-120), now=NOON) == 1


def test_a_clock_that_was_set_back_a_little_gives_no_room_for_more() -> None:
    cap = AtMost(count=1, seconds=3600)

    assert cap.room(ago(-5), now=NOON) == 0
    assert cap.frees(ago(-5), now=NOON) == NOON + timedelta(minutes=65)


@pytest.mark.parametrize(
    ("text", "cap"),
    [
        ("4 per day", AtMost(count=4, seconds=86400)),
        ("1 per hour", AtMost(count=1, seconds=3600)),
        ("2/week", AtMost(count=2, seconds=7 * 86400)),
        (" 10 A Minute ", AtMost(count=10, seconds=60)),
    ],
)
def test_a_cap_is_read(text: str, cap: AtMost) -> None:
    assert parse_at_most(text) == cap
    assert parse_at_most(cap.words) == cap


def test_hours_and_waits_are_read() -> None:
    assert parse_quiet_hours(" 22:00 - 7:00 ") == NIGHT
    assert parse_quiet_hours(NIGHT.words) == NIGHT
    assert (parse_wait("30s"), parse_wait("2 m"), parse_wait("1h")) == (30, 120, 3600)


@pytest.mark.parametrize("text", ["", "22:00", "22:00-25:00", "22:61-07:00", "22.00-07.00", "x-y"])
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(PacingError, match="write two times of day"):
        parse_quiet_hours(text)
