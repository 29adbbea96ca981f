"""Short ids: what a user types instead of all of an id."""

from pathlib import Path

from watcher.events import article_stream
from watcher.log.connection import Connection
from watcher.log.errors import AmbiguousId, UnknownId

_LEAST_DIGITS = 4
_CANDIDATES = 10
_GROUPS = (8, 4, 4, 4, 12)  # the digits of a UUID between its dashes
_AFTER_ANY_DIGIT = "g"


def full_event_id(connection: Connection, given: str, *, path: Path) -> str:
    """Complete the id of an event. Raises UnknownId, AmbiguousId."""
    start = _dashed(_digits(given.replace("-", ""), given=given, path=path))
    sql = "SELECT id FROM events WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
    return _only(connection, sql, start, given=given, path=path)


def full_article_id(connection: Connection, given: str, *, path: Path) -> str:
    """Complete the id of an article, received or rejected. Raises UnknownId, AmbiguousId."""
    start = article_stream(_digits(given, given=given, path=path))
    sql = (
        "SELECT DISTINCT stream FROM events WHERE stream >= ? AND stream < ? ORDER BY stream"
        " LIMIT ?"
    )
    return _only(connection, sql, start, given=given, path=path)


def _digits(text: str, *, given: str, path: Path) -> str:
    digits = text.strip().lower()
    if len(digits) < _LEAST_DIGITS or not set(digits) <= set("0123456789abcdef"):
        raise UnknownId(path, given)
    return digits


def _dashed(digits: str) -> str:
    groups = []
    for length in _GROUPS:
        groups.append(digits[:length])
        digits = digits[length:]
    return "-".join(group for group in (*groups, digits) if group)


def _only(connection: Connection, sql: str, start: str, *, given: str, path: Path) -> str:
    values = (start, start + _AFTER_ANY_DIGIT, _CANDIDATES)
    found = [row[0].removeprefix("article/") for row in connection.exec_driver_sql(sql, values)]
    if not found:
        raise UnknownId(path, given)
    if len(found) > 1:
        raise AmbiguousId(path, given, candidates=found)
    return str(found[0])
