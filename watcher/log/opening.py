"""Opening a log for writing: is it ours, is it whole, is it there at all; made where it is new."""

import errno
import secrets
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from watcher.fault import point
from watcher.log import identity, schema
from watcher.log.chain import Head
from watcher.log.engine import checkpoint, guarded, inode_of, writer_engine
from watcher.log.errors import LogDamaged, LogFailed, LogReadOnly
from watcher.log.marker import Claims, Marker, claim, read_claims

_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)


class Opened(NamedTuple):
    """A database that is ours and whole, and what is known of it."""

    engine: Engine
    log_id: str
    head: Head
    inode: tuple[int, int]
    marker: Marker


def make_folder(path: Path) -> None:
    """Make the folder that holds a log. Raises LogReadOnly, LogFailed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        kind = LogReadOnly if error.errno in _REFUSED else LogFailed
        raise kind(path.parent, f"cannot be made: {error.strerror}") from error


def open_database(path: Path, *, now: datetime) -> Opened:
    """Open the database of a log whose lock is held. Raises the errors of the log."""
    claims = read_claims(path)
    identity.read_header(path, claims=claims)
    engine = writer_engine(path)
    try:
        with guarded(path):
            _bring_forward(engine, path, claims=claims, now=now)
            return _checked(engine, path, claims=claims)
    except BaseException:
        engine.dispose()
        raise


def _bring_forward(engine: Engine, path: Path, *, claims: Claims | None, now: datetime) -> None:
    """Make or update the tables, in one transaction with the number that says so."""
    with engine.begin() as connection:
        version = schema.user_version(connection)
        if version == schema.VERSION:
            return
        identity.refuse_foreign(path, application_id=schema.APPLICATION_ID, user_version=version)
        if version:
            schema.upgrade(connection)
        elif schema.is_blank(connection):
            identity.refuse_blank(path, claims=claims)
            schema.create(connection, log_id=secrets.token_hex(16), now=now)
        else:
            raise LogDamaged(path, "it is the database of another program")
        point("log.tables-made")
    point("log.tables-committed")
    checkpoint(engine)  # so that the first bytes of the file tell what it is


def _checked(engine: Engine, path: Path, *, claims: Claims | None) -> Opened:
    with engine.begin() as connection:
        log_id = identity.read_log_id(connection)
        doubt = identity.refused(connection, path, claims=claims)
        if doubt is not None:
            raise doubt
        head = identity.read_head(connection)
    marker = Marker(path, claim(log_id, head))
    return Opened(engine, log_id, head, inode_of(path), marker)
