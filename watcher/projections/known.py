"""The view of what is known: each topic's ledger of figures, statuses and open disputes.

A line of the ledger is one figure or one status. A change that names what it replaces (`was`)
moves that line; any other change opens a new one. A dispute stays open until either side moves.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from watcher.events import Figure, Recorded, StatementRepeated, TopicChanged, Was, event_id
from watcher.log.codec import instant
from watcher.projections.view import Cursor, View, ask

_TABLE = """
CREATE TABLE view_known (
  topic TEXT NOT NULL,
  line TEXT NOT NULL,             -- the event that opened the line, and its number there
  form TEXT NOT NULL,             -- figure | status | dispute
  event TEXT NOT NULL,            -- the newest event that moved it
  position INTEGER NOT NULL,
  what TEXT,
  value NUMERIC,
  max NUMERIC,
  unit TEXT,
  qualifier TEXT,
  said TEXT,                      -- the figure as the sentence says it
  status TEXT,
  quote TEXT NOT NULL,
  speaker TEXT,
  outlet TEXT,
  path TEXT NOT NULL,
  as_of TEXT NOT NULL,            -- of which the sentence tells, else publication, else recording
  recorded_at TEXT NOT NULL,
  moved INTEGER NOT NULL DEFAULT 0,
  corroborated INTEGER NOT NULL DEFAULT 0,
  was TEXT,                       -- JSON: event, quote, figure, status
  PRIMARY KEY (topic, line)
)
"""
_COLUMNS = (
    "topic", "line", "form", "event", "position", "what", "value", "max", "unit", "qualifier",
    "said", "status", "quote", "speaker", "outlet", "path", "as_of", "recorded_at", "was",
)  # fmt: skip
_MOVING = _COLUMNS[3:]
_PLACES = ", ".join("?" * len(_COLUMNS))
_OPEN = f"INSERT INTO view_known ({', '.join(_COLUMNS)}) VALUES ({_PLACES})"  # noqa: S608 - our own columns
_SETTING = ", ".join(f"{column} = ?" for column in _MOVING)
_MOVE = f"UPDATE view_known SET {_SETTING}, moved = moved + 1 WHERE topic = ? AND line = ?"  # noqa: S608 - our own columns
_LINES_OF = "SELECT line, form, what, unit FROM view_known WHERE topic = ? AND event = ?"
_SETTLE = """
DELETE FROM view_known INDEXED BY view_known_disputes WHERE topic = ? AND form = 'dispute'
  AND (event = ? OR json_extract(was, '$.event') = ?)
"""
_FIGURES_OF = """
SELECT what, unit, value FROM view_known
WHERE topic = ? AND event = ? AND form = 'figure' AND quote = ?
"""
_BESIDE = 3  # events before one that may be of the same sentence
_CORROBORATE = """
UPDATE view_known SET corroborated = corroborated + 1 WHERE topic = ? AND event = ?
"""
# what is merely told, or simply took place, is not waiting to become anything else
_AT_REST = frozenset({None, "reported", "happened"})


def _fold(cursor: Cursor, events: Sequence[Recorded]) -> None:
    for event in events:
        match event.data:
            case TopicChanged() as said:
                _change(cursor, event, said)
            case StatementRepeated(kind="corroborated") as said if said.earlier:
                cursor.execute(_CORROBORATE, (said.topic, said.earlier))
            case _:
                pass


def _change(cursor: Cursor, event: Recorded, said: TopicChanged) -> None:
    if said.kind == "dispute":
        _open(cursor, event, said, form="dispute", figures=_figures(said)[:1] or (None,))
        return
    if said.was is not None:
        settled = (said.topic, said.was.event, said.was.event)
        cursor.execute(_SETTLE, settled)
        if _move(cursor, event, said, said.was):
            return
    beside = _told_beside(cursor, event, said)
    figures = [one for one in _figures(said) if (one.what, one.unit, one.value) not in beside]
    _open(cursor, event, said, form="figure", figures=figures)
    if _status(said) not in _AT_REST:
        _open(cursor, event, said, form="status", figures=(None,))


def _told_beside(cursor: Cursor, event: Recorded, said: TopicChanged) -> set[tuple[Any, ...]]:
    """Give the figures that other changes of the same sentence have put into the ledger."""
    found: set[tuple[Any, ...]] = set()
    for version in range(max(1, event.version - _BESIDE), event.version if said.figures else 1):
        name = event_id(event.stream, version=version)
        cursor.execute(_FIGURES_OF, (said.topic, name, said.quote))
        found.update(map(tuple, cursor.fetchall()))
    return found


def _figures(said: TopicChanged) -> tuple[Figure, ...]:
    if said.kind != "status" and said.now is not None and said.now.figure is not None:
        return (said.now.figure,)
    return said.figures


def _status(said: TopicChanged) -> str | None:
    if said.now is not None and said.now.status is not None:
        return said.now.status
    return said.status


def _move(cursor: Cursor, event: Recorded, said: TopicChanged, was: Was) -> bool:
    """Move the line that `was` names; False when the ledger holds none."""
    figure = said.now.figure if said.now is not None and said.kind != "status" else None
    form = "figure" if figure is not None else "status"
    counts = None if figure is None else (figure.what, figure.unit)
    cursor.execute(_LINES_OF, (said.topic, was.event))
    fitting = [
        line
        for line, its_form, what, unit in cursor.fetchall()
        if its_form == form and counts in {None, (what, unit)}
    ]
    for line in fitting[:1]:
        row = _row(event, said, line=line, form=form, figure=figure)
        cursor.execute(_MOVE, (*row[3:], said.topic, line))
    return bool(fitting)


def _open(
    cursor: Cursor,
    event: Recorded,
    said: TopicChanged,
    *,
    form: str,
    figures: Sequence[Figure | None],
) -> None:
    rows = [
        _row(event, said, line=f"{event.id}#{form}{number}", form=form, figure=figure)
        for number, figure in enumerate(figures, 1)
    ]
    cursor.executemany(_OPEN, rows)


def _row(
    event: Recorded, said: TopicChanged, *, line: str, form: str, figure: Figure | None
) -> tuple[object, ...]:
    recorded_at = instant(event.recorded_at)
    counted = (
        (figure.what, figure.value, figure.max, figure.unit, figure.qualifier, figure.text)
        if figure is not None
        else (None,) * 6
    )
    return (
        said.topic,
        line,
        form,
        event.id,
        event.position,
        *counted,
        _status(said),
        said.quote,
        said.speaker,
        said.outlet,
        said.path,
        said.event_date or said.published_at or recorded_at,
        recorded_at,
        None if said.was is None else msgspec.json.encode(said.was).decode(),
    )


KNOWN = View(
    name="known",
    fold_number=2,
    create=(
        _TABLE,
        "CREATE INDEX view_known_event ON view_known (topic, event)",
        "CREATE INDEX view_known_disputes ON view_known (topic) WHERE form = 'dispute'",
    ),
    tables={"view_known": "topic, line"},
    fold=_fold,
)


def read_known(cursor: Cursor, topic: str) -> list[dict[str, Any]]:
    """Give the ledger of a topic: the newest lines first."""
    statement = "SELECT * FROM view_known WHERE topic = ? ORDER BY position DESC, line"
    return [_line(row) for row in ask(cursor, statement, (topic,))]


def _line(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "was": None if row["was"] is None else msgspec.json.decode(row["was"])}
