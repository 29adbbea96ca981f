"""Which words of the news speak of the same thing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from watcher.article.tokens import STOP, Token, forms_in, stem_of, tokenize
from watcher.topic.concepts import CONCEPTS, GENERIC_HEADS, LIGHT_WORDS
from watcher.topic.phrases import key_of_forms, keys_of

_NONE: frozenset[str] = frozenset()
_TYPICAL = 8
Runs = dict[str, list[tuple[tuple[str, ...], str]]]


@dataclass(frozen=True, slots=True)
class _Tables:
    """For a word, its concepts, and those of which it is typical; for a first word, its runs."""

    words: dict[str, frozenset[str]]
    typical: dict[str, frozenset[str]]
    runs: Runs


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    words: dict[str, set[str]] = {}
    typical: dict[str, set[str]] = {}
    runs: Runs = {}
    for name, place, keys in _entries():
        if len(keys) > 1:
            runs.setdefault(keys[0], []).append((keys, name))
            continue
        words.setdefault(keys[0], set()).add(name)
        if place < _TYPICAL:
            typical.setdefault(keys[0], set()).add(name)
    return _Tables(_frozen(words), _frozen(typical), runs)


def _entries() -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Give each word of each concept with its place in the list."""
    for entry in re.split(r"\n(?=\S)", CONCEPTS.strip()):
        name, _, listed = entry.partition(":")
        for place, word in enumerate(listed.split()):
            yield name, place, tuple(keys_of(tokenize(word.replace("_", " "))))


def _frozen(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(names) for word, names in table.items()}


@lru_cache(maxsize=1)
def light_words() -> frozenset[str]:
    """Give the words that are too general to tell one subject from another."""
    return frozenset(stem_of(word) for word in LIGHT_WORDS.split())


@lru_cache(maxsize=1)
def generic_heads() -> frozenset[str]:
    """Give the nouns that can stand for any subject named before: "the matter"."""
    return frozenset(stem_of(word) for word in GENERIC_HEADS.split())


def concepts_of_word(key: str) -> frozenset[str]:
    """Give the concepts that a word by itself may speak of."""
    return _tables().words.get(key, _NONE)


def concepts_of(keys: Sequence[str]) -> frozenset[str]:
    """Give the concepts that a sentence may speak of."""
    words = _tables().words
    single = (words[key] for key in keys if key in words)
    return frozenset().union(*single, runs_of(keys))


def plain_concepts_of(keys: Sequence[str]) -> frozenset[str]:
    """Give the concepts that a sentence speaks of by one of their most typical words."""
    typical = _tables().typical
    single = (typical[key] for key in keys if key in typical)
    return frozenset().union(*single, runs_of(keys))


def runs_of(keys: Sequence[str]) -> frozenset[str]:
    """Give the concepts that words side by side speak of: "power cut"."""
    runs = _tables().runs
    return frozenset(
        name
        for at, key in enumerate(keys)
        for run, name in runs.get(key, ())
        if tuple(keys[at : at + len(run)]) == run
    )


def content_keys(tokens: Iterable[Token]) -> frozenset[str]:
    """Give the words of a sentence that carry content."""
    return _content((token.fold, token.stem) for token in tokens)


def content_keys_in(text: str) -> frozenset[str]:
    """Give the words of a text that carry content, where nothing else is asked of it."""
    return _content(forms_in(text))


def _content(forms: Iterable[tuple[str, str]]) -> frozenset[str]:
    keys = {key_of_forms(fold, stem) for fold, stem in forms if fold not in STOP}
    return frozenset(keys - light_words())
