"""Old events are read with today's code, newer ones are refused, and all are printed as stored."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.factories import NOON, a_change
from watcher.events import Entry, TopicChanged
from watcher.log.append import Log
from watcher.log.codec import UnknownEvent, bound, decode, encode, instant, printed
from watcher.log.errors import LogDamaged, LogNewer
from watcher.log.read import Reader
from watcher.log.upcasters import raise_to


@pytest.fixture
def written(log: Log) -> Path:
    """A closed log of one event."""
    with log.transaction(at=NOON) as transaction:
        transaction.append([Entry(stream="topic/dam", events=(a_change(),))])
    log.close()
    return log.path


def forge(path: Path, assignment: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DROP TRIGGER events_are_never_changed")
        database.execute(f"UPDATE events SET {assignment}")


def test_an_event_is_printed_as_one_line_of_json_with_its_stored_bytes(written: Path) -> None:
    with closing(Reader.open(written)) as reader:
        (row,) = reader.rows()

    line = printed(row)

    assert line.endswith(b',"data":' + row.data + b"}")
    assert json.loads(line) == row._asdict() | {"data": json.loads(row.data)}
    assert b"\n" not in line


def test_a_field_that_a_later_version_adds_is_passed_over() -> None:
    fields: dict[str, Any] = json.loads(encode(a_change()))
    fields["mood"] = "grim"

    assert decode("topic-changed", json.dumps(fields).encode(), schema=1) == a_change()


def test_a_field_that_was_added_since_has_its_default() -> None:
    fields: dict[str, Any] = json.loads(encode(a_change()))
    del fields["event_date"]

    decoded = decode("topic-changed", json.dumps(fields).encode(), schema=1)

    assert isinstance(decoded, TopicChanged)
    assert decoded.event_date is None


def test_a_field_that_is_missing_is_named() -> None:
    with pytest.raises(msgspec.ValidationError, match="missing required field"):
        decode("topic-changed", b"{}", schema=1)


@pytest.mark.parametrize(("name", "schema"), [("comet-seen", 1), ("topic-changed", 2)])
def test_an_event_of_a_newer_version_is_not_guessed_at(name: str, schema: int) -> None:
    with pytest.raises(UnknownEvent, match=f"unknown event {name}, schema {schema}"):
        decode(name, encode(a_change()), schema=schema)


def test_an_old_schema_is_raised_step_by_step() -> None:
    def name_the_place(fields: dict[str, Any]) -> dict[str, Any]:
        return {"place": fields["where"]}

    def count_from_one(fields: dict[str, Any]) -> dict[str, Any]:
        return fields | {"count": 1}

    steps = {("flood", 1): name_the_place, ("flood", 2): count_from_one}

    raised = raise_to(3, {"where": "Wend"}, name="flood", schema=1, upcasters=steps)

    assert raised == {"place": "Wend", "count": 1}
    assert raise_to(3, {"place": "Wend"}, name="flood", schema=2, upcasters=steps) == raised
    with pytest.raises(KeyError):
        raise_to(4, {"place": "Wend"}, name="flood", schema=3, upcasters=steps)


def test_a_log_with_an_event_of_a_newer_version_says_so(written: Path) -> None:
    forge(written, "type = 'comet-seen'")

    with (
        closing(Reader.open(written)) as reader,
        pytest.raises(LogNewer, match="at position 1: unknown event comet-seen"),
    ):
        list(reader.events())


@pytest.mark.parametrize("assignment", ["data = x'7b'", "data = x'7b7d'", "recorded_at = 'noon'"])
def test_a_log_with_an_event_that_is_none_names_the_position(
    assignment: str, written: Path
) -> None:
    forge(written, assignment)

    with (
        closing(Reader.open(written)) as reader,
        pytest.raises(LogDamaged, match="damaged at position 1"),
    ):
        list(reader.events())


def test_a_time_is_printed_with_milliseconds_and_compared_from_its_first_instant() -> None:
    exact = datetime(2025, 11, 20, 9, 14, 3, 120_000, tzinfo=UTC)

    assert instant(exact) == bound(exact) == "2025-11-20T09:14:03.120Z"
    assert instant(exact + timedelta(microseconds=1)) == "2025-11-20T09:14:03.120Z"
    assert bound(exact + timedelta(microseconds=1)) == "2025-11-20T09:14:03.121Z"
    assert instant(datetime(2025, 1, 1, tzinfo=UTC)) == "2025-01-01T00:00:00.000Z"
