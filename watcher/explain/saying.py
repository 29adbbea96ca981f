"""What a judgement came to: earlier statements, scores, and what rules say today."""

from dataclasses import dataclass
from typing import Self

from watcher.events import Recorded, Statement, StatementRepeated, TopicChanged
from watcher.explain.rehearing import Rehearing
from watcher.topic.doubts import COUNTS_FROM
from watcher.topic.grounds import Ground, grounds_of, score_of
from watcher.topic.rules import in_words
from watcher.topic.telling import Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A statement that another was judged against. `event` is null where it is not recorded."""

    event: str | None
    quote: str
    outlet: str | None
    published_at: str | None
    path: str

    @classmethod
    def of(cls, said: Statement, *, event: str | None) -> Self:
        """Describe a statement."""
        return cls(
            event=event,
            quote=said.quote,
            outlet=said.outlet,
            published_at=said.published_at,
            path=said.path,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """How surely a sentence is worth telling (0 to 1; told from 0.5), and on what grounds.

    `likelihood` says how surely it bears on the topic.
    """

    score: float
    likelihood: float
    sensitivity: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What today's rules say of a sentence where that is something else than was recorded."""

    told: bool
    kind: str | None
    reason: str
    says: str

    @classmethod
    def of(cls, said: Statement) -> Self:
        """Describe what today's rules make of a sentence."""
        return cls(
            told=isinstance(said, TopicChanged),
            kind=said.kind,
            reason=said.reason,
            says=in_words(said.reason),
        )


def earlier_of(recorded: Recorded) -> Earlier | None:
    """Describe a recorded statement that another was judged against."""
    said = recorded.data
    if not isinstance(said, TopicChanged | StatementRepeated):
        return None
    return Earlier.of(said, event=recorded.id)


def scored(weighed: Weighed) -> Scored:
    """Say how surely a sentence is worth telling, and on what grounds."""
    return Scored(
        score=score_of(weighed),
        likelihood=weighed.mention.strength,
        sensitivity=weighed.sensitivity,
        grounds=grounds_of(weighed),
    )


def today(said: Statement, *, number: int, heard: Rehearing) -> Today | None:
    """Say what today's rules say of a recorded statement; null where they say the same.

    `number` counts the statements that its sentence gave, from 0.
    """
    now = heard.of(said.topic, start=said.start)
    if not now:
        reason = doubted(said.topic, start=said.start, heard=heard)
        return Today(told=False, kind=None, reason=reason, says=in_words(reason))
    same = now[min(number, len(now) - 1)]
    if (same.name, same.kind, same.now) == (said.name, said.kind, said.now):
        return None
    return Today.of(same)


def doubted(topic: str, *, start: int, heard: Rehearing | None) -> str:
    """Say why a sentence does not count for a topic."""
    if heard is None or topic not in heard.topics:
        return "off-topic: nothing in it spoke for the topic when the topic was defined"
    doubt = heard.doubt_of(topic, start=start)
    if doubt is None:
        return "off-topic: the article does not speak of the topic"
    if doubt.excluded:
        return "excluded: words that the topic excludes stand in it"
    likely = f"{100 * doubt.likelihood:.0f} % likely, counts from {100 * COUNTS_FROM:.0f} %"
    found = f", by {doubt.found}" if doubt.found not in ("", "follow-on") else ""
    return f"off-topic: {likely}{found}"
