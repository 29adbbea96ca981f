"""Opening a log for writing: is it ours, is it whole, is it there at all; made where it is new."""

import secrets
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from watcher.fault import point
from watcher.log import identity, schema
from watcher.log.chain import BEFORE_THE_FIRST, Head
from watcher.log.checking import check_chain
from watcher.log.connection import Connection
from watcher.log.engine import checkpoint, guarded, inode_of, writer_engine
from watcher.log.errors import LogDamaged, from_os
from watcher.log.marker import Claims, Marker, claim, read_claims

_TAIL = 200  # what every writer follows before it goes on
_LONG = 100_000  # events; a longer log is followed from where the last thorough check ended
_OF_THE_DATABASE = (SQLAlchemyError, sqlite3.Error)
_SET_CHECKED = "INSERT OR REPLACE INTO meta (name, value) VALUES ('checked', ?)"


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
        raise from_os(path.parent, error, doing="making the folder") from error


def open_database(path: Path, *, now: datetime, is_thorough: bool) -> Opened:
    """Open the database of a log whose lock is held. Raises the errors of the log."""
    claims = read_claims(path)
    identity.read_header(path, claims=claims)
    engine = writer_engine(path)
    try:
        with guarded(path):
            _bring_forward(engine, path, claims=claims, now=now)
            log_id, head = _identified(engine, path, claims=claims)
            _check(engine, path, head=head, is_thorough=is_thorough)
        marker = Marker(path, claim(log_id, head))
    except BaseException as error:
        engine.dispose()
        if isinstance(error, LogDamaged) and isinstance(error.__cause__, _OF_THE_DATABASE):
            check_chain(path)  # names the position, where it is a position that is damaged
        raise
    return Opened(engine, log_id, head, inode_of(path), marker)


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


def _identified(engine: Engine, path: Path, *, claims: Claims | None) -> tuple[str, Head]:
    with engine.begin() as connection:
        log_id = identity.read_log_id(connection)
        doubt = identity.refused(connection, path, claims=claims)
        if doubt is not None:
            raise doubt
        return log_id, identity.read_head(connection)


def _check(engine: Engine, path: Path, *, head: Head, is_thorough: bool) -> None:
    with engine.begin() as connection:
        trusted = _trusted(connection, head=head, is_thorough=is_thorough)
    check_chain(path, after=trusted)
    if is_thorough and head.position > _LONG:
        with engine.begin() as connection:
            connection.exec_driver_sql(_SET_CHECKED, (str(head.position),))
        point("log.check-noted")


def _trusted(connection: Connection, *, head: Head, is_thorough: bool) -> Head:
    """Give the head from which the chain has to be followed."""
    position = max(0, head.position - _TAIL)
    if is_thorough and head.position <= _LONG:
        position = 0
    elif is_thorough:
        sql = "SELECT value FROM meta WHERE name = 'checked'"
        checked = int(connection.exec_driver_sql(sql).scalar() or 0)
        position = min(position, checked)
    hash_there = identity.read_hash(connection, position)
    return Head(position, hash_there) if hash_there else BEFORE_THE_FIRST
