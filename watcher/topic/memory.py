"""What has been said so far, searchable by words: the ground on which newness is measured.

Each word keeps the places where it was said, and the same as a bit mask: whether a pair of words
was ever said together is one AND.
"""

import heapq
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

_FEW = 12
_LATEST = 50
_POSTINGS = 600
_CANDIDATES = 24


class Memory:
    """Sentences as bags of stems, in the order in which they were said."""

    def __init__(self) -> None:
        self._masks: dict[str, int] = {}
        self._places: dict[str, list[int]] = {}
        self._bags: list[frozenset[str]] = []
        self._runs: list[tuple[str, ...]] = []
        self._alike: list[float] = []
        self._shingles: dict[tuple[str, ...], int] = {}

    def __len__(self) -> int:
        return len(self._bags)

    def add(
        self, words: Sequence[str], *, anchors: Collection[str] = (), alike: float = 0.0
    ) -> None:
        """Remember a sentence by its stems in order, stop words left out, and its anchors.

        `alike` says how alike it was to what was remembered before (0 to 1).
        """
        number = len(self._bags)
        bag, run = frozenset((*words, *anchors)), tuple(words)
        for word in bag:
            self._masks[word] = self._masks.get(word, 0) | 1 << number
            self._places.setdefault(word, []).append(number)
        for shingle in shingles(run):
            self._shingles.setdefault(shingle, number)
        self._bags.append(bag)
        self._runs.append(run)
        self._alike.append(alike)

    def rewind(self, count: int) -> None:
        """Forget all but the first `count` sentences."""
        keep = (1 << count) - 1
        del self._alike[count:]
        while len(self._bags) > count:
            for word in self._bags.pop():
                self._places[word].pop()
                left = self._masks.pop(word, 0) & keep
                if left:
                    self._masks[word] = left
        while len(self._runs) > count:
            for shingle in shingles(self._runs.pop()):
                if self._shingles.get(shingle, -1) >= count:
                    del self._shingles[shingle]

    @property
    def repetition(self) -> float:
        """Tell how alike the latest sentences were to what came before each of them (0 to 1)."""
        latest = self._alike[-_LATEST:]
        return math.fsum(latest) / len(latest) if latest else 0.0

    def bag(self, number: int) -> frozenset[str]:
        """Give the stems of a remembered sentence."""
        return self._bags[number]

    def knows(self, word: str) -> bool:
        """Tell whether any sentence held this word."""
        return word in self._masks

    def said_together(self, one: str, other: str) -> bool:
        """Tell whether one sentence held both words."""
        return bool(self._masks.get(one, 0) & self._masks.get(other, 0))

    def knows_shingle(self, shingle: tuple[str, ...]) -> bool:
        """Tell whether these words were said in a row."""
        return shingle in self._shingles

    def weight(self, word: str) -> float:
        """Give the weight of a word: the rarer among what was said, the heavier (IDF)."""
        return self._weigh([word])[0]

    def weights(self, words: Collection[str]) -> dict[str, float]:
        """Give the weight of each of these words."""
        return dict(zip(words, self._weigh(words), strict=True))

    def weight_of(self, number: int) -> float:
        """Give the weight of all words of a remembered sentence together."""
        return math.fsum(self._weigh(self._bags[number]))

    def _weigh(self, words: Iterable[str]) -> list[float]:
        places, all_said = self._places, math.log(len(self._bags) + 1) + 0.1
        if not self._bags:
            return [1.0 for _ in words]
        return [max(0.1, all_said - _log_of(len(places.get(word, ())))) for word in words]

    def frequency(self, word: str) -> int:
        """Count the sentences that held this word."""
        return len(self._places.get(word, ()))

    def nearest(self, weights: Mapping[str, float], *, most: int = _FEW) -> list[tuple[int, float]]:
        """Give the sentences that share most weight with these words: (number, shared weight).

        Candidates come from the rare words first; very common words alone nominate nobody, and of
        those that a common word nominates only the latest are looked at.
        """
        weights = {word: weight for word, weight in weights.items() if word in self._masks}
        partly: dict[int, float] = {}
        left = _POSTINGS
        for word in sorted(weights, key=weights.__getitem__, reverse=True):
            weight, places = weights[word], self._places[word]
            for number in places[-left:]:
                partly[number] = partly.get(number, 0.0) + weight
            left -= len(places)
            if left <= 0:
                break
        best = sorted(partly, key=partly.__getitem__, reverse=True)[:_CANDIDATES]
        shared = [(self._shared(number, weights), number) for number in best]
        return [(number, weight) for weight, number in heapq.nlargest(most, shared)]

    def _shared(self, number: int, weights: Mapping[str, float]) -> float:
        bag = self._bags[number]
        return math.fsum([weight for word, weight in weights.items() if word in bag])


@lru_cache(maxsize=4096)
def _log_of(count: int) -> float:
    return math.log(count + 0.5)


def shingles(run: Sequence[str]) -> list[tuple[str, ...]]:
    """Give the pairs and triples of words that follow each other."""
    return [*pairwise(run), *zip(run, run[1:], run[2:], strict=False)]
