"""The view of statements: one row for each sentence that counted for a topic."""

from collections.abc import Sequence

from watcher.events import Recorded, StatementRepeated, TopicChanged
from watcher.log.codec import instant
from watcher.projections.view import Cursor, View

_TABLE = """
CREATE TABLE view_changes (
  position INTEGER PRIMARY KEY,
  event TEXT NOT NULL,
  topic TEXT NOT NULL,
  changed INTEGER NOT NULL,       -- 1 topic-changed, 0 statement-repeated
  kind TEXT NOT NULL,
  article_id TEXT NOT NULL,
  outlet TEXT,
  recorded_at TEXT NOT NULL,
  day TEXT NOT NULL,              -- of which it tells, else of publication, else of recording
  novelty REAL NOT NULL,
  importance REAL NOT NULL,
  late INTEGER NOT NULL,
  retroactive INTEGER NOT NULL
)
"""
_INSERT = "INSERT INTO view_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def _fold(cursor: Cursor, events: Sequence[Recorded]) -> None:
    rows = [
        _row(event, event.data)
        for event in events
        if isinstance(event.data, (TopicChanged, StatementRepeated))
    ]
    cursor.executemany(_INSERT, rows)


def _row(event: Recorded, said: TopicChanged | StatementRepeated) -> tuple[object, ...]:
    recorded_at = instant(event.recorded_at)
    return (
        event.position,
        event.id,
        said.topic,
        isinstance(said, TopicChanged),
        said.kind,
        said.article_id,
        said.outlet,
        recorded_at,
        (said.event_date or said.published_at or recorded_at)[:10],
        said.novelty,
        said.importance,
        said.late,
        said.retroactive,
    )


CHANGES = View(
    name="changes",
    fold_number=1,
    create=(
        _TABLE,
        "CREATE INDEX view_changes_topic ON view_changes (topic, position)",
        "CREATE INDEX view_changes_article ON view_changes (article_id)",
    ),
    tables={"view_changes": "position"},
    fold=_fold,
)


def count_statements(cursor: Cursor) -> tuple[int, int]:
    """Count all changes and all repeats."""
    cursor.execute("SELECT coalesce(sum(changed), 0), count(*) FROM view_changes")
    changed, all_of_them = cursor.fetchone()
    return changed, all_of_them - changed
