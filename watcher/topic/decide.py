"""Judges every sentence of an article that counts for a topic: each becomes an event.

`decide` is a pure function of the article, the mentions and the state: the state is used to learn
from sentence to sentence and is put back as it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from watcher.article.model import Article
from watcher.events import (
    CopyKind,
    StatementRepeated,
    TopicChanged,
    event_id,
    topic_stream,
)
from watcher.events import Statement as StatementEvent
from watcher.topic.adopting import adopt_counts
from watcher.topic.features import Measured, measure
from watcher.topic.importance import importance_of
from watcher.topic.model import Mention
from watcher.topic.moments import is_late, moment_of
from watcher.topic.moves import SAME_FROM, figure_moves
from watcher.topic.novelty import margin, novelty_of, weightiest
from watcher.topic.state import Known, TopicState, evolve
from watcher.topic.statements import Readers, Statement
from watcher.topic.telling import Tell, Weighed, is_worth_telling, lenience_of
from watcher.topic.transitions import status_move
from watcher.topic.verdict import Change, Place, Repeat, Verdict

SURE = 0.5
# How likely (0 to 1) a sentence must bear on the topic for its move to count by itself.
_LIKELY = 0.4
# Where every sentence counts, that which a value is held against need not be the same matter: how
# much less new (log-odds) than others a sentence may be that moves something; and up to how much
# said before (as novelty measures it) any move is told.
_NEARLY, _LITTLE_SAID = 0.3, 0.55
NO_FURNITURE: Mapping[int, int] = {}
# A sentence that so surely moves what is known is told whatever else is weighed.
PLAIN_MOVE, FIGURE_MOVE, ANY_MOVE = 0.85, 0.48, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What an article copies: `of` its original, `unchanged` the sentences that stood there."""

    of: str
    kind: CopyKind
    similarity: float
    unchanged: frozenset[int]


def decide(
    article: Article,
    *,
    path: str,
    mentions: Sequence[Mention],
    state: TopicState,
    readers: Readers,
    copy: Copy | None = None,
    furniture: Mapping[int, int] = NO_FURNITURE,
    tell: Tell = is_worth_telling,
    retroactive: bool = False,
) -> tuple[StatementEvent, ...]:
    """Judge the sentences of an article that count for the topic of this state, in order.

    `furniture` are paragraphs that its outlet prints again and again, each with the number of its
    articles that do. `tell` decides which are told; another than the fitted one is for fitting it.
    """
    count, version = len(state.known), state.version
    judge = _Judge(
        article,
        path=path,
        state=state,
        readers=readers,
        furniture=furniture,
        tell=tell,
        retroactive=retroactive,
    )
    try:
        return tuple(judge.judged(mentions, copy=copy))
    finally:
        state.rewind(count, version=version)


