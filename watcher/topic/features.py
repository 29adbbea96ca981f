"""Measures of how new a sentence is against what has been said: each cheap, each explains itself.

Method: unseen words, unseen word pairs and containment in the nearest earlier sentence are the
usual single measures of sentence novelty (TREC Novelty track 2002-2004, Temporal Summarization
2013-2015); here they are combined by fitted weights.
"""

import math
from dataclasses import dataclass

from watcher.topic.content import has_new_cue, has_old_cue
from watcher.topic.memory import Memory
from watcher.topic.statements import Statement

MEASURES = (
    "contained",
    "alike",
    "unseen words",
    "unseen pairs",
    "known runs",
    "new names",
    "new values",
    "known values",
    "old cue",
    "new cue",
    "length",
    "repetition",
    "history",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The measures of one sentence, in the order of MEASURES, and the sentences nearest to it.

    `near` holds numbers in the memory with how alike they are (cosine, 0 to 1), nearest first.
    """

    values: tuple[float, ...]
    near: tuple[tuple[int, float], ...]


def measure(statement: Statement, memory: Memory) -> Measured:
    """Measure a sentence against all that is remembered."""
    words, anchors = statement.words, statement.anchors
    # in one order, so that ties fall the same way in every process
    weights = memory.weights(tuple(dict.fromkeys((*words, *sorted(anchors)))))
    total = math.fsum(weights.values()) or 1.0
    contained, near = 0.0, []
    for number, shared in memory.nearest(weights):
        other = memory.weight_of(number) or 1.0
        near.append((number, shared / math.sqrt(total * other)))
        contained = max(contained, shared / total)
    near.sort(key=lambda item: (-item[1], -item[0]))
    unseen = sum([not memory.knows(anchor) for anchor in anchors])
    values = (
        contained,
        near[0][1] if near else 0.0,
        math.fsum(w for word, w in weights.items() if not memory.knows(word)) / total,
        _share(*memory.unseen_pairs(words)),
        _share(*memory.known_runs(words)),
        min(4, sum(not memory.knows(name) for name in statement.names)) / 4,
        min(3, unseen) / 3,
        float(bool(anchors) and not unseen),
        float(has_old_cue(statement.tokens)),
        float(has_new_cue(statement.tokens)),
        math.log(1 + len(weights)) / 4,
        memory.repetition,
        math.log(1 + len(memory)) / 7,
    )
    return Measured(values=values, near=tuple(near))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
