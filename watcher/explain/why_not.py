"""Accounts for every sentence of an article: what it came to for each topic, and why."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from watcher.article.exchange import decode_reading
from watcher.article.model import Article
from watcher.events import (
    ArticleReceived,
    ArticleRejected,
    Definition,
    DuplicateFound,
    Entry,
    Recorded,
    Statement,
    article_stream,
    event_id,
)
from watcher.explain.lines import Judged, Line, lines
from watcher.explain.rehearing import STATEMENTS, Listener, Rehearing, Rehearings, copy_found
from watcher.explain.saying import Earlier
from watcher.explain.trial import Given, Trial
from watcher.explain.why import received_of
from watcher.intake.confined import Confined
from watcher.judging import Judging, copy_event
from watcher.log.read import Reader
from watcher.topic.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many sentences came to what for a topic; the parts add up to `sentences`."""

    topic: str
    sentences: int
    told: int
    repeat: int
    corroborated: int
    outdated: int
    background: int
    off_topic: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An article with all its sentences accounted for.

    `recorded_at` says since when the log holds it; null where it is judged as it would be now.
    `copy` says what it copies or updates, `rejected` why it is no article.
    """

    path: str
    article_id: str
    headline: str | None
    outlet: str | None
    published_at: str | None
    recorded_at: datetime | None
    copy: tuple[str, str] | None
    rejected: tuple[str, str] | None
    lines: tuple[Line, ...]

    @property
    def sentences(self) -> int:
        """Count the sentences of the article."""
        return len({line.start for line in self.lines if line.outcome != "furniture"})

    @property
    def counts(self) -> tuple[Count, ...]:
        """Say for each topic how many sentences came to what."""
        return tuple(self._count(topic) for topic in self.topics)

    @property
    def topics(self) -> tuple[str, ...]:
        """Name the topics for which it was judged."""
        return tuple(dict.fromkeys(line.topic for line in self.lines if line.topic is not None))

    def _count(self, topic: str) -> Count:
        came_to = {line.start: line for line in reversed(self.lines) if line.topic == topic}
        outcomes = Counter(
            line.kind if line.outcome == "silent" else line.outcome for line in came_to.values()
        )
        return Count(
            topic=topic,
            sentences=len(came_to),
            told=outcomes["told"],
            repeat=outcomes["repeat"],
            corroborated=outcomes["corroborated"],
            outdated=outcomes["outdated"],
            background=outcomes["background"],
            off_topic=outcomes["off-topic"],
        )


class Inquiry:
    """Accounts for articles: those in the log as they were judged, others as they would be."""

    def __init__(
        self,
        reader: Reader,
        *,
        language: Language,
        definitions: Mapping[str, Definition],
        only: str | None = None,
        confined: Confined,
        now: datetime,
    ) -> None:
        self._reader, self._only = reader, only
        self._known = Judging(reader, language).definitions()
        self._listener = Listener()
        self._judging = Judging(reader, language, tell=self._listener)
        self._judging.propose(definitions)
        self._trial = Trial(reader, judging=self._judging, confined=confined, now=now)
        self._rehearings = Rehearings(reader, language)

    def account(self, given: Given) -> Account:
        """Account for one article."""
        received = received_of(self._reader, given.article_id)
        return self._recorded(given, received) if received else self._tried(given)

    def recall(self, name: str) -> Given | None:
        """Find an article of the log by its path there, or by its id or the beginning of it."""
        for one in self._reader.events(types=(ArticleReceived.name, DuplicateFound.name)):
            if isinstance(one.data, ArticleReceived | DuplicateFound) and (
                one.data.path == name or (len(name) >= 8 and one.data.article_id.startswith(name))
            ):
                return Given(
                    path=one.data.path,
                    article_id=one.data.article_id,
                    kind="article",
                    content=None,
                    file_time=None,
                )
        return None

    def _recorded(self, given: Given, received: Recorded) -> Account:
        stored = self._reader.reading(given.article_id)
        article = decode_reading(*stored) if stored else None
        judged = self._judged(given.article_id)
        heard = self._rehearings.hear(received)
        copy = copy_found(self._reader, given.article_id) or _same(given, received)
        found = self._lines(article, judged, heard=heard) if article else ()
        return self._account(given, article, lines=found, at=received.recorded_at, copy=copy)

    def _lines(
        self, article: Article, judged: Sequence[Judged], *, heard: Rehearing | None
    ) -> tuple[Line, ...]:
        known = {*self._known, *(one.statement.topic for one in judged)}
        topics = sorted(topic for topic in known if self._only in (None, topic))
        return lines(article, judged, topics=topics, heard=heard, find=self._find, is_recorded=True)

    def _tried(self, given: Given) -> Account:
        self._listener.heard = {}
        entries, article = self._trial.entries(given)
        events = [event for entry in entries for event in entry.events]
        rejected = next((event for event in events if isinstance(event, ArticleRejected)), None)
        copy = next((event for event in events if isinstance(event, DuplicateFound)), None)
        if article is None:
            return self._refused(given, rejected)
        judged = [one for entry in entries for one in _would_be(entry)]
        heard = Rehearing(
            statements=tuple(one.statement for one in judged),
            weighed=self._listener.heard,
            doubts=self._judging.doubts(article),
            topics=frozenset(self._judging.index.topics),
        )
        by_event = {one.event: one.statement for one in judged}

        def find(name: str) -> Earlier | None:
            here = by_event.get(name)
            return Earlier.of(here, event=None) if here else self._find(name)

        unrecorded = [Judged(event=None, statement=one.statement) for one in judged]
        topics = sorted(self._judging.index.topics)
        found = lines(article, unrecorded, topics=topics, heard=heard, find=find, is_recorded=False)
        return self._account(given, article, lines=found, copy=copy)

    def _refused(self, given: Given, rejected: ArticleRejected | None) -> Account:
        """Account for what is no article; the log says why where it was rejected before."""
        stream = article_stream(given.article_id)
        known = self._reader.events(stream=stream, types=(ArticleRejected.name,), newest_first=True)
        before = next(known, None)
        if before is None or not isinstance(before.data, ArticleRejected):
            return self._account(given, None, lines=(), rejected=rejected)
        return self._account(given, None, lines=(), at=before.recorded_at, rejected=before.data)

    def _account(
        self,
        given: Given,
        article: Article | None,
        *,
        lines: tuple[Line, ...],
        at: datetime | None = None,
        copy: DuplicateFound | None = None,
        rejected: ArticleRejected | None = None,
    ) -> Account:
        return Account(
            path=given.path,
            article_id=given.article_id,
            headline=article.headline if article else None,
            outlet=article.outlet if article else None,
            published_at=article.published_at if article else None,
            recorded_at=at,
            copy=(copy.kind, ", ".join(self._reader.paths_of(copy.of)[:1])) if copy else None,
            rejected=(rejected.reason, rejected.detail) if rejected else given.refused,
            lines=lines,
        )

    def _judged(self, article_id: str) -> list[Judged]:
        """Give the statements of an article; what does not name it is not even decoded."""
        name = article_id.encode()
        return [
            Judged(event=one.id, statement=one.data)
            for row in self._reader.rows(stream_prefix="topic/", types=STATEMENTS)
            if name in row.data
            for one in (self._reader.event(row.id),)
            if isinstance(one.data, Statement) and one.data.article_id == article_id
        ]

    def _find(self, name: str) -> Earlier | None:
        said = self._reader.event(name).data
        return Earlier.of(said, event=name) if isinstance(said, Statement) else None


def _same(given: Given, received: Recorded) -> DuplicateFound | None:
    """Say that a file holds an article that came in under another path."""
    path = received.data.path if isinstance(received.data, ArticleReceived) else given.path
    if path == given.path:
        return None
    return copy_event(
        given.article_id, path=given.path, of=given.article_id, kind="exact", similarity=1.0
    )


def _would_be(entry: Entry) -> Iterator[Judged]:
    """Name statements as they would be named if they were recorded."""
    for number, event in enumerate(entry.events, start=(entry.expected or 0) + 1):
        if isinstance(event, Statement):
            name = event_id(entry.stream, version=number)
            yield Judged(event=name, statement=event)
