"""How new a sentence is, as one number from 0 to 1, and which measures weighed most."""

import math

from watcher.topic.features import MEASURES, Measured
from watcher.topic.weights import GATE, NOVELTY, NOVELTY_BIAS, NOVELTY_BY_HISTORY, VALUES_KNOWN

_BACKGROUND = frozenset({"length", "repetition", "history"})


def novelty_of(measured: Measured) -> float:
    """Give the likelihood that a sentence tells something not said before."""
    return round(1 / (1 + math.exp(-_logit(measured))), 4)


def is_new(measured: Measured, *, values_known: bool) -> bool:
    """Tell whether a sentence is new enough to be told.

    Where the latest sentences mostly repeated what was known, a new one must be surer; a sentence
    all of whose values and days were told before must be surer still.
    """
    history, repetition = measured.values[-1], measured.values[-2]
    plain, by_history, by_repetition = GATE
    gate = plain + by_history * history + by_repetition * repetition
    gate += VALUES_KNOWN if values_known else 0.0
    return _logit(measured) >= gate


def weightiest(measured: Measured) -> str:
    """Name the two measures that weighed most, for people."""
    pulls = zip(_pulls(measured), MEASURES, measured.values, strict=True)
    named = [(abs(pull), name, value) for pull, name, value in pulls if name not in _BACKGROUND]
    return ", ".join(f"{name} {value:.2f}" for _, name, value in sorted(named, reverse=True)[:2])


def _logit(measured: Measured) -> float:
    return NOVELTY_BIAS + math.fsum(_pulls(measured))


def _pulls(measured: Measured) -> list[float]:
    """Give what each measure adds: its weight may change with the length of the history."""
    history = measured.values[-1]
    return [
        (weight + by_history * history) * value
        for weight, by_history, value in zip(
            NOVELTY, NOVELTY_BY_HISTORY, measured.values, strict=True
        )
    ]
