"""The grounds on which it was decided whether to tell a sentence, strongest first, in words."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from watcher.topic.features import MEASURES
from watcher.topic.novelty import log_odds, pulls
from watcher.topic.telling import FEATURES, Weighed, worth
from watcher.topic.weights import TELL

# from this score on a sentence is told
TOLD_FROM = 0.5
_LEAST = 0.05
# they say how strict to be, and nothing of the sentence itself
_BACKGROUND = frozenset({"length", "length of the article", "repetition", "history", "novelty"})


# several features that say one thing are one ground
_PART_OF = {
    "likelihood": "on the topic",
    "on the topic and new": "on the topic",
    "moved to a new value": "moved",
    "moved to a known value": "moved",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One measure of a sentence: its value, and how much (log-odds) it spoke for telling it."""

    measure: str
    value: float
    pull: float
    words: str


def score_of(weighed: Weighed) -> float:
    """Give the likelihood (0 to 1) that a sentence is worth telling; it is told from 0.5 on."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, worth(weighed))))), 4)


def grounds_of(weighed: Weighed) -> tuple[Ground, ...]:
    """Give what spoke for telling a sentence and what against it, strongest first."""
    found = [
        Ground(measure=name, value=round(value, 4), pull=round(pull, 3), words=_say(name, weighed))
        for name, value, pull in _pulled(weighed)
        if name not in _BACKGROUND and abs(pull) >= _LEAST
    ]
    return tuple(sorted(found, key=lambda ground: -abs(ground.pull)))


def _pulled(weighed: Weighed) -> Iterator[tuple[str, float, float]]:
    """Give each measure with its value and pull: by itself, and as a part of the novelty."""
    newness = dict(zip(MEASURES, pulls(weighed.measured.values), strict=True))
    if weighed.mention.how == "everything":
        for name, value in zip(MEASURES, weighed.measured.values, strict=True):
            yield name, value, newness[name]
        return
    share = TELL[FEATURES.index("novelty")]
    pulled: dict[str, float] = defaultdict(float)
    for name, value, weight in zip(FEATURES, weighed.features, TELL, strict=True):
        pulled[_PART_OF.get(name, name)] += weight * value + share * newness.get(name, 0.0)
    for name, value in zip(FEATURES, weighed.features, strict=True):
        if name in pulled:
            yield name, value, pulled[name]


def _say(name: str, weighed: Weighed) -> str:
    say = _WORDS.get(name)
    value = weighed.features[FEATURES.index(name)]
    return say(value, weighed) if say else f"{name} {value:.2f}"


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def _count(number: float, one: str, *, many: str, most: int | None = None) -> str:
    """Say how many; a measure that ends at `most` knows no more than that."""
    more = " or more" if round(number) == most else ""
    return f"{round(number)}{more} {one if round(number) == 1 else many}"


_UNHEARD = " not heard of before"
_VALUE, _VALUES = "number or day", "numbers or days"
_Say = Callable[[float, Weighed], str]
_WORDS: dict[str, _Say] = {
    "on the topic": lambda _, w: f"{_percent(w.mention.strength)} likely to bear on the topic",
    "novelty": lambda _, w: f"newness {1 / (1 + math.exp(-log_odds(w.measured))):.2f}",
    "moved": lambda *_: "it moves a figure or a status, or gainsays what was told",
    "outdated": lambda *_: "it tells an older value again",
    "status": lambda _, w: f"it says how something stands: {w.statement.status}",
    "plain status": lambda _, w: f"it says so in a plain word: {w.statement.status}",
    "speaker": lambda _, w: f"it says who says so: {w.statement.speaker}",
    "figures": lambda _, w: _count(len(w.statement.counted), "figure is", many="figures are")
    + " in it",
    "looking back": lambda *_: "it speaks of a time long past",
    "lead": lambda *_: "it is one of the first sentences of the article",
    "contained": lambda value, _: f"one earlier sentence holds {_percent(value)} of what it says",
    "alike": lambda value, _: f"its nearest earlier sentence is {_percent(value)} alike",
    "unseen words": lambda value, _: f"{_percent(value)} of its words, by weight, are new here",
    "unseen pairs": lambda value, _: f"{_percent(value)} of its word pairs were never used before",
    "known runs": lambda value, _: f"{_percent(value)} of its runs of words were used before",
    "new names": lambda value, _: _count(4 * value, "name", many="names", most=4) + _UNHEARD,
    "new values": lambda value, _: _count(3 * value, _VALUE, many=_VALUES, most=3) + _UNHEARD,
    "known values": lambda *_: "all its numbers and days are known",
    "old cue": lambda *_: "its words speak of what is past",
    "new cue": lambda *_: "its words speak of what is new",
}  # fmt: skip
