"""What is known of a topic: folded from its events, nothing else."""

from dataclasses import dataclass, field
from datetime import date, datetime

from watcher.events import (
    Definition,
    Event,
    Figure,
    Statement,
    StatementRepeated,
    TopicChanged,
    TopicDefined,
    TopicRedefined,
    TopicRetired,
)
from watcher.topic.content import anchors_of, content_words_in
from watcher.topic.memory import Memory
from watcher.topic.moments import day_of, moment_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A statement that is known, in comparable form.

    `day` is the day that it speaks of, else the day of publication; `told` tells whether it was a
    change when it came, `kind` is its event's; `was` is the event and `now` the figure that it
    moved; `first` is the event that told it first.
    """

    event: str
    quote: str
    figures: tuple[Figure, ...]
    status: str | None
    speaker: str | None
    outlet: str | None
    article_id: str
    published: datetime | None
    day: date | None
    told: bool
    kind: str
    was: str | None
    now: Figure | None
    first: str


@dataclass(slots=True, kw_only=True)
class TopicState:
    """The known statements of one topic in log order, and the words to find them by.

    A state is consumed by `evolve`: keep only what it returns. `rewind` forgets the newest.
    """

    topic: str
    version: int = 0
    revision: int = 0
    definition: Definition | None = None
    retired: bool = False
    known: list[Known] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)
    newest: list[datetime | None] = field(default_factory=list)
    counted: dict[str, list[int]] = field(default_factory=dict)
    by_status: dict[str, list[int]] = field(default_factory=dict)

    def rewind(self, count: int, *, version: int) -> None:
        """Forget all statements but the first `count`, as the stream stood at `version`."""
        while len(self.known) > count:
            last = self.known.pop()
            self.by_status[last.status or "reported"].pop()
            for word in counted_words(last.figures):
                self.counted[word].pop()
        del self.newest[count:]
        self.memory.rewind(count)
        self.version = version

    @property
    def newest_published(self) -> datetime | None:
        """Give the latest publication of any statement known, null where none is dated."""
        return self.newest[-1] if self.newest else None


def evolve(state: TopicState, event: Event, *, event_id: str) -> TopicState:
    """Take in one event of the topic's stream."""
    state.version += 1
    match event:
        case TopicDefined() | TopicRedefined():
            state.definition, state.revision, state.retired = (
                event.definition,
                event.revision,
                False,
            )
        case TopicRetired():
            state.revision, state.retired = event.revision, True
        case TopicChanged() | StatementRepeated():
            _learn(state, event, event_id=event_id)
        case _:
            pass
    return state


def _learn(state: TopicState, event: Statement, *, event_id: str) -> None:
    published = moment_of(event.published_at)
    state.memory.add(
        content_words_in(event.quote),
        anchors=anchors_of(event.figures, day=day_of(event.event_date)),
        alike=event.similarity or 0.0,
    )
    for word in counted_words(event.figures):
        state.counted.setdefault(word, []).append(len(state.known))
    state.by_status.setdefault(event.status or "reported", []).append(len(state.known))
    state.known.append(
        Known(
            event=event_id,
            quote=event.quote,
            figures=event.figures,
            status=event.status,
            speaker=event.speaker,
            outlet=event.outlet,
            article_id=event.article_id,
            published=published,
            day=day_of(event.event_date) or day_of(event.published_at),
            told=isinstance(event, TopicChanged),
            kind=event.kind,
            was=event.was.event if event.was else None,
            now=event.now.figure if event.now else None,
            first=event.earlier or event_id,
        )
    )
    state.newest.append(_later(state.newest_published, published))


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return one or other
    return max(one, other)


def counted_words(figures: tuple[Figure, ...]) -> frozenset[str]:
    """Give the words of what figures count, to find them by."""
    return frozenset(word for figure in figures for word in figure.what.split())
