"""How people write times on the command line."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from watcher.cli.moments import read_day, read_moment

KYIV = timezone(timedelta(hours=2))
NOON = datetime(2025, 11, 20, 12, 0, tzinfo=KYIV)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("now", NOON),
        ("7d", NOON - timedelta(days=7)),
        ("12h", NOON - timedelta(hours=12)),
        ("90 m", NOON - timedelta(minutes=90)),
        ("45s", NOON - timedelta(seconds=45)),
        ("2w ago", NOON - timedelta(weeks=2)),
        ("2025-11-20T09:14:03.120Z", datetime(2025, 11, 20, 9, 14, 3, 120000, tzinfo=UTC)),
        ("2025-11-20T09:14+02:00", datetime(2025, 11, 20, 7, 14, tzinfo=UTC)),
        ("2025-11-20 09:14", local("2025-11-20T09:14")),
        ("2025-11-18", local("2025-11-18T00:00")),
    ],
)
def test_a_time_is_understood_as_people_write_it(written: str, meant: datetime) -> None:
    assert read_moment(written, now=NOON) == meant


def test_a_bare_date_for_until_means_to_the_end_of_that_day() -> None:
    assert read_moment("2025-11-18", now=NOON, end_of_day=True) == local("2025-11-19T00:00")
    assert read_moment("2025-12-31", now=NOON, end_of_day=True) == local("2026-01-01T00:00")


@pytest.mark.parametrize(
    ("written", "year"),
    [("0001-01-01", 2), ("9999-12-31", 9998), ("9999-12-31T23:59:59Z", 9998), ("999999d", 2)],
)
def test_a_time_at_the_end_of_the_calendar_is_the_first_or_the_last(
    written: str, year: int
) -> None:
    assert read_moment(written, now=NOON, end_of_day=True).year == year


def test_a_time_with_hours_is_not_stretched_to_the_end_of_its_day() -> None:
    exact = read_moment("2025-11-18T10:00Z", now=NOON, end_of_day=True)

    assert exact == datetime(2025, 11, 18, 10, 0, tzinfo=UTC)


def test_yesterday_begins_at_local_midnight_and_ends_at_the_next() -> None:
    today = NOON.astimezone().date()

    start = read_moment("yesterday", now=NOON)
    end = read_moment("Yesterday", now=NOON, end_of_day=True)

    assert start.date() == today - timedelta(days=1)
    assert end.date() == today
    assert (start.hour, start.minute, end.hour) == (0, 0, 0)


@pytest.mark.parametrize("nonsense", ["", "soon", "2025-13-01", "7x", "d7", "2025-11"])
def test_what_is_no_time_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each library says it in its own words
        read_moment(nonsense, now=NOON)


def test_days_are_read_with_the_same_words() -> None:
    today = NOON.astimezone().date()

    assert read_day("2025-11-03", now=NOON) == date(2025, 11, 3)
    assert read_day("today", now=NOON) == today
    assert read_day("7d", now=NOON) == today - timedelta(days=7)