class _Judge:
    """One pass over one article for one topic."""

    def __init__(
        self,
        article: Article,
        *,
        path: str,
        state: TopicState,
        readers: Readers,
        furniture: Mapping[int, int],
        tell: Tell,
        retroactive: bool,
    ) -> None:
        self._article, self._path = article, path
        self._state, self._readers = state, readers
        self._furniture = furniture
        self._tell, self._retroactive = tell, retroactive
        self._late = is_late(article.published_at, newest=state.newest_published)
        definition = state.definition
        self._sensitivity = definition.sensitivity if definition else "normal"
        self._lenience = lenience_of(definition) if definition else 0.0

    def judged(self, mentions: Sequence[Mention], *, copy: Copy | None) -> Iterator[StatementEvent]:
        """Judge body sentences first: a headline only says ahead what they say."""
        body = [m for m in mentions if not self._is_headline(m)]
        headlines = [m for m in mentions if self._is_headline(m)]
        told_body = bool(body)
        for mention in (*body, *headlines):
            statement = self._readers.read(self._article, mention.sentence)
            measured = measure(statement, self._state.memory)
            statement = adopt_counts(
                statement,
                near=dict(measured.near),
                state=self._state,
                acts=self._readers.acts,
                published=moment_of(self._article.published_at),
            )
            silent = self._silent(mention, copy=copy, told_body=told_body)
            verdicts = (
                [self._repeat(silent, measured)]
                if silent
                else self._verdicts(statement, mention, measured)
            )
            for verdict in verdicts:
                event = self._event(statement, mention, measured, verdict)
                stream = topic_stream(self._state.topic)
                name = event_id(stream, version=self._state.version + 1)
                evolve(self._state, event, event_id=name)
                yield event

    def _is_headline(self, mention: Mention) -> bool:
        paragraph = self._article.sentences[mention.sentence].paragraph
        return self._article.paragraphs[paragraph].role in ("headline", "heading")

    def _silent(self, mention: Mention, *, copy: Copy | None, told_body: bool) -> str | None:
        """Say why a sentence is not even compared, or nothing."""
        sentence = self._article.sentences[mention.sentence]
        if copy and copy.kind == "near":
            return "copy: an article that was taken in before"
        if copy and mention.sentence in copy.unchanged:
            return "update: stood in the earlier version"
        if self._article.paragraphs[sentence.paragraph].repeats is not None:
            return "said-twice: stands in this article before"
        if sentence.paragraph in self._furniture:
            printed = self._furniture[sentence.paragraph]
            return f"furniture of {self._article.outlet}: stands in {printed} of its articles"
        if told_body and self._is_headline(mention):
            return "headline: the article says it"
        return None

    def _repeat(self, reason: str, measured: Measured) -> Repeat:
        near = self._near(measured)
        return Repeat(kind="repeat", reason=reason, earlier=near[0][0].first if near else None)

    def _near(self, measured: Measured) -> list[tuple[Known, float]]:
        return [(self._state.known[number], alike) for number, alike in measured.near]

    def _verdicts(
        self, statement: Statement, mention: Mention, measured: Measured
    ) -> list[Verdict]:
        near = self._near(measured)
        published = moment_of(self._article.published_at)
        alike, acts = dict(measured.near), self._readers.acts
        place = Place(article_id=self._article.id, outlet=self._article.outlet, published=published)
        moves = figure_moves(statement, state=self._state, acts=acts, near=alike, place=place)
        status = status_move(statement, near=alike, state=self._state, acts=acts, place=place)
        moves += [status] if status else []
        changes: list[Verdict] = [move for move in moves if isinstance(move, Change)]
        outdated = [move for move in moves if isinstance(move, Repeat)]
        weighed = Weighed(
            statement=statement,
            mention=mention,
            measured=measured,
            moved=bool(changes),
            outdated=bool(outdated),
            number=mention.sentence,
            length=len(self._article.sentences),
            sensitivity=self._sensitivity,
            topic=self._state.topic,
            lenience=self._lenience,
        )
        superseded = next((move for move in outdated if move.earlier is None), None)
        if superseded and not changes:
            return [superseded]
        if self._tell(weighed) or _moves_plainly(changes, weighed):
            return changes or [Change(kind="new", reason=f"new: {weightiest(measured)}")]
        return [outdated[0] if outdated else self._kept_back(mention, measured, near)]

    def _kept_back(
        self, mention: Mention, measured: Measured, near: Sequence[tuple[Known, float]]
    ) -> Repeat:
        """Say why a sentence is not told: it is known, or hardly on the topic."""
        if not near or (mention.strength < SURE and near[0][1] < SAME_FROM):
            reason = f"loosely-on-topic: {mention.matched} ({mention.strength:.2f})"
            return Repeat(kind="background", reason=reason)
        known = near[0][0]
        return Repeat(
            kind="repeat" if known.outlet == self._article.outlet else "corroborated",
            reason=f"known: {weightiest(measured)}",
            earlier=known.first,
        )

    def _event(
        self, statement: Statement, mention: Mention, measured: Measured, verdict: Verdict
    ) -> StatementEvent:
        near = self._near(measured)
        nearest = near[0] if near else None
        article = self._article
        novelty = novelty_of(measured)
        fields: dict[str, Any] = dict(  # noqa: C408 - field names, as the event has them
            topic=self._state.topic,
            article_id=article.id,
            path=self._path,
            outlet=article.outlet,
            headline=article.headline,
            published_at=article.published_at,
            quote=statement.quote,
            start=statement.start,
            end=statement.end,
            speaker=statement.speaker,
            status=statement.status or "reported",
            event_date=statement.day.isoformat() if statement.day else None,
            figures=statement.counted,
            was=verdict.was,
            now=verdict.now,
            earlier=verdict.earlier,
            nearest=nearest[0].event if nearest else None,
            similarity=round(nearest[1], 4) if nearest else None,
            novelty=novelty,
            importance=importance_of(
                verdict.kind,
                novelty=novelty,
                strength=mention.strength,
                place=mention.sentence,
                figures=len(statement.figures),
            ),
            late=self._late,
            matched=(mention.matched,),
            reason=verdict.reason,
            retroactive=self._retroactive,
        )
        if isinstance(verdict, Change):
            return TopicChanged(kind=verdict.kind, **fields)
        return StatementRepeated(kind=verdict.kind, **fields)


def _moves_plainly(changes: Sequence[Verdict], weighed: Weighed) -> bool:
    """Tell whether a sentence on the topic moves a status or a figure beyond doubt."""
    slack = 0.0
    if weighed.mention.strength < _LIKELY:
        return False
    if weighed.mention.how == "everything":
        if weighed.measured.values[-1] < _LITTLE_SAID:
            slack = PLAIN_MOVE - ANY_MOVE
        elif margin(weighed.measured) < -_NEARLY:
            return False
    moves = [change for change in changes if isinstance(change, Change)]
    return any(
        change.sure >= (FIGURE_MOVE if change.kind == "figure" else PLAIN_MOVE) - slack
        for change in moves
    )
