"""What has been said so far, searchable by words: the ground on which newness is measured.

Each word keeps the places where it was said; words in a row are kept as one number each, which
takes a third of the room that tuples take.
"""

import math
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

_FEW = 12
_LATEST = 50
_POSTINGS = 600
_CANDIDATES = 24
# words of one topic that get a number of their own; beyond a million two runs might look alike
_BITS = 20
_UNSAID = math.log(0.5)


class Memory:
    """Sentences as bags of stems, in the order in which they were said."""

    def __init__(self) -> None:
        self._places: dict[str, list[int]] = {}
        self._logs: dict[str, float] = {}
        self._bags: list[tuple[str, ...]] = []
        self._runs: list[tuple[str, ...]] = []
        self._alike: list[float] = []
        self._numbers: dict[str, int] = {}
        self._shingles: set[int] = set()
        self._said_first: list[int] = []

    def __len__(self) -> int:
        return len(self._bags)

    def add(
        self, words: Sequence[str], *, anchors: Collection[str] = (), alike: float = 0.0
    ) -> None:
        """Remember a sentence by its stems in order, stop words left out, and its anchors.

        `alike` says how alike it was to what was remembered before (0 to 1).
        """
        number, places, logs = len(self._bags), self._places, self._logs
        run = tuple(words)
        bag = tuple(dict.fromkeys((*run, *anchors)))
        for word in bag:
            said = places.get(word)
            if said is None:
                said = places[word] = []
            said.append(number)
            logs[word] = _log_of(len(said))
        for word in run:
            self._numbers.setdefault(word, len(self._numbers) + 1)
        self._remember_runs(run)
        self._bags.append(run if bag == run else bag)
        self._runs.append(run)
        self._alike.append(alike)

    def _remember_runs(self, run: Sequence[str]) -> None:
        """Note by one bit each which runs of words were never said before."""
        known, keys = self._shingles, self._keys([self._numbers[word] for word in run])
        self._said_first.append(sum(1 << at for at, key in enumerate(keys) if key not in known))
        known.update(keys)

    @staticmethod
    def _keys(numbers: Sequence[int]) -> list[int]:
        """Give pairs and triples as one number each, in the order of `shingles`."""
        pairs = [one << _BITS | other for one, other in pairwise(numbers)]
        return [
            *pairs,
            *(pair << _BITS | third for pair, third in zip(pairs, numbers[2:], strict=False)),
        ]

    def rewind(self, count: int) -> None:
        """Forget all but the first `count` sentences."""
        del self._alike[count:]
        while len(self._bags) > count:
            for word in self._bags.pop():
                said = self._places[word]
                said.pop()
                self._logs[word] = _log_of(len(said))
                if not said:
                    del self._places[word], self._logs[word]
        while len(self._runs) > count:
            first = self._said_first.pop()
            keys = self._keys([self._numbers[word] for word in self._runs.pop()])
            self._shingles.difference_update(key for at, key in enumerate(keys) if first >> at & 1)

    @property
    def repetition(self) -> float:
        """Tell how alike the latest sentences were to what came before each of them (0 to 1)."""
        latest = self._alike[-_LATEST:]
        return math.fsum(latest) / len(latest) if latest else 0.0

    def bag(self, number: int) -> frozenset[str]:
        """Give the stems of a remembered sentence."""
        return frozenset(self._bags[number])

    def knows(self, word: str) -> bool:
        """Tell whether any sentence held this word."""
        return word in self._places

    def said_together(self, one: str, other: str) -> bool:
        """Tell whether one sentence held both words."""
        rare, common = self._places.get(one), self._places.get(other)
        if rare is None or common is None:
            return False
        if len(rare) > len(common):
            rare, common = common, rare
        most = len(common)
        for number in reversed(rare):
            most = bisect_left(common, number, 0, most)
            if most < len(common) and common[most] == number:
                return True
        return False

    def unseen_pairs(self, words: Sequence[str]) -> tuple[int, int]:
        """Count the pairs of neighbours that no sentence held together, and all pairs.

        A word beside itself makes no pair.
        """
        numbers, known = self._numbers_of(words), self._shingles
        unseen = every = 0
        for at, (one, other) in enumerate(pairwise(words)):
            if one == other:
                continue
            every += 1
            if numbers[at] << _BITS | numbers[at + 1] not in known:
                unseen += not self.said_together(one, other)
        return unseen, every

    def knows_shingle(self, shingle: tuple[str, ...]) -> bool:
        """Tell whether these words were said in a row."""
        return self._keys(self._numbers_of(shingle))[-1] in self._shingles

    def known_runs(self, words: Sequence[str]) -> tuple[int, int]:
        """Count the pairs and triples of words that were said in a row before, and all."""
        known, keys = self._shingles, self._keys(self._numbers_of(words))
        return sum([key in known for key in keys]), len(keys)

    def _numbers_of(self, words: Sequence[str]) -> list[int]:
        numbers, unknown = self._numbers, len(self._numbers) + 1
        return [numbers.get(word, unknown) for word in words]

    def weight(self, word: str) -> float:
        """Give the weight of a word: the rarer among what was said, the heavier (IDF)."""
        return self._weigh([word])[0]

    def weights(self, words: Collection[str]) -> dict[str, float]:
        """Give the weight of each of these words."""
        return dict(zip(words, self._weigh(words), strict=True))

    def weight_of(self, number: int) -> float:
        """Give the weight of all words of a remembered sentence together."""
        logs, all_said = self._logs, self._all_said
        return math.fsum([all_said - logs[word] for word in self._bags[number]])

    def _weigh(self, words: Iterable[str]) -> list[float]:
        """Weigh words; no weight falls under 0.1, as no word was said more often than all."""
        if not self._bags:
            return [1.0 for _ in words]
        logs, all_said = self._logs, self._all_said
        return [all_said - logs.get(word, _UNSAID) for word in words]

    @property
    def _all_said(self) -> float:
        return math.log(len(self._bags) + 1) + 0.1

    def frequency(self, word: str) -> int:
        """Count the sentences that held this word."""
        return len(self._places.get(word, ()))

    def nearest(self, weights: Mapping[str, float], *, most: int = _FEW) -> list[tuple[int, float]]:
        """Give the sentences that share most weight with these words: (number, shared weight).

        Candidates come from the rare words first; very common words alone nominate nobody, and of
        those that a common word nominates only the latest are looked at.
        """
        known = {word: weight for word, weight in weights.items() if word in self._places}
        partly: dict[int, float] = {}
        left = _POSTINGS
        for word in sorted(known, key=known.__getitem__, reverse=True):
            weight, places = known[word], self._places[word]
            for number in places if len(places) <= left else places[-left:]:
                if number in partly:
                    partly[number] += weight
                else:
                    partly[number] = weight
            left -= len(places)
            if left <= 0:
                break
        best = sorted(partly, key=partly.__getitem__, reverse=True)[:_CANDIDATES]
        shared = [(self._shared(number, known), number) for number in best]
        shared.sort(reverse=True)
        return [(number, weight) for weight, number in shared[:most]]

    def _shared(self, number: int, weights: Mapping[str, float]) -> float:
        return math.fsum([weights[word] for word in self._bags[number] if word in weights])


@lru_cache(maxsize=65536)
def _log_of(count: int) -> float:
    return math.log(count + 0.5)


def shingles(run: Sequence[str]) -> list[tuple[str, ...]]:
    """Give the pairs and triples of words that follow each other."""
    return [*pairwise(run), *zip(run, run[1:], run[2:], strict=False)]
