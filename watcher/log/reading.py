"""Many connections that only read; without SQLAlchemy, so that a question starts in half the time.

Each is opened read-only and never checkpoints. One that is given back is used again.
"""

import os
import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakSet

from watcher.log.connection import Connection
from watcher.log.errors import LogFailed, LogReadOnly
from watcher.log.sqlite import connect, meaning, uri_of

_KEPT_OPEN = 4
_PRAGMAS = (
    "PRAGMA query_only=ON",
    "PRAGMA wal_autocheckpoint=0",
    "PRAGMA mmap_size=0",
)
_NOT_AT_REST = "it was not closed cleanly, and to recover it its folder must be writable"


class Rows:
    """The rows that a statement gives, taken from the database as they are asked for."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Any]:
        """Go through the rows."""
        return iter(self._cursor)

    def first(self) -> Any:
        """Give the first row; null where there is none."""
        row = self._cursor.fetchone()
        self._cursor.close()
        return row

    def one(self) -> Any:
        """Give the first row. Raises sqlite3.Error where there is none."""
        row = self.first()
        if row is None:
            message = "a row that must be there is missing"
            raise sqlite3.DatabaseError(message)
        return row

    def scalar(self) -> Any:
        """Give the first column of the first row; null where there is none."""
        row = self.first()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        """Give the first column of the first row. Raises sqlite3.Error where there is none."""
        return self.one()[0]


class Reading:
    """A connection in the hands of one who asks."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.connection = database
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Rows:
        """Run a statement with a tuple of values, or once with each of a list of tuples."""
        cursor = self.connection.cursor()
        self._cursors.add(cursor)
        if isinstance(parameters, list):
            cursor.executemany(statement, parameters)
        else:
            cursor.execute(statement, parameters or ())
        return Rows(cursor)

    def end(self) -> None:
        """Let go of the moment that was read: an open cursor would keep the log from shrinking."""
        for cursor in tuple(self._cursors):
            cursor.close()
        if self.connection.in_transaction:
            self.connection.rollback()


class Readers:
    """The reading connections to one database: `connect` lends one for a while."""

    def __init__(self, uri: str, *, pragmas: tuple[str, ...] = ()) -> None:
        self._uri = uri
        self._pragmas = pragmas
        self._idle: deque[sqlite3.Connection] = deque()

    @contextmanager
    def connect(self) -> Iterator[Reading]:
        """Lend a connection. Raises sqlite3.Error."""
        database = self._take()
        reading = Reading(database)
        try:
            yield reading
        finally:
            reading.end()
            self._give_back(database)

    def dispose(self) -> None:
        """Close the connections that nobody has."""
        while self._idle:
            self._idle.pop().close()

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return connect(self._uri, pragmas=self._pragmas)

    def _give_back(self, database: sqlite3.Connection) -> None:
        if len(self._idle) < _KEPT_OPEN:
            self._idle.append(database)
        else:
            database.close()


class Memory:
    """A database in memory; its one connection is lent to all who ask at the same time."""

    def __init__(self) -> None:
        self._reading = Reading(connect("file::memory:"))

    @contextmanager
    def connect(self) -> Iterator[Reading]:
        """Lend the connection."""
        yield self._reading

    def dispose(self) -> None:
        """Close it; what it held is gone."""
        self._reading.connection.close()


@contextmanager
def guarded_reading(path: Path) -> Iterator[None]:
    """Let no error of SQLite out: each becomes one of the log's, naming the path."""
    try:
        yield
    except sqlite3.Error as error:
        raise meaning(path, error) from error


def readers_of(path: Path) -> Readers:
    """Open a database for reading; each statement sees the log as it stands then.

    A database in a folder that cannot be written is read as a file that nobody changes.
    """
    return _open(path, _PRAGMAS)


def salvaging_readers(path: Path) -> Readers:
    """Open a damaged database, a truncated one too, for reading what can be read of it."""
    return _open(path, (*_PRAGMAS, "PRAGMA writable_schema=ON"))


def copy_into(connection: Connection, to: Path) -> None:
    """Write the database, as it is at this moment, to another file that does not exist yet."""
    connection.exec_driver_sql("PRAGMA query_only=OFF")  # it counts a copy as writing
    try:
        connection.exec_driver_sql("VACUUM INTO ?", (str(to),))
    finally:
        connection.exec_driver_sql("PRAGMA query_only=ON")


def _open(path: Path, pragmas: tuple[str, ...]) -> Readers:
    opened = Readers(f"{uri_of(path)}?mode=ro", pragmas=pragmas)
    try:
        with guarded_reading(path), opened.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").first()
    except (LogReadOnly, LogFailed):
        opened.dispose()
        if os.access(path.parent, os.W_OK):
            raise
        if not _is_at_rest(path):
            raise LogReadOnly(path, _NOT_AT_REST) from None
        return Readers(f"{uri_of(path)}?mode=ro&immutable=1", pragmas=pragmas)
    except BaseException:
        opened.dispose()
        raise
    return opened


def _is_at_rest(path: Path) -> bool:
    """Tell whether all of the log is in the one file: no write-ahead log waits beside it."""
    wal = path.with_name(path.name + "-wal")
    try:
        return path.is_file() and os.access(path, os.R_OK) and not _size(wal)
    except OSError:
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
