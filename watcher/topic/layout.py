"""An article laid out for judging: its sentences in comparable form, where each one stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from watcher.article.model import Article, Role
from watcher.article.tokens import Token
from watcher.topic.anaphora import begins_with_quote, definite_heads, leading_pronoun
from watcher.topic.evidence import SentenceWords
from watcher.topic.phrases import keys_of
from watcher.topic.thesaurus import concepts_of, content_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a sentence stands and how it begins; sections are parted by headings."""

    role: Role
    paragraph: int
    section: int
    heading: int | None
    pronoun: str | None
    quote: bool
    heads: tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The sentences of an article, and in which of them each content word stands."""

    texts: tuple[str, ...]
    tokens: tuple[Sequence[Token], ...]
    words: tuple[SentenceWords, ...]
    places: tuple[Place, ...]
    present: frozenset[str]
    concepts: frozenset[str]
    holders: dict[str, tuple[int, ...]]


def lay_out(article: Article, tokens: Sequence[Sequence[Token]]) -> Layout:
    """Lay out an article whose sentences have these tokens."""
    words = tuple(_words(sentence) for sentence in tokens)
    holders: dict[str, list[int]] = {}
    for number, sentence in enumerate(words):
        for key in sentence.content:
            holders.setdefault(key, []).append(number)
    return Layout(
        texts=tuple(article.quote(sentence) for sentence in article.sentences),
        tokens=tuple(tokens),
        words=words,
        places=_places(article, tokens),
        present=frozenset().union(*(sentence.present for sentence in words)),
        concepts=frozenset().union(*(sentence.concepts for sentence in words)),
        holders={key: tuple(numbers) for key, numbers in holders.items()},
    )


def _words(tokens: Sequence[Token]) -> SentenceWords:
    keys = keys_of(tokens)
    return SentenceWords(keys, frozenset(keys), content_keys(tokens), concepts_of(keys))


def _places(article: Article, tokens: Sequence[Sequence[Token]]) -> tuple[Place, ...]:
    places: list[Place] = []
    section, heading = 0, None
    for number, sentence in enumerate(article.sentences):
        role = article.paragraphs[sentence.paragraph].role
        if role == "heading":
            section, heading = section + 1, number
        places.append(
            Place(
                role=role,
                paragraph=sentence.paragraph,
                section=section,
                heading=heading,
                pronoun=leading_pronoun(tokens[number]),
                quote=begins_with_quote(article.quote(sentence)),
                heads=definite_heads(tokens[number]),
            )
        )
    return tuple(places)
