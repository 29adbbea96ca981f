"""The one connection that writes, through SQLAlchemy.

The writer is alone: a pool of one connection, which begins each transaction with BEGIN IMMEDIATE
and is the only one that writes or checkpoints. Those that read stand in `reading`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from watcher.log.sqlite import BUSY_SECONDS, connect, meaning, uri_of

_WAL_BYTES_KEPT = 32 * 1024 * 1024
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # else INSERT OR REPLACE deletes past the triggers
    f"PRAGMA journal_size_limit={_WAL_BYTES_KEPT}",
    "PRAGMA mmap_size=0",
)


def writer_engine(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Make the engine of the single writer; it opens the database when it is first used."""

    def opened() -> sqlite3.Connection:
        uri = f"{uri_of(path)}?mode=rwc"
        return connect(uri, pragmas=_PRAGMAS, busy_seconds=busy_seconds)

    engine = create_engine(
        "sqlite://", creator=opened, poolclass=QueuePool, pool_size=1, max_overflow=0
    )
    event.listen(engine, "begin", _begin_immediately)
    return engine


def checkpoint(engine: Engine) -> bool:
    """Move the write-ahead log into the database; tell whether all of it could be moved."""
    raw = engine.raw_connection()
    try:
        blocked, _, _ = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        raw.close()
    return not blocked


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Let no error of the database layer out: each becomes one of ours, naming the path."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise meaning(path, error) from error


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


def _begin_immediately(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
