"""How new a sentence is, as one number from 0 to 1, and which measures weighed most."""

import math

from watcher.topic.features import MEASURES, Measured
from watcher.topic.weights import NOVELTY, NOVELTY_BIAS


def novelty_of(measured: Measured) -> float:
    """Give the likelihood that a sentence tells something not said before."""
    total = math.fsum(w * v for w, v in zip(NOVELTY, measured.values, strict=True))
    return round(1 / (1 + math.exp(-(total + NOVELTY_BIAS))), 4)


def weightiest(measured: Measured) -> str:
    """Name the two measures that weighed most, for people."""
    pulls = [
        (abs(weight * (value - 0.5)), name, value)
        for name, weight, value in zip(MEASURES, NOVELTY, measured.values, strict=True)
        if name not in ("length", "history")
    ]
    two = sorted(pulls, reverse=True)[:2]
    return ", ".join(f"{name} {value:.2f}" for _, name, value in two)
