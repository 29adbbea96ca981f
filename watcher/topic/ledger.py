"""The figures of a topic as they were told, and which of them two sentences can be compared by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from watcher.events import Figure
from watcher.topic.state import Known, TopicState

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure that an earlier statement told."""

    known: Known
    figure: Figure


def comparable(state: TopicState, figure: Figure) -> tuple[Told, ...]:
    """Give the earlier figures of the same unit and counted thing, in log order."""
    numbers = sorted({n for word in figure.what.split() for n in state.counted.get(word, ())})
    return tuple(
        Told(known=state.known[number], figure=told)
        for number in numbers
        for told in state.known[number].figures
        if told.value is not None and counts_the_same(told, figure)
    )


def counts_the_same(one: Figure, other: Figure) -> bool:
    """Tell whether two figures count the same thing in the same unit."""
    if one.unit != other.unit and not (_is_people(one) and _is_people(other)):
        return False
    mine, theirs = set(one.what.split()), set(other.what.split())
    return bool(mine) and (mine <= theirs or theirs <= mine)


def _is_people(figure: Figure) -> bool:
    return figure.unit in (None, "people")


def same_value(one: Figure, other: Figure) -> bool:
    """Tell whether two figures say the same number: equal values, whatever the wording."""
    return (one.value, one.max) == (other.value, other.max)


def current(told: Sequence[Told]) -> Told:
    """Give the figure that stands: the latest published, then the latest told."""
    return max(enumerate(told), key=lambda item: (_published(item[1].known), item[0]))[1]


def _published(known: Known) -> datetime:
    return known.published or _NEVER
