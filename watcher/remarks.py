"""The journey of a remark: what a reader says of topics and of events becomes an event.

A silence keeps changes from being told; a mark says what an event was worth. Requests and answers
are plain values, so that a running daemon takes them over its socket in the same form.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar, get_args

import msgspec
from msgspec import Struct

from watcher import fault
from watcher.digest.silences import SILENCING, Silences, UnknownSilenceError, silence_id
from watcher.events import (
    ChangeKind,
    Entry,
    EventMarked,
    ExpectationPassed,
    MarkName,
    Recorded,
    SilenceAdded,
    SilenceExpired,
    StatementRepeated,
    TopicChanged,
    TopicQuiet,
    TopicTempo,
    mark_stream,
    silence_stream,
)
from watcher.log.append import Log
from watcher.log.codec import instant
from watcher.log.read import Reader

KINDS: tuple[str, ...] = get_args(ChangeKind)
MARKS: tuple[str, ...] = get_args(MarkName)
T = TypeVar("T", bound=Struct)


class RemarkError(Exception):
    """A remark that cannot be taken; the message says why."""


class SilenceWish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Keep changes of these topics back until a time with a zone."""

    pattern: str
    until: datetime
    comment: str
    kinds: tuple[ChangeKind, ...] = ()
    by: str | None = None


class ExpireWish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """End a silence, named by its id or the beginning of it."""

    silence: str
    by: str | None = None


class MarkWish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Say what an event was worth; it is named by its id or the beginning of it."""

    event: str
    mark: MarkName
    comment: str | None = None
    by: str | None = None


Remark = Callable[[Log, Mapping[str, Any], datetime], dict[str, Any]]


def add_silence(log: Log, request: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Begin a silence; one that says the same and is in force is answered again.

    Gives `silence`, `until` and `is_new`. Raises RemarkError.
    """
    wish = _read(request, SilenceWish)
    _check_silence(wish, now=now)
    silences = silences_of(log.reader)
    earlier = 0
    while True:
        event = _silence(wish, earlier=earlier)
        known = silences.get(event.silence)
        if known is None:
            break
        if known.is_active(now=now):
            return {"silence": known.id, "until": instant(known.until), "is_new": False}
        earlier += 1
    _append(log, silence_stream(event.silence), event, at=now)
    return {"silence": event.silence, "until": event.until, "is_new": True}


def expire_silence(log: Log, request: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """End a silence before its time; one that has ended stays as it is.

    Gives `silence` and `was_active`. Raises RemarkError.
    """
    wish = _read(request, ExpireWish)
    try:
        silence = silences_of(log.reader).find(wish.silence)
    except UnknownSilenceError as error:
        raise RemarkError(str(error)) from error
    was_active = silence.is_active(now=now)
    if was_active:
        event = SilenceExpired(silence=silence.id, by=wish.by)
        _append(log, silence_stream(silence.id), event, at=now)
    return {"silence": silence.id, "was_active": was_active}


def mark(log: Log, request: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Mark a statement or a notice; the same mark again changes nothing.

    Gives `event`, `mark`, `before` (the mark that it had, or null), `is_new` and `quote`. Raises
    RemarkError, UnknownId, AmbiguousId.
    """
    wish = _read(request, MarkWish)
    marked = log.reader.event(wish.event)
    topic = _topic_of(marked)
    before = last_mark(log.reader, marked.id)
    event = EventMarked(
        event=marked.id, topic=topic, mark=wish.mark, comment=wish.comment or None, by=wish.by
    )
    is_new = before is None or (before.mark, before.comment) != (event.mark, event.comment)
    if is_new:
        _append(log, mark_stream(marked.id), event, at=now)
    return {
        "event": marked.id,
        "mark": event.mark,
        "before": before.mark if before else None,
        "is_new": is_new,
        "quote": getattr(marked.data, "quote", None),
    }


REMARKS: dict[str, Remark] = {
    "silence-add": add_silence,
    "silence-expire": expire_silence,
    "mark": mark,
}
# What may be said before there is a log; all else is about something that a log holds.
BEGINNING = ("silence-add",)


def silences_of(reader: Reader) -> Silences:
    """Fold the silences of a log."""
    return Silences(reader.events(types=SILENCING))


def last_mark(reader: Reader, event_id: str) -> EventMarked | None:
    """Give the mark of an event that holds, by its whole id."""
    newest = reader.events(stream=mark_stream(event_id), newest_first=True, limit=1)
    return next((one.data for one in newest if isinstance(one.data, EventMarked)), None)


def _silence(wish: SilenceWish, *, earlier: int) -> SilenceAdded:
    event = SilenceAdded(
        silence="",
        pattern=wish.pattern,
        kinds=tuple(dict.fromkeys(wish.kinds)),
        until=instant(wish.until),
        comment=wish.comment.strip(),
        by=wish.by,
    )
    return msgspec.structs.replace(event, silence=silence_id(event, earlier=earlier))


def _check_silence(wish: SilenceWish, *, now: datetime) -> None:
    complaint = None
    if not wish.pattern.strip() or not wish.pattern.isprintable():
        complaint = "a silence needs a topic, or a pattern of topics such as 'dam*'"
    elif not wish.comment.strip():
        complaint = "a silence needs a comment: who finds it later must know why"
    elif wish.until.tzinfo is None:
        complaint = "the end of a silence needs a zone"
    elif wish.until <= now:
        complaint = f"a silence until {instant(wish.until)} is over already"
    if complaint:
        raise RemarkError(complaint)


def _topic_of(marked: Recorded) -> str:
    match marked.data:
        case TopicChanged(topic=topic) | StatementRepeated(topic=topic):
            return topic
        case TopicQuiet(topic=topic) | TopicTempo(topic=topic) | ExpectationPassed(topic=topic):
            return topic
        case _:
            message = f"{marked.id} is {marked.data.name}; only statements and notices are marked"
            raise RemarkError(message)


def _append(
    log: Log, stream: str, event: SilenceAdded | SilenceExpired | EventMarked, *, at: datetime
) -> None:
    expected = log.reader.version(stream)
    with log.transaction(at=at) as transaction:
        transaction.append([Entry(stream=stream, events=(event,), expected=expected)])
    fault.point("remarks.recorded")


def _read(request: Mapping[str, Any], kind: type[T]) -> T:
    words = {name: value for name, value in request.items() if name != "ask"}
    try:
        return msgspec.convert(words, kind)
    except msgspec.ValidationError as error:
        message = f"this request is not understood: {error}"
        raise RemarkError(message) from None
