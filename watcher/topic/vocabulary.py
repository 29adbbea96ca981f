"""The words by which a topic can be recognised, beside its phrases."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watcher.article.tokens import STOP, Token, tokenize
from watcher.events import Definition
from watcher.topic.phrases import key_of, keys_of
from watcher.topic.thesaurus import concepts_of_word, content_keys, light_words, runs_of

Support = Counter[str]


@dataclass(frozen=True, slots=True)
class Member:
    """A word of a term, and the concepts that may stand for it; a name has none."""

    key: str
    concepts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words and concepts of the terms and the name (`core`), and of the description (`about`).

    `proper` are words of names. `loose` are the terms as sets of words: a sentence that holds
    them all, each as itself or by its concept, says the term in other words. `own_names` are the
    names that the topic is about; those of the aliases alone may stand at its edge. A sentence
    that holds none of `keys` and `concepts` has nothing of the topic.
    """

    core: frozenset[str]
    light: frozenset[str]
    core_concepts: frozenset[str]
    about: frozenset[str]
    about_concepts: frozenset[str]
    proper: frozenset[str]
    own_names: frozenset[str]
    meanings: dict[str, frozenset[str]]
    loose: tuple[tuple[str, tuple[Member, ...]], ...]
    keys: frozenset[str]
    concepts: frozenset[str]


def vocabulary_of(definition: Definition) -> Vocabulary:
    """Collect the words of a topic's definition."""
    phrases = [*(term for term in definition.terms if term != "*"), definition.name]
    texts = [tokenize(phrase) for phrase in phrases]
    description = tokenize(definition.about or "")
    light = light_words()
    every = frozenset(key_of(word) for text in texts for word in text if word.fold not in STOP)
    core, about = every - light, content_keys(description) - every
    support = _support(core, texts, weight=2) + _support(about, [description], weight=1)
    meanings = {key: _meaning(key, support) for key in core | about}
    names = _names_within(texts)
    own_names = names | _names_within([description])
    core_concepts = _join(meanings[key] for key in core - names) | _runs(texts)
    about_concepts = _join(meanings[key] for key in about) | _runs([description])
    proper = own_names | _alias_words(definition)
    return Vocabulary(
        core=core,
        light=every & light,
        core_concepts=core_concepts,
        about=about,
        about_concepts=about_concepts - core_concepts,
        proper=proper,
        own_names=own_names,
        meanings=meanings,
        loose=_loose(phrases, texts, meanings, names),
        keys=every | about | proper,
        concepts=core_concepts | about_concepts,
    )


def _support(keys: Iterable[str], texts: Iterable[Sequence[Token]], *, weight: int) -> Support:
    support: Support = Counter()
    for key in keys:
        for concept in concepts_of_word(key):
            support[concept] += weight
    for text in texts:
        for concept in runs_of(keys_of(text)):
            support[concept] += weight
    return support


def _meaning(key: str, support: Support) -> frozenset[str]:
    """Keep those concepts of a word that most other words of the topic share."""
    concepts = concepts_of_word(key)
    if len(concepts) < 2:
        return concepts
    most = max([support[concept] for concept in concepts])
    return frozenset([concept for concept in concepts if support[concept] == most])


def _join(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _runs(texts: Iterable[Sequence[Token]]) -> frozenset[str]:
    return _join(runs_of(keys_of(text)) for text in texts)


def _names_within(texts: Iterable[Sequence[Token]]) -> frozenset[str]:
    """Give the capitalised words; a text that begins with one says little by it."""
    return frozenset(
        key_of(word)
        for text in texts
        for at, word in enumerate(text)
        if word.text[0].isupper()
        and (at > 0 or len(text) < 4 or word.text.isupper())
        and word.fold not in STOP
    )


def _alias_words(definition: Definition) -> frozenset[str]:
    spelled = [name for known, others in definition.aliases.items() for name in (known, *others)]
    return _names_within(tokenize(f"the {name}") for name in spelled)


def _loose(
    phrases: Sequence[str],
    texts: Sequence[Sequence[Token]],
    meanings: dict[str, frozenset[str]],
    names: frozenset[str],
) -> tuple[tuple[str, tuple[Member, ...]], ...]:
    loose = []
    for phrase, text in zip(phrases, texts, strict=True):
        keys = [key_of(word) for word in text if word.fold not in STOP]
        kept = [key for key in keys if key in meanings]
        members = [
            Member(key, frozenset() if key in names else meanings[key])
            for key in dict.fromkeys(kept)
        ]
        if len(keys) > 1 and members:
            loose.append((phrase, tuple(members)))
    return tuple(loose)
