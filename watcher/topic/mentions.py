"""Where in an article each topic is meant, and by what."""

from collections.abc import Iterable, Sequence

from watcher.article.model import Article
from watcher.article.tokens import Token, tokenize
from watcher.topic.model import Mention, Topic
from watcher.topic.phrases import PhraseIndex


class TopicIndex:
    """All topics, ready to be looked for in one pass."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.topics: dict[str, Topic] = {topic.id: topic for topic in topics}
        every = self.topics.values()
        self.terms = PhraseIndex({topic.id: topic.terms for topic in every})


def tokens_of(article: Article) -> tuple[tuple[Token, ...], ...]:
    """Give the words of each sentence; offsets count from the start of the sentence."""
    return tuple(tuple(tokenize(article.quote(sentence))) for sentence in article.sentences)


def mentions(
    article: Article,
    index: TopicIndex,
    *,
    tokens: Sequence[Sequence[Token]] | None = None,
) -> dict[str, tuple[Mention, ...]]:
    """Give for each topic the sentences of an article that count for it, in order."""
    tokens = tokens_of(article) if tokens is None else tokens
    found: dict[str, list[Mention]] = {}
    for number, words in enumerate(tokens):
        text = article.quote(article.sentences[number])
        seen = set()
        for hit in index.terms.find(words, text=text):
            if hit.key not in seen:
                seen.add(hit.key)
                mention = Mention(sentence=number, how="term", words=hit.phrase, strength=0.8)
                found.setdefault(hit.key, []).append(mention)
    for topic in index.topics.values():
        if topic.everything:
            found[topic.id] = [
                Mention(sentence=number, how="everything", words="", strength=1.0)
                for number in range(len(tokens))
            ]
    return {topic: tuple(some) for topic, some in found.items()}
