"""The view of topics: each definition in force, and how much has been said on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from watcher.events import (
    Recorded,
    StatementRepeated,
    TopicChanged,
    TopicDefined,
    TopicRedefined,
    TopicRetired,
)
from watcher.log.codec import instant
from watcher.projections.view import Cursor, View, ask

_TABLE = """
CREATE TABLE view_topics (
  topic TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,       -- JSON
  revision INTEGER NOT NULL,
  retired INTEGER NOT NULL,
  defined_at TEXT NOT NULL,       -- when this revision was recorded
  changes INTEGER NOT NULL DEFAULT 0,
  repeats INTEGER NOT NULL DEFAULT 0,
  last_change TEXT,               -- event id
  last_changed_at TEXT
)
"""
_DEFINED = """
INSERT INTO view_topics (topic, name, definition, revision, retired, defined_at)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (topic) DO UPDATE SET name = excluded.name, definition = excluded.definition,
  revision = excluded.revision, retired = excluded.retired, defined_at = excluded.defined_at
"""
_COUNTED = """
UPDATE view_topics SET changes = changes + ?, repeats = repeats + ?,
  last_change = coalesce(?, last_change), last_changed_at = coalesce(?, last_changed_at)
WHERE topic = ?
"""


@dataclass(slots=True)
class _Count:
    changes: int = 0
    repeats: int = 0
    last_change: str | None = None
    last_changed_at: str | None = None


def _fold(cursor: Cursor, events: Sequence[Recorded]) -> None:
    defined: list[tuple[object, ...]] = []
    counts: dict[str, _Count] = {}
    for event in events:
        match event.data:
            case TopicDefined() | TopicRedefined() | TopicRetired() as definition:
                defined.append(_defined(event, definition))
            case TopicChanged() as said:
                count = counts.setdefault(said.topic, _Count())
                count.changes += 1
                count.last_change = event.id
                count.last_changed_at = instant(event.recorded_at)
            case StatementRepeated() as said:
                counts.setdefault(said.topic, _Count()).repeats += 1
            case _:
                pass
    # a topic is defined before anything is said on it, so the order of these is safe
    cursor.executemany(_DEFINED, defined)
    cursor.executemany(_COUNTED, [_counted(topic, count) for topic, count in counts.items()])


def _defined(
    event: Recorded, said: TopicDefined | TopicRedefined | TopicRetired
) -> tuple[object, ...]:
    return (
        said.topic,
        said.definition.name,
        msgspec.json.encode(said.definition, order="sorted").decode(),
        said.revision,
        isinstance(said, TopicRetired),
        instant(event.recorded_at),
    )


def _counted(topic: str, count: _Count) -> tuple[object, ...]:
    return (count.changes, count.repeats, count.last_change, count.last_changed_at, topic)


TOPICS = View(
    name="topics",
    fold_number=1,
    create=(_TABLE,),
    tables={"view_topics": "topic"},
    fold=_fold,
)


def read_topics(cursor: Cursor) -> list[dict[str, Any]]:
    """List every topic that was ever tracked, by its id."""
    return [_topic(row) for row in ask(cursor, "SELECT * FROM view_topics ORDER BY topic")]


def read_topic(cursor: Cursor, topic: str) -> dict[str, Any] | None:
    """Give one topic; None where there never was one of that id."""
    rows = ask(cursor, "SELECT * FROM view_topics WHERE topic = ?", (topic,))
    return _topic(rows[0]) if rows else None


def _topic(row: dict[str, Any]) -> dict[str, Any]:
    definition = msgspec.json.decode(row["definition"])
    return {**row, "definition": definition, "retired": bool(row["retired"])}
