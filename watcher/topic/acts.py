"""Acts: what two sentences speak of, compared by words, by concepts and by the days they name.

"The exchange fell through" and "there was no handover on Friday" share no word; they share what
they speak of and the day.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from watcher.article.tokens import tokenize
from watcher.topic.content import names_among
from watcher.topic.dates import DateSpan
from watcher.topic.phrases import keys_of
from watcher.topic.state import Known
from watcher.topic.thesaurus import concepts_of

_DAY, _OTHER_DAY = 0.3, 0.15
_NAMES = 0.1
_MOST_NAMES = 3
_WORDS = 0.1
_UNSEEN = 1.5  # sentences on other matters that are thought of beside those compared
_FEW = 1.5  # so that one concept shared by two short sentences is no proof
_KEPT = 4096
_ONE_DAY = timedelta(days=1)
# "said late on Thursday": the day on which it was said, not the day that is spoken of
_OF_SPEAKING = re.compile(
    r"\b(?:said|says|saying|told \w+|acknowledged|confirmed|announced|admitted|conceded|reported"
    r"|denied|added|warned|agreed)(?: late| early)?(?: on)? ?$"
)
ReadDates = Callable[[str, date | None], Sequence[DateSpan]]


@dataclass(frozen=True, slots=True)
class Act:
    """What a sentence speaks of: its concepts, its names and the days that it names, in order.

    `opener` is its first word, which may be a name as well; `texts` are the words for the days.
    """

    concepts: frozenset[str]
    names: frozenset[str]
    opener: frozenset[str]
    days: tuple[date, ...]
    texts: tuple[str, ...]

    def shares_names(self, other: "Act") -> int:
        """Count the names that both hold."""
        shared = (self.names | self.opener) & (other.names | other.opener)
        return len(shared - (self.opener & other.opener))


class Aligned(Struct, frozen=True, kw_only=True, gc=False):
    """An earlier statement and how surely it speaks of the same act (0 and up; 1 is plain).

    `tied` says that more than concepts ties the two: words, a name or a day; `named` that a name
    or a day does, `dated` that a day does.
    """

    known: Known
    likeness: float
    tied: bool
    named: bool
    dated: bool


class Acts:
    """Reads what sentences speak of; remembers the latest that it read."""

    def __init__(self, dates: ReadDates) -> None:
        self._dates = dates
        self._read = lru_cache(maxsize=_KEPT)(self._act)

    def of(self, quote: str, *, published: date | None) -> Act:
        """Give what a sentence speaks of."""
        return self._read(quote, published)

    def of_known(self, known: Known) -> Act:
        """Give what an earlier statement spoke of."""
        return self._read(known.quote, known.published.date() if known.published else None)

    def align(
        self, act: Act, candidates: Iterable[tuple[Known, float]], *, moves_day: bool = False
    ) -> list[Aligned]:
        """Hold an act against earlier statements, each with its cosine; the likest first.

        Another day speaks against it, unless the act is that something `moves_day`.
        """
        pairs = [(known, alike, self.of_known(known)) for known, alike in candidates]
        weigh = _weights(other.concepts for _, _, other in pairs)
        common = _common(other.names for _, _, other in pairs)
        act = replace(act, names=act.names - common, opener=act.opener - common)
        own = weigh(act.concepts)
        found = [
            _aligned(known, alike, act=act, other=other, own=own, weigh=weigh, moves_day=moves_day)
            for known, alike, other in pairs
        ]
        return sorted(found, key=lambda one: -one.likeness)

    def _act(self, quote: str, published: date | None) -> Act:
        tokens = tokenize(quote)
        spans = self._dates(quote, published)
        days = {
            span.first: quote[span.start : span.end]
            for span in reversed(spans)
            if span.last - span.first <= _ONE_DAY and not _OF_SPEAKING.search(quote, 0, span.start)
        }
        opener = frozenset(token.stem for token in tokens[:1])
        concepts = concepts_of(keys_of(tokens))
        names = names_among(tokens)
        return Act(concepts, names, opener, tuple(days), tuple(days.values()))


def _aligned(
    known: Known,
    alike: float,
    *,
    act: Act,
    other: Act,
    own: float,
    weigh: Callable[[Iterable[str]], float],
    moves_day: bool,
) -> Aligned:
    day = not frozenset(act.days).isdisjoint(other.days)
    both = math.sqrt((own + _FEW) * (weigh(other.concepts) + _FEW))
    meaning = weigh(act.concepts & other.concepts) / both
    names = min(_MOST_NAMES, act.shares_names(other))
    likeness = alike + meaning + _DAY * day + _NAMES * names
    elsewhen = bool(act.days and other.days) and not (day or moves_day)
    likeness -= _OTHER_DAY * elsewhen
    named = day or names > 0
    tied = named or alike >= _WORDS
    return Aligned(known=known, likeness=likeness, tied=tied, named=named, dated=day)


def _common(some: Iterable[frozenset[str]]) -> frozenset[str]:
    """Give the names that very many of these sentences hold: they tie none to another."""
    counts, size = _counted(some)
    most = max(3, size / 3)
    return frozenset([name for name, count in counts.items() if count > most])


def _weights(some: Iterable[frozenset[str]]) -> Callable[[Iterable[str]], float]:
    """Weigh concepts: those that few of these sentences speak of tell more."""
    counts, size = _counted(some)
    most = size + _UNSEEN
    weights = {name: math.log(most / (count + 0.5)) for name, count in counts.items()}
    unsaid = math.log(most / 0.5)

    def weigh(concepts: Iterable[str]) -> float:
        return math.fsum([weights.get(name, unsaid) for name in concepts])

    return weigh


def _counted(some: Iterable[frozenset[str]]) -> tuple[dict[str, int], int]:
    """Count in how many of these sets each word stands, and the sets."""
    counts: dict[str, int] = {}
    size = 0
    for words in some:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
        size += 1
    return counts, size
