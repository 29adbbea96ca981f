"""The journey of a definition: topic files become topic events, and history is judged by them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from watcher import fault
from watcher.article.exchange import decode_reading
from watcher.events import (
    ArticleReceived,
    Definition,
    DuplicateFound,
    Entry,
    Recorded,
    Statement,
    StatementRepeated,
    TopicChanged,
    TopicDefined,
    TopicRedefined,
    TopicRetired,
    topic_stream,
)
from watcher.judging import Judging
from watcher.log.append import Log
from watcher.topic.mentions import TopicIndex
from watcher.topic.model import compile_topic

_TOGETHER = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Defined:
    """Which topics were added, redefined and retired, and how many statements history gave."""

    added: tuple[str, ...] = ()
    redefined: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    statements: int = 0


def apply(
    definitions: Mapping[str, Definition],
    *,
    log: Log,
    judging: Judging,
    now: datetime,
    progress: Callable[[], None] = lambda: None,
) -> Defined:
    """Bring the topics of the log in line with these definitions; nothing is done twice.

    Each topic is one transaction: its definition, and what it makes of the articles held.
    `progress` is called from time to time, since long histories take long.
    """
    known = judging.definitions()
    added = tuple(sorted(definitions.keys() - known.keys()))
    redefined = tuple(sorted(t for t in definitions.keys() & known if definitions[t] != known[t]))
    retired = tuple(sorted(known.keys() - definitions.keys()))
    statements = 0
    for topic in (*added, *redefined):
        statements += _define(
            topic,
            definitions[topic],
            before=known.get(topic),
            log=log,
            judging=judging,
            now=now,
            progress=progress,
        )
    for topic in retired:
        _retire(topic, known[topic], log=log, judging=judging, now=now)
    return Defined(added=added, redefined=redefined, retired=retired, statements=statements)


def _define(
    topic: str,
    definition: Definition,
    *,
    before: Definition | None,
    log: Log,
    judging: Judging,
    now: datetime,
    progress: Callable[[], None],
) -> int:
    state = judging.state(topic)
    make = TopicDefined if state.definition is None else TopicRedefined
    event = make(topic=topic, revision=state.revision + 1, definition=definition)
    try:
        with log.transaction(at=now) as transaction:
            entry = Entry(stream=topic_stream(topic), events=(event,), expected=state.version)
            judging.follow(transaction.append([entry]))
            found = (
                []
                if is_judged_alike(definition, before)
                else _judge_history(topic, definition, log=log, judging=judging, progress=progress)
            )
            for start in range(0, len(found), _TOGETHER):
                some = tuple(found[start : start + _TOGETHER])
                transaction.append([Entry(stream=topic_stream(topic), events=some)])
    except BaseException:
        judging.forget()
        raise
    judging.forget_lessons()
    fault.point("define.recorded")
    return len(found)


def is_judged_alike(definition: Definition, before: Definition | None) -> bool:
    """Tell whether a definition judges as the one in force did: all else is for readers alone."""
    return before is not None and definition == replace(
        before, tags=definition.tags, quiet_after=definition.quiet_after
    )


def _judge_history(
    topic: str,
    definition: Definition,
    *,
    log: Log,
    judging: Judging,
    progress: Callable[[], None],
) -> list[Statement]:
    """Judge every article that the log holds; what the topic has an event for stays as it is."""
    index = TopicIndex([compile_topic(topic, definition)], meaning=judging.language.meaning)
    known = _judged(topic, log=log)
    copies = _copies(log)
    found: list[Statement] = []
    for received, kept in log.reader.readings():
        article = decode_reading(kept.text, kept.reading)
        copy = judging.copy_of(article, copies.get(article.id))
        events = judging.judge_again(article, index, path=_path(received), known=known, copy=copy)
        judging.learn(topic, events)
        found += events
        progress()
    return found


def _path(received: Recorded) -> str:
    return received.data.path if isinstance(received.data, ArticleReceived) else ""


def _copies(log: Log) -> dict[str, DuplicateFound]:
    """Give the copies and updates that were found, by article; an exact copy is no article."""
    return {
        recorded.data.article_id: recorded.data
        for recorded in log.reader.events(types=(DuplicateFound.name,))
        if isinstance(recorded.data, DuplicateFound) and recorded.data.kind != "exact"
    }


def _judged(topic: str, *, log: Log) -> set[tuple[str, int]]:
    types = (TopicChanged.name, StatementRepeated.name)
    return {
        (recorded.data.article_id, recorded.data.start)
        for recorded in log.reader.events(stream=topic_stream(topic), types=types)
        if isinstance(recorded.data, TopicChanged | StatementRepeated)
    }


def _retire(
    topic: str, definition: Definition, *, log: Log, judging: Judging, now: datetime
) -> None:
    state = judging.state(topic)
    event = TopicRetired(topic=topic, revision=state.revision + 1, definition=definition)
    entry = Entry(stream=topic_stream(topic), events=(event,), expected=state.version)
    with log.transaction(at=now) as transaction:
        retired = transaction.append([entry])
    fault.point("define.retired")
    judging.follow(retired)
