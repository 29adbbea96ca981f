"""Opens the views beside the log: to be asked, and to be moved by the one who writes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from watcher.log.read import Reader
from watcher.projections.view import Cursor

if TYPE_CHECKING:  # only who writes needs SQLAlchemy
    from sqlalchemy import Engine

_SOUND_FROM = (3, 51, 3)


@contextmanager
def views_for_asking(reader: Reader) -> Iterator[Cursor]:
    """Give a cursor on the views as they stand; errors of the database become errors of the log."""
    with reader.asking() as connection, closing(connection.connection.cursor()) as cursor:
        yield cursor


@contextmanager
def views_for_folding(engine: "Engine", *, path: Path) -> Iterator[Cursor]:
    """Give a cursor inside a write transaction, which is committed at the end of the block."""
    from watcher.log.engine import guarded

    with (
        guarded(path),
        engine.begin() as connection,
        closing(connection.connection.cursor()) as cursor,
    ):
        yield cursor


def database_warning() -> str | None:
    """Warn of a SQLite that can damage a database; null where this one cannot."""
    if sqlite3.sqlite_version_info >= _SOUND_FROM:
        return None
    return (
        f"SQLite {sqlite3.sqlite_version} has the WAL-reset bug (fixed in 3.51.3):"
        " let no other program write to the log"
    )
