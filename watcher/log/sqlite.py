"""SQLite itself: how a database is opened, and what its errors mean to us."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

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
_MEANING: dict[int, type[LogError]] = {
    sqlite3.SQLITE_BUSY: LogBlocked,
    sqlite3.SQLITE_LOCKED: LogBlocked,
    sqlite3.SQLITE_READONLY: LogReadOnly,
    sqlite3.SQLITE_PERM: LogReadOnly,
    sqlite3.SQLITE_FULL: LogFull,
    sqlite3.SQLITE_IOERR_SHMSIZE: LogFull,  # the file beside the log could not grow
    sqlite3.SQLITE_CORRUPT: LogDamaged,
    sqlite3.SQLITE_NOTADB: LogDamaged,
    sqlite3.SQLITE_CONSTRAINT: LogConflict,
}
_SAYING: dict[type[LogError], str] = {
    LogBlocked: "another connection kept it locked",
    LogReadOnly: "it cannot be written",
    LogFull: "no room on the disk",
    LogDamaged: "the log is damaged",
    LogConflict: "the log refused it",
    LogFailed: "input or output failed",
}


def connect(
    uri: str, *, pragmas: tuple[str, ...] = (), busy_seconds: float = BUSY_SECONDS
) -> sqlite3.Connection:
    """Open a database and set it up; transactions begin only where they are asked for.

    Raises sqlite3.Error.
    """
    connection = sqlite3.connect(
        uri, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in pragmas:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def uri_of(path: Path) -> str:
    """Name a database file as SQLite wants it, without options."""
    return "file:" + quote(os.fsencode(path.absolute()))


def meaning(path: Path, error: Exception) -> LogError:
    """Say in our words what an error of SQLite means; one that SQLAlchemy wrapped is unwrapped."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", None)
    kind: type[LogError] = LogFailed
    if code is not None:
        kind = _MEANING.get(code) or _MEANING.get(code & 0xFF, LogFailed)
    if kind is LogFailed and _is_damage(str(cause)):
        kind = LogDamaged
    name = getattr(cause, "sqlite_errorname", type(cause).__name__)
    return kind(path, f"{_SAYING[kind]} ({name}: {cause})")


def _is_damage(text: str) -> bool:
    return "Could not decode to UTF-8" in text or "no such table" in text
