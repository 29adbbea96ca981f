"""Adopting: a figure that says not what it counts takes that from the earlier one it speaks of.

"Northmere has now 31 percent" after "owners of 12 percent handed in their shares": the sentences
speak of the same, the unit is the same, the size is near.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from msgspec import structs

from watcher.events import Figure
from watcher.topic.acts import Act, Acts
from watcher.topic.figures import FigureSpan
from watcher.topic.ledger import comparable, is_counted, is_whole
from watcher.topic.state import Known, TopicState
from watcher.topic.statements import Statement

_LATELY = 48
_LEAST, _LEAST_OF_SHARES, _LEAST_OF_NAMED = 0.5, 0.4, 0.6
_FAR = 2.4  # eleven times as large
_NEAR = 0.2
_BY_SIZE = 0.4
_TELLING = 100
_VAGUE = frozenset(
    """people persons person others residents inhabitants citizens names members total lot been
    return change""".split()
)


def adopt_counts(
    statement: Statement,
    *,
    near: Mapping[int, float],
    state: TopicState,
    acts: Acts,
    published: datetime | None,
) -> Statement:
    """Name what the vague figures of a statement count, where an earlier statement tells it."""
    vague = [span for span in statement.figures if is_vague(span, state)]
    if not vague:
        return statement
    act = acts.of(statement.quote, published=published.date() if published else None)
    named = {span: _named(span, act=act, near=near, state=state, acts=acts) for span in vague}
    spans = tuple(named.get(span, span) for span in statement.figures)
    return replace(statement, figures=spans)


def is_vague(span: FigureSpan, state: TopicState) -> bool:
    """Tell whether a figure has too little of its own to be compared by."""
    figure = span.figure
    if span.role != "level" or span.given or figure.value is None:
        return False
    if is_without_name(figure):
        return figure.unit is not None or bool(figure.what)
    return not is_counted(figure) and not comparable(state, figure)


def is_without_name(figure: Figure) -> bool:
    """Tell whether a figure does not name what it counts: "people", "residents live"."""
    return not figure.what or figure.what.split()[0] in _VAGUE


def _named(
    span: FigureSpan, *, act: Act, near: Mapping[int, float], state: TopicState, acts: Acts
) -> FigureSpan:
    figure = span.figure
    latest = range(max(0, len(state.known) - _LATELY), len(state.known))
    fits: dict[str, Figure] = {}
    some: list[tuple[Known, float]] = []
    for number in sorted({*latest, *near}):
        known = state.known[number]
        told = next((f for f in known.figures if _may_be(f, figure)), None)
        if told is not None:
            fits[known.event] = told
            some.append((known, near.get(number, 0.0)))
    named = not is_without_name(figure)
    sizes = {event: 0.0 if named else _by_size(told, figure) for event, told in fits.items()}
    found = [
        (one.likeness + sizes[one.known.event], one.known.event)
        for one in acts.align(act, some)
        if one.tied or sizes[one.known.event]
    ]
    likeness, event = max(found, key=lambda item: item[0], default=(0.0, ""))
    if likeness < _least(figure):
        return span
    told = fits[event]
    unit = told.unit if figure.unit in (None, "people") else figure.unit
    return replace(span, figure=structs.replace(figure, what=told.what, unit=unit))


def _least(figure: Figure) -> float:
    if figure.unit == "percent":
        return _LEAST_OF_SHARES
    return _LEAST if is_without_name(figure) else _LEAST_OF_NAMED


def _may_be(told: Figure, figure: Figure) -> bool:
    """Tell whether a figure told earlier may count what a vague one does."""
    if told.role != "level" or is_without_name(told):
        return False
    people = (None, "people")
    if told.unit != figure.unit and not (told.unit in people and figure.unit in people):
        return False
    if told.unit == "people" and not is_whole(figure):
        return False
    if not told.value or not figure.value or told.value < 0 or figure.value < 0:
        return False
    return abs(math.log(told.value / figure.value)) <= _FAR


def _by_size(told: Figure, figure: Figure) -> float:
    """Give what nearness in size says: much for money and measures; of counts the same value."""
    if not told.value or not figure.value:
        return 0.0
    if figure.unit in (None, "people", "percent"):
        return _BY_SIZE if told.value == figure.value >= _TELLING else 0.0
    apart = abs(math.log(told.value / figure.value))
    return _BY_SIZE * max(0.0, 1 - apart / _NEAR)
