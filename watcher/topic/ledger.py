"""The figures of a topic as they were told, and which of them two sentences can be compared by."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watcher.events import Figure
from watcher.topic.state import Known, TopicState

_RECENT = 8
_AGE = 0.12
_OTHER_WORDS = 0.5
_COUNTS = (None, "people")
_FEW = 10
_LATELY = 40
_NEAR = 0.35  # up to 1.4 times as large


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure that an earlier statement told."""

    known: Known
    figure: Figure


def comparable(state: TopicState, figure: Figure) -> tuple[Told, ...]:
    """Give the earlier levels of the same unit and counted thing, in log order."""
    numbers = sorted({n for word in figure.what.split() for n in state.counted.get(word, ())})
    return tuple(
        Told(known=state.known[number], figure=told)
        for number in numbers
        for told in state.known[number].figures
        if told.role == "level" and told.value is not None and counts_the_same(told, figure)
    )


def in_unit(state: TopicState, figure: Figure) -> tuple[Told, ...]:
    """Give the latest levels of the same unit and size, for a figure that says not what it counts.

    Only a unit of its own is enough; shares, and counts of people and things, are not.
    """
    if figure.unit in _COUNTS or figure.unit == "percent":
        return ()
    return tuple(
        Told(known=known, figure=told)
        for known in state.known[-_LATELY:]
        for told in known.figures
        if told.role == "level"
        and told.unit == figure.unit
        and _apart(told.value, figure.value) < _NEAR
    )


def counts_the_same(one: Figure, other: Figure) -> bool:
    """Tell whether two figures count the same thing in the same unit."""
    if one.unit != other.unit and not (one.unit in _COUNTS and other.unit in _COUNTS):
        return False
    mine, theirs = set(one.what.split()), set(other.what.split())
    return bool(mine) and (mine <= theirs or theirs <= mine)


def same_value(one: Figure, other: Figure) -> bool:
    """Tell whether two figures say the same number: equal values, whatever the wording."""
    return (one.value, one.max) == (other.value, other.max)


def told_value(state: TopicState, figure: Figure) -> Told | None:
    """Find where this very value was told, whatever it was said to count; the latest such.

    Small bare counts say nothing by themselves.
    """
    if figure.value is None or (figure.unit in _COUNTS and figure.value < _FEW):
        return None
    for known in reversed(state.known):
        for told in known.figures:
            if told.value == figure.value and told.unit == figure.unit:
                return Told(known=known, figure=told)
    return None


def standing(told: Sequence[Told], figure: Figure) -> Told:
    """Give the figure that a new one most likely replaces.

    Of the latest told it is the one nearest in size: a part of the count ("five of them") stands
    further off than the count as it was. Another wording and age count against it.
    """
    return min(_distances(told[-_RECENT:], figure), key=lambda item: item[0])[1]


def _distances(told: Sequence[Told], figure: Figure) -> Iterator[tuple[float, Told]]:
    for age, one in enumerate(reversed(told)):
        apart = _apart(one.figure.value, figure.value)
        wording = 0.0 if one.figure.what == figure.what else _OTHER_WORDS
        yield apart + wording + _AGE * age, one


def _apart(one: float | None, other: float | None) -> float:
    """Tell how far two values lie apart, in powers of e."""
    if not one or not other or one < 0 or other < 0:
        return 3.0
    return abs(math.log(one / other))
