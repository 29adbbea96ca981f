"""The lines of an account: each sentence, for each topic, with what it came to and why."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from watcher.article.model import Article, Paragraph, Sentence
from watcher.events import Statement, TopicChanged
from watcher.explain.rehearing import Rehearing
from watcher.explain.saying import Earlier, Scored, Today, doubted, scored, today
from watcher.topic.rules import in_words

Outcome = Literal["told", "silent", "off-topic", "furniture"]
Find = Callable[[str], Earlier | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a sentence of an article came to for a topic, and why.

    Furniture (a byline, a caption) is no sentence and comes to the same for all topics: `topic`
    is null. `event` is null for what is not recorded. `today` is null where today's rules say
    what was recorded.
    """

    start: int
    end: int
    quote: str
    topic: str | None
    outcome: Outcome
    kind: str | None = None
    reason: str
    matched: str = ""
    likelihood: float | None = None
    novelty: float | None = None
    scored: Scored | None = None
    nearest: Earlier | None = None
    similarity: float | None = None
    event: str | None = None
    today: Today | None = None

    @property
    def says(self) -> str:
        """Say in words which rule decided."""
        return in_words(self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A statement with the event that records it, where one does."""

    event: str | None
    statement: Statement


def lines(
    article: Article,
    judged: Iterable[Judged],
    *,
    topics: Sequence[str],
    heard: Rehearing | None,
    find: Find,
    is_recorded: bool,
) -> tuple[Line, ...]:
    """Account for every sentence, topic by topic, and for the furniture.

    `find` gives an earlier statement by the event that records it.
    """
    found: dict[tuple[str, int], list[Judged]] = {}
    for one in judged:
        found.setdefault((one.statement.topic, one.statement.start), []).append(one)
    account = _Accounting(article, found, heard=heard, find=find, is_recorded=is_recorded)
    return (
        *(line for topic in topics for line in account.of(topic)),
        *(_furniture(article, paragraph) for paragraph in _around(article)),
    )


class _Accounting:
    """Makes the lines of one article."""

    def __init__(
        self,
        article: Article,
        found: Mapping[tuple[str, int], Sequence[Judged]],
        *,
        heard: Rehearing | None,
        find: Find,
        is_recorded: bool,
    ) -> None:
        self._article, self._found = article, found
        self._heard, self._find, self._is_recorded = heard, find, is_recorded

    def of(self, topic: str) -> Iterator[Line]:
        for sentence in self._article.sentences:
            some = self._found.get((topic, sentence.start), ())
            if not some:
                yield self._off_topic(sentence, topic)
            for number, one in enumerate(some):
                yield self._judged(sentence, one, number=number)

    def _off_topic(self, sentence: Sentence, topic: str) -> Line:
        heard = self._heard
        doubt = heard.doubt_of(topic, start=sentence.start) if heard else None
        same = heard.of(topic, start=sentence.start) if heard and self._is_recorded else []
        return Line(
            start=sentence.start,
            end=sentence.end,
            quote=self._article.quote(sentence),
            topic=topic,
            outcome="off-topic",
            reason=doubted(topic, start=sentence.start, heard=heard),
            likelihood=doubt.likelihood if doubt else None,
            today=Today.of(same[0]) if same else None,
        )

    def _judged(self, sentence: Sentence, one: Judged, *, number: int) -> Line:
        said, heard = one.statement, self._heard
        weighed = heard.weighed.get((said.topic, said.start)) if heard else None
        fresh = heard if self._is_recorded and not said.retroactive else None
        return Line(
            start=sentence.start,
            end=sentence.end,
            quote=self._article.quote(sentence),
            topic=said.topic,
            outcome="told" if isinstance(said, TopicChanged) else "silent",
            kind=said.kind,
            reason=said.reason,
            matched=", ".join(said.matched),
            likelihood=weighed.mention.strength if weighed else None,
            novelty=said.novelty,
            scored=scored(weighed) if weighed else None,
            nearest=self._find(said.nearest) if said.nearest else None,
            similarity=said.similarity,
            event=one.event,
            today=today(said, number=number, heard=fresh) if fresh else None,
        )


def _around(article: Article) -> Iterator[Paragraph]:
    return (one for one in article.paragraphs if one.role == "furniture")


def _furniture(article: Article, paragraph: Paragraph) -> Line:
    return Line(
        start=paragraph.start,
        end=paragraph.end,
        quote=article.text[paragraph.start : paragraph.end],
        topic=None,
        outcome="furniture",
        kind=paragraph.furniture,
        reason=f"furniture: {paragraph.furniture or 'text around the article'}",
    )
