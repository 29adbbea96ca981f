"""Which events are asked for, and the SQL that finds them without sorting.

A stretch of time is first turned into a stretch of positions: the clock may jump, so `recorded_at`
only narrows; order is always the log's.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from watcher.log.codec import COLUMNS, bound
from watcher.log.connection import Connection


class Selection(NamedTuple):
    """A question for events; each field that is set narrows it.

    `after` excludes its position and `upto` includes it; `since` includes its time and `until`
    excludes it. `limit` counts from the end that comes first.
    """

    after: int = 0
    upto: int | None = None
    stream: str | None = None
    stream_prefix: str | None = None
    types: Sequence[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    newest_first: bool = False
    limit: int | None = None


class Query(NamedTuple):
    """SQL and what is bound into it."""

    sql: str
    values: tuple[Any, ...]


def query(selection: Selection, connection: Connection) -> Query:
    """Write the SQL of a selection; the connection is asked for where its time begins and ends."""
    conditions = [*_places(selection), *_times(selection)]
    if selection.since is not None or selection.until is not None:
        conditions.append(_stretch(selection, connection))
    where = " AND ".join(sql for sql, _ in conditions) or "1"
    # within a stream versions and positions run alike, and it is the versions that are indexed
    order = "position" if selection.stream is None else "version"
    direction = "DESC" if selection.newest_first else "ASC"
    limit = -1 if selection.limit is None else selection.limit
    sql = f"SELECT {COLUMNS} FROM events WHERE {where} ORDER BY {order} {direction} LIMIT ?"
    return Query(sql, (*(value for _, values in conditions for value in values), limit))


Condition = tuple[str, tuple[Any, ...]]


def _places(selection: Selection) -> list[Condition]:
    conditions: list[Condition] = []
    if selection.after > 0:
        conditions.append(("position > ?", (selection.after,)))
    if selection.upto is not None:
        conditions.append(("position <= ?", (selection.upto,)))
    if selection.stream is not None:
        conditions.append(("stream = ?", (selection.stream,)))
    if selection.stream_prefix is not None:
        # the plus keeps SQLite from walking the streams and sorting what it finds by position
        prefix = selection.stream_prefix
        conditions.append(("substr(+stream, 1, ?) = ?", (len(prefix), prefix)))
    if selection.types:
        conditions.append(_types(selection))
    return conditions


def _types(selection: Selection) -> Condition:
    marks = ", ".join("?" * len(selection.types))
    is_indexed = len(selection.types) == 1 and selection.stream is None
    return f"{'' if is_indexed else '+'}type IN ({marks})", tuple(selection.types)


def _times(selection: Selection) -> list[Condition]:
    conditions: list[Condition] = []
    if selection.since is not None:
        conditions.append(("+recorded_at >= ?", (bound(selection.since),)))
    if selection.until is not None:
        conditions.append(("+recorded_at < ?", (bound(selection.until),)))
    return conditions


def _stretch(selection: Selection, connection: Connection) -> Condition:
    """Find the first and last position that the time can reach, from the index of times alone."""
    conditions = _times(selection)
    where = " AND ".join(sql.removeprefix("+") for sql, _ in conditions)
    values = tuple(value for _, values in conditions for value in values)
    sql = f"SELECT min(position), max(position) FROM events WHERE {where}"
    first, last = connection.exec_driver_sql(sql, values).one()
    return "position BETWEEN ? AND ?", (first or 0, last or 0)
