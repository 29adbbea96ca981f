"""Follows the figures that moved: the moves that are told, and all that was known before."""

from collections.abc import Callable, Mapping, Sequence

from watcher.digest.model import Before, Item, Track
from watcher.events import Figure, Statement, StatementRepeated, Was

FindStatement = Callable[[str], Statement | None]

_LONGEST = 60  # figures that a history goes back
_TELLING = 4  # figures that make a history: it moved more than twice


def tracks(
    items: Sequence[Item], roots: Mapping[str, str], find: FindStatement
) -> tuple[Track, ...]:
    """Give the ways of the figures that moved more than once here, or more than twice in all.

    `roots` gives for each event the first of the chain of changes that it continues.
    """
    chains: dict[str, list[Item]] = {}
    for item in items:
        if item.kind == "figure" and item.now and item.now.figure and not item.late:
            chains.setdefault(roots[item.event], []).append(item)
    found = (Track(moves=tuple(moves), history=_history(moves, find)) for moves in chains.values())
    return tuple(one for one in found if len(one.moves) > 1 or len(one.history) >= _TELLING)


def _history(moves: Sequence[Item], find: FindStatement) -> tuple[Figure, ...]:
    known = _known_before(moves[0].was, find)
    told = [item.now.figure for item in moves if item.now and item.now.figure]
    return tuple([*known, *told][-_LONGEST:])


def _known_before(was: Before | Was | None, find: FindStatement) -> list[Figure]:
    """Go back from change to change; one sentence may tell both values, and is its own before."""
    figures: list[Figure] = []
    seen: set[str] = set()
    while was and was.figure and was.event not in seen and len(figures) < _LONGEST:
        seen.add(was.event)
        figures.append(was.figure)
        was = _change_before(was.event, find)
    return figures[::-1]


def _change_before(event_id: str, find: FindStatement) -> Was | None:
    """Give what the change that led to a figure had changed; retellings are passed over."""
    earlier = find(event_id)
    if isinstance(earlier, StatementRepeated) and earlier.earlier:
        earlier = find(earlier.earlier)
    if earlier is None or isinstance(earlier, StatementRepeated) or earlier.kind != "figure":
        return None
    return earlier.was
