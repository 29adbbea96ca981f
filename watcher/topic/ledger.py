"""The figures of a topic as they were told, and which of them two sentences can be compared by."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watcher.events import Figure
from watcher.topic.state import Known, TopicState

_RECENT = 8
_AGE = 0.25
_OTHER_WORDS = 0.5
_VAGUE = frozenset("people persons others residents inhabitants citizens names".split())
_THINGS = frozenset({"homes"})
_HELD = ("level", "previous")
_COUNTS = (None, "people")
_FEW = 10
_LATELY = 40
# By how much the exact value may differ from the one that is said, by the word before it.
_ROUNDED = {"more than": (1.0, 1.1), "nearly": (0.9, 1.0), "about": (0.95, 1.05)}
_NEAR = 0.35  # up to 1.4 times as large


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure that an earlier statement told."""

    known: Known
    figure: Figure


def comparable(state: TopicState, figure: Figure) -> tuple[Told, ...]:
    """Give the earlier levels of the same unit and counted thing, in log order.

    Those that were told as what held before are among them.
    """
    numbers = sorted({n for word in figure.what.split() for n in state.counted.get(word, ())})
    return tuple(
        Told(known=state.known[number], figure=told)
        for number in numbers
        for told in state.known[number].figures
        if told.role in _HELD and told.value is not None and counts_the_same(told, figure)
    )


def levels_of(told: Sequence[Told]) -> list[Told]:
    """Give those that were told as what holds."""
    return [one for one in told if one.figure.role == "level"]


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
    if not _in_one_unit(one, other):
        return False
    mine, theirs = set(one.what.split()), set(other.what.split())
    if mine != theirs and (mine <= _VAGUE or theirs <= _VAGUE):
        return False
    return bool(mine) and (mine <= theirs or theirs <= mine)


def chain_of(told: Sequence[Told]) -> list[Told]:
    """Give the values that held one after the other, each once, the latest last.

    A value that is only told again, or was told when it no longer held, moves nothing.
    """
    chain: list[Told] = []
    seen: set[tuple[float | None, float | None]] = set()
    for one in told:
        value, now = (one.figure.value, one.figure.max), one.known.now
        moved = now is not None and same_value(now, one.figure)
        loose = one.known.kind == "background" and bool(chain)
        if moved or (value not in seen and one.known.kind != "outdated" and not loose):
            chain = [old for old in chain if not same_value(old.figure, one.figure)]
            if one.figure.role == "level":
                chain.append(one)
        seen.add(value)
    return chain


def _in_one_unit(one: Figure, other: Figure) -> bool:
    """Tell whether two figures are in one unit; a count need not say its unit again."""
    if "people" in (one.unit, other.unit) and not (is_whole(one) and is_whole(other)):
        return False
    if one.unit == other.unit or (one.unit in _COUNTS and other.unit in _COUNTS):
        return True
    bare, full = (one, other) if one.unit in _COUNTS else (other, one)
    return bare.unit in _COUNTS and is_counted(full)


def is_counted(figure: Figure) -> bool:
    """Tell whether a figure is a count of things or people, not a measure or money."""
    return figure.unit in _COUNTS or figure.unit in {*figure.what.split(), *_THINGS}


def is_whole(figure: Figure) -> bool:
    """Tell whether a figure has no fraction, as every count of people."""
    return all(value is None or float(value).is_integer() for value in (figure.value, figure.max))


def is_vague_count(figure: Figure) -> bool:
    """Tell whether a figure says no more than that it counts people."""
    return set(figure.what.split()) <= _VAGUE


def same_value(one: Figure, other: Figure) -> bool:
    """Tell whether two figures say the same number: equal values, whatever the wording."""
    return (one.value, one.max) == (other.value, other.max)


def is_rounded(figure: Figure, exact: Figure) -> bool:
    """Tell whether a figure only says a known one less exactly: "nearly 60" where it was 58."""
    least, most = _ROUNDED.get(figure.qualifier or "", (1.0, 1.0))
    if not figure.value or exact.value is None or figure.max is not None:
        return False
    rounder = _digits(figure.value) < _digits(exact.value)
    return rounder and least * figure.value <= exact.value <= most * figure.value


def _digits(value: float) -> int:
    """Count the digits that say something: 2 of 1,900."""
    return len(f"{value:.6f}".replace(".", "").strip("0"))


def told_value(state: TopicState, figure: Figure) -> Told | None:
    """Find where this very value was told, if it may have counted the same; the latest such.

    Small bare counts say nothing by themselves.
    """
    if figure.value is None or (figure.unit in _COUNTS and figure.value < _FEW):
        return None
    for known in reversed(state.known):
        for told in known.figures:
            if told.value != figure.value or told.unit != figure.unit:
                continue
            if not (told.what and figure.what) or counts_the_same(told, figure):
                return Told(known=known, figure=told)
    return None


def standing(told: Sequence[Told], figure: Figure) -> Told:
    """Give the figure that a new one most likely replaces.

    Of the latest values it is the one nearest in size: a part of the count ("five of them") stands
    further off than the count as it was. Another wording and age count against it.
    """
    chain = chain_of(told) or levels_of(told)
    return min(_distances(chain[-_RECENT:], figure), key=lambda item: item[0])[1]


def _distances(told: Sequence[Told], figure: Figure) -> Iterator[tuple[float, Told]]:
    for age, one in enumerate(reversed(told)):
        apart = min(1.0, _apart(one.figure.value, figure.value))
        wording = 0.0 if one.figure.what == figure.what else _OTHER_WORDS
        yield apart + wording + _AGE * age, one


def _apart(one: float | None, other: float | None) -> float:
    """Tell how far two values lie apart, in powers of e."""
    if not one or not other or one < 0 or other < 0:
        return 3.0
    return abs(math.log(one / other))
