"""The tables of the log only grow, whoever asks, and however."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.factories import NOON, a_change
from watcher.events import Entry
from watcher.log.append import Log
from watcher.log.engine import guarded
from watcher.log.errors import LogConflict
from watcher.log.texts import KeptLetter

LETTER = KeptLetter(
    digest_id="d1", channel="mail", recipient="desk", message_id="<m>", name="d1.eml", content=b"x"
)
COLUMNS = "position, id, stream, version, type, schema, recorded_at, cause, data, key, hash"


def replacement(**fresh: str) -> str:
    """Write a REPLACE of the second event's row, with other values in some columns."""
    values = ", ".join(fresh.get(name, name) for name in COLUMNS.split(", "))
    return f"INSERT OR REPLACE INTO events ({COLUMNS}) SELECT {values} FROM events WHERE position=2"


CHANGES = [
    "UPDATE events SET data = x'7b7d' WHERE position = 1",
    "UPDATE events SET position = 3 WHERE position = 2",
    "DELETE FROM events WHERE position = 2",
    "DELETE FROM events",
    replacement(),
    replacement(position="3"),
    replacement(position="3", stream="'other'", key="'other'"),
    replacement(position="3", id="'other'", key="'other'"),
    replacement(position="3", id="'other'", stream="'other'"),
    "UPDATE texts SET text = 'no' WHERE article_id = 'a1'",
    "DELETE FROM texts",
    "INSERT OR REPLACE INTO texts VALUES ('a1', 'no', x'', x'', '')",
    "UPDATE letters SET content = x''",
    "DELETE FROM letters",
    "INSERT OR REPLACE INTO letters VALUES ('d1', 'mail', 'desk', null, 'd1.eml', x'', '')",
]


@pytest.fixture
def written(log: Log) -> Log:
    """A log with two events, a text and a letter."""
    with log.transaction(at=NOON) as transaction:
        transaction.append([Entry(stream="topic/dam", events=(a_change(), a_change()))])
        transaction.keep_text("a1", text="The dam broke.", reading=b"{}", sketch=b"\0")
        transaction.keep_letter(LETTER)
    return log


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


@pytest.fixture(params=["our writer", "any program"])
def run(request: pytest.FixtureRequest, written: Log) -> Iterator[sqlite3.Cursor]:
    """A cursor on the log: of the connection that we write with, and of a stranger's."""
    if request.param == "our writer":
        with guarded(written.path), written.engine.connect() as connection:
            yield connection.connection.cursor()  # type: ignore[misc] # SQLAlchemy's protocol of it
        return
    with closing(sqlite3.connect(written.path)) as database:
        yield database.cursor()


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_written_cannot_be_changed(change: str, run: sqlite3.Cursor, written: Log) -> None:
    before = dump(written.path)

    with pytest.raises(sqlite3.IntegrityError):
        run.execute(change)

    run.connection.rollback()
    assert dump(written.path) == before


@pytest.mark.parametrize("position", [-1, 0, 1, 2, 4, 7])
def test_an_event_can_only_stand_behind_the_head(
    position: int, run: sqlite3.Cursor, written: Log
) -> None:
    values = (position, "i", "s", 1, "t", 1, "2025", None, b"{}", "k", "h")

    with pytest.raises(sqlite3.IntegrityError, match="behind the head"):
        run.execute(f"INSERT INTO events ({COLUMNS}) VALUES ({', '.join('?' * 11)})", values)

    run.connection.rollback()
    assert written.reader.head().position == 2


def test_a_text_is_kept_once(written: Log) -> None:
    def keep_again() -> None:
        with written.transaction(at=NOON) as transaction:
            transaction.keep_text("a1", text="Another text.", reading=b"", sketch=b"")

    with pytest.raises(LogConflict, match="kept already"):
        keep_again()
    assert written.reader.text("a1") == "The dam broke."


def test_a_letter_is_kept_once(written: Log) -> None:
    def keep_again() -> None:
        with written.transaction(at=NOON) as transaction:
            transaction.keep_letter(LETTER)

    with pytest.raises(LogConflict, match="kept already"):
        keep_again()
    assert written.reader.letter("d1", channel="mail", recipient="desk") == LETTER
