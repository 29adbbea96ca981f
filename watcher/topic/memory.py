"""What has been said so far, searchable by words: the ground on which newness is measured.

Each word keeps a bit mask of the sentences that hold it, so that "was this pair of words ever said
together" is one AND, and forgetting the newest sentences is one mask.
"""

import heapq
import math
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

_FEW = 12
_LATEST = 50
_POSTINGS = 1500


class Memory:
    """Sentences as bags of stems, in the order in which they were said."""

    def __init__(self) -> None:
        self._masks: dict[str, int] = {}
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
        if not self._bags:
            return 1.0
        return max(0.1, math.log((len(self._bags) + 1) / (self.frequency(word) + 0.5)) + 0.1)

    def frequency(self, word: str) -> int:
        """Count the sentences that held this word."""
        return self._masks.get(word, 0).bit_count()

    def nearest(self, words: Iterable[str], *, most: int = _FEW) -> list[tuple[int, float]]:
        """Give the sentences that share most weight with these words: (number, shared weight).

        Candidates come from the rare words first; very common words alone nominate nobody.
        """
        weights = {word: self.weight(word) for word in words if word in self._masks}
        candidates, seen = 0, 0
        for word in sorted(weights, key=weights.__getitem__, reverse=True):
            mask = self._masks[word]
            candidates |= mask
            seen += mask.bit_count()
            if seen > _POSTINGS:
                break
        shared = []
        for number in _bits(candidates):
            bag = self._bags[number]
            shared.append((math.fsum(w for word, w in weights.items() if word in bag), number))
        best = heapq.nlargest(most, shared)
        return [(number, weight) for weight, number in best]


def shingles(run: Sequence[str]) -> list[tuple[str, ...]]:
    """Give the pairs and triples of words that follow each other."""
    return [*pairwise(run), *zip(run, run[1:], run[2:], strict=False)]


def _bits(mask: int) -> Iterable[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
