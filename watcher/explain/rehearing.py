"""Judges what the log holds once more, by today's rules, on what the log held at that time."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from watcher.article.exchange import decode_reading
from watcher.article.model import Article
from watcher.events import (
    ArticleReceived,
    Definition,
    DuplicateFound,
    Event,
    Recorded,
    Statement,
    StatementRepeated,
    TopicChanged,
    TopicDefined,
    TopicRedefined,
    TopicRetired,
    article_stream,
    topic_stream,
)
from watcher.judging import Judging
from watcher.log.past import Past
from watcher.log.read import Reader
from watcher.topic.decide import Copy
from watcher.topic.doubts import Doubt
from watcher.topic.language import Language
from watcher.topic.mentions import TopicIndex
from watcher.topic.model import compile_topic
from watcher.topic.telling import Weighed, is_worth_telling

DEFINED = (TopicDefined.name, TopicRedefined.name, TopicRetired.name)
STATEMENTS = (TopicChanged.name, StatementRepeated.name)


@dataclass(slots=True)
class Listener:
    """Tells what is worth telling, and remembers what was weighed, by topic and place."""

    heard: dict[tuple[str, int], Weighed] = field(default_factory=dict)

    def __call__(self, weighed: Weighed) -> bool:
        """Tell whether a sentence is told."""
        self.heard[weighed.topic, weighed.statement.start] = weighed
        return is_worth_telling(weighed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearing:
    """An article as today's rules judge it, with what they weighed and what they doubted.

    `topics` are those that were tracked then.
    """

    statements: tuple[Statement, ...]
    weighed: dict[tuple[str, int], Weighed]
    doubts: dict[str, tuple[Doubt, ...]]
    topics: frozenset[str]

    def of(self, topic: str, *, start: int) -> list[Statement]:
        """Give what a sentence comes to for a topic."""
        return [one for one in self.statements if (one.topic, one.start) == (topic, start)]

    def doubt_of(self, topic: str, *, start: int) -> Doubt | None:
        """Say how a sentence was read for a topic; null where nothing speaks of the topic."""
        return next((one for one in self.doubts.get(topic, ()) if one.start == start), None)


class Rehearings:
    """Hears articles again. Those that are asked for in log order are heard fastest."""

    def __init__(self, reader: Reader, language: Language) -> None:
        self._reader, self._language = reader, language
        self._listener = Listener()
        self._past = Past(reader, upto=0)
        self._judging: Judging | None = None

    def hear(self, received: Recorded, *, only: str | None = None) -> Rehearing | None:
        """Judge an article again as it was judged when it came in; for `only` one topic, or all.

        Null where its text is not kept.
        """
        article, copy = self._article(received)
        if article is None:
            return None
        judging = self._judge_before(received.position)
        self._listener.heard = {}
        entries = judging.judge(article, path="", cause=None, copy=copy, only=only)
        return Rehearing(
            statements=_statements(event for entry in entries for event in entry.events),
            weighed=self._listener.heard,
            doubts=judging.doubts(article),
            topics=frozenset(judging.index.topics),
        )

    def hear_in_history(self, said: Recorded, received: Recorded) -> Rehearing | None:
        """Judge an article again as it was judged when the topic of a statement was defined."""
        article, copy = self._article(received)
        defined = self._definition_before(said)
        if article is None or defined is None or not isinstance(said.data, Statement):
            return None
        topic, definition = said.data.topic, _definition_of(defined)
        judging = Judging(
            Past(self._reader, upto=defined.position - 1), self._language, tell=self._listener
        )
        before = self._said_of(topic, upto=defined.position - 1)
        known = {(one.article_id, one.start) for one in _statements(before)}
        since = self._said_since(said, defined, article_id=article.id)
        judging.learn(topic, [defined.data, *since])
        self._listener.heard = {}
        index = TopicIndex([compile_topic(topic, definition)], meaning=self._language.meaning)
        found = judging.judge_again(article, index, path="", known=known, copy=copy)
        return Rehearing(
            statements=found,
            weighed=self._listener.heard,
            doubts=judging.doubts(article, index=index),
            topics=frozenset({topic}),
        )

    def _judge_before(self, position: int) -> Judging:
        """Give a judge who knows what was recorded before a position, and nothing else."""
        target = position - 1
        if self._judging is None or target < self._past.upto or not self._follow(target):
            self._past = Past(self._reader, upto=target)
            self._judging = Judging(self._past, self._language, tell=self._listener)
        return self._judging

    def _follow(self, target: int) -> bool:
        """Take in what was recorded up to a position; false where topics were defined there."""
        judging, after = self._judging, self._past.upto
        if judging is None or any(self._reader.rows(after=after, upto=target, types=DEFINED)):
            return False
        self._past.upto = target
        said = list(self._reader.events(after=after, upto=target, types=STATEMENTS))
        judging.follow(said)
        by_article: dict[str, list[Event]] = {}
        for statement in _statements(one.data for one in said):
            by_article.setdefault(statement.article_id, []).append(statement)
        found = self._reader.events(after=after, upto=target, types=(DuplicateFound.name,))
        copies = {
            one.data.article_id
            for one in found
            if isinstance(one.data, DuplicateFound) and one.data.kind != "exact"
        }
        for _, kept in self._reader.readings(after=after, upto=target):
            article = decode_reading(kept.text, kept.reading)
            said_of = by_article.get(article.id, ())
            judging.learn_article(article, said_of, is_copy=article.id in copies)
        return True

    def _article(self, received: Recorded) -> tuple[Article | None, Copy | None]:
        if not isinstance(received.data, ArticleReceived):
            return None, None
        stored = self._reader.reading(received.data.article_id)
        if stored is None:
            return None, None
        article = decode_reading(*stored)
        found = copy_found(self._reader, article.id)
        judging = Judging(Past(self._reader, upto=received.position), self._language)
        return article, judging.copy_of(article, found)

    def _definition_before(self, said: Recorded) -> Recorded | None:
        defined = self._reader.events(
            stream=said.stream,
            types=(TopicDefined.name, TopicRedefined.name),
            upto=said.position,
            newest_first=True,
            limit=1,
        )
        return next(iter(defined), None)

    def _said_of(self, topic: str, *, upto: int) -> list[Event]:
        said = self._reader.events(stream=topic_stream(topic), upto=upto, types=STATEMENTS)
        return [one.data for one in said]

    def _said_since(self, said: Recorded, defined: Recorded, *, article_id: str) -> list[Event]:
        """Give what history gave between the definition and the article of a statement."""
        since = self._reader.events(
            stream=said.stream, after=defined.position, upto=said.position, types=STATEMENTS
        )
        before: list[Event] = []
        for one in since:
            if isinstance(one.data, Statement) and one.data.article_id == article_id:
                break
            before.append(one.data)
        return before


def copy_found(reader: Reader, article_id: str) -> DuplicateFound | None:
    """Find what an article was found to copy or update, when it came in."""
    found = reader.events(stream=article_stream(article_id), types=(DuplicateFound.name,))
    for one in found:
        if isinstance(one.data, DuplicateFound) and one.data.kind != "exact":
            return one.data
    return None


def _statements(events: Iterable[Event]) -> tuple[Statement, ...]:
    return tuple(event for event in events if isinstance(event, Statement))


def _definition_of(defined: Recorded) -> Definition:
    if isinstance(defined.data, TopicDefined | TopicRedefined):
        return defined.data.definition
    message = f"{defined.id} defines nothing"
    raise TypeError(message)
