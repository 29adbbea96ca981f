"""The journey of a suggestion: what the log's articles say that a topic could be told to know."""

from collections.abc import Iterator
from dataclasses import dataclass

from watcher.article.exchange import decode_reading
from watcher.article.model import Article
from watcher.events import (
    ArticleReceived,
    Definition,
    DuplicateFound,
    Statement,
    StatementRepeated,
    TopicChanged,
    topic_stream,
)
from watcher.log.read import Reader
from watcher.topic.census import Census
from watcher.topic.language import Language
from watcher.topic.neighbours import Neighbours
from watcher.topic.suggesting import Aliases, Suggestion

NEWEST = 1000
_NAMED_IN = 300  # articles on the topic, the newest, whose names are read
_STATEMENTS = (TopicChanged.name, StatementRepeated.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """Suggestions, and of how many articles: all that were read, and those with statements."""

    suggestions: tuple[Suggestion, ...]
    articles: int
    on_topic: int
    paths: dict[str, str]


def suggest(
    reader: Reader, topic: str, *, definition: Definition, language: Language, newest: int = NEWEST
) -> Suggested:
    """Read the newest articles of the log for names and phrases that a topic lacks.

    Names are looked for in articles with a statement on the topic; copies are not read.
    """
    counted = _counted(reader, topic)
    census, neighbours = Census(language), Neighbours(definition, language)
    paths: dict[str, str] = {}
    named = frozenset([*counted][-_NAMED_IN:])
    for article, path in _articles(reader, newest=newest):
        starts = counted.get(article.id, set())
        neighbours.add(article, counted=starts)
        if article.id in named:
            census.add(article, counted=starts)
        paths[article.id] = path
    aliases = Aliases(census, definition, language).propose()
    return Suggested(
        suggestions=(*aliases, *neighbours.propose()),
        articles=len(paths),
        on_topic=len(counted.keys() & paths.keys()),
        paths=paths,
    )


def _counted(reader: Reader, topic: str) -> dict[str, set[int]]:
    """Give for each article where its sentences begin that count for the topic."""
    starts: dict[str, set[int]] = {}
    for recorded in reader.events(stream=topic_stream(topic), types=_STATEMENTS):
        if isinstance(recorded.data, Statement):
            starts.setdefault(recorded.data.article_id, set()).add(recorded.data.start)
    return starts


def _articles(reader: Reader, *, newest: int) -> Iterator[tuple[Article, str]]:
    received = reader.events(types=(ArticleReceived.name,), newest_first=True, limit=newest)
    after = min((recorded.position for recorded in received), default=1) - 1
    copies = {
        recorded.data.article_id
        for recorded in reader.events(after=after, types=(DuplicateFound.name,))
        if isinstance(recorded.data, DuplicateFound) and recorded.data.kind == "near"
    }
    for recorded, kept in reader.readings(after=after):
        if isinstance(recorded.data, ArticleReceived) and kept.article_id not in copies:
            yield decode_reading(kept.text, kept.reading), recorded.data.path
