"""One writing connection, many reading ones, and what SQLite's errors mean to us.

The writer is alone: a pool of one connection, which begins each transaction with BEGIN IMMEDIATE
and is the only one that writes or checkpoints. Readers are opened read-only and never checkpoint.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from watcher.log.errors import (
    LogBlocked,
    LogConflict,
    LogDamaged,
    LogError,
    LogFailed,
    LogFull,
    LogReadOnly,
)

BUSY_SECONDS = 5.0
_MOST_READERS = 64
_WAL_BYTES_KEPT = 32 * 1024 * 1024
_WRITER_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # else INSERT OR REPLACE deletes past the triggers
    f"PRAGMA journal_size_limit={_WAL_BYTES_KEPT}",
    "PRAGMA mmap_size=0",
)
_READER_PRAGMAS = (
    "PRAGMA query_only=ON",
    "PRAGMA wal_autocheckpoint=0",
    "PRAGMA mmap_size=0",
)
_MEANING: dict[int, type[LogError]] = {
    sqlite3.SQLITE_BUSY: LogBlocked,
    sqlite3.SQLITE_LOCKED: LogBlocked,
    sqlite3.SQLITE_READONLY: LogReadOnly,
    sqlite3.SQLITE_PERM: LogReadOnly,
    sqlite3.SQLITE_FULL: LogFull,
    sqlite3.SQLITE_CORRUPT: LogDamaged,
    sqlite3.SQLITE_NOTADB: LogDamaged,
    sqlite3.SQLITE_CONSTRAINT: LogConflict,
}
_NOT_AT_REST = "it was not closed cleanly, and to recover it its folder must be writable"
_SAYING: dict[type[LogError], str] = {
    LogBlocked: "another connection kept it locked",
    LogReadOnly: "it cannot be written",
    LogFull: "no room on the disk",
    LogDamaged: "the log is damaged",
    LogConflict: "the log refused it",
    LogFailed: "input or output failed",
}


def writer_engine(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Make the engine of the single writer; it opens the database when it is first used."""
    engine = _engine(f"{_uri(path)}?mode=rwc", _WRITER_PRAGMAS, connections=1, busy=busy_seconds)
    event.listen(engine, "begin", _begin_immediately)
    return engine


def reader_engine(path: Path) -> Engine:
    """Make an engine that only reads; each statement sees the log as it stands then.

    A database in a folder that cannot be written is read as a file that nobody changes.
    """
    return _reading(path, _READER_PRAGMAS)


def salvage_engine(path: Path) -> Engine:
    """Make an engine that reads what can be read of a damaged database, a truncated one too."""
    trusting = (*_READER_PRAGMAS, "PRAGMA writable_schema=ON")
    return _reading(path, trusting)


def memory_engine() -> Engine:
    """Make an engine over an empty database in memory, for a log that does not exist yet."""
    return _engine("file::memory:", (), connections=1)


def checkpoint(engine: Engine) -> bool:
    """Move the write-ahead log into the database; tell whether all of it could be moved."""
    raw = engine.raw_connection()
    try:
        blocked, _, _ = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        raw.close()
    return not blocked


def copy_into(connection: Connection, to: Path) -> None:
    """Write the database, as it is at this moment, to another file that does not exist yet."""
    connection.exec_driver_sql("PRAGMA query_only=OFF")  # it counts a copy as writing
    try:
        connection.exec_driver_sql("VACUUM INTO ?", (str(to),))
    finally:
        connection.exec_driver_sql("PRAGMA query_only=ON")


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Let no error of the database layer out: each becomes one of ours, naming the path."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise meaning(path, error) from error


def meaning(path: Path, error: Exception) -> LogError:
    """Say in our words what an error of the database layer means."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    kind = LogFailed if code is None else _MEANING.get(code & 0xFF, LogFailed)
    if kind is LogFailed and _is_damage(str(cause)):
        kind = LogDamaged
    name = getattr(cause, "sqlite_errorname", type(cause).__name__)
    return kind(path, f"{_SAYING[kind]} ({name}: {cause})")


def is_unmoved(path: Path, inode: tuple[int, int]) -> bool:
    """Tell whether a path still names the file with this device and inode."""
    try:
        return inode_of(path) == inode
    except OSError:
        return False


def inode_of(path: Path) -> tuple[int, int]:
    """Tell the device and inode that a path names. Raises OSError."""
    status = path.stat()
    return status.st_dev, status.st_ino


def _uri(path: Path) -> str:
    return "file:" + quote(os.fsencode(path.absolute()))


def _reading(path: Path, pragmas: tuple[str, ...]) -> Engine:
    engine = _engine(f"{_uri(path)}?mode=ro", pragmas, connections=4)
    try:
        with guarded(path), engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except (LogReadOnly, LogFailed):
        engine.dispose()
        if os.access(path.parent, os.W_OK):
            raise
        if not _is_at_rest(path):
            raise LogReadOnly(path, _NOT_AT_REST) from None
        return _engine(f"{_uri(path)}?mode=ro&immutable=1", pragmas, connections=4)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(
    uri: str, pragmas: tuple[str, ...], *, connections: int, busy: float = BUSY_SECONDS
) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri, uri=True, timeout=busy, isolation_level=None, check_same_thread=False
        )
        try:
            for pragma in pragmas:
                connection.execute(pragma)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    overflow = 0 if connections == 1 else _MOST_READERS
    return create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=overflow,
    )


def _begin_immediately(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


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


def _is_damage(text: str) -> bool:
    return "Could not decode to UTF-8" in text or "no such table" in text
