"""Holds what a rehearsal gave against what the log's own definition gave."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from watcher.events import (
    Definition,
    DigestIssued,
    EventMarked,
    MarkName,
    Statement,
    StatementRepeated,
    TopicChanged,
    TopicDefined,
    TopicRedefined,
    TopicRetired,
    topic_stream,
)
from watcher.log.read import Reader
from watcher.rehearsal.stage import STATEMENTS, Letter, Rehearsed

_DEFINED = (TopicDefined.name, TopicRedefined.name, TopicRetired.name)
_MARKS: tuple[MarkName, ...] = ("not-new", "not-relevant", "important")
_Place = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence as the rehearsal judges it, and as the log does.

    A kind is null where the sentence does not count; `event` is that of the log, `marked` what a
    reader said of it.
    """

    at: datetime
    path: str
    outlet: str | None
    published_at: str | None
    quote: str
    told: bool
    kind: str | None
    reason: str | None
    told_in_log: bool
    kind_in_log: str | None
    event: str | None
    marked: MarkName | None

    @property
    def compared(self) -> str:
        """Say whether it is told by both, added or lost."""
        if self.told and self.told_in_log:
            return "same"
        return "added" if self.told else "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Of the sentences that readers marked so, how many the rehearsal would tell."""

    mark: MarkName
    marked: int
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a subscription would have been issued for the topic, and how often it was in truth."""

    subscription: str
    digests: tuple[Letter, ...]
    waiting: int
    digests_in_log: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """One topic: what its definition would have given, beside what the log's own gave.

    `recorded` is null where the log has not heard of the topic; `retroactive` counts the changes
    in the log that came from history and were told to nobody.
    """

    topic: str
    since: datetime | None
    until: datetime | None
    is_same_definition: bool
    articles: int
    articles_before: int
    changes: Mapping[str, int]
    repeats: Mapping[str, int]
    changes_in_log: Mapping[str, int]
    repeats_in_log: Mapping[str, int]
    is_in_log: bool
    retroactive: int
    sentences: tuple[Sentence, ...]
    marks: tuple[Marked, ...]
    subscriptions: tuple[Told, ...]


def compare(
    reader: Reader,
    topic: str,
    definition: Definition,
    *,
    gave: Rehearsed,
    wanted_by: Sequence[str],
    since: datetime | None,
    until: datetime | None,
) -> Backtest:
    """Hold a rehearsal of a topic against the log."""
    given = [said for said in gave.statements if said.topic == topic]
    held = [
        (one.id, one.data)
        for one in reader.events(stream=topic_stream(topic), types=STATEMENTS)
        if isinstance(one.data, Statement) and one.data.article_id in gave.articles
    ]
    # of several statements of one sentence the first stands for it
    ours = {_place(said): said for said in reversed(given)}
    theirs = {_place(said): (event, said) for event, said in reversed(held)}
    marks = _marks(reader)
    known = _definition_in(reader, topic)
    sentences = [
        _sentence(place, ours.get(place), theirs.get(place), gave=gave, marks=marks)
        for place in dict.fromkeys((*ours, *theirs))
    ]
    in_log = [said for _, said in held]
    told = [one for one in sentences if one.told or one.told_in_log]
    return Backtest(
        topic=topic,
        since=since,
        until=until,
        is_same_definition=known == definition,
        articles=len(gave.articles),
        articles_before=gave.before,
        changes=_kinds(TopicChanged, given),
        repeats=_kinds(StatementRepeated, given),
        changes_in_log=_kinds(TopicChanged, in_log),
        repeats_in_log=_kinds(StatementRepeated, in_log),
        is_in_log=known is not None,
        retroactive=sum(isinstance(said, TopicChanged) and said.retroactive for said in in_log),
        sentences=tuple(sorted(told, key=lambda one: one.at)),
        marks=tuple(_marked(mark, sentences) for mark in _MARKS),
        subscriptions=tuple(
            _told(name, topic, gave=gave, reader=reader, since=since, until=until)
            for name in wanted_by
        ),
    )


def _place(said: Statement) -> _Place:
    return said.article_id, said.start


def _kinds(
    wanted: type[TopicChanged | StatementRepeated], some: Iterable[Statement]
) -> dict[str, int]:
    return dict(sorted(Counter(said.kind for said in some if isinstance(said, wanted)).items()))


def _sentence(
    place: _Place,
    ours: Statement | None,
    theirs: tuple[str, Statement] | None,
    *,
    gave: Rehearsed,
    marks: Mapping[str, MarkName],
) -> Sentence:
    said = ours or (theirs[1] if theirs else None)
    if said is None:
        message = f"nothing was said at {place}"
        raise ValueError(message)
    event, in_log = theirs or (None, None)
    return Sentence(
        at=gave.articles[place[0]],
        path=said.path,
        outlet=said.outlet,
        published_at=said.published_at,
        quote=said.quote,
        told=isinstance(ours, TopicChanged),
        kind=ours.kind if ours else None,
        reason=ours.reason if ours else None,
        told_in_log=isinstance(in_log, TopicChanged),
        kind_in_log=in_log.kind if in_log else None,
        event=event,
        marked=marks.get(event) if event else None,
    )


def _marks(reader: Reader) -> dict[str, MarkName]:
    """Give what readers said of events; of several marks of one event the last one holds."""
    return {
        one.data.event: one.data.mark
        for one in reader.events(types=(EventMarked.name,))
        if isinstance(one.data, EventMarked)
    }


def _marked(mark: MarkName, sentences: Sequence[Sentence]) -> Marked:
    found = [one for one in sentences if one.marked == mark]
    return Marked(mark=mark, marked=len(found), told=sum(one.told for one in found))


def _definition_in(reader: Reader, topic: str) -> Definition | None:
    """Give the definition in force, null where the topic is not tracked."""
    newest = reader.events(stream=topic_stream(topic), types=_DEFINED, newest_first=True, limit=1)
    for one in newest:
        if isinstance(one.data, TopicDefined | TopicRedefined):
            return one.data.definition
    return None


def _told(
    name: str,
    topic: str,
    *,
    gave: Rehearsed,
    reader: Reader,
    since: datetime | None,
    until: datetime | None,
) -> Told:
    ours = {one.id for one in reader.events(stream=topic_stream(topic), types=(TopicChanged.name,))}
    issued = reader.events(types=(DigestIssued.name,), since=since, until=until)
    return Told(
        subscription=name,
        digests=tuple(
            one for one in gave.letters if (one.subscription, one.topic) == (name, topic)
        ),
        waiting=gave.waiting.get((name, topic), 0),
        digests_in_log=sum(
            one.data.subscription == name and not ours.isdisjoint(one.data.events)
            for one in issued
            if isinstance(one.data, DigestIssued)
        ),
    )
