"""Corrections: what an outlet takes back or sets right, held against what it had told."""

from collections.abc import Mapping

from watcher.article.tokens import tokenize
from watcher.events import Now
from watcher.topic.acts import Acts
from watcher.topic.earlier import earlier_of, is_before
from watcher.topic.state import TopicState
from watcher.topic.statements import Statement
from watcher.topic.verdict import Change, was_known

CORRECTIONS = frozenset({"corrected", "retracted"})
_LATELY = 24
_SAID_BEFORE = 0.35
_CORRECTABLE = frozenset({"reported", "happened", "planned", "confirmed"})


def correction(
    statement: Statement,
    *,
    near: Mapping[int, float],
    state: TopicState,
    acts: Acts,
    outlet: str | None,
) -> Change | None:
    """Find what is corrected or taken back: what the outlet that is named had told."""
    status = statement.status or ""
    act = acts.of(statement.quote, published=None)
    told = earlier_of(state, near, _CORRECTABLE)
    own = [(known, alike) for known, alike in told if _names_outlet(statement, known.outlet)]
    mine = [(known, alike) for known, alike in told if known.outlet == outlet]
    denied = {known.was for known in state.known[-_LATELY:] if known.kind == "dispute"}
    some = own or mine if status == "retracted" else mine
    found = acts.align(act, some) or acts.align(act, told)
    disputed = [one for one in found if one.known.event in denied]
    best = next(iter(disputed or found), None)
    if best is None or any(
        one.likeness >= _SAID_BEFORE and not is_before(one.known, best.known)
        for one in acts.align(act, earlier_of(state, near, frozenset({status})))
    ):
        return None
    return Change(
        kind="correction",
        reason=f"status-changed: {best.known.status or 'reported'} -> {status}",
        was=was_known(best.known),
        now=Now(figure=None, status=status),
        sure=0.9 if own or disputed else 0.6,
    )


def _names_outlet(statement: Statement, outlet: str | None) -> bool:
    """Tell whether a sentence names the outlet of an earlier statement."""
    if outlet is None:
        return False
    words = {token.stem for token in tokenize(outlet)}
    return bool(words & statement.names)
