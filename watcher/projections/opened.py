"""Opens the views beside the log: to be asked, and to be moved by the one who writes."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from watcher.log.engine import guarded
from watcher.projections.view import Cursor


@contextmanager
def views_for_asking(engine: Engine, *, path: Path) -> Iterator[Cursor]:
    """Give a cursor on the views as they stand; errors of the database become errors of the log."""
    with (
        guarded(path),
        engine.connect() as connection,
        closing(connection.connection.cursor()) as cursor,
    ):
        yield cursor


@contextmanager
def views_for_folding(engine: Engine, *, path: Path) -> Iterator[Cursor]:
    """Give a cursor inside a write transaction, which is committed at the end of the block."""
    with (
        guarded(path),
        engine.begin() as connection,
        closing(connection.connection.cursor()) as cursor,
    ):
        yield cursor
