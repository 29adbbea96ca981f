"""Verify finds what is wrong with the log and the views; rebuild makes the views anew."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.factories import NOON, a_change, a_definition, a_receipt_of, an_article
from watcher import upkeep
from watcher.events import Entry, TopicDefined, article_stream
from watcher.log.append import Log
from watcher.log.errors import LogDamaged, LogMissing


@pytest.fixture
def written(path: Path) -> Path:
    """A log of a topic, an article and a change, with its views."""
    article = an_article("The dam broke at noon.")
    defined = TopicDefined(topic="dam", revision=1, definition=a_definition())
    with Log.open(path, now=NOON) as log:
        with log.transaction(at=NOON) as transaction:
            transaction.append(
                [
                    Entry(stream="topic/dam", events=(defined,)),
                    Entry(stream=article_stream(article.id), events=(a_receipt_of(article),)),
                    Entry(stream="topic/dam", events=(a_change(),)),
                ]
            )
            transaction.keep_text(article.id, text=article.text, reading=b"{}", sketch=b"12")
        upkeep.rebuild(log)
    return path


def tamper(path: Path, statement: str) -> None:
    """Change a log in a way that its triggers would refuse."""
    with closing(sqlite3.connect(path)) as database, database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)


def test_a_log_and_views_that_are_whole_are_said_to_be(written: Path) -> None:
    found = upkeep.verify(written)

    assert found.head.position == 3
    assert found.difference is None


def test_verify_works_beside_the_writer(written: Path) -> None:
    with Log.open(written, now=NOON) as log, log.transaction(at=NOON) as transaction:
        transaction.append([Entry(stream="topic/dam", events=(a_change(),))])
        assert upkeep.verify(written).head.position == 3


def test_without_a_log_there_is_nothing_to_verify(path: Path) -> None:
    with pytest.raises(LogMissing):
        upkeep.verify(path)


def test_before_its_tables_are_made_there_is_nothing_to_verify(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database:  # as a killed first writer leaves it
        database.execute("PRAGMA journal_mode=WAL")

    with pytest.raises(LogMissing):
        upkeep.verify(path)


@pytest.mark.parametrize(
    ("statement", "match"),
    [
        ("UPDATE events SET recorded_at = '2026' WHERE position = 2", "at position 2: the hash"),
        ("UPDATE events SET hash = 'x' WHERE position = 1", "at position 1: the hash"),
        ("UPDATE events SET cause = 'x' WHERE position = 3", "at position 3: the hash"),
        ("UPDATE events SET id = 'x' WHERE position = 3", "at position 3: the id"),
        (
            "UPDATE events SET data = replace(CAST(data AS TEXT), 'dam', 'dim') WHERE position = 3",
            "at position 3: the hash",
        ),
        ("UPDATE events SET schema = 'x' WHERE position = 3", "at position 3: the schema"),
        ("UPDATE events SET version = 'x' WHERE position = 3", "at position 3: the id"),
        ("UPDATE events SET data = 7 WHERE position = 3", "at position 3: the hash"),
        ("UPDATE events SET recorded_at = x'ff' WHERE position = 3", "at position 3: the hash"),
        ("DELETE FROM events WHERE position = 2", "at position 2: the next event stands at"),
        ("DELETE FROM events WHERE position = 1", "at position 1: the next event stands at"),
        (
            "UPDATE texts SET text = 'The dam held.'",
            "position 2: the text of article .* is damaged",
        ),
        ("UPDATE texts SET sketch = x'00'", "position 2: the text of article .* is damaged"),
        ("DELETE FROM texts", "position 2: the text of .* is gone"),
        ("DELETE FROM events WHERE position = 3", "ends at position 2 and had reached 3"),
    ],
)
def test_any_change_in_the_log_is_found(statement: str, match: str, written: Path) -> None:
    tamper(written, statement)

    with pytest.raises(LogDamaged, match=match):
        upkeep.verify(written)


def test_a_view_that_differs_is_named_and_a_rebuild_mends_it(written: Path) -> None:
    with closing(sqlite3.connect(written)) as database, database:
        (name,) = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'view_topics%'"
        ).fetchone()
        database.execute(f"DELETE FROM {name}")
    found = upkeep.verify(written)
    assert found.difference is not None
    assert "view topics" in found.difference

    with Log.open(written, now=NOON) as log:
        assert upkeep.rebuild(log) == 3

    assert upkeep.verify(written).difference is None


def test_the_views_of_a_restored_copy_can_be_made_anew(written: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    upkeep.back_up(written, to=copy)
    upkeep.restore(written, copy=copy)

    with Log.open(written, now=NOON) as log:
        assert upkeep.rebuild(log) == 3

    assert upkeep.verify(written).difference is None


def test_views_that_were_never_made_are_only_behind(log: Log, path: Path) -> None:
    with log.transaction(at=NOON) as transaction:
        transaction.append([Entry(stream="topic/dam", events=(a_change(),))])

    assert upkeep.verify(path).difference is None
