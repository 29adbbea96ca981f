"""What a statement moves: figures with another value, statuses that follow each other.

Similarity has only nominated the earlier statements; the values and statuses decide here.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from watcher.events import Figure, Now, Was, event_id, topic_stream
from watcher.topic.figures import FigureSpan
from watcher.topic.ledger import (
    Told,
    comparable,
    counts_the_same,
    in_unit,
    same_value,
    standing,
    told_value,
)
from watcher.topic.state import TopicState
from watcher.topic.statements import Statement
from watcher.topic.verdict import Change, Repeat, Verdict, is_older, was_known

SAME_FROM = 0.35
AT_ONCE = timedelta(hours=12)
_CONTRAST = frozenset("while although though whereas but however against versus or".split())
_TWICE = 2.0


def figure_moves(
    statement: Statement,
    *,
    state: TopicState,
    outlet: str | None,
    article_id: str,
    published: datetime | None,
) -> list[Verdict]:
    """Judge each figure of a statement against the figures known."""
    if statement.quote.endswith("?"):
        return []
    judge = _FigureJudge(statement, state, outlet, article_id, published)
    return [
        verdict
        for span in statement.figures
        if span.figure.value is not None and span.role == "level"
        for verdict in judge.moves(span)
    ]


class _FigureJudge:
    """Judges the figures of one statement."""

    def __init__(
        self,
        statement: Statement,
        state: TopicState,
        outlet: str | None,
        article_id: str,
        published: datetime | None,
    ) -> None:
        self._statement, self._state = statement, state
        self._outlet, self._article_id, self._published = outlet, article_id, published
        self._moved: list[Figure] = []

    def moves(self, span: FigureSpan) -> list[Verdict]:
        figure = span.figure
        told = comparable(self._state, figure) if figure.what else in_unit(self._state, figure)
        rival = next((f for f in self._moved if counts_the_same(f, figure)), None)
        self._moved.append(figure)
        if rival and not same_value(rival, figure) and self._contrasts():
            return [self._rivals(span, rival)]
        if span.previous is not None and not self._is_known(told, figure):
            return [self._replaced(figure, span.previous)]
        if self._is_known(told, figure):
            return self._told_again(figure, told)
        if not told or told_value(self._state, figure):
            return []
        return [self._another(figure, told)]

    def _another(self, figure: Figure, told: Sequence[Told]) -> Verdict:
        """Judge a value that nobody told before against those that were."""
        newer = self._told_later(told)
        if newer is not None:
            return _outdated(figure, earlier=None, stands=newer)
        stands = standing(told, figure)
        if self._are_at_once(stands):
            return self._disputed(figure, stands)
        return self._changed(figure, stands)

    def _told_again(self, figure: Figure, told: Sequence[Told]) -> list[Verdict]:
        """Judge a value that is known: it stands, or a newer one was told since."""
        older, latest = next(t for t in reversed(told) if same_value(t.figure, figure)), told[-1]
        if older is latest or latest.known.article_id == self._article_id:
            return []
        return [_outdated(figure, earlier=older.known.first, stands=latest)]

    def _told_later(self, told: Sequence[Told]) -> Told | None:
        """Give a level that was published long after this one, which is then of yesterday."""
        later = (t for t in reversed(told) if is_older(self._published, than=t.known))
        return next(later, None)

    def _is_known(self, told: Sequence[Told], figure: Figure) -> bool:
        return any(same_value(t.figure, figure) for t in told)

    def _replaced(self, figure: Figure, previous: Figure) -> Change:
        """Hold a level against the one that the sentence itself says it replaced ("up from 19").

        Where nobody had told that one, this sentence is the first to tell both.
        """
        told = told_value(self._state, previous)
        if told is None:
            alike = comparable(self._state, figure) if figure.what else ()
            told = next((t for t in reversed(alike) if same_value(t.figure, previous)), None)
        if told is not None:
            return self._changed(figure, told)
        stream = topic_stream(self._state.topic)
        was = Was(
            event=event_id(stream, version=self._state.version + 1),
            quote=self._statement.quote,
            figure=previous,
            status=None,
        )
        return self._figure(figure, previous, was)

    def _contrasts(self) -> bool:
        return any(token.fold in _CONTRAST for token in self._statement.tokens)

    def _are_at_once(self, stands: Told) -> bool:
        """Two values within hours by two outlets, neither far off, stand against each other."""
        known = stands.known
        if known.outlet is None or known.outlet == self._outlet or self._statement.has_move_word:
            return False
        if known.published is None or self._published is None:
            return False
        if abs(known.published - self._published) > AT_ONCE:
            return False
        if _is_rising_count(stands.figure, self._statement.figures):
            return False
        return _ratio(stands.figure, self._statement.figures) < _TWICE

    def _rivals(self, span: FigureSpan, rival: Figure) -> Change:
        told = [t for t in comparable(self._state, rival) if same_value(t.figure, rival)]
        near = told[-1].known if told else None
        was = was_known(near, figure=rival) if near else None
        return Change(
            kind="dispute",
            reason=f"figures-differ: {rival.what} {shown(rival)} or {shown(span.figure)}",
            was=was,
            now=self._now(span.figure),
        )

    def _disputed(self, figure: Figure, stands: Told) -> Change:
        return Change(
            kind="dispute",
            reason=f"figures-differ: {figure.what} {shown(stands.figure)} or {shown(figure)}",
            was=was_known(stands.known, figure=stands.figure),
            now=self._now(figure),
        )

    def _changed(self, figure: Figure, stands: Told) -> Change:
        return self._figure(figure, stands.figure, was_known(stands.known, figure=stands.figure))

    def _figure(self, figure: Figure, before: Figure, was: Was) -> Change:
        what = figure.what or before.what
        return Change(
            kind="figure",
            reason=f"figure-changed: {what} {shown(before)} -> {shown(figure)}",
            was=was,
            now=self._now(figure),
        )

    def _now(self, figure: Figure) -> Now:
        return Now(figure=figure, status=self._statement.status or "reported")


def _outdated(figure: Figure, *, earlier: str | None, stands: Told) -> Repeat:
    return Repeat(
        kind="outdated",
        reason=f"older-figure: {figure.what} {shown(figure)}, now {shown(stands.figure)}",
        earlier=earlier,
    )


def _is_rising_count(one: Figure, spans: Sequence[FigureSpan]) -> bool:
    """Counts of people rise from report to report; that is no quarrel."""
    return one.unit in (None, "people") and any(
        s.figure.value and one.value and s.figure.value > one.value for s in spans
    )


def _ratio(one: Figure, spans: Sequence[FigureSpan]) -> float:
    """Tell how many times the larger the nearest figure of the sentence is."""
    values = [s.figure.value for s in spans if s.figure.unit == one.unit and s.figure.value]
    if not one.value or not values:
        return float("inf")
    return min(max(v / one.value, one.value / v) for v in values)


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
