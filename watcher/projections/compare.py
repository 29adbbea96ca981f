"""Compares the views with a fresh build from the log, row by row in the order of their keys."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import zip_longest

from watcher.projections.catch_up import VIEWS, Events, build, checkpoints
from watcher.projections.view import Cursor, View

_ON_DISK = ""  # a database of its own that SQLite keeps in a file without a name
_ROWS = "SELECT {key}, * FROM {table} ORDER BY {key}"

Row = tuple[object, ...]


@contextmanager
def in_memory() -> Iterator[Cursor]:
    """Open an empty database in memory, for as long as the context lasts."""
    with _scratch(":memory:") as cursor:
        yield cursor


def first_difference(live: Cursor, source: Events) -> str | None:
    """Say where a view first differs from a fresh rebuild; None when all are equal.

    A view that is merely behind is equal when it agrees with the log up to its checkpoint.
    """
    positions = checkpoints(live)
    for position in sorted(set(positions.values()) - {0}):
        views = [view for view in VIEWS if positions.get(view.name) == position]
        with _scratch(_ON_DISK) as fresh:
            if build(fresh, source, views=views, upto=position) < position:
                return f"view {views[0].name}: it claims position {position}, beyond the log's end"
            differences = (_difference(view, live, fresh) for view in views)
            first = next((found for found in differences if found is not None), None)
        if first is not None:
            return first
    return None


@contextmanager
def _scratch(name: str) -> Iterator[Cursor]:
    with closing(sqlite3.connect(name, isolation_level=None)) as database:
        cursor = database.cursor()
        cursor.execute("BEGIN")
        yield cursor


def _difference(view: View, live: Cursor, fresh: Cursor) -> str | None:
    for table, key in view.tables.items():
        statement = _ROWS.format(table=table, key=key)
        try:
            live.execute(statement)
        except sqlite3.OperationalError as error:
            return f"view {view.name}: {error}"
        fresh.execute(statement)
        columns = [column[0] for column in fresh.description]
        for stands, should in zip_longest(iter(live.fetchone, None), iter(fresh.fetchone, None)):
            if stands != should:
                keys = key.count(",") + 1
                said = _said(columns, keys=keys, stands=stands, should=should)
                return f"view {view.name}: {table} {said}"
    return None


def _said(columns: Sequence[str], *, keys: int, stands: Row | None, should: Row | None) -> str:
    name = " ".join(str(value) for value in (stands or should or ())[:keys])
    if stands is None:
        return f"lacks {name}"
    if should is None:
        return f"has {name}, which the log does not give"
    for column, one, other in zip(columns, stands, should, strict=False):
        if one != other:
            return f"has at {name} {column} {_short(one)}, the log gives {_short(other)}"
    return f"has {len(stands) - keys} columns, not {len(should) - keys}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:80]}..."
