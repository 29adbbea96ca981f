"""The journey of time: what its passing tells of a topic becomes an event.

A topic has gone quiet, moves far faster than usual, or something announced for a day was never
reported. It is kept by who writes the log, in the loop or at the end of a single run; with nothing
new in the log and nothing due it costs one comparison.
"""

from datetime import datetime, timedelta

from watcher import fault
from watcher.article.tokens import tokenize
from watcher.events import (
    Definition,
    Entry,
    ExpectationPassed,
    Recorded,
    StatementRepeated,
    TimeNotice,
    TopicChanged,
    TopicDefined,
    TopicQuiet,
    TopicRedefined,
    TopicRetired,
    TopicTempo,
    notice_stream,
)
from watcher.log.append import Log
from watcher.log.codec import Row, bound, recorded
from watcher.log.read import Reader
from watcher.topic.content import content_words
from watcher.topic.expected import Agenda
from watcher.topic.lengths import LengthError, read_length
from watcher.topic.quiet import REMEMBERED, Pulse, gone_quiet, quiet_at, tempo

_STATEMENTS = (TopicChanged.name, StatementRepeated.name)
_WATCHED = (
    *_STATEMENTS,
    TopicDefined.name,
    TopicRedefined.name,
    TopicRetired.name,
    TopicQuiet.name,
    TopicTempo.name,
    ExpectationPassed.name,
)


class Vigil:
    """Watches the clock for each topic; folded from the log, and kept from look to look."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._position = 0
        self._next_at: datetime | None = None
        self._definitions: dict[str, Definition] = {}
        self._pulses: dict[str, Pulse] = {}
        self._agendas: dict[str, Agenda] = {}
        self._stirred: set[str] = set()

    @property
    def next_at(self) -> datetime | None:
        """Say when time alone will tell something next."""
        return self._next_at

    def keep(self, log: Log, *, now: datetime) -> tuple[Recorded, ...]:
        """Record what time tells by now, and give it; most often that is nothing."""
        if log.head.position == self._position and (self._next_at is None or now < self._next_at):
            return ()
        self._catch_up(now=now)
        noticed = [notice for topic in self._definitions for notice in self._of(topic, now=now)]
        written: tuple[Recorded, ...] = ()
        if noticed:
            self._next_at = now  # should writing fail, the next look tries again
            with log.transaction(at=now) as transaction:
                written = transaction.append(
                    Entry(stream=notice_stream(notice.topic), events=(notice,))
                    for notice in noticed
                )
            fault.point("vigil.recorded")
            self._catch_up(now=now)
        self._stirred.clear()
        self._next_at = min(self._times(), default=None)
        return written

    def _of(self, topic: str, *, now: datetime) -> list[TimeNotice]:
        pulse, definition = self._pulses[topic], self._definitions[topic]
        found: list[TimeNotice | None] = []
        length = length_of(definition)
        if length is not None and definition.quiet_after is not None:
            found.append(
                gone_quiet(pulse, quiet_after=definition.quiet_after, length=length, now=now)
            )
        if topic in self._stirred:
            found.append(tempo(pulse, now=now))
        passed = self._agendas[topic].passed(now=now)
        return [notice for notice in (*found, *passed) if notice is not None]

    def _times(self) -> list[datetime]:
        """Give the times at which time alone will tell something."""
        times = [agenda.next_at() for topic, agenda in self._tracked_agendas()]
        for topic, definition in self._definitions.items():
            length = length_of(definition)
            if length is not None:
                times.append(quiet_at(self._pulses[topic], length=length))
        return [at for at in times if at is not None]

    def _tracked_agendas(self) -> list[tuple[str, Agenda]]:
        return [(topic, self._agendas[topic]) for topic in self._definitions]

    def _catch_up(self, *, now: datetime) -> None:
        recent = bound(now - REMEMBERED)
        with self._reader.snapshot() as log:
            head = log.head().position
            for row in log.rows(after=self._position, upto=head, types=_WATCHED):
                self._look(row, recent=recent)
            self._position = head
        for pulse in self._pulses.values():
            pulse.forget(now=now)
        for agenda in self._agendas.values():
            agenda.forget(now=now)

    def _look(self, row: Row, *, recent: str) -> None:
        """Take a stored event in, and read it only where that matters: a long history is long.

        Only an announcement and what may settle one are read; of all others it is enough when
        they came. In canonical JSON these words stand in no other place: a quotation mark within
        a text is escaped.
        """
        topic = row.stream.removeprefix("topic/")
        if row.type not in _STATEMENTS:
            self._note(recorded(row))
        elif b'"retroactive":true' in row.data:
            return
        else:
            self._count(topic, row, is_recent=row.recorded_at >= recent)
            if b'"status":"planned"' in row.data or self._agenda(topic).is_open:
                self._note(recorded(row))

    def _count(self, topic: str, row: Row, *, is_recent: bool) -> None:
        at = datetime.fromisoformat(row.recorded_at)
        pulse = self._pulse(topic, at=at)
        if row.type == TopicChanged.name:
            pulse.change(row.id, at=at)
        else:
            pulse.repeats += 1
        if is_recent and b'"late":true' not in row.data:
            pulse.beat(at)
            self._stirred.add(topic)

    def _pulse(self, topic: str, *, at: datetime) -> Pulse:
        return self._pulses.setdefault(topic, Pulse(topic=topic, tracked_since=at))

    def _agenda(self, topic: str) -> Agenda:
        return self._agendas.setdefault(topic, Agenda(topic=topic))

    def _note(self, event: Recorded) -> None:
        match event.data:
            case TopicDefined() | TopicRedefined() as defined:
                self._define(defined.topic, defined.definition, at=event.recorded_at)
            case TopicRetired(topic=topic):
                for known in (self._definitions, self._pulses, self._agendas):
                    known.pop(topic, None)  # nobody listens, until it is taken up again
            case TopicChanged() | StatementRepeated() as said:
                self._agenda(said.topic).note(event, said)
            case TopicQuiet(topic=topic, last=last):
                self._pulse(topic, at=event.recorded_at).told_quiet = last
            case TopicTempo(topic=topic):
                self._pulse(topic, at=event.recorded_at).tempo_at = event.recorded_at
            case ExpectationPassed(topic=topic, event=announced):
                self._agenda(topic).told(announced)
            case _:
                pass

    def _define(self, topic: str, definition: Definition, *, at: datetime) -> None:
        self._definitions[topic] = definition
        self._pulse(topic, at=at)
        self._agenda(topic).common = _common_words(definition)


def length_of(definition: Definition) -> timedelta | None:
    """Give the length of time after which a topic is quiet; None where it says none."""
    if definition.quiet_after is None:
        return None
    try:
        return read_length(definition.quiet_after)
    except LengthError:  # an older version took any text
        return None


def _common_words(definition: Definition) -> frozenset[str]:
    words = " ".join((definition.name, *definition.terms))
    return frozenset(content_words(tokenize(words)))
