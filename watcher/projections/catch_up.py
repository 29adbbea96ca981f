"""Brings the views up to the log: events after each view's checkpoint, in transactions.

A view and its checkpoint move in one transaction, so that a crash leaves a view late, never wrong.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from watcher import fault
from watcher.events import Recorded
from watcher.projections.articles import ARTICLES
from watcher.projections.changes import CHANGES
from watcher.projections.due import DUE
from watcher.projections.known import KNOWN
from watcher.projections.topics import TOPICS
from watcher.projections.view import Cursor, View
from watcher.projections.words import WORDS

VIEWS = (ARTICLES, TOPICS, KNOWN, CHANGES, DUE, WORDS)

_BATCH = 2000
_BUILD_BATCH = 10_000
_CHECKPOINTS = """
CREATE TABLE IF NOT EXISTS view_checkpoints (
  view TEXT PRIMARY KEY,
  fold_number INTEGER NOT NULL,
  position INTEGER NOT NULL
)
"""
_HAVE_CHECKPOINTS = "SELECT 1 FROM sqlite_schema WHERE name = 'view_checkpoints'"
_READ_CHECKPOINTS = "SELECT view, fold_number, position FROM view_checkpoints"
_WRITE_CHECKPOINT = "INSERT OR REPLACE INTO view_checkpoints VALUES (?, ?, ?)"

Transactions = Callable[[], AbstractContextManager[Cursor]]


class Events(Protocol):
    """Where events come from: the reading side of the log."""

    def events(self, *, after: int, upto: int | None, limit: int | None) -> Iterator[Recorded]:
        """Give the events after one position up to another, in order."""


def checkpoints(cursor: Cursor) -> dict[str, int]:
    """Tell the position that each view has reached; views of another fold number have none."""
    cursor.execute(_HAVE_CHECKPOINTS)
    if cursor.fetchone() is None:
        return {}
    today = {view.name: view.fold_number for view in VIEWS}
    cursor.execute(_READ_CHECKPOINTS)
    rows = cursor.fetchall()
    return {name: position for name, number, position in rows if today.get(name) == number}


def reached(cursor: Cursor, *, views: Sequence[View] = VIEWS) -> int | None:
    """Tell the position up to which all views are folded; None while one does not exist."""
    positions = checkpoints(cursor)
    if any(view.name not in positions for view in views):
        return None
    return min(positions[view.name] for view in views)


def catch_up(source: Events, *, transactions: Transactions) -> int:
    """Fold what is new into each view, a batch at a time; gives the position reached.

    `transactions` opens write transactions on the one connection that writes.
    """
    positions = _start(transactions)
    while True:
        after = min(positions.values())
        batch = list(source.events(after=after, upto=None, limit=_BATCH))
        if not batch:
            return after
        for view in VIEWS:
            if positions[view.name] < batch[-1].position:
                news = [event for event in batch if event.position > positions[view.name]]
                with transactions() as cursor:
                    _step(cursor, view, news)
                    fault.point("views.folded")
                fault.point(f"views.{view.name}")
                positions[view.name] = batch[-1].position


def build(
    cursor: Cursor, source: Events, *, views: Sequence[View] = VIEWS, upto: int | None = None
) -> int:
    """Build views from nothing in an empty database; gives the position reached."""
    cursor.execute(_CHECKPOINTS)
    for view in views:
        _create(cursor, view)
    after = 0
    while batch := list(source.events(after=after, upto=upto, limit=_BUILD_BATCH)):
        for view in views:
            _step(cursor, view, batch)
        after = batch[-1].position
    return after


def drop(cursor: Cursor) -> None:
    """Drop every view, those of other versions too."""
    named = (  # virtual ones first: a copy lists them behind the tables that they are made of
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'view\\_%' ESCAPE '\\'"
        " ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    cursor.execute(named)
    names = [row[0] for row in cursor.fetchall()]
    for name in names:
        cursor.execute(f'DROP TABLE IF EXISTS "{name}"')


def _start(transactions: Transactions) -> dict[str, int]:
    """Create the views that do not exist yet, and tell where each one stands."""
    with transactions() as cursor:
        positions = checkpoints(cursor)
        missing = [view for view in VIEWS if view.name not in positions]
        if missing:
            cursor.execute(_CHECKPOINTS)
        for view in missing:
            for table in view.tables:
                cursor.execute(f"DROP TABLE IF EXISTS {table}")
            _create(cursor, view)
            positions[view.name] = 0
    fault.point("views.made")
    return positions


def _create(cursor: Cursor, view: View) -> None:
    for statement in view.create:
        cursor.execute(statement)
    cursor.execute(_WRITE_CHECKPOINT, (view.name, view.fold_number, 0))


def _step(cursor: Cursor, view: View, news: Sequence[Recorded]) -> None:
    view.fold(cursor, news)
    position = news[-1].position
    cursor.execute(_WRITE_CHECKPOINT, (view.name, view.fold_number, position))
