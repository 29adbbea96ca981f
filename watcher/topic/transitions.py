"""What a statement does to the state of an act: planned, put off, called off, come about, denied.

The earlier statement of the same act need not use the same words: it is found by its status, by
what both speak of, and by the days that both name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from watcher.article.tokens import tokenize
from watcher.events import Figure, Now
from watcher.topic.acts import Act, Acts, Aligned
from watcher.topic.corrections import CORRECTIONS, correction
from watcher.topic.earlier import earlier_of, is_before
from watcher.topic.state import TopicState
from watcher.topic.statements import Statement
from watcher.topic.undoing import undone
from watcher.topic.verdict import Change, Place, Repeat, Verdict, is_older, was_known

_PLAINLY_THE_SAME = 0.7
_LIKE_ABOVE, _SURE_ABOVE = 0.2, 0.6
# "denied that;", "rejected the claim", "called this baseless"
_POINTING_BACK = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:es|ed)|call(?:s|ed))"
    r" (?:that|this|it|(?:the|these|those|such|all) (?:claim|report|accusation|allegation|charge"
    r"|account|rumou?r|suggestion)s?|them)\b(?=[,;:.]| (?:\"|“|as|baseless|false|untrue|wrong))",
    re.IGNORECASE,
)
# whoever says so does the opposite of what was said before
_TURNING = re.compile(
    r"\bchang(?:ed?|es|ing) (?:sides|course|tack|(?:his|her|its|their|our|my) minds?)\b"
    r"|\b(?:back|climb)(?:s|ed)? down\b|\brelent(?:s|ed)?\b|\bg(?:ave|ives|iven) in\b"
    r"|\bu-turn\b|\babout-(?:turn|face)\b|\brevers(?:ed|es|ing|al)\b"
    r"|\bafter all(?=[,.;:]| (?:and|but)\b)",
    re.IGNORECASE,
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_OF_DAYS = frozenset(token.stem for token in tokenize(" ".join(_MONTHS)))
_ONE_MORE = re.compile(r"\b(?:again|another)\b", re.IGNORECASE)
_SAID_SO = 0.5
_PLANS = frozenset({"planned", "postponed"})
_SAME_PLAN = 0.7
_PLAIN = frozenset({"cancelled", "postponed", "refused", "denied"})
_OF_UNNAMED, _OF_TURNS = 0.4, 0.2
_OF_REPORTS, _OF_NAMED, _OF_VOUCHED = 0.35, 0.15, 0.22
_ACCEPTING = frozenset("accept recommend endorse approve agree back".split())
_VOUCHING = frozenset("confirm acknowledge admit concede verify corroborate".split())


@dataclass(frozen=True, slots=True)
class _Step:
    """Which earlier statuses a status changes, and from which likeness of the acts on."""

    befores: frozenset[str]
    least: float


def _step(befores: str, least: float) -> _Step:
    return _Step(frozenset(befores.split()), least)


# A plain word for the act ("cancelled") needs less likeness; a plain statement ("reported") more.
STEPS: Mapping[str, _Step] = {
    "cancelled": _step("planned confirmed postponed demanded reported", 0.3),
    "postponed": _step("planned confirmed demanded reported", 0.3),
    "happened": _step("planned postponed demanded denied refused", 0.6),
    "confirmed": _step("planned reported denied refused postponed", 0.6),
    "planned": _step("postponed cancelled refused denied", 0.55),
    "refused": _step("planned confirmed demanded", 0.55),
    "denied": _step("reported planned happened confirmed postponed", 0.25),
}


def status_move(
    statement: Statement,
    *,
    near: Mapping[int, float],
    state: TopicState,
    acts: Acts,
    place: Place,
) -> Verdict | None:
    """Judge the status of a statement against the earlier statements of the same act.

    `near` are the numbers of the statements nearest in words, with how alike they are.
    """
    if statement.quote.endswith("?"):
        return None
    if statement.status in CORRECTIONS:
        return correction(statement, near=near, state=state, acts=acts, outlet=place.outlet)
    status = statement.status or ("happened" if statement.acted else "")
    back = _POINTING_BACK.search(statement.quote)
    if status == "refused" and back and not back[0].endswith((" it", " them")):
        status = "denied"  # "rejected this", not "rejected it as an insult"
    step, moved = STEPS.get(status), None
    if step is not None:
        moved = _step_of(statement, status, step, near=near, state=state, acts=acts, place=place)
    if moved is None and status == "planned":
        moved = _new_day(statement, near=near, state=state, acts=acts, place=place)
    return moved or undone(statement, near=near, state=state, acts=acts, place=place)


def _new_day(
    statement: Statement,
    *,
    near: Mapping[int, float],
    state: TopicState,
    acts: Acts,
    place: Place,
) -> Change | None:
    """Find the plan that a statement gives another day: "on Saturday", where it was the 10th."""
    published = place.published
    act = acts.of(statement.quote, published=published.date() if published else None)
    if not _is_ahead(act, published) or _ONE_MORE.search(statement.quote):
        return None
    plans = acts.align(act, earlier_of(state, near, _PLANS), moves_day=True)
    same = [one for one in plans if one.tied and one.likeness >= _SAME_PLAN]
    for one in same:
        known = acts.of_known(one.known)
        if not set(act.days).isdisjoint(known.days) or is_older(published, than=one.known):
            return None
    for one in same:
        known = acts.of_known(one.known)
        other = one.known.article_id == place.article_id or _names_others(act, known)
        if not other and _is_ahead(known, one.known.published):
            return _moved("planned", one, days=_days_moved(act, known), least=_SAME_PLAN)
    return None


def _names_others(act: Act, known: Act) -> bool:
    """Tell whether each of two acts names something that the other does not: two towns, say."""
    mine, theirs = act.names - known.names, known.names - act.names
    return bool(mine - _OF_DAYS and theirs - _OF_DAYS)


def _is_ahead(act: Act, published: datetime | None) -> bool:
    """Tell whether a sentence names days, and only days to come."""
    return published is not None and min(act.days, default=date.min) >= published.date()


def _step_of(
    statement: Statement,
    status: str,
    step: _Step,
    *,
    near: Mapping[int, float],
    state: TopicState,
    acts: Acts,
    place: Place,
) -> Verdict | None:
    published = place.published
    act = acts.of(statement.quote, published=published.date() if published else None)
    moves_day = status in ("postponed", "planned")
    befores = acts.align(act, earlier_of(state, near, step.befores), moves_day=moves_day)
    if status == "denied" and _POINTING_BACK.search(statement.quote):
        above = _denied_above(statement, befores, state=state, place=place)
        if above is not None:
            return above
    if statement.status_verb in _ACCEPTING:
        befores = sorted(befores, key=_refused_first)
    fits = (one for one in befores if one.tied and one.likeness >= _least(one, step, statement))
    found = next(fits, None)
    if found is None and status == "denied":
        return _denied_above(statement, befores, state=state, place=place)
    if found is None:
        return None
    same = acts.align(act, earlier_of(state, near, frozenset({status})))
    if _stands_already(found, same, act=act, acts=acts, status=status):
        return None
    if is_older(published, than=found.known):
        before = found.known.status or "reported"
        return Repeat(kind="outdated", reason=f"older-status: {status}, now {before}")
    known = acts.of_known(found.known)
    days = _days_moved(act, known) if moves_day else (None, None)
    anew = status != "planned" or _is_planned_anew(found, act=act, known=known)
    least = _least(found, step, statement)
    return _moved(status, found, days=days, least=least) if anew else None


def _refused_first(one: Aligned) -> float:
    """Give the order in which what is accepted is sought: first among what was refused."""
    return -one.likeness - (_OF_VOUCHED if one.known.status == "refused" else 0.0)


def _denied_above(
    statement: Statement, befores: Sequence[Aligned], *, state: TopicState, place: Place
) -> Change | None:
    """Hold "the firm denied that" against the sentence above it."""
    above = state.known[-1] if state.known else None
    if above is None or above.article_id != place.article_id or above.status == "denied":
        return None
    likeness = next((one.likeness for one in befores if one.known is above), 0.0)
    if likeness < _LIKE_ABOVE and not _POINTING_BACK.search(statement.quote):
        return None
    return Change(
        kind="dispute",
        reason=f"denied: what was {above.status or 'reported'}",
        was=was_known(above),
        now=Now(figure=None, status="denied"),
        sure=_SURE_ABOVE,
    )


def _is_planned_anew(found: Aligned, *, act: Act, known: Act) -> bool:
    """Tell whether what was put off or refused is planned now: for another day than was said."""
    if found.known.status != "postponed":
        return found.named or found.likeness >= _PLAINLY_THE_SAME
    return not set(act.days) <= set(known.days)


def _least(one: Aligned, step: _Step, statement: Statement) -> float:
    plain = (one.known.status or "reported") == "reported"
    if statement.status is None:  # a past tense that no table knows
        return step.least if one.dated else 9.0
    if statement.status == "denied" and not one.named:
        return step.least + _OF_UNNAMED
    if not plain and _TURNING.search(statement.quote):
        return step.least - _OF_TURNS
    if statement.status_verb in _VOUCHING:
        return step.least - (0.0 if plain else _OF_VOUCHED)
    if not plain:
        return step.least
    near = one.named and statement.status == "denied"
    return step.least + (_OF_NAMED if near else _OF_REPORTS)


def _stands_already(
    found: Aligned, same: Sequence[Aligned], *, act: Act, acts: Acts, status: str
) -> bool:
    """Tell whether a statement of the same act has said so since."""
    least = min(_SAID_SO if status in _PLAIN else 9.0, 0.8 * found.likeness)
    for one in same:
        if one.likeness < least:
            continue
        liker = status in _PLAIN and one.likeness >= found.likeness
        if is_before(one.known, found.known) and not liker:
            continue
        if status == "postponed" and not set(act.days) <= set(acts.of_known(one.known).days):
            continue
        return True
    return False


def _days_moved(act: Act, known: Act) -> tuple[Figure | None, Figure | None]:
    """Give the day that was meant and the one that is, as figures, where both are told."""
    old = next((day for day in known.days if day not in act.days), None) or next(
        (day for day in known.days if len(act.days) > 1), None
    )
    new = next((day for day in act.days if day not in known.days), None)
    if old is None or new is None:
        return None, None
    return _as_figure(known, old), _as_figure(act, new)


def _as_figure(act: Act, day: date) -> Figure:
    """Write a day as a figure, the day of a month: 24 with the unit "April 2026"."""
    return Figure(
        what="date",
        value=day.day,
        max=None,
        unit=f"{_MONTHS[day.month - 1]} {day.year}",
        qualifier=None,
        text=act.texts[act.days.index(day)].rstrip(". "),
    )


def _moved(
    status: str, found: Aligned, *, days: tuple[Figure | None, Figure | None], least: float
) -> Change:
    before = found.known.status or "reported"
    denied = status == "denied"
    turned = _OF_TURNS if (before, status) == ("refused", "confirmed") else 0.0
    return Change(
        kind="dispute" if denied else "status",
        reason=f"denied: what was {before}" if denied else f"status-changed: {before} -> {status}",
        was=was_known(found.known, figure=days[0]),
        now=Now(figure=days[1], status=status),
        sure=min(1.0, 0.5 + found.likeness - least + turned),
    )
