"""What ends a state of things: closed and open again, missing and found, held and released.

The words are those of the news for such states, not those of any one story.
"""

import re
from collections.abc import Mapping

from watcher.events import Now
from watcher.topic.acts import Acts
from watcher.topic.state import Known, TopicState
from watcher.topic.statements import Statement
from watcher.topic.verdict import Change, Place, is_older, was_known

_LATELY = 48
_FEWEST_WORDS = 3
_LEAST = 0.4
_SAID_SO = 0.8
_HINDERED = frozenset({"postponed", "cancelled", "refused", "denied"})
_GOING = r"open\w*|run\w*|allowed|let through|flow\w*|start\w*|back|may|can"
# The state, and what ends it.
_ENDS = tuple(
    (re.compile(rf"\b(?:{state})\b", re.IGNORECASE), re.compile(rf"\b(?:{end})\b", re.IGNORECASE))
    for state, end in (
        (
            r"missing|disappeared|unaccounted|vanished|search\w*",
            r"found|turned up|rescued|identified|recovered|unhurt|alive|unharmed|safe and",
        ),
        (
            r"clos\w+|shut|blocked|suspended|halted|stopped|grounded|cut off|banned|sealed",
            rf"reopen\w*|re-open\w*|resum\w+|restart\w*|restored|lifted|(?:{_GOING})\b.{{0,60}}\bagain",
        ),
        (
            r"arrested|detained|hostages?|held|kidnapped|jailed|custody",
            r"released|freed|let go|set free|acquitted",
        ),
        (
            r"search\w*|strike|outbreak|alert|talks|eruption|siege|fire",
            r"wound up|(?:is|are|was|were|declared) over|ended|came to an end|lifted|lowered",
        ),
    )
)


def undone(
    statement: Statement,
    *,
    near: Mapping[int, float],
    state: TopicState,
    acts: Acts,
    place: Place,
) -> Change | None:
    """Find the earlier statement of a state that this one says has ended.

    `near` are the numbers of the statements nearest in words, with how alike they are.
    """
    published = place.published
    for began, ended in _ENDS:
        if statement.status in _HINDERED or not ended.search(statement.quote):
            continue
        act = acts.of(statement.quote, published=published.date() if published else None)
        told = _lately(state, near)
        open_ = [one for one in told if began.search(one[0].quote) and not _is_in(ended, one[0])]
        elsewhere = [one for one in open_ if one[0].article_id != place.article_id]
        found = next((one for one in acts.align(act, elsewhere) if one.tied), None)
        if found is None or found.likeness < _LEAST or is_older(published, than=found.known):
            continue
        same = acts.align(act, [one for one in told if _is_in(ended, one[0])])
        if any(one.likeness >= _SAID_SO * found.likeness for one in same):
            continue
        before, after = found.known.status or "reported", statement.status or "reported"
        return Change(
            kind="status",
            reason=f"status-changed: {before} -> {after}, what held has ended",
            was=was_known(found.known),
            now=Now(figure=None, status=after),
            sure=min(1.0, 0.5 + found.likeness - _LEAST),
        )
    return None


def _lately(state: TopicState, near: Mapping[int, float]) -> list[tuple[Known, float]]:
    """Give the latest statements and those nearest in words."""
    count = len(state.known)
    numbers = sorted({*near, *range(max(0, count - _LATELY), count)})
    some = [(state.known[number], near.get(number, 0.0)) for number in numbers]
    return [one for one in some if one[0].quote.count(" ") >= _FEWEST_WORDS]


def _is_in(words: re.Pattern[str], known: Known) -> bool:
    return words.search(known.quote) is not None
