"""Meaning: how close a sentence is to what a topic is about, by which words the news uses alike.

"Residents fled the valley" shares no word with "evacuations", but words that are used in the same
places have like vectors, and a sentence is close to a topic when the sums of their words' vectors
point the same way. What all topics have in common says nothing of any one of them, so each is held
against the others. The vectors are data, made by scripts/make_meaning.py.
"""

import math
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import mul

from watcher.topic.vocabulary import Vocabulary

Vector = tuple[float, ...]

# Common words say little: the weight of a word grows with the logarithm of its rank.
_COMMON, _RARE = 20, 9.5
# How much of what the other topics have in common is taken from each.
_SHARED = 0.7
_KEPT = 4096  # rows that are ready to be added


class Meaning:
    """Vectors of words, as `keys_of` writes them; the most frequent word comes first.

    `vectors` holds one signed byte for each dimension of each word, in the order of `keys`.
    Raises ValueError where it holds more or fewer.
    """

    def __init__(self, keys: Sequence[str] = (), vectors: bytes = b"") -> None:
        self._at = {key: number for number, key in enumerate(keys)}
        self._vectors = array("b", vectors)
        self._size = len(vectors) // len(keys) if keys else 0
        if len(vectors) != self._size * len(keys):
            message = f"{len(vectors)} bytes are no vectors of {len(keys)} words"
            raise ValueError(message)
        self._row = lru_cache(maxsize=_KEPT)(self._weighed)

    def _weighed(self, key: str) -> Vector:
        number = self._at[key]
        weight = min(1.0, math.log(number + _COMMON) / _RARE)
        row = self._vectors[number * self._size : (number + 1) * self._size]
        return tuple([weight * value for value in row])

    def of(self, keys: Iterable[str]) -> Vector:
        """Give the direction of words together, one in length; no direction if none is known."""
        rows = [self._row(key) for key in sorted(keys) if key in self._at]
        if not rows:
            return (0.0,) * self._size
        return _unit([math.fsum(values) for values in zip(*rows, strict=True)])

    def of_topic(self, vocabulary: Vocabulary) -> Vector:
        """Give the direction of a topic; names say who it is about, but not what."""
        core = vocabulary.core - vocabulary.proper or vocabulary.core
        return self.of([*core, *core, *(vocabulary.about - vocabulary.proper)])


def apart(centres: Sequence[Vector]) -> list[Vector]:
    """Give of each topic's direction what the others do not share."""
    if len(centres) < 2:
        return list(centres)
    whole = [math.fsum(values) for values in zip(*centres, strict=True)]
    share = _SHARED / (len(centres) - 1)
    return [
        _unit([one - share * (every - one) for one, every in zip(centre, whole, strict=True)])
        for centre in centres
    ]


def closeness(one: Vector, other: Vector) -> float:
    """Give the cosine of two directions, -1 to 1; 0 where one of them is none."""
    return math.fsum(map(mul, one, other))


def _unit(values: Sequence[float]) -> Vector:
    length = math.sqrt(sum(map(mul, values, values)))
    return tuple([value / length for value in values]) if length else tuple(values)
