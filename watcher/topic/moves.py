"""What a statement moves: figures with another value than the one that held.

Similarity has only nominated the earlier statements; the values decide here.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from watcher.events import Figure, Now, Was, event_id, topic_stream
from watcher.topic.acts import Acts
from watcher.topic.figures import FigureSpan
from watcher.topic.ledger import (
    Told,
    chain_of,
    comparable,
    counts_the_same,
    in_unit,
    is_rounded,
    is_vague_count,
    levels_of,
    same_value,
    standing,
    told_value,
)
from watcher.topic.scope import is_elsewhere, is_other_event
from watcher.topic.state import TopicState
from watcher.topic.statements import Statement
from watcher.topic.verdict import Change, Place, Repeat, Verdict, is_older, was_known

SAME_FROM = 0.35
AT_ONCE = timedelta(hours=12)
WITHIN_DAYS = timedelta(hours=36)
_CONTRAST = frozenset(
    """while although though whereas but however against versus or stands sticks insists maintains
    disputes""".split()
)
_CLAIMED = frozenset("claim claims claimed alleges alleged disputed".split())
_VOICES = frozenset("say says said claim claims claimed insist insists insisted put puts".split())
_TWICE = 2.0
_FAR_RIVALS = 3.0
_LATELY = 40
_FARTHEST = 20.0
_LEAST_SURE = 0.45
_QUARREL = frozenset(
    """argument confusion difference differences disagreement discrepancy dispute quarrel row
    doubt doubts rival conflicting""".split()
)
_ENDED = frozenset(
    """agree agreed agrees cleared clearing end ended ends laid over reconciled resolved resolving
    right settled settles settling""".split()
)
_COUNTS = (None, "people")
_EARLIER = frozenset("before earlier first had initially originally previously thought was".split())


def figure_moves(
    statement: Statement,
    *,
    state: TopicState,
    acts: Acts,
    near: Mapping[int, float],
    place: Place,
) -> list[Verdict]:
    """Judge each figure of a statement against the figures known.

    `near` are the numbers of the statements nearest in words, with how alike they are.
    """
    if statement.quote.endswith("?"):
        return []
    judge = _FigureJudge(statement, state, acts, near, place)
    return [
        verdict
        for span in statement.figures
        if span.figure.value is not None and span.role == "level" and not span.given
        for verdict in judge.moves(span)
    ]


class _FigureJudge:
    """Judges the figures of one statement."""

    def __init__(
        self,
        statement: Statement,
        state: TopicState,
        acts: Acts,
        near: Mapping[int, float],
        place: Place,
    ) -> None:
        self._statement, self._state, self._acts, self._place = statement, state, acts, place
        self._near = {state.known[number].event: alike for number, alike in near.items()}
        self._moved: list[Figure] = []

    def moves(self, span: FigureSpan) -> list[Verdict]:
        figure = span.figure
        told = comparable(self._state, figure) if figure.what else in_unit(self._state, figure)
        levels = levels_of(told)
        rival = next((f for f in self._moved if counts_the_same(f, figure)), None)
        self._moved.append(figure)
        apart = rival is not None and not same_value(rival, figure)
        if rival and apart and self._contrasts() and self._is_rival(rival, figure):
            return self._rivals(figure, rival, levels)
        if rival and span.elliptic:
            return []
        if span.previous is not None and not _is_known(levels, figure):
            summed = not figure.what and self._is_told(figure) and self._is_told(span.previous)
            return [] if summed else [self._replaced(figure, span.previous, told)]
        if _is_known(told, figure):
            return self._told_again(figure, told)
        if not levels or told_value(self._state, figure):
            return []
        return self._another(figure, told)

    def _is_told(self, figure: Figure) -> bool:
        """Tell whether the number of a figure was told of late, whatever it counted."""
        return any(
            same_value(told, figure) and (told.unit == figure.unit or figure.unit in _COUNTS)
            for known in self._state.known[-_LATELY:]
            for told in known.figures
        )

    def _another(self, figure: Figure, told: Sequence[Told]) -> list[Verdict]:
        """Judge a value that nobody told before against those that were."""
        newer = self._told_later(told)
        if newer is not None:
            return [_outdated(figure, earlier=None, stands=newer)]
        here = [
            t for t in told if not is_elsewhere(self._statement, figure, t.known, state=self._state)
        ]
        if not levels_of(here) or any(is_rounded(figure, one.figure) for one in chain_of(here)):
            return []
        stands = standing(here, figure)
        if self._is_of_another(figure, stands, here):
            return []
        upheld = self._contrasts() and self._says(stands.figure)
        if (upheld or self._is_disputed(stands, here)) and not self._settles(chain_of(told)):
            return [self._disputed(figure, stands)]
        change = self._changed(figure, stands)
        return [change] if change.sure >= _LEAST_SURE else []

    def _says(self, figure: Figure) -> bool:
        """Tell whether the sentence says a value that is known as well."""
        levels = (span.figure for span in self._statement.figures if span.role == "level")
        return any(same_value(f, figure) and counts_the_same(f, figure) for f in levels)

    def _is_of_another(self, figure: Figure, stands: Told, told: Sequence[Told]) -> bool:
        """Tell whether the value is not of the same event, or so far off that it is no move."""
        if self._statement.has_move_word:
            return False
        ratio = _ratio(stands.figure, figure)
        return ratio > _FARTHEST or is_other_event(
            figure, chain_of(told), article_id=self._place.article_id, state=self._state
        )

    def _told_again(self, figure: Figure, told: Sequence[Told]) -> list[Verdict]:
        """Judge a value that is known: it stands, or a newer one was told since."""
        older = next(t for t in reversed(told) if same_value(t.figure, figure))
        chain = [t for t in chain_of(told) if _ratio(t.figure, figure) <= _FARTHEST]
        latest = chain[-1] if chain else older
        same_article = latest.known.article_id == self._place.article_id
        if same_value(latest.figure, figure) or same_article:
            return []
        if self._settles(chain) or self._vouches(figure, latest, told):
            return [self._changed(figure, latest)]
        return [_outdated(figure, earlier=older.known.first, stands=latest)]

    def _told_later(self, told: Sequence[Told]) -> Told | None:
        """Give a level that was published long after this one, which is then of yesterday."""
        later = (t for t in reversed(told) if is_older(self._place.published, than=t.known))
        return next(later, None)

    def _replaced(self, figure: Figure, previous: Figure, known: Sequence[Told]) -> Change:
        """Hold a level against the one that the sentence itself says it replaced ("up from 19").

        Where nobody had told that one, this sentence is the first to tell both. A value that
        somebody else is said to hold ("not 19 as the police say") is not replaced.
        """
        held = next((t for t in reversed(known) if same_value(t.figure, previous)), None)
        if held is not None and self._gainsays(previous):
            return self._disputed(figure, held)
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
        return self._figure(figure, previous, was, sure=1.0)

    def _gainsays(self, figure: Figure) -> bool:
        """Tell whether the sentence says who holds another value: "not 19, as the police say"."""
        said = re.search(rf"\bnot {re.escape(figure.text)},? as ([^,.;]+)", self._statement.quote)
        words = said[1].lower().split() if said else []
        return bool(words) and not words[0].endswith("ed") and not set(words) & _EARLIER

    def _settles(self, chain: Sequence[Told]) -> bool:
        """Tell whether a sentence ends a quarrel over the last two values."""
        folds = {token.fold for token in self._statement.tokens}
        return len(chain) > 1 and bool(folds & _QUARREL) and bool(folds & _ENDED)

    def _vouches(self, figure: Figure, latest: Told, told: Sequence[Told]) -> bool:
        """Tell whether somebody vouches by name for the one of two rival values."""
        mine = self._statement.speaker
        same = [t for t in told if same_value(t.figure, figure)]
        others = [t for t in told if same_value(t.figure, latest.figure)]
        rivals = figure.unit not in _COUNTS and self._is_within(latest, WITHIN_DAYS)
        heard = mine is None or any(t.known.speaker == mine for t in same)
        return rivals and not heard and len(same) > len(others)

    def _is_rival(self, one: Figure, other: Figure) -> bool:
        """Tell whether two values are near enough to be of one thing, or by a voice each."""
        voices = [token for token in self._statement.tokens if token.fold in _VOICES]
        return _ratio(one, other) < _FAR_RIVALS or len(voices) > 1

    def _contrasts(self) -> bool:
        return any(token.fold in _CONTRAST for token in self._statement.tokens)

    def _is_disputed(self, stands: Told, told: Sequence[Told]) -> bool:
        """Two values by two voices at one time, neither far off, stand against each other."""
        if self._statement.has_move_word or self._ratio_to(stands) >= _TWICE:
            return False
        if stands.known.article_id == self._place.article_id:
            return self._is_other_voice(stands, told)
        if self._is_claimed():
            return True
        if self._is_rising_count(stands.figure):
            return False
        if self._is_within(stands, AT_ONCE):
            return stands.known.outlet not in (None, self._place.outlet)
        counts = stands.figure.unit in _COUNTS
        return (
            not counts
            and self._is_within(stands, WITHIN_DAYS)
            and self._is_other_voice(stands, told)
        )

    def _is_claimed(self) -> bool:
        """Tell whether the value is somebody's claim; a flood that claims lives makes none."""
        folds = {token.fold for token in self._statement.tokens}
        return bool(folds & _CLAIMED) and not folds & {"life", "lives", "victims"}

    def _is_other_voice(self, stands: Told, told: Sequence[Told]) -> bool:
        """Tell whether somebody else by name had told the value that stands."""
        mine = self._statement.speaker
        voices = {t.known.speaker for t in told if same_value(t.figure, stands.figure)}
        return mine is not None and bool(voices - {None, mine})

    def _is_within(self, stands: Told, span: timedelta) -> bool:
        known, published = stands.known.published, self._place.published
        return known is not None and published is not None and abs(known - published) <= span

    def _is_rising_count(self, one: Figure) -> bool:
        """Counts of people rise from report to report; that is no quarrel."""
        spans = self._statement.figures
        return one.unit in _COUNTS and any(
            s.figure.value and one.value and s.figure.value > one.value for s in spans
        )

    def _ratio_to(self, stands: Told) -> float:
        """Tell how many times the larger the nearest figure of the sentence is."""
        figures = [s.figure for s in self._statement.figures if s.figure.unit == stands.figure.unit]
        return min((_ratio(stands.figure, f) for f in figures), default=float("inf"))

    def _rivals(self, figure: Figure, rival: Figure, told: Sequence[Told]) -> list[Verdict]:
        """Two values in one sentence stand against each other, and both against what stood."""
        if _is_known(told, figure):
            return []
        earlier = [t for t in told if not same_value(t.figure, figure)]
        stands = standing(earlier, figure) if earlier else None
        return [
            Change(
                kind="dispute",
                reason=f"figures-differ: {figure.what} {shown(rival)} or {shown(figure)}",
                was=was_known(stands.known, figure=stands.figure) if stands else None,
                now=self._now(figure),
            )
        ]

    def _disputed(self, figure: Figure, stands: Told) -> Change:
        return Change(
            kind="dispute",
            reason=f"figures-differ: {figure.what} {shown(stands.figure)} or {shown(figure)}",
            was=was_known(stands.known, figure=stands.figure),
            now=self._now(figure),
            sure=self._sure(figure, stands),
        )

    def _changed(self, figure: Figure, stands: Told) -> Change:
        was = was_known(stands.known, figure=stands.figure)
        return self._figure(figure, stands.figure, was, sure=self._sure(figure, stands))

    def _sure(self, figure: Figure, stands: Told) -> float:
        """Tell how surely the two values are of the same thing (0 to 1)."""
        published = self._place.published
        act = self._acts.of(self._statement.quote, published=published and published.date())
        alike = self._near.get(stands.known.event, 0.0)
        likeness = self._acts.align(act, [(stands.known, alike)])[0].likeness
        one, other = figure.what.split(), stands.figure.what.split()
        if is_vague_count(figure) or one[-1:] != other[-1:]:
            same = 0.3
        else:
            same = 0.5 if one == other else 0.45
        return min(1.0, same + likeness / 2)

    def _figure(self, figure: Figure, before: Figure, was: Was, *, sure: float) -> Change:
        what = figure.what or before.what
        return Change(
            kind="figure",
            reason=f"figure-changed: {what} {shown(before)} -> {shown(figure)}",
            was=was,
            now=self._now(figure),
            sure=sure,
        )

    def _now(self, figure: Figure) -> Now:
        return Now(figure=figure, status=self._statement.status or "reported")


def _is_known(told: Sequence[Told], figure: Figure) -> bool:
    return any(same_value(t.figure, figure) for t in told)


def _outdated(figure: Figure, *, earlier: str | None, stands: Told) -> Repeat:
    return Repeat(
        kind="outdated",
        reason=f"older-figure: {figure.what} {shown(figure)}, now {shown(stands.figure)}",
        earlier=earlier,
    )


def _ratio(one: Figure, other: Figure) -> float:
    """Tell how many times the larger of two values is the smaller."""
    if not one.value or not other.value:
        return float("inf")
    return max(one.value / other.value, other.value / one.value)


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
