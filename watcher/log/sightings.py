"""Which state of a file was taken in; the one thing beside the log that is overwritten."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from watcher.log.connection import Connection

Outcome = Literal["trying", "received", "copy", "rejected", "archive"]
_SIGN = 1 << 63  # SQLite's integers are signed; device and inode numbers are not

_COLUMNS = "path, dev, ino, size, mtime_ns, ctime_ns, sha256, article_id, outcome, tries"
_PUT = f"INSERT OR REPLACE INTO sightings ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ALL = f"SELECT {_COLUMNS} FROM sightings"


class FileState(NamedTuple):
    """What tells one state of a file from another."""

    dev: int
    ino: int
    size: int
    mtime_ns: int
    ctime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A state of a file and what became of it.

    `path` is as `os.fsdecode` gives it. `tries` counts how often a parse of this state was begun.
    """

    path: str
    dev: int
    ino: int
    size: int
    mtime_ns: int
    ctime_ns: int
    sha256: str | None = None
    article_id: str | None = None
    outcome: Outcome
    tries: int = 0

    @property
    def state(self) -> FileState:
        """Give what is compared to see whether the file has changed."""
        return FileState(self.dev, self.ino, self.size, self.mtime_ns, self.ctime_ns)


def put(connection: Connection, sighting: Sighting) -> None:
    """Remember a sighting in place of the last one of its path."""
    row = (
        os.fsencode(sighting.path),
        _signed(sighting.dev),
        _signed(sighting.ino),
        sighting.size,
        sighting.mtime_ns,
        sighting.ctime_ns,
        sighting.sha256,
        sighting.article_id,
        sighting.outcome,
        sighting.tries,
    )
    connection.exec_driver_sql(_PUT, row)


def put_try(connection: Connection, sighting: Sighting) -> int:
    """Count that a parse of this state of a file is begun; tell how often by now.

    The article that the file held before stays named until this state is concluded.
    """
    last = find(connection, sighting.path)
    is_same = last is not None and last.outcome == "trying" and last.state == sighting.state
    tries = last.tries + 1 if last is not None and is_same else 1
    before = last.article_id if last is not None else None
    put(connection, replace(sighting, article_id=before, outcome="trying", tries=tries))
    return tries


def take_back_try(connection: Connection, path: str) -> None:
    """Say that no parse was begun; the article that the file held before stays named."""
    last = find(connection, path)
    if last is not None and last.outcome == "trying":
        put(connection, replace(last, tries=0))


def forget_try(connection: Connection, path: str) -> None:
    """Forget that the parse of a line was begun: it came to an end."""
    connection.exec_driver_sql("DELETE FROM sightings WHERE path = ?", (os.fsencode(path),))


def forget_lines(connection: Connection, path: str) -> None:
    """Forget the tries of all lines of an archive."""
    sql = "DELETE FROM sightings WHERE path > ? AND path < ?"
    connection.exec_driver_sql(sql, (os.fsencode(line_path(path, None)), os.fsencode(f"{path}\1")))


def line_path(path: str, number: int | None) -> str:
    """Name a line of an archive as no file can be named; without a number, give what all share."""
    return f"{path}\0{'' if number is None else number}"


def find(connection: Connection, path: str) -> Sighting | None:
    """Find the last sighting of a path."""
    row = connection.exec_driver_sql(f"{_ALL} WHERE path = ?", (os.fsencode(path),)).first()
    return None if row is None else _sighting(row)


def of_article(connection: Connection, article_id: str) -> list[Sighting]:
    """Find the paths whose last state held an article."""
    rows = connection.exec_driver_sql(f"{_ALL} WHERE article_id = ? ORDER BY path", (article_id,))
    return [_sighting(row) for row in rows]


def every(connection: Connection) -> Iterator[Sighting]:
    """Go through all sightings, by path."""
    rows = connection.exec_driver_sql(f"{_ALL} ORDER BY path")
    for row in rows:
        yield _sighting(row)


def _sighting(row: Sequence[Any]) -> Sighting:
    path, dev, ino, size, mtime_ns, ctime_ns, sha256, article_id, outcome, tries = row
    return Sighting(
        path=os.fsdecode(path),
        dev=_unsigned(dev),
        ino=_unsigned(ino),
        size=size,
        mtime_ns=mtime_ns,
        ctime_ns=ctime_ns,
        sha256=sha256,
        article_id=article_id,
        outcome=outcome,
        tries=tries,
    )


def _signed(number: int) -> int:
    return number if number < _SIGN else number - 2 * _SIGN


def _unsigned(number: int) -> int:
    return number if number >= 0 else number + 2 * _SIGN
