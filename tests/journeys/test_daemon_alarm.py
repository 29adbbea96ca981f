"""The alarm rings when crontab(5) would: by the clock on the wall of the subscription's zone."""

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from watcher.daemon.alarm import Alarm, triggers
from watcher.digest.cron import parse_cron

KYIV = ZoneInfo("Europe/Kyiv")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def fires(line: str, *, after: datetime, until: datetime, zone: ZoneInfo = KYIV) -> list[datetime]:
    found = set()
    for trigger in triggers(parse_cron(line), zone=zone):
        at, last = after, None
        while at <= until:
            fire = trigger.get_next_fire_time(last, at)
            if fire is None or fire > until:
                break
            found.add(fire.astimezone(UTC))
            last, at = fire, (fire.astimezone(UTC) + timedelta(seconds=1)).astimezone(zone)
    return [one.astimezone(zone) for one in sorted(found)]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("0 7 * * 0", ["Sun"]),
        ("0 7 * * 7", ["Sun"]),
        ("0 7 * * 1", ["Mon"]),
        ("0 7 * * 2", ["Tue"]),
        ("0 7 * * 3", ["Wed"]),
        ("0 7 * * 4", ["Thu"]),
        ("0 7 * * 5", ["Fri"]),
        ("0 7 * * 6", ["Sat"]),
        ("0 7 * * 1-5", ["Mon", "Tue", "Wed", "Thu", "Fri"]),
        ("0 7 * * sat,sun", ["Sat", "Sun"]),
    ],
)
def test_each_day_of_the_week_is_the_one_that_crontab_means(line: str, days: list[str]) -> None:
    monday = datetime(2025, 11, 17, tzinfo=KYIV)

    rung = fires(line, after=monday, until=monday + timedelta(days=7, seconds=-1))

    assert [DAYS[at.weekday()] for at in rung] == days
    assert {(at.hour, at.minute) for at in rung} == {(7, 0)}


def test_day_of_month_or_day_of_week_is_enough() -> None:
    first = datetime(2025, 9, 1, tzinfo=KYIV)

    rung = fires("30 6 13 * 5", after=first, until=first + timedelta(days=30))

    assert [at.day for at in rung] == [5, 12, 13, 19, 26]


def test_a_skipped_hour_and_an_hour_that_comes_twice_are_never_missed() -> None:
    spring = datetime(2026, 3, 28, tzinfo=KYIV)
    autumn = datetime(2026, 10, 24, tzinfo=KYIV)

    assert fires("30 3 * * *", after=spring, until=spring + timedelta(days=3))
    rung = fires("30 3 * * *", after=autumn, until=autumn + timedelta(days=3))
    assert {at.date().day for at in rung} == {24, 25, 26}


def test_the_alarm_rings_and_falls_silent() -> None:
    rung = threading.Event()
    alarm = Alarm(rung.set)
    every_minute = parse_cron("* * * * *")
    alarm.set([(every_minute, UTC), (every_minute, UTC)])
    assert alarm._scheduler is not None
    (job,) = alarm._scheduler.get_jobs()

    job.modify(next_run_time=datetime.now(UTC))

    assert rung.wait(timeout=10.0)
    alarm.close()
    alarm.close()


def test_without_cron_lines_no_scheduler_is_started() -> None:
    alarm = Alarm(lambda: None)

    alarm.set([])

    assert alarm._scheduler is None
