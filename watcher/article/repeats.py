"""Finds paragraphs that an article says twice."""

import re
from collections import Counter
from collections.abc import Sequence

_FEWEST_WORDS = 8
_ALIKE = 0.9
_NAMED_BY = 4  # words by which an earlier paragraph is found
_MOST_HELD = 20
_DIGIT = re.compile(r"\d")


def find_repeats(paragraphs: Sequence[str | None]) -> list[int | None]:
    """Give for each paragraph the number of the earlier one that it says again.

    Nearly the same counts (nine tenths of the words) where no number differs. What is null is
    not looked at.
    """
    index: dict[str, list[int]] = {}
    held: dict[int, Counter[str]] = {}
    found: list[int | None] = []
    for number, paragraph in enumerate(paragraphs):
        words = Counter(paragraph.lower().split()) if paragraph else Counter[str]()
        if words.total() < _FEWEST_WORDS:
            found.append(None)
            continue
        names = sorted(words, key=len, reverse=True)[:_NAMED_BY]  # long words are rare
        near = sorted({other for name in names for other in index.get(name, ())})
        found.append(next((other for other in near if _alike(words, held[other])), None))
        held[number] = words
        for name in names:
            if len(numbers := index.setdefault(name, [])) < _MOST_HELD:
                numbers.append(number)
    return found


def _alike(one: Counter[str], other: Counter[str]) -> bool:
    lengths = one.total(), other.total()
    if min(lengths) < _ALIKE * max(lengths):
        return False
    common = (one & other).total()
    if common < _ALIKE * max(lengths):
        return False
    return not any(_DIGIT.search(word) for word in (one - other) | (other - one))
