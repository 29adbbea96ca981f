"""Whether a sentence is worth telling: how surely it is on the topic, how new it is, what it moves.

One fitted combination decides, so that a surer mention may be less new and the other way round.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from watcher.events import Definition, Sensitivity
from watcher.topic.content import looks_back
from watcher.topic.features import MEASURES, Measured
from watcher.topic.model import Mention, has_loose_keywords
from watcher.topic.novelty import log_odds, margin, novelty_of
from watcher.topic.statements import Statement
from watcher.topic.weights import TELL, TELL_BIAS

_LEAD = 4
_SURE, _NEARLY_ALL, _NEW = 0.5, 0.9, 0.75
# Statuses that a plain word for the act gives, and that are seldom said of what is old.
_PLAIN = frozenset({"cancelled", "postponed", "denied", "refused", "retracted", "corrected"})
_MOST_FIGURES = 2
# What a topic file says little of is never as sure as what it describes: without this, searches by
# keywords tell three fifths of what is new (recall .60, with it .71), and topics without a
# description less than those with one.
_KEYWORDS, _NO_DESCRIPTION = 1.05, 0.3
# How much surer (log-odds) a sentence must be to be told, by what the topic file asks for. On the
# labelled stories low tells 149 sentences (precision .79, recall .74), normal 184 (.75, .80) and
# high 234 (.66, .86).
ASKED: dict[Sensitivity, float] = {"low": 0.5, "normal": 0.0, "high": -0.5}
# Measures that say more than the newness which is made of them.
MEASURED = ("alike", "unseen words", "known runs", "new names", "new values", "known values")
# What says how strict to be; beyond what the stories held that were fitted on, no stricter: a flood
# of reprints, or years of news, must not silence what is new.
_SETTING = {"length": 1.0, "repetition": 0.5, "history": 0.9}
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
    how many it has. `sensitivity` is what the file of `topic` asks for; `lenience` (log-odds)
    makes up for how little the file says.
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
    lenience: float = 0.0

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
            min(1.0, math.log(max(1, self.length)) / 4),
            *(value_of[name] for name in MEASURED),
            *(min(most, value_of[name]) for name, most in _SETTING.items()),
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
    found = TELL_BIAS + weighed.lenience + math.fsum(pulled) - asked
    return max(0.0, found) if is_plainly_new(weighed) else found


def is_plainly_new(weighed: Weighed) -> bool:
    """Tell whether a sentence holds a term, and nearly nothing that was said before.

    It is told whatever else is weighed: in a flood of reprints too, or after years of news.
    """
    unseen = weighed.measured.values[MEASURES.index("unseen words")]
    return (
        weighed.mention.how == "term"
        and weighed.mention.strength >= _SURE
        and unseen >= _NEARLY_ALL
        and novelty_of(weighed.measured) >= _NEW
        and weighed.sensitivity != "low"
    )


def lenience_of(definition: Definition) -> float:
    """Give by how much (log-odds) less sure a sentence may be for how little a topic file says."""
    if has_loose_keywords(definition):
        return _KEYWORDS
    return 0.0 if definition.about else _NO_DESCRIPTION


def _log_odds_of(likelihood: float) -> float:
    likelihood = min(0.999, max(0.001, likelihood))
    return math.log(likelihood / (1 - likelihood))
