"""The view of words: full text of quotes, headlines, definitions and reasons, for `--search`."""

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from watcher.events import (
    ArticleReceived,
    ArticleRejected,
    Definition,
    DeliveryRequested,
    DigestAbandoned,
    DigestDelivered,
    DigestFailed,
    DigestIssued,
    DuplicateFound,
    Event,
    EventMarked,
    ExpectationPassed,
    Recorded,
    SilenceAdded,
    SilenceExpired,
    StatementRepeated,
    SubscriptionStarted,
    TopicChanged,
    TopicDefined,
    TopicQuiet,
    TopicRedefined,
    TopicRetired,
    TopicTempo,
)
from watcher.log.codec import COLUMNS, Row
from watcher.log.read import Reader
from watcher.projections.opened import views_for_asking
from watcher.projections.view import Cursor, View

_TABLE = """
CREATE VIRTUAL TABLE view_words
USING fts5 (words, tokenize = 'porter unicode61 remove_diacritics 2')
"""
_INSERT = "INSERT INTO view_words (rowid, words) VALUES (?, ?)"
_SEARCH = "SELECT rowid FROM view_words WHERE view_words MATCH ? AND rowid > ? ORDER BY rowid"
_AT_ONCE = 500
_PARTS = re.compile(r'"([^"]*)"?|(\S+)')


def _fold(cursor: Cursor, events: Sequence[Recorded]) -> None:
    rows = [(event.position, words) for event in events if (words := _words(event.data))]
    cursor.executemany(_INSERT, rows)


def _words(event: Event) -> str:  # noqa: C901 - one line for each type of event
    words = ""
    match event:
        case TopicChanged() | StatementRepeated() | ExpectationPassed():
            words = event.quote
        case ArticleReceived():
            words = event.headline or ""
        case ArticleRejected():
            words = f"{event.path} {event.detail}"
        case TopicDefined() | TopicRedefined() | TopicRetired():
            words = _of_definition(event.definition)
        case DigestIssued():
            words = event.subject
        case DigestFailed() | DigestAbandoned():
            words = event.error
        case DeliveryRequested():
            words = event.comment or ""
        case SilenceAdded():
            words = f"{event.pattern} {event.comment}"
        case EventMarked():
            words = f"{event.mark} {event.comment or ''}".strip()
        case DuplicateFound() | SubscriptionStarted() | DigestDelivered():
            pass
        case TopicQuiet() | TopicTempo() | SilenceExpired():
            pass
        case _:
            assert_never(event)
    return words


def _of_definition(definition: Definition) -> str:
    return " ".join((definition.name, definition.about or "", *definition.terms)).strip()


def match_expression(search: str) -> str | None:
    """Turn what a person searches for into an FTS5 expression; None when it holds no word.

    All words must be there; words in double quotes stand side by side; a `*` ends a beginning.
    """
    parts = []
    for phrase, word in _PARTS.findall(search):
        text = phrase or word.rstrip("*")
        if any(character.isalnum() for character in text):
            star = "*" if word.endswith("*") else ""
            parts.append('"{}"{}'.format(text.replace('"', '""'), star))
    return " AND ".join(parts) or None


def search_positions(cursor: Cursor, search: str, *, after: int = 0) -> list[int]:
    """Find the positions after one, in log order, of the events that hold the words."""
    expression = match_expression(search)
    if expression is None:
        return []
    cursor.execute(_SEARCH, (expression, after))
    return [row[0] for row in cursor.fetchall()]


def stored_at(reader: Reader, positions: Sequence[int]) -> Iterator[Row]:
    """Give the stored events at these positions, in the order of the log."""
    for start in range(0, len(positions), _AT_ONCE):
        some = positions[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        statement = f"SELECT {COLUMNS} FROM events WHERE position IN ({marks}) ORDER BY position"  # noqa: S608 - our own columns
        with views_for_asking(reader) as cursor:
            cursor.execute(statement, some)
            found = cursor.fetchall()
        yield from map(Row._make, found)


WORDS = View(
    name="words",
    fold_number=1,
    create=(_TABLE,),
    tables={"view_words": "rowid"},
    fold=_fold,
)
