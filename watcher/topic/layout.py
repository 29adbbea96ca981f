"""An article laid out for judging: its sentences in comparable form, where each one stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watcher.article.model import Article, Role
from watcher.article.tokens import Token
from watcher.topic.anaphora import begins_with_quote, definite_heads, leading_pronoun
from watcher.topic.evidence import SentenceWords
from watcher.topic.phrases import keys_of
from watcher.topic.thesaurus import concepts_of, content_keys, plain_concepts_of


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
    """The sentences of an article, and in which of them each content word stands (`holders`).

    `with_key` and `with_concept` say the same of all words and of concepts. `shared` are the
    content words of each sentence that stand in another one too; `paragraphs` and `sections` list
    the sentences that stand together; a headline stands in no section.
    """

    texts: tuple[str, ...]
    tokens: tuple[Sequence[Token], ...]
    words: tuple[SentenceWords, ...]
    places: tuple[Place, ...]
    present: frozenset[str]
    concepts: frozenset[str]
    holders: dict[str, tuple[int, ...]]
    with_key: dict[str, list[int]]
    with_concept: dict[str, list[int]]
    shared: tuple[tuple[str, ...], ...]
    paragraphs: tuple[tuple[int, ...], ...]
    sections: tuple[tuple[int, ...], ...]


def lay_out(article: Article, tokens: Sequence[Sequence[Token]]) -> Layout:
    """Lay out an article whose sentences have these tokens."""
    return assemble(
        texts=tuple(article.quote(sentence) for sentence in article.sentences),
        tokens=tuple(tokens),
        words=tuple(_words(sentence) for sentence in tokens),
        places=_places(article, tokens),
    )


def assemble(
    *,
    texts: tuple[str, ...],
    tokens: tuple[Sequence[Token], ...],
    words: tuple[SentenceWords, ...],
    places: tuple[Place, ...],
) -> Layout:
    """Put sentences together."""
    holders: dict[str, list[int]] = {}
    for number, sentence in enumerate(words):
        for key in sentence.content:
            holders.setdefault(key, []).append(number)
    return Layout(
        texts=texts,
        tokens=tokens,
        words=words,
        places=places,
        present=frozenset().union(*(sentence.present for sentence in words)),
        concepts=frozenset().union(*(sentence.concepts for sentence in words)),
        holders={key: tuple(numbers) for key, numbers in holders.items()},
        with_key=_where(sentence.present for sentence in words),
        with_concept=_where(sentence.concepts for sentence in words),
        shared=tuple(
            tuple(sorted(key for key in sentence.content if len(holders[key]) > 1))
            for sentence in words
        ),
        paragraphs=_together(place.paragraph for place in places),
        sections=_together(None if place.role == "headline" else place.section for place in places),
    )


def _where(marks: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Turn what each sentence holds into where each thing is held."""
    where: dict[str, list[int]] = {}
    for number, some in enumerate(marks):
        for mark in some:
            where.setdefault(mark, []).append(number)
    return where


def _together(marks: Iterable[int | None]) -> tuple[tuple[int, ...], ...]:
    """Group sentence numbers by mark; those without a mark are left out."""
    groups: dict[int, list[int]] = {}
    for number, mark in enumerate(marks):
        if mark is not None:
            groups.setdefault(mark, []).append(number)
    return tuple(tuple(group) for group in groups.values())


def _words(tokens: Sequence[Token]) -> SentenceWords:
    keys = keys_of(tokens)
    return SentenceWords(
        keys=keys,
        present=frozenset(keys),
        content=content_keys(tokens),
        concepts=concepts_of(keys),
        plain=plain_concepts_of(keys),
    )


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
