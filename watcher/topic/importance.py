"""How much a reader would want to be told a statement, from 0 to 1."""

from watcher.events import ChangeKind, RepeatKind

_KIND = {"correction": 0.5, "status": 0.45, "figure": 0.45, "dispute": 0.45, "new": 0.3}


def importance_of(
    kind: ChangeKind | RepeatKind, *, novelty: float, strength: float, place: int, figures: int
) -> float:
    """Weigh what moved, how new it is, how surely it is on the topic, and how far up it stands."""
    lead = 0.2 / (1 + place / 3)
    counted = 0.05 if figures else 0.0
    total = _KIND.get(kind, 0.1) + 0.2 * novelty + 0.1 * strength + lead + counted
    return round(min(1.0, total), 3)
