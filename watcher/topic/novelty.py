"""How new a sentence is, as one number from 0 to 1, and which measures weighed most."""

import math
from collections.abc import Sequence

from watcher.topic.features import MEASURES, Measured
from watcher.topic.weights import GATE, NOVELTY, NOVELTY_BIAS, NOVELTY_BY_HISTORY

_BACKGROUND = frozenset({"length", "repetition", "history"})


def novelty_of(measured: Measured) -> float:
    """Give the likelihood that a sentence tells something not said before."""
    return round(1 / (1 + math.exp(-log_odds(measured))), 4)


def margin(measured: Measured) -> float:
    """Tell by how much (in log-odds) a sentence is newer than it must be to be told.

    Where the latest sentences mostly repeated what was known, a new one must be surer.
    """
    history, repetition = measured.values[-1], measured.values[-2]
    plain, by_history, by_repetition = GATE
    return log_odds(measured) - (plain + by_history * history + by_repetition * repetition)


def weightiest(measured: Measured) -> str:
    """Name the two measures that weighed most, for people."""
    named = [
        (abs(pull), name, value)
        for pull, name, value in zip(pulls(measured.values), MEASURES, measured.values, strict=True)
        if name not in _BACKGROUND
    ]
    return ", ".join(f"{name} {value:.2f}" for _, name, value in sorted(named, reverse=True)[:2])


def log_odds(measured: Measured) -> float:
    """Give the log-odds that a sentence tells something not said before."""
    return log_odds_of(measured.values)


def log_odds_of(values: Sequence[float]) -> float:
    """Give the log-odds for the values of MEASURES, in their order."""
    return NOVELTY_BIAS + math.fsum(pulls(values))


def pulls(values: Sequence[float]) -> list[float]:
    """Give what each measure adds to the log-odds; weights change with the history."""
    history = values[-1]
    return [
        (weight + by_history * history) * value
        for weight, by_history, value in zip(NOVELTY, NOVELTY_BY_HISTORY, values, strict=True)
    ]
