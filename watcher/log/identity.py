"""Is this file the log that we think it is? Asked before anything is read from or written to it."""

from pathlib import Path
from typing import NamedTuple

from watcher.log.chain import BEFORE_THE_FIRST, NO_HASH, Head
from watcher.log.connection import Connection
from watcher.log.errors import LogBehind, LogDamaged, LogError, LogFailed, LogMissing, LogNewer
from watcher.log.marker import TORN, Claim, Claims, marker_path
from watcher.log.schema import APPLICATION_ID, VERSION

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 72


class Header(NamedTuple):
    """What the first bytes of a database file say of it."""

    user_version: int
    application_id: int


def read_header(path: Path, *, claims: Claims | None) -> Header | None:
    """Read the header of the log's file; null where there is no log yet.

    Raises LogDamaged where there should be one, or where the file is something else, LogNewer,
    and LogFailed.
    """
    start = _first_bytes(path)
    if not start:
        if claims is not None:
            raise _lost(path, claims, how="is gone" if start is None else "was emptied")
        return None
    if len(start) < _HEADER_BYTES or not start.startswith(_MAGIC):
        raise LogDamaged(path, "it is not a database")
    header = Header(int.from_bytes(start[60:64]), int.from_bytes(start[68:72]))
    if claims is not None and not header.application_id and not _has_more(path):
        raise _lost(path, claims, how="was emptied")
    refuse_foreign(path, application_id=header.application_id, user_version=header.user_version)
    return header


def refuse_foreign(path: Path, *, application_id: int, user_version: int) -> None:
    """Raise LogDamaged for another program's database, LogNewer for a newer version of ours."""
    if application_id not in (0, APPLICATION_ID):
        raise LogDamaged(path, "it is the database of another program")
    if user_version > VERSION:
        message = f"written by a newer version (schema {user_version}, this one knows {VERSION})"
        raise LogNewer(path, message)


def refuse_blank(path: Path, *, claims: Claims | None) -> None:
    """Raise LogDamaged where an empty database stands in the place of a log."""
    if claims is not None:
        raise _lost(path, claims, how="was emptied")


def refuse_unready(path: Path, *, user_version: int, claims: Claims | None) -> None:
    """Raise unless the tables are those that this version reads: LogMissing, LogBehind."""
    if user_version == VERSION:
        return
    refuse_foreign(path, application_id=APPLICATION_ID, user_version=user_version)
    if user_version:
        message = f"written by an older version (schema {user_version}); `watcher run` updates it"
        raise LogBehind(path, message)
    refuse_blank(path, claims=claims)
    raise LogMissing(path, "there is no log yet")


def read_log_id(connection: Connection) -> str:
    """Read who this log is."""
    sql = "SELECT value FROM meta WHERE name = 'log_id'"
    return str(connection.exec_driver_sql(sql).scalar_one())


def read_head(connection: Connection) -> Head:
    """Read the newest position and its hash."""
    sql = "SELECT position, hash FROM events ORDER BY position DESC LIMIT 1"
    row = connection.exec_driver_sql(sql).first()
    return BEFORE_THE_FIRST if row is None else Head(*row)


def refused(connection: Connection, path: Path, *, claims: Claims | None) -> LogError | None:
    """Say what is wrong if the log is not the one, or not as far, as the marker claims."""
    if claims is None or claims == TORN:
        return None
    log_id = read_log_id(connection)
    doubts = [_doubt(connection, each, log_id=log_id) for each in claims]
    if None in doubts:
        return None
    marker = marker_path(path)
    message = f"{doubts[0]} (says {marker}); `watcher restore` brings a copy back"
    return LogDamaged(path, message)


def _doubt(connection: Connection, claim: Claim, *, log_id: str) -> str | None:
    if claim.log != log_id:
        return "it was replaced by another log"
    head = read_head(connection)
    if head.position < claim.position:
        return f"the log ends at position {head.position} and had reached {claim.position}"
    if read_hash(connection, claim.position) != claim.hash:
        return f"another event stands at position {claim.position}"
    return None


def read_hash(connection: Connection, position: int) -> str | None:
    """Read the hash of the event at a position; null where there is none."""
    if position == 0:
        return NO_HASH
    sql = "SELECT hash FROM events WHERE position = ?"
    found: str | None = connection.exec_driver_sql(sql, (position,)).scalar()
    return found


def _first_bytes(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(_HEADER_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LogFailed(path, f"cannot be read: {error.strerror}") from error


def _has_more(path: Path) -> bool:
    """Tell whether a write-ahead log stands beside the file: then the first bytes may be old."""
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _lost(path: Path, claims: Claims, *, how: str) -> LogDamaged:
    reached = f" though it had reached position {claims[0].position}" if claims else ""
    marker = marker_path(path)
    message = (
        f"the log {how}{reached} (says {marker}); `watcher restore` brings a copy back,"
        " and a new log begins where the marker is deleted too"
    )
    return LogDamaged(path, message)
