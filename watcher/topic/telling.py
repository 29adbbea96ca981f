"""Whether a sentence is worth telling: how surely it is on the topic, how new it is, what it moves.

One fitted combination decides, so that a surer mention may be less new and the other way round.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from watcher.events import Sensitivity
from watcher.topic.features import MEASURES, Measured
from watcher.topic.model import Mention
from watcher.topic.novelty import log_odds, margin
from watcher.topic.statements import Statement
from watcher.topic.weights import TELL, TELL_BIAS

_LEAD = 4
# Statuses that a plain word for the act gives, and that are seldom said of what is old.
_PLAIN = frozenset({"cancelled", "postponed", "denied", "refused", "retracted", "corrected"})
_MOST_NAMES = 5
_MOVED = 1.0
# How much surer (log-odds) a sentence must be to be told, by what the topic file asks for. On the
# labelled stories low tells 107 sentences (precision .82, recall .56), normal 171 (.72, .72) and
# high 265 (.58, .82).
ASKED: dict[Sensitivity, float] = {"low": 0.5, "normal": 0.0, "high": -0.5}
# What is weighed, in the order of `Weighed.features`.
FEATURES = (
    "on the topic",
    "novelty",
    "moved",
    "outdated",
    "status",
    "plain status",
    "names",
    "place",
    "lead",
    *MEASURES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A sentence with all that is known of it when it is decided whether to tell it.

    `moved` says that a figure, a status or a contradiction was found to have moved, `outdated` that
    an older value was told again. `place` runs from 0 at the top of the article to 1 at its end,
    `number` counts its sentences from 0. `sensitivity` is what the file of `topic` asks for.
    """

    statement: Statement
    mention: Mention
    measured: Measured
    moved: bool
    outdated: bool
    place: float
    number: int
    sensitivity: Sensitivity = "normal"
    topic: str = ""

    @property
    def features(self) -> tuple[float, ...]:
        """Give what is weighed, in the order of the weights."""
        return (
            _log_odds_of(self.mention.strength),
            log_odds(self.measured),
            float(self.moved),
            float(self.outdated),
            float(self.statement.status is not None),
            float(self.statement.status in _PLAIN),
            min(_MOST_NAMES, len(self.statement.names)) / _MOST_NAMES,
            self.place,
            float(self.number < _LEAD),
            *self.measured.values,
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
        return margin(weighed.measured) + (_MOVED if weighed.moved else 0.0) - asked
    pulled = (w * v for w, v in zip(TELL, weighed.features, strict=True))
    return TELL_BIAS + math.fsum(pulled) - asked


def _log_odds_of(likelihood: float) -> float:
    likelihood = min(0.999, max(0.001, likelihood))
    return math.log(likelihood / (1 - likelihood))
