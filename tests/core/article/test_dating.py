"""Dates are read as they are written, and impossible ones are refused."""

from datetime import date

import pytest

from watcher.article.dating import is_possible, moment_of, read_date, read_date_without_year


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-03-02T07:15:00+02:00", "2026-03-02T07:15:00+02:00"),
        ("2026-03-02T07:15:00.123Z", "2026-03-02T07:15:00+00:00"),
        ("2026-03-02 07:15", "2026-03-02T07:15:00"),
        ("2026-03-02T07:15:00-0330", "2026-03-02T07:15:00-03:30"),
        ("20260302T071500Z", "2026-03-02"),
        ("Mon, 02 Mar 2026 07:15:00 +0100", "2026-03-02T07:15:00+01:00"),
        ("Mon, 2 Mar 2026 07:15:00 EST", "2026-03-02T07:15:00-05:00"),
        ("March 2, 2026 7:15 PM EDT", "2026-03-02T19:15:00-04:00"),
        ("Tuesday 9 June 2026, 8.15 pm", "2026-06-09T20:15:00"),
        ("12 February 2026 at 6.00am", "2026-02-12T06:00:00"),
        ("9 June 2026, 12 am", "2026-06-09T00:00:00"),
        ("11 JUNE 2026, 06:00 UTC", "2026-06-11T06:00:00+00:00"),
        ("1st of May 2026", "2026-05-01"),
        ("24.12.2025", "2025-12-24"),
        ("12/24/2025", "2025-12-24"),
        ("3. März 2026", "2026-03-03"),
        ("1772435700", "2026-03-02T07:15:00+00:00"),
        ("1772435700000", "2026-03-02T07:15:00+00:00"),
        ("2026-13-02", None),
        ("2026-02-30", None),
        ("04/05/2026", None),
        ("soon", None),
        ("", None),
        ("9 June 2026, 25:61", "2026-06-09"),
    ],
)
def test_what_is_written_is_read(written: str, expected: str | None) -> None:
    assert read_date(written) == expected


@pytest.mark.parametrize(
    ("written", "around", "expected"),
    [
        ("Nov 24", date(2025, 11, 25), "2025-11-24"),
        ("Dec. 30", date(2026, 1, 2), "2025-12-30"),
        ("2 March", date(2026, 3, 1), "2026-03-02"),
        ("Feb 29", date(2026, 3, 1), "2024-02-29"),
        ("no date", date(2026, 3, 1), None),
    ],
)
def test_a_day_without_a_year_is_the_last_one_past(
    written: str, around: date, expected: str | None
) -> None:
    assert read_date_without_year(written, around=around) == expected


@pytest.mark.parametrize(
    ("published_at", "file_time", "possible"),
    [
        ("2026-03-02", "2026-03-02T10:00:00+00:00", True),
        ("2026-03-04", "2026-03-02T10:00:00+00:00", True),
        ("2026-03-05", "2026-03-02T10:00:00+00:00", False),
        ("1989-12-31", None, False),
        ("2150-01-01", None, False),
        ("2026-03-05", "1980-01-01T00:00:00+00:00", True),
    ],
)
def test_what_lies_after_the_file_or_before_the_web_is_refused(
    published_at: str, file_time: str | None, *, possible: bool
) -> None:
    assert is_possible(published_at, file_time=file_time) is possible


def test_times_with_and_without_an_offset_can_be_compared() -> None:
    assert moment_of("2026-03-02") < moment_of("2026-03-02T07:15:00")
    assert moment_of("2026-03-02T07:15:00") > moment_of("2026-03-02T07:15:00+02:00")
