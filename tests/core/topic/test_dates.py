"""The days that a sentence speaks of, seen from a Wednesday."""

from datetime import date

import pytest

from watcher.lexicon import load_language
from watcher.topic.dates import Dates

DATES = Dates(load_language())
WEDNESDAY = date(2026, 4, 15)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They met on Tuesday.", "2026-04-14", "2026-04-14"),
        ("They met on Wednesday.", "2026-04-15", "2026-04-15"),
        ("They met last Wednesday.", "2026-04-08", "2026-04-08"),
        ("They will meet on Thursday.", "2026-04-16", "2026-04-16"),
        ("Officials said the vote would be held on Friday.", "2026-04-17", "2026-04-17"),
        ("They are due back by Sunday.", "2026-04-19", "2026-04-19"),
        ("Farmers announced a march through the capital for Saturday.", "2026-04-18", "2026-04-18"),
        ("The crews called a strike for Monday.", "2026-04-20", "2026-04-20"),
        ("They called for Monday's vote to be annulled.", "2026-04-13", "2026-04-13"),
        ("They will meet next Wednesday.", "2026-04-22", "2026-04-22"),
        ("They are to be opened tomorrow.", "2026-04-16", "2026-04-16"),
        ("It burned yesterday.", "2026-04-14", "2026-04-14"),
        ("It burned the day before yesterday.", "2026-04-13", "2026-04-13"),
        ("It burned overnight.", "2026-04-15", "2026-04-15"),
        ("It burned last night.", "2026-04-14", "2026-04-14"),
        ("It burned two days ago.", "2026-04-13", "2026-04-13"),
        ("It burned last week.", "2026-04-06", "2026-04-12"),
        ("It will close in 3 days.", "2026-04-18", "2026-04-18"),
        ("It opens this weekend.", "2026-04-18", "2026-04-19"),
        ("It opened on 9 April.", "2026-04-09", "2026-04-09"),
        ("It opened on April 9th, 2025.", "2025-04-09", "2025-04-09"),
        ("It opened on the 9th of April.", "2026-04-09", "2026-04-09"),
        ("It opened on 2025-06-09.", "2025-06-09", "2025-06-09"),
        ("It burned in July.", "2025-07-01", "2025-07-31"),
        ("It will be finished in July.", "2026-07-01", "2026-07-31"),
        ("A second round is expected before Dec. 10.", "2026-12-10", "2026-12-10"),
        ("It burned on Dec. 10.", "2025-12-10", "2025-12-10"),
        ("It has been shut since 2022.", "2022-01-01", "2022-12-31"),
    ],
)
def test_a_date_is_reckoned_from_the_day_of_publication(text: str, first: str, last: str) -> None:
    (span,) = DATES.read(text, published=WEDNESDAY)
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "It may rain, and they march on.",
        "He is second to none.",
        "It is the 100th time.",
        "On 31 February nothing happens.",
        "The 5th Avenue is shut.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert DATES.read(text, published=WEDNESDAY) == ()


def test_each_date_takes_its_direction_from_its_own_verb() -> None:
    text = "They met on Tuesday and will meet again on Friday."
    back, ahead = DATES.read(text, published=WEDNESDAY)
    assert (back.first.day, ahead.first.day) == (14, 17)
    assert text[ahead.start : ahead.end] == "Friday"


def test_without_a_day_of_publication_only_full_dates_are_read() -> None:
    spans = DATES.read("On Tuesday, 9 June 2026 and in May.", published=None)
    assert [(span.first, span.precision) for span in spans] == [(date(2026, 6, 9), "day")]
