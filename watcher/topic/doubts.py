"""Why sentences do not count for a topic: what was found in them, and how likely they were."""

from collections.abc import Sequence
from dataclasses import dataclass

from watcher.article.model import Article
from watcher.article.tokens import Token
from watcher.topic.layout import lay_out
from watcher.topic.learning import Learned
from watcher.topic.mention_weights import COUNTS_FROM
from watcher.topic.mentions import TopicIndex, mention_of, settle, tokens_of

__all__ = ["COUNTS_FROM", "Doubt", "doubts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """The sentence at `start` as it was read for a topic: what was found, how likely (0 to 1).

    `excluded` says that it holds one of the words that the topic excludes, whatever else it holds.
    """

    start: int
    found: str
    likelihood: float
    excluded: bool


def doubts(
    article: Article,
    index: TopicIndex,
    *,
    tokens: Sequence[Sequence[Token]] | None = None,
    learned: Learned | None = None,
) -> dict[str, tuple[Doubt, ...]]:
    """Give for each topic that an article may speak of how each of its sentences was read.

    A topic that is not among them is not spoken of at all.
    """
    layout = lay_out(article, tokens_of(article) if tokens is None else tokens)
    return {
        reading.topic.id: tuple(
            Doubt(
                start=article.sentences[number].start,
                found=mention.matched,
                likelihood=mention.strength,
                excluded=reading.evidence[number].excluded,
            )
            for number in range(len(layout.texts))
            for mention in (mention_of(layout, reading, number),)
        )
        for reading in settle(layout, index, learned=learned or Learned())
    }
