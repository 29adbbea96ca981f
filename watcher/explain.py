"""Explains: what a file would do, why something was told, why something was not.

It judges by the very code of the intake and appends nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from watcher.article.exchange import Kind, ask, decode_answer, decode_reading
from watcher.article.model import Article, Unreadable
from watcher.events import (
    ArticleRejected,
    Entry,
    Event,
    Recorded,
    Statement,
    StatementRepeated,
    TopicChanged,
    article_stream,
    event_id,
    idempotency_key,
)
from watcher.intake.confined import Broken, Confined
from watcher.judging import Judging, copy_event, received_event
from watcher.log.codec import Row
from watcher.log.envelopes import Sealing
from watcher.log.read import Reader

Outcome = Literal["told", "silent", "off-topic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One article as it was given: a file, or a line of an archive."""

    path: str
    article_id: str
    kind: Kind
    content: bytes | None
    file_time: str | None
    refused: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a sentence of an article came to for a topic, and why."""

    start: int
    end: int
    quote: str
    topic: str
    outcome: Outcome
    kind: str | None
    reason: str
    matched: str
    novelty: float | None
    event: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A statement's event, and the earlier ones it was judged against."""

    event: Recorded
    statement: Statement
    nearest: Recorded | None
    was: Recorded | None
    earlier: Recorded | None
    cause: Recorded | None


class Trial:
    """Judges articles against the log as it stands, each alone, and writes nothing."""

    def __init__(
        self, reader: Reader, *, judging: Judging, confined: Confined, now: datetime
    ) -> None:
        self._reader = reader
        self._judging = judging
        self._confined = confined
        self._now = now

    def events(self, given: Given) -> tuple[Row, ...]:
        """Give the events that taking this article in would append."""
        sealing = Sealing(head=self._reader.head(), version_of=self._reader.version, at=self._now)
        for entry in self._judging.pending:
            sealing.seal(entry)
        return tuple(sealed.row for entry in self._entries(given) for sealed in sealing.seal(entry))

    def entries(self, given: Given) -> tuple[tuple[Entry, ...], Article | None]:
        """Give what would be appended, and the article where it could be read."""
        found = self._read(given)
        if isinstance(found, Unreadable):
            return self._rejected(given, found), None
        return tuple(self._taken(given, found)), found

    def _entries(self, given: Given) -> tuple[Entry, ...]:
        if given.content is not None and self._reader.has_article(given.article_id):
            return self._copied(given)
        return self.entries(given)[0]

    def _copied(self, given: Given) -> tuple[Entry, ...]:
        if given.path in self._reader.paths_of(given.article_id):
            return ()
        copy = copy_event(
            given.article_id, path=given.path, of=given.article_id, kind="exact", similarity=1.0
        )
        return (Entry(stream=article_stream(given.article_id), events=(copy,)),)

    def _read(self, given: Given) -> Article | Unreadable:
        if given.refused is not None or given.content is None:
            reason, detail = given.refused or ("unreadable", "no content")
            return Unreadable(id=given.article_id, reason=reason, detail=detail)
        request = ask([given.content], kind=given.kind, name=given.path, file_time=given.file_time)
        answered = self._confined.call(request)
        if isinstance(answered, Broken):
            return Unreadable(id=given.article_id, reason=answered.reason, detail=answered.detail)
        (found,) = decode_answer(answered)
        return replace(found, id=given.article_id)

    def _rejected(self, given: Given, found: Unreadable) -> tuple[Entry, ...]:
        event = ArticleRejected(
            article_id=found.id, path=given.path, reason=found.reason, detail=found.detail
        )
        if self._reader.has_happened(idempotency_key(event, stream="", version=0)):
            return ()
        return (Entry(stream=article_stream(found.id), events=(event,)),)

    def _taken(self, given: Given, article: Article) -> Iterator[Entry]:
        stream = article_stream(article.id)
        events: list[Event] = [received_event(article, path=given.path)]
        copy = self._judging.copy(article, earlier_here=None)
        if copy:
            events.append(
                copy_event(
                    article.id,
                    path=given.path,
                    of=copy.of,
                    kind=copy.kind,
                    similarity=copy.similarity,
                )
            )
        yield Entry(stream=stream, events=tuple(events))
        cause = event_id(stream, version=self._reader.version(stream) + 1)
        yield from self._judging.judge(article, path=given.path, cause=cause, copy=copy)


def why(reader: Reader, event_id_given: str) -> Why | None:
    """Find a statement's event by its id or the beginning of it, with what it was judged against.

    Null for an event that is no statement. Raises UnknownId, AmbiguousId.
    """
    recorded = reader.event(event_id_given)
    statement = recorded.data
    if not isinstance(statement, TopicChanged | StatementRepeated):
        return None

    def find(name: str | None) -> Recorded | None:
        return reader.event(name) if name else None

    return Why(
        event=recorded,
        statement=statement,
        nearest=find(statement.nearest),
        was=find(statement.was.event if statement.was else None),
        earlier=find(statement.earlier),
        cause=find(recorded.cause),
    )


def why_not(given: Given, *, trial: Trial, judging: Judging, reader: Reader) -> tuple[Line, ...]:
    """Say of every sentence of an article, for every topic, what it came to and why.

    An article that the log holds is shown as it was judged then; another as it would be now.
    """
    stored = reader.reading(given.article_id)
    if stored is not None:
        article: Article | None = decode_reading(*stored)
        events = _judged(reader, given.article_id)
    else:
        entries, article = trial.entries(given)
        events = [
            (None, event)
            for entry in entries
            for event in entry.events
            if isinstance(event, TopicChanged | StatementRepeated)
        ]
    return tuple(_lines(article, events, judging=judging)) if article else ()


def _judged(reader: Reader, article_id: str) -> list[tuple[str | None, Statement]]:
    types = (TopicChanged.name, StatementRepeated.name)
    return [
        (recorded.id, recorded.data)
        for recorded in reader.events(stream_prefix="topic/", types=types)
        if isinstance(recorded.data, TopicChanged | StatementRepeated)
        and recorded.data.article_id == article_id
    ]


def _lines(
    article: Article, events: Sequence[tuple[str | None, Statement]], *, judging: Judging
) -> Iterator[Line]:
    found: dict[tuple[int, str], list[tuple[str | None, Statement]]] = {}
    for name, statement in events:
        found.setdefault((statement.start, statement.topic), []).append((name, statement))
    for sentence in article.sentences:
        for topic in judging.index.topics:
            judged = found.get((sentence.start, topic), [])
            quote = article.quote(sentence)
            if not judged:
                yield Line(
                    start=sentence.start,
                    end=sentence.end,
                    quote=quote,
                    topic=topic,
                    outcome="off-topic",
                    kind=None,
                    reason="no term, alias, query or follow-on makes it count",
                    matched="",
                    novelty=None,
                    event=None,
                )
            for name, statement in judged:
                yield Line(
                    start=sentence.start,
                    end=sentence.end,
                    quote=quote,
                    topic=topic,
                    outcome="told" if isinstance(statement, TopicChanged) else "silent",
                    kind=statement.kind,
                    reason=statement.reason,
                    matched=", ".join(statement.matched),
                    novelty=statement.novelty,
                    event=name,
                )
