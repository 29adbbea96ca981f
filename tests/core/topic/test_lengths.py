"""Lengths of time, as people write them."""

from datetime import timedelta

import pytest

from watcher.topic.lengths import LengthError, read_length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("30s", timedelta(seconds=30)),
        ("90m", timedelta(minutes=90)),
        ("12h", timedelta(hours=12)),
        ("5d", timedelta(days=5)),
        ("2 weeks", timedelta(weeks=2)),
        (" 1 Day ", timedelta(days=1)),
    ],
)
def test_a_length_is_read(text: str, length: timedelta) -> None:
    assert read_length(text) == length


@pytest.mark.parametrize("text", ["", "5", "d", "five days", "-5d", "1.5d", "5 fortnights", "5dd"])
def test_what_is_no_length_says_how_to_write_one(text: str) -> None:
    with pytest.raises(LengthError, match='"5d"'):
        read_length(text)


@pytest.mark.parametrize("text", ["0d", "999999w", "4000d"])
def test_a_length_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(LengthError, match="out of range"):
        read_length(text)
