"""Finds paragraphs that an article says twice."""

import re
from collections.abc import Sequence
from itertools import pairwise

from watcher.article.tokens import Token

_FEWEST_WORDS = 8
_ALIKE = 0.9
_NAMED_BY = 6  # shingles by which an earlier paragraph is found
_DIGIT = re.compile(r"\d")


def find_repeats(paragraphs: Sequence[Sequence[Token]]) -> list[int | None]:
    """Give for each paragraph the number of the earlier one that it says again.

    Nearly the same counts (nine tenths of the word pairs) where no number differs.
    """
    exact: dict[tuple[str, ...], int] = {}
    index: dict[tuple[str, str], list[int]] = {}
    pairs: list[frozenset[tuple[str, str]]] = []
    found: list[int | None] = []
    for number, tokens in enumerate(paragraphs):
        folds = tuple(token.fold for token in tokens)
        mine = frozenset(pairwise(folds))
        pairs.append(mine)
        earlier = exact.setdefault(folds, number) if len(folds) >= _FEWEST_WORDS else number
        if earlier == number and len(folds) >= _FEWEST_WORDS:
            names = sorted(mine, key=hash_of)[:_NAMED_BY]
            near = {other for name in names for other in index.get(name, ())}
            earlier = next((o for o in sorted(near) if _alike(mine, pairs[o])), number)
            for name in names:
                if len(held := index.setdefault(name, [])) < 20:
                    held.append(number)
        found.append(earlier if earlier != number else None)
    return found


def hash_of(pair: tuple[str, str]) -> tuple[int, tuple[str, str]]:
    """Order pairs by something that does not depend on their place or on the run."""
    return (sum(map(ord, pair[0])) * 2654435761 + sum(map(ord, pair[1])) * 40503) & 0xFFFF, pair


def _alike(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    common = len(one & other)
    if common < _ALIKE * max(len(one), len(other)):
        return False
    return not any(_DIGIT.search(word) for pair in one ^ other for word in pair)
