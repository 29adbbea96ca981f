"""What was announced for a day: whether a later statement says what became of it. Pure.

When in doubt it was reported: to say "no report of it" of something that was reported is worse than
to say nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from watcher.article.tokens import tokenize
from watcher.events import ExpectationPassed, Recorded, Statement, TopicChanged
from watcher.topic.content import content_words

_PLANNED = "planned"
_OPEN = frozenset({_PLANNED, "demanded"})
_CALLED_OFF = frozenset({"cancelled", "postponed", "denied", "refused", "corrected", "retracted"})
_NEAR_SHARE = 0.4
_NEAR_WORDS = 2
_NEAREST = 0.4  # the most alike of all may still be quite another matter
# "will be dearer, she said on Friday": the day on which it was said, not the day that is announced
_SAID_THAT_DAY = re.compile(
    r"\b(?:said|told \w+|announced|confirmed|added)(?: late| early)?(?: on)?"
    r" (?:[A-Z]\w+day|today)\b"
)
GRACE = timedelta(days=1)
STALE = timedelta(days=7)  # what was to be long before we heard of it is history, not expected


@dataclass(slots=True, kw_only=True)
class Expectation:
    """Something announced for the day `due`. `events` are the announcements of it, `words` theirs.

    `is_settled`: a later statement says what became of it, or that nothing did was told.
    """

    first: str
    due: date
    said: Statement
    events: set[str]
    words: frozenset[str]
    is_settled: bool = False

    @property
    def passes_at(self) -> datetime:
        """Say when the day has passed, and another one, so that it could have been reported."""
        return datetime.combine(self.due, time(), UTC) + timedelta(days=1) + GRACE


@dataclass(slots=True, kw_only=True)
class Agenda:
    """What is expected on one topic. Feed it the statements of the topic in order.

    `common` are words that nearly all statements of the topic hold: they say nothing here.
    """

    topic: str
    common: frozenset[str] = frozenset()
    expected: list[Expectation] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Tell whether something is expected of which nothing was told yet."""
        return any(not one.is_settled for one in self.expected)

    def note(self, event: Recorded, said: Statement) -> None:
        """Take in a statement: it may settle what is expected, or announce something."""
        if said.retroactive or not (said.status == _PLANNED or self.is_open):
            return
        told = _Told(said, at=event.recorded_at, common=self.common)
        announces = told.announced()
        for one in self.expected:
            if not one.is_settled and settles(told, one):
                one.is_settled = True
        if announces is not None:
            self._announce(event.id, told, due=announces)

    def told(self, event: str) -> None:
        """Note that the log says already of an announcement that nothing came of it."""
        for one in self.expected:
            one.is_settled = one.is_settled or event == one.first

    def next_at(self) -> datetime | None:
        """Say when the next day has passed for which something is expected."""
        return min((one.passes_at for one in self.expected if not one.is_settled), default=None)

    def passed(self, *, now: datetime) -> tuple[ExpectationPassed, ...]:
        """Tell of what was expected by now and was not reported, the oldest day first."""
        overdue = [one for one in self.expected if not one.is_settled and one.passes_at <= now]
        return tuple(_passed(self.topic, one) for one in sorted(overdue, key=lambda one: one.due))

    def forget(self, *, now: datetime) -> None:
        """Drop what is settled and long past."""
        self.expected = [
            one for one in self.expected if not one.is_settled or one.passes_at + STALE > now
        ]

    def _announce(self, event: str, told: "_Told", *, due: date) -> None:
        for one in self.expected:
            same = one.due == due and (_continues(told.said, one) or _near(one, told.words))
            if same:
                one.events.add(event)
                return
        self.expected.append(
            Expectation(first=event, due=due, said=told.said, events={event}, words=told.words)
        )


class _Told:
    """A statement with what settling needs of it, worked out once."""

    def __init__(self, said: Statement, *, at: datetime, common: frozenset[str]) -> None:
        self.said = said
        self.at = at
        self.words = frozenset(content_words(tokenize(said.quote))) - common
        self.on = _day(said.event_date)
        self.published = _day(said.published_at) or at.date()

    def announced(self) -> date | None:
        """Give the day for which something is announced; None for what is past or long past."""
        if self.said.status != _PLANNED or self.on is None or self.on < self.published:
            return None
        if self.on == self.published and _SAID_THAT_DAY.search(self.said.quote):
            return None
        passes_at = datetime.combine(self.on, time(), UTC) + timedelta(days=1) + GRACE
        return self.on if passes_at + STALE > self.at else None


def settles(told: "_Told", expected: Expectation) -> bool:
    """Tell whether a statement says what became of what was expected."""
    said, status = told.said, told.said.status
    again = status in _OPEN
    if _continues(said, expected):
        moved = told.on is not None and told.on != expected.due
        if moved or (isinstance(said, TopicChanged) and not again) or status in _CALLED_OFF:
            return True
    if again or not (told.on == expected.due or _near(expected, told.words)):
        return False
    return status in _CALLED_OFF or told.published >= expected.due


def _continues(said: Statement, expected: Expectation) -> bool:
    nearest = said.nearest if (said.similarity or 0.0) >= _NEAREST else None
    names = (said.was.event if said.was else None, said.earlier, nearest)
    return not expected.events.isdisjoint(name for name in names if name)


def _near(expected: Expectation, words: Iterable[str]) -> bool:
    shared = len(expected.words.intersection(words))
    return shared >= min(len(expected.words), max(_NEAR_WORDS, _NEAR_SHARE * len(expected.words)))


def _passed(topic: str, one: Expectation) -> ExpectationPassed:
    return ExpectationPassed(
        topic=topic,
        event=one.first,
        due=one.due.isoformat(),
        quote=one.said.quote,
        path=one.said.path,
        outlet=one.said.outlet,
        published_at=one.said.published_at,
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
