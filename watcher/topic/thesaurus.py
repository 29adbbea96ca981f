"""Which words of the news speak of the same thing."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from watcher.article.tokens import STOP, Token, stem_of, tokenize
from watcher.topic.concepts import CONCEPTS, GENERIC_HEADS, LIGHT_WORDS
from watcher.topic.phrases import key_of, keys_of

_NONE: frozenset[str] = frozenset()
Runs = dict[str, list[tuple[tuple[str, ...], str]]]


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, frozenset[str]], Runs]:
    words: dict[str, set[str]] = {}
    runs: Runs = {}
    for entry in re.split(r"\n(?=\S)", CONCEPTS.strip()):
        name, _, listed = entry.partition(":")
        for word in listed.split():
            keys = tuple(keys_of(tokenize(word.replace("_", " "))))
            if len(keys) == 1:
                words.setdefault(keys[0], set()).add(name)
            else:
                runs.setdefault(keys[0], []).append((keys, name))
    return {word: frozenset(names) for word, names in words.items()}, runs


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
    return _tables()[0].get(key, _NONE)


def concepts_of(keys: Sequence[str]) -> frozenset[str]:
    """Give the concepts that a sentence may speak of."""
    words, _ = _tables()
    single = (words[key] for key in keys if key in words)
    return frozenset().union(*single, runs_of(keys))


def runs_of(keys: Sequence[str]) -> frozenset[str]:
    """Give the concepts that words side by side speak of: "power cut"."""
    _, runs = _tables()
    return frozenset(
        name
        for at, key in enumerate(keys)
        for run, name in runs.get(key, ())
        if tuple(keys[at : at + len(run)]) == run
    )


def content_keys(tokens: Iterable[Token]) -> frozenset[str]:
    """Give the words of a sentence that carry content."""
    light = light_words()
    keys = (key_of(token) for token in tokens if token.fold not in STOP)
    return frozenset(key for key in keys if key not in light)
