"""What a statement moves: figures with another value, statuses that followed each other.

Similarity has only nominated the earlier statements; the values and statuses decide here.
"""

from collections.abc import Sequence

from watcher.events import Figure, Now
from watcher.topic.figures import FigureSpan
from watcher.topic.ledger import Told, comparable, current, same_value
from watcher.topic.state import Known, TopicState
from watcher.topic.statements import Statement
from watcher.topic.verdict import Change, Repeat, Verdict, was_known

# What may follow what: an earlier status, and the statuses that change it.
FOLLOWS = {
    "planned": {"happened", "cancelled", "postponed", "refused", "confirmed"},
    "postponed": {"happened", "cancelled", "planned", "confirmed"},
    "reported": {"confirmed", "retracted", "corrected", "cancelled", "happened"},
    "demanded": {"refused", "happened", "planned", "confirmed"},
    "refused": {"happened", "planned", "confirmed"},
    "denied": {"confirmed", "happened"},
    "cancelled": {"planned", "happened", "confirmed"},
    "happened": {"retracted", "corrected", "cancelled"},
    "confirmed": {"retracted", "corrected", "cancelled", "postponed"},
}
DENIABLE = frozenset({"reported", "planned", "happened", "confirmed"})
NEAR = 0.25


def figure_moves(statement: Statement, *, article_id: str, state: TopicState) -> list[Verdict]:
    """Judge each figure of a statement against the figures known."""
    moves = []
    for span in statement.figures:
        if span.figure.value is None or span.role != "level" or not span.figure.what:
            continue
        told = comparable(state, span.figure)
        if told:
            verdict = _figure_move(span, told, statement=statement, article_id=article_id)
            moves += [verdict] if verdict else []
    return moves


def _figure_move(
    span: FigureSpan,
    told: Sequence[Told],
    *,
    statement: Statement,
    article_id: str,
) -> Verdict | None:
    figure, stands = span.figure, current(told)
    if same_value(figure, stands.figure):
        return None
    older = next((t for t in told if same_value(figure, t.figure)), None)
    if older:
        return Repeat(
            kind="outdated",
            reason=f"older-figure: {figure.what} {shown(figure)}, now {shown(stands.figure)}",
            earlier=older.known.first,
        )
    now = Now(figure=figure, status=statement.status or "reported")
    if _at_once(stands.known, statement, article_id=article_id):
        return Change(
            kind="dispute",
            reason=f"figures-differ: {figure.what} {shown(stands.figure)} or {shown(figure)}",
            was=was_known(stands.known, figure=stands.figure),
            now=now,
        )
    return Change(
        kind="figure",
        reason=f"figure-changed: {figure.what} {shown(stands.figure)} -> {shown(figure)}",
        was=was_known(stands.known, figure=stands.figure),
        now=now,
    )


def _at_once(known: Known, statement: Statement, *, article_id: str) -> bool:
    """Two values in one article, by two who are named, stand against each other."""
    if known.article_id != article_id:
        return False
    return known.speaker is not None and known.speaker != statement.speaker


def status_move(statement: Statement, *, near: Sequence[tuple[Known, float]]) -> Change | None:
    """Judge the status of a statement against the statements near it, nearest first."""
    status = statement.status
    if status is None:
        return None
    close = [known for known, similarity in near if similarity >= NEAR]
    if any(known.status == status for known in close):
        return None
    for known in close:
        before = known.status or "reported"
        if status in ("denied", "refused") and before in DENIABLE and status == "denied":
            return Change(
                kind="dispute",
                reason=f"denied: what was {before}",
                was=was_known(known),
                now=Now(figure=None, status=status),
            )
        if status in FOLLOWS.get(before, ()):
            return Change(
                kind="correction" if status in ("corrected", "retracted") else "status",
                reason=f"status-changed: {before} -> {status}",
                was=was_known(known),
                now=Now(figure=None, status=status),
            )
    return None


def shown(figure: Figure) -> str:
    """Show a figure in a few characters: qualifier, value, upper end, unit."""
    value = _number(figure.value)
    upper = f" to {_number(figure.max)}" if figure.max is not None else ""
    unit = f" {figure.unit}" if figure.unit and figure.unit != "people" else ""
    qualifier = f"{figure.qualifier} " if figure.qualifier and figure.qualifier != "exactly" else ""
    return f"{qualifier}{value}{upper}{unit}"


def _number(value: float | None) -> str:
    if value is None:
        return "?"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"
