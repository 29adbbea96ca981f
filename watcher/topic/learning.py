"""Words that the sentences of a topic have used so far, against those of all articles.

Disposable: it is folded from the articles and from which of their sentences counted.
"""

import math
from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

_DOUBT = 4.0
_FULL = 30


class Learned:
    """Counts of content words, by topic and in all."""

    def __init__(self) -> None:
        self._all: Counter[str] = Counter()
        self._sentences = 0
        self._of_topic: dict[str, Counter[str]] = {}
        self._counted: Counter[str] = Counter()

    def learn(self, words: Sequence[Collection[str]], counted: Mapping[str, Iterable[int]]) -> None:
        """Take in an article: the content words of its sentences, and which counted for a topic."""
        self._add(words, counted, by=1)

    def unlearn(
        self, words: Sequence[Collection[str]], counted: Mapping[str, Iterable[int]]
    ) -> None:
        """Take back what `learn` took in."""
        self._add(words, counted, by=-1)

    def _add(
        self, words: Sequence[Collection[str]], counted: Mapping[str, Iterable[int]], *, by: int
    ) -> None:
        self._sentences += by * len(words)
        for some in words:
            for word in some:
                self._all[word] += by
        for topic, numbers in counted.items():
            of_topic = self._of_topic.setdefault(topic, Counter())
            for number in numbers:
                self._counted[topic] += by
                for word in words[number]:
                    of_topic[word] += by

    def weights(self, topic: str, words: Iterable[str]) -> dict[str, float]:
        """Give for each word known how much more it is used on the topic than in general (log)."""
        of_topic = self._of_topic.get(topic)
        if not of_topic:
            return {}
        usual = (self._counted[topic] + 1) / (self._sentences + 2)
        weights = {}
        for word in words:
            everywhere = self._all[word]
            if everywhere > 0:
                rate = (of_topic[word] + _DOUBT * usual) / (everywhere + _DOUBT)
                weights[word] = math.log(rate / usual)
        return weights

    def confidence(self, topic: str) -> float:
        """Say how much was learnt of a topic, 0 to 1."""
        return min(self._counted[topic], _FULL) / _FULL


class Lessons:
    """What the newest articles teach; the oldest is taken back when there are too many."""

    def __init__(self, *, most: int) -> None:
        self.learned = Learned()
        self._most = most
        self._kept: deque[tuple[Sequence[Collection[str]], Mapping[str, Sequence[int]]]] = deque()

    def add(self, words: Sequence[Collection[str]], counted: Mapping[str, Sequence[int]]) -> None:
        """Take in the next article, as `Learned.learn` does."""
        kept = [
            tuple(some) for some in words
        ]  # of thousands of articles: sets take five times that
        self.learned.learn(kept, counted)
        self._kept.append((kept, counted))
        if len(self._kept) > self._most:
            self.learned.unlearn(*self._kept.popleft())


LEARNED_FEATURES = (
    "learnt words, mean",
    "learnt words, best three",
    "learnt words, sum",
    "learnt words, mean, by confidence",
    "confidence",
)


def learned_features(
    words: AbstractSet[str], *, weights: Mapping[str, float], confidence: float
) -> tuple[float, ...]:
    """Measure a sentence's words by what was learnt of a topic."""
    found = sorted((weights[word] for word in words if word in weights), reverse=True)
    mean = math.fsum(found) / max(3, len(found))
    best = math.fsum(found[:3]) / 3
    total = math.log1p(math.fsum(weight for weight in found if weight > 0))
    return (mean, best, total, mean * confidence, confidence)
