"""Whether a sentence is worth telling: how surely it is on the topic, how new it is, what it moves.

One fitted combination decides, so that a surer mention may be less new and the other way round.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from watcher.events import Sensitivity
from watcher.topic.content import looks_back
from watcher.topic.features import MEASURES, Measured
from watcher.topic.model import Mention
from watcher.topic.novelty import log_odds, margin
from watcher.topic.statements import Statement
from watcher.topic.weights import TELL, TELL_BIAS

_LEAD = 4
# Statuses that a plain word for the act gives, and that are seldom said of what is old.
_PLAIN = frozenset({"cancelled", "postponed", "denied", "refused", "retracted", "corrected"})
_MOST_FIGURES = 2
# Loose keywords never make a sentence as sure as a description does; without this they would tell
# hardly half of what is new (streams of searches: recall .52, with it .70).
_LOOSE = 1.45
# How much surer (log-odds) a sentence must be to be told, by what the topic file asks for. On the
# labelled stories low tells 134 sentences (precision .80, recall .69), normal 169 (.76, .75) and
# high 229 (.66, .84).
ASKED: dict[Sensitivity, float] = {"low": 0.5, "normal": 0.0, "high": -0.5}
# Measures that say more than the newness which is made of them.
MEASURED = ("alike", "unseen words", "known runs", "new names", "new values", "known values")
_SETTING = ("length", "repetition", "history")
# What is weighed, in the order of `Weighed.features`.
FEATURES = (
    "on the topic",
    "likelihood",
    "novelty",
    "on the topic and new",
    "moved",
    "moved to a new value",
    "moved to a known value",
    "outdated",
    "status",
    "plain status",
    "speaker",
    "figures",
    "looking back",
    "lead",
    "length of the article",
    *MEASURED,
    *_SETTING,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A sentence with all that is known of it when it is decided whether to tell it.

    `moved` says that a figure, a status or a contradiction was found to have moved, `outdated` that
    an older value was told again. `number` counts the sentences of the article from 0, `length`
    says
    how many it has. `sensitivity` is what the file of `topic` asks for; `loose` says that it holds
    keywords and no description.
    """

    statement: Statement
    mention: Mention
    measured: Measured
    moved: bool
    outdated: bool
    number: int
    length: int
    sensitivity: Sensitivity = "normal"
    topic: str = ""
    loose: bool = False

    @property
    def features(self) -> tuple[float, ...]:
        """Give what is weighed, in the order of the weights."""
        statement, value_of = self.statement, dict(zip(MEASURES, self.measured.values, strict=True))
        sure, moved = _log_odds_of(self.mention.strength), float(self.moved)
        return (
            sure,
            self.mention.strength,
            log_odds(self.measured),
            sure * value_of["unseen pairs"],
            moved,
            moved * value_of["new values"],
            moved * value_of["known values"],
            float(self.outdated),
            float(statement.status is not None),
            float(statement.status in _PLAIN),
            float(statement.speaker is not None),
            min(_MOST_FIGURES, len(statement.counted)) / _MOST_FIGURES,
            float(looks_back(statement.tokens)),
            float(self.number < _LEAD),
            math.log(max(1, self.length)) / 4,
            *(value_of[name] for name in (*MEASURED, *_SETTING)),
        )


Tell = Callable[[Weighed], bool]


def is_worth_telling(weighed: Weighed) -> bool:
    """Tell whether a sentence is told."""
    return worth(weighed) >= 0


def worth(weighed: Weighed) -> float:
    """Give by how much (in log-odds) a sentence is more worth telling than it must be.

    Where every sentence counts, being on the topic is no question, and newness alone decides.
    """
    asked = ASKED[weighed.sensitivity]
    if weighed.mention.how == "everything":
        return margin(weighed.measured) - asked
    pulled = (w * v for w, v in zip(TELL, weighed.features, strict=True))
    return TELL_BIAS + (_LOOSE if weighed.loose else 0.0) + math.fsum(pulled) - asked


def _log_odds_of(likelihood: float) -> float:
    likelihood = min(0.999, max(0.001, likelihood))
    return math.log(likelihood / (1 - likelihood))
