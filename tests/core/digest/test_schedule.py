"""Schedules: how they are written, and which moment is due, DST nights included."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from watcher.digest.cron import Cron, parse_cron
from watcher.digest.schedule import (
    Every,
    Immediate,
    ScheduleError,
    Slot,
    latest_slot,
    moment_of,
    next_slot,
    parse_schedule,
)

KYIV = ZoneInfo("Europe/Kyiv")
LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def newest(text: str, now: str, zone: ZoneInfo = KYIV) -> Slot | None:
    return latest_slot(parse_cron(text), now=at(now), zone=zone)


def fired(text: str, *, first: str, last: str, minutes: int = 15) -> list[Slot]:
    """Every slot that is seen when somebody in Kyiv looks so often, each counted once."""
    cron, seen, now = parse_cron(text), list[Slot](), at(first)
    while now <= at(last):
        slot = latest_slot(cron, now=now, zone=KYIV)
        if slot and slot.at > at(first) and (not seen or seen[-1].local != slot.local):
            seen.append(slot)
        now += timedelta(minutes=minutes)
    return seen


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("every 15m", 900), ("every 1s", 1), ("every 2 h", 7200), ("Every 1D", 86400)],
)
def test_an_interval_is_read(text: str, seconds: int) -> None:
    assert parse_schedule(text) == Every(seconds=seconds)


def test_immediate_is_read() -> None:
    assert parse_schedule(" immediate ") == Immediate()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "a schedule is missing"),
        ("hourly", 'write a cron line ("0 7 * * *"), "every 15m"'),
        ("every 0s", 'the shortest is "every 1s"'),
        ("every 900d", "the longest a year"),
        ("every day", 'a number and s, m, h or d: "every 15m"'),
        ("every -5m", "a number and s, m, h or d"),
        ("every 1.5h", "a number and s, m, h or d"),
        ("immediate now", "is no schedule"),
        ("0 7 * *", "has 4 fields; a cron line has five"),
        ("0 0 7 * * *", "has 6 fields"),
        ("60 7 * * *", "minute: 60 is out of range; it takes 0 to 59"),
        ("0 7 * * 8", "day of week: 8 is out of range"),
        ("0 7 * * mun", 'day of week: "mun" is not understood; it takes 0 to 7, or sun to sat'),
        ("0 7 0 * *", "day of month: 0 is out of range"),
        ("0 18-6 * * *", 'hour: "18-6" runs backwards'),
        ("*/0 * * * *", 'minute: "*/0" needs a step of 1 or more'),
        ("0 7 1,,2 * *", 'day of month: "" is not understood'),
        ("0 7 L * *", 'day of month: "L" is not understood'),
        ("0 7 30 2 *", "never fires"),
        ("@reboot", "is not known; there are @yearly"),
    ],
)
def test_a_schedule_that_is_wrong_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(ScheduleError) as refused:
        parse_schedule(text)
    assert says in str(refused.value)


def test_a_schedule_of_cron_names_lists_ranges_and_steps() -> None:
    cron = parse_schedule("*/20,5 7-9,22 1-10/3 Jan,nov-DEC mon-fri")
    assert cron == Cron(
        minutes=(0, 5, 20, 40),
        hours=(7, 8, 9, 22),
        days=frozenset({1, 4, 7, 10}),
        months=frozenset({1, 11, 12}),
        weekdays=frozenset({1, 2, 3, 4, 5}),
        either=True,
    )


def test_a_single_number_with_a_step_runs_to_the_end() -> None:
    assert parse_cron("50/4 * * * *").minutes == (50, 54, 58)


def test_friday_to_sunday_is_three_days() -> None:
    assert parse_cron("0 7 * * fri-sun").weekdays == {5, 6, 0}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("@yearly", "0 0 1 1 *"),
        ("@monthly", "0 0 1 * *"),
        ("@weekly", "0 0 * * sun"),
        ("@daily", "0 0 * * *"),
        ("@midnight", "0 0 * * *"),
        ("@hourly", "0 * * * *"),
    ],
)
def test_a_nickname_stands_for_a_line(name: str, line: str) -> None:
    assert parse_cron(name) == parse_cron(line)


# 16 November 2025 is a Sunday.
@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("writing", ["number", "name"])
def test_each_weekday_fires_on_its_day(weekday: int, writing: str) -> None:
    names = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
    field = str(weekday) if writing == "number" else names[weekday]
    slot = newest(f"0 7 * * {field}", "2025-11-22T23:00")
    assert slot is not None
    assert slot.local == wall(f"2025-11-{16 + weekday}T07:00")


def test_seven_is_sunday_too() -> None:
    assert parse_cron("0 7 * * 7") == parse_cron("0 7 * * 0") == parse_cron("0 7 * * sun")


def test_a_day_of_the_month_or_a_day_of_the_week_is_enough() -> None:
    days = fired("0 7 13 * fri", first="2026-02-01T00:00", last="2026-02-28T23:00", minutes=60)
    assert [slot.local.day for slot in days] == [6, 13, 20, 27]
    days = fired("0 7 15 * fri", first="2026-02-01T00:00", last="2026-02-28T23:00", minutes=60)
    assert [slot.local.day for slot in days] == [6, 13, 15, 20, 27]


def test_a_star_with_a_step_asks_for_both_days() -> None:
    days = fired("0 7 */2 * fri", first="2026-02-01T00:00", last="2026-02-28T23:00", minutes=60)
    assert [slot.local.day for slot in days] == [13, 27]


def test_seven_in_kyiv_is_five_in_winter_and_four_in_summer() -> None:
    assert newest("0 7 * * *", "2025-11-24T05:00") == Slot(
        local=wall("2025-11-24T07:00"), at=at("2025-11-24T05:00")
    )
    assert newest("0 7 * * *", "2025-11-24T04:59") == Slot(
        local=wall("2025-11-23T07:00"), at=at("2025-11-23T05:00")
    )
    assert newest("0 7 * * *", "2025-07-24T04:00") == Slot(
        local=wall("2025-07-24T07:00"), at=at("2025-07-24T04:00")
    )


# In Kyiv the clock jumps from 03:00 to 04:00 on 30 March 2025, at 01:00 UTC.
def test_a_slot_that_is_skipped_in_spring_fires_once_when_the_clock_jumps() -> None:
    fires = fired("30 3 * * *", first="2025-03-29T00:00", last="2025-04-01T00:00")
    assert [slot.at for slot in fires] == [
        at("2025-03-29T01:30"),
        at("2025-03-30T01:00"),
        at("2025-03-31T00:30"),
    ]


# In Kyiv the clock goes back from 04:00 to 03:00 on 26 October 2025, at 01:00 UTC.
def test_a_slot_that_comes_twice_in_autumn_fires_the_first_time_only() -> None:
    fires = fired("30 3 * * *", first="2025-10-25T00:00", last="2025-10-28T00:00")
    assert [slot.at for slot in fires] == [
        at("2025-10-25T00:30"),
        at("2025-10-26T00:30"),
        at("2025-10-27T01:30"),
    ]


def test_in_the_hour_that_comes_twice_no_slot_returns() -> None:
    fires = fired("*/15 * * * *", first="2025-10-26T00:00", last="2025-10-26T02:15")
    assert [slot.local.strftime("%H:%M") for slot in fires] == [
        "03:15",
        "03:30",
        "03:45",
        "04:00",
        "04:15",
    ]
    assert len({slot.local for slot in fires}) == len(fires)


def test_the_autumn_hour_in_a_zone_whose_winter_offset_is_nought() -> None:
    slot = newest("45 1 * * *", "2025-10-26T01:10", LONDON)
    assert slot == Slot(local=wall("2025-10-26T01:45"), at=at("2025-10-26T00:45"))


def test_slots_skipped_together_are_one_moment() -> None:
    fires = fired("0,15,30 3 * * *", first="2025-03-30T00:00", last="2025-03-30T05:00")
    assert [slot.local for slot in fires] == [wall("2025-03-30T03:30")]
    assert moment_of(wall("2025-03-30T03:00"), zone=KYIV) == at("2025-03-30T01:00")


def test_leap_day_is_found_over_eight_years() -> None:
    slot = newest("0 7 29 2 *", "2103-06-01T00:00", ZoneInfo("UTC"))
    assert slot is not None
    assert slot.local == wall("2096-02-29T07:00")


def test_the_next_slot_is_later_than_now() -> None:
    cron = parse_cron("0 7 * * *")
    slot = next_slot(cron, after=at("2025-11-24T05:00"), zone=KYIV)
    assert slot == Slot(local=wall("2025-11-25T07:00"), at=at("2025-11-25T05:00"))


@pytest.mark.parametrize("text", ["30 3 * * *", "*/15 * * * *", "@daily"])
@pytest.mark.parametrize("night", ["2025-03-29T12:00", "2025-10-25T12:00"])
def test_what_is_next_becomes_the_latest_when_it_comes(text: str, night: str) -> None:
    cron, now, walls = parse_cron(text), at(night), list[datetime]()
    while now < at(night) + timedelta(hours=20):
        slot = next_slot(cron, after=now, zone=KYIV)
        assert slot is not None
        latest = latest_slot(cron, now=slot.at, zone=KYIV)
        assert latest is not None
        assert latest.at == slot.at
        now = slot.at
        walls.append(slot.local)
    assert all(one < two for one, two in pairwise(walls))
