"""The earlier statements that one may be held against."""

from collections.abc import Mapping

from watcher.topic.state import Known, TopicState

_LATELY = 16
_FEWEST_WORDS = 3
_QUOTES = "\"'”’») "


def earlier_of(
    state: TopicState, near: Mapping[int, float], statuses: frozenset[str]
) -> list[tuple[Known, float]]:
    """Give the latest statements of these statuses, and those near in words."""
    numbers = {n for status in statuses for n in state.by_status.get(status, ())[-_LATELY:]}
    numbers |= {n for n in near if (state.known[n].status or "reported") in statuses}
    return [
        (state.known[number], near.get(number, 0.0))
        for number in sorted(numbers)
        if says_something(state.known[number])
    ]


def says_something(known: Known) -> bool:
    """Tell whether a statement is long enough to be held against, and no question."""
    return known.quote.count(" ") >= _FEWEST_WORDS and not known.quote.rstrip(_QUOTES).endswith("?")


def is_before(one: Known, other: Known) -> bool:
    """Tell whether a statement was published before another."""
    if one.published is None or other.published is None:
        return False
    return one.published < other.published
