"""Reads the book of what was told to whom from the log."""

from collections.abc import Iterator

from watcher.digest.ledger import BOOKED, MAKES_DUE, Ledger
from watcher.events import (
    Definition,
    Recorded,
    TopicDefined,
    TopicRedefined,
    notice_stream,
    topic_stream,
)
from watcher.log.read import Reader


def open_ledger(reader: Reader) -> Ledger:
    """Read the book of what was told to whom. Open it when a run begins, and keep it."""
    ledger = Ledger()
    catch_up(ledger, reader)
    for event in reader.events(newest_first=True, limit=1):
        ledger.looked_at = event.recorded_at
    return ledger


def current(ledger: Ledger | None, reader: Reader) -> Ledger:
    """Bring a book up to the log; read it anew where there is none."""
    if ledger is None:
        return open_ledger(reader)
    catch_up(ledger, reader)
    return ledger


def catch_up(ledger: Ledger, reader: Reader) -> None:
    """Read what was recorded since the book was last read."""
    with reader.snapshot() as log:
        head = log.head().position
        if ledger.position == 0:
            for event in log.events(upto=head, types=BOOKED):
                ledger.note(event)
            for event in _changes(ledger, log, upto=head):
                ledger.note(event)
        elif ledger.position < head:
            wanted = (*BOOKED, *MAKES_DUE)
            for event in log.events(after=ledger.position, upto=head, types=wanted):
                ledger.note(event)
        ledger.position = head


def recall(ledger: Ledger, reader: Reader) -> None:
    """Read again what anybody may wait for, up to where the book was read."""
    with reader.snapshot() as log:
        ledger.recall(list(_changes(ledger, log, upto=ledger.position)))


def definitions_at(reader: Reader, *, upto: int) -> dict[str, Definition]:
    """Read how each topic was defined at a position of the log; retired ones as they were last."""
    defined = reader.events(upto=upto, types=(TopicDefined.name, TopicRedefined.name))
    return {
        event.data.topic: event.data.definition
        for event in defined
        if isinstance(event.data, TopicDefined | TopicRedefined)
    }


def _changes(ledger: Ledger, log: Reader, *, upto: int) -> Iterator[Recorded]:
    """Read the changes that somebody may still wait for."""
    if not ledger.is_split:
        yield from log.events(after=ledger.lowest(), upto=upto, types=MAKES_DUE)
        return
    for topic in ledger.definitions:
        after = ledger.lowest(topic)
        for stream in (topic_stream(topic), notice_stream(topic)):
            yield from log.events(stream=stream, after=after, upto=upto, types=MAKES_DUE)
