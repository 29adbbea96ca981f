"""The journey of a question about remarks: which silences there are, and how events were marked.

Reads only.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from watcher.digest.silences import SILENCING, Silence, Silences
from watcher.digest.wishes import change_of
from watcher.events import (
    EventMarked,
    ExpectationPassed,
    Recorded,
    TopicChanged,
    TopicQuiet,
    TopicTempo,
    mark_stream,
)
from watcher.log.codec import instant
from watcher.log.read import Reader

_TOLD = (TopicChanged.name, TopicQuiet.name, TopicTempo.name, ExpectationPassed.name)
_MARKED = (EventMarked.name,)


def silences(reader: Reader, *, now: datetime) -> list[dict[str, Any]]:
    """List every silence, the newest first, with its state and how many events it kept back."""
    known = _known(reader)
    held = dict.fromkeys((silence.id for silence in known), 0)
    for name, _ in _kept_back(reader, known):
        held[name] += 1
    return [_row(silence, held=held[silence.id], now=now) for silence in reversed(list(known))]


def held_by(reader: Reader, given: str) -> list[dict[str, Any]]:
    """List what a silence kept back, in log order; it is named by its id or a beginning of it.

    Raises UnknownSilenceError.
    """
    known = _known(reader)
    name = known.find(given).id
    return [_kept(event) for holder, event in _kept_back(reader, known) if holder == name]


def marks_of(reader: Reader, event_id: str) -> list[dict[str, Any]]:
    """List the marks of an event, named by its whole id, in order; the last one holds."""
    marked = reader.events(stream=mark_stream(event_id), types=_MARKED)
    return [_mark(event, event.data) for event in marked if isinstance(event.data, EventMarked)]


def marks(reader: Reader, *, until: datetime | None = None) -> dict[str, dict[str, Any]]:
    """Give the mark that holds for each event that was marked, by event id."""
    marked = reader.events(types=_MARKED, until=until)
    return {
        event.data.event: _mark(event, event.data)
        for event in marked
        if isinstance(event.data, EventMarked)
    }


def _known(reader: Reader) -> Silences:
    return Silences(reader.events(types=SILENCING))


def _kept_back(reader: Reader, known: Silences) -> Iterator[tuple[str, Recorded]]:
    """Go through what is told to nobody because of a silence, with the silence that keeps it."""
    first = min((silence.position for silence in known), default=None)
    if first is None:
        return
    for event in reader.events(after=first, types=_TOLD):
        change = change_of(event)
        name = known.covering(change) if change and not change.retroactive else None
        if name is not None:
            yield name, event


def _row(silence: Silence, *, held: int, now: datetime) -> dict[str, Any]:
    return {
        "silence": silence.id,
        "state": "active" if silence.is_active(now=now) else "expired",
        "pattern": silence.pattern,
        "kinds": list(silence.kinds),
        "since": instant(silence.since),
        "until": instant(silence.until),
        "comment": silence.comment,
        "by": silence.by,
        "ended_at": instant(silence.ended_at) if silence.ended_at else None,
        "ended_by": silence.ended_by,
        "held": held,
    }


def _kept(event: Recorded) -> dict[str, Any]:
    said = event.data
    return {
        "event": event.id,
        "position": event.position,
        "recorded_at": instant(event.recorded_at),
        "topic": getattr(said, "topic", None),
        "kind": getattr(said, "kind", said.name),
        "quote": getattr(said, "quote", None),
        "path": getattr(said, "path", None),
    }


def _mark(event: Recorded, said: EventMarked) -> dict[str, Any]:
    return {
        "event": said.event,
        "topic": said.topic,
        "mark": said.mark,
        "comment": said.comment,
        "by": said.by,
        "recorded_at": instant(event.recorded_at),
    }
