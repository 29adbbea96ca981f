"""Checking the log: every link of the chain, every version, every kept text, the file itself."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from watcher.events import event_id
from watcher.log import identity, schema, texts
from watcher.log.chain import BEFORE_THE_FIRST, Head, link
from watcher.log.codec import Row
from watcher.log.connection import Connection
from watcher.log.errors import LogDamaged, LogMissing
from watcher.log.marker import read_claims
from watcher.log.read import Reader
from watcher.log.reading import guarded_reading, salvaging_readers

_GAPS = """
SELECT stream FROM events
GROUP BY stream HAVING count(*) <> max(version) OR min(version) <> 1
LIMIT 1
"""

_TEXT_GONE = """
SELECT position, substr(stream, 9) FROM events
WHERE type = 'article-received'
  AND NOT EXISTS (SELECT 1 FROM texts WHERE article_id = substr(stream, 9))
ORDER BY position LIMIT 1
"""

_TOLD_OF = """
SELECT min(position) FROM events
WHERE stream = 'article/' || ?
   OR (type = 'digest-issued' AND instr(CAST(data AS TEXT), ?) > 0)
"""


def check(path: Path) -> Head:
    """Check all of a log, read-only and beside a writer; give the head that it was checked up to.

    Raises LogDamaged, which names the first bad position where it is a position that is bad, and
    LogMissing where there is no log yet.
    """
    claims = read_claims(path)
    header = identity.read_header(path, claims=claims)
    if header is None or (claims is None and not header.application_id and _is_blank(path)):
        raise LogMissing(path, "there is no log yet")
    head = check_chain(path)
    with (
        closing(Reader.open(path)) as reader,
        reader.snapshot() as still,
        still.asking() as connection,
    ):
        _check_streams(connection, path)
        _check_file(connection, path)
        _check_texts(connection, path)
        _check_none_is_gone(connection, path)
    return head


def _is_blank(path: Path) -> bool:
    """Tell whether a first writer ended before it had made the tables."""
    with (
        closing(Reader(path, readers=salvaging_readers(path))) as reader,
        reader.asking() as connection,
    ):
        return schema.is_blank(connection)


def check_chain(path: Path, *, after: Head = BEFORE_THE_FIRST) -> Head:
    """Follow the chain of a log from a head that is trusted to the last event; give the new head.

    Raises LogDamaged, which names the first position that cannot be read or does not fit.
    """
    with closing(Reader(path, readers=salvaging_readers(path))) as reader:
        return follow(reader.rows(after=after.position), path=path, after=after)


def follow(rows: Iterable[Row], *, path: Path, after: Head) -> Head:
    """Follow the chain over stored events and give the new head.

    Raises LogDamaged, which names the first bad position.
    """
    head = after
    for row in _readable(rows, path=path, after=after):
        fault = _fault(row, after=head)
        if fault is not None:
            raise LogDamaged(path, f"the log is damaged at position {head.position + 1}: {fault}")
        head = Head(row.position, row.hash)
    return head


def _readable(rows: Iterable[Row], *, path: Path, after: Head) -> Iterator[Row]:
    """Give the rows; where the next one cannot be read, name its position."""
    last = after.position
    try:
        for row in rows:
            yield row
            last = row.position
    except LogDamaged as damage:
        message = f"the log is damaged at position {last + 1}: it cannot be read"
        raise LogDamaged(path, message) from damage


def _fault(row: Row, *, after: Head) -> str | None:
    if row.position != after.position + 1:
        return f"the next event stands at position {row.position}"
    if row.id != event_id(row.stream, version=row.version):
        return "the id is not that of its stream and version"
    if not str(row.schema).isdigit():  # a column takes text too
        return "the schema is no number"
    if row.hash != link(row, previous=after.hash):
        return "the hash does not fit the event and the one before"
    return None


def _check_streams(connection: Connection, path: Path) -> None:
    stream = connection.exec_driver_sql(_GAPS).scalar()
    if stream is not None:
        raise LogDamaged(path, f"the versions of {stream} have a gap")


def _check_file(connection: Connection, path: Path) -> None:
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(3)")]
    if found != ["ok"]:
        raise LogDamaged(path, f"the database is damaged: {'; '.join(found)}")


def _check_none_is_gone(connection: Connection, path: Path) -> None:
    gone = connection.exec_driver_sql(_TEXT_GONE).first()
    if gone is not None:
        position, article_id = gone
        message = f"the log is damaged at position {position}: the text of {article_id} is gone"
        raise LogDamaged(path, message)


def _check_texts(connection: Connection, path: Path) -> None:
    with guarded_reading(path):
        damaged = next(texts.damaged(connection), None)
    if damaged is None:
        return
    what, kept = damaged
    position = connection.exec_driver_sql(_TOLD_OF, (kept, kept)).scalar()
    place = "" if position is None else f" at position {position}"
    raise LogDamaged(path, f"the log is damaged{place}: the {what} is damaged")
