"""Scope: whether a count of victims is of the event that the earlier counts were of.

A topic may follow one attack, flood or crash after another. Nobody rises from the dead, so a much
lower count is of another event; so is one in another place than the earlier sentence names.
"""

from collections.abc import Sequence

from watcher.article.tokens import tokenize
from watcher.events import Figure
from watcher.topic.ledger import Told
from watcher.topic.state import Known, TopicState
from watcher.topic.statements import Statement

_VICTIMS = frozenset({"killed", "injured", "casualties"})
_PLACING = frozenset({"in", "at", "near", "outside", "on", "around"})
_LOWER = 0.75
_LATELY = 40
_TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december""".split()
)


def is_other_event(
    figure: Figure, chain: Sequence[Told], *, article_id: str, state: TopicState
) -> bool:
    """Tell whether a count of victims is of another event than the counts before."""
    if figure.value is None or not _is_of_victims(figure) or not chain:
        return False
    latest = chain[-1].figure
    if latest.value and figure.value < _LOWER * latest.value:
        return True
    return any(
        known.article_id == article_id and known.kind == "new" and _tells_victims(known)
        for known in state.known[-_LATELY:]
    )


def is_elsewhere(statement: Statement, figure: Figure, known: Known, *, state: TopicState) -> bool:
    """Tell whether two counts of victims are placed apart: "in Velm", "near Ost".

    A place of which nobody spoke before is another one.
    """
    if not _is_of_victims(figure):
        return False
    mine, theirs = places_of(statement.quote), places_of(known.quote)
    unheard = bool(mine) and not any(state.memory.knows(place) for place in mine)
    return unheard or (bool(mine and theirs) and mine.isdisjoint(theirs))


def places_of(quote: str) -> frozenset[str]:
    """Give the words of the names after "in", "at", "near"."""
    found: set[str] = set()
    placing = False
    for token in tokenize(quote):
        named = token.text[0].isupper() and token.fold not in _TIMES
        if placing and named:
            found.add(token.stem)
        placing = token.fold in _PLACING or (placing and named)
    return frozenset(found)


def _is_of_victims(figure: Figure) -> bool:
    return bool(_VICTIMS & set(figure.what.split()))


def _tells_victims(known: Known) -> bool:
    return any(_is_of_victims(figure) and figure.role == "level" for figure in known.figures)
