"""What a reader asked for, and what one digest holds, before it has any form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Literal
from zoneinfo import ZoneInfo

from watcher.digest.pacing import AtMost, QuietHours
from watcher.digest.schedule import Schedule
from watcher.events import ChangeKind, Figure, Now

SectionName = Literal["Changed", "Corrected", "Disputed", "New", "Late"]
SECTIONS: tuple[SectionName, ...] = ("Changed", "Corrected", "Disputed", "New", "Late")


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """What cannot wait for the schedule: changes of these kinds (none named: all), this weighty."""

    min_importance: float = 0.0
    kinds: tuple[ChangeKind, ...] = ()
    in_quiet_hours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A reader's wish: which topics and changes, where to, when, and how often at most.

    In `topics`, `*` and `?` stand for any letters, `#` goes before a tag, `!` before what is not
    wanted. `kinds` is empty where every kind is wanted. What is wanted of a topic is decided in
    `watcher.digest.wishes`.
    """

    name: str
    topics: tuple[str, ...]
    channels: tuple[str, ...]
    schedule: Schedule
    zone: ZoneInfo
    mode: Literal["combined", "per-topic"] = "combined"
    min_importance: float = 0.0
    kinds: tuple[ChangeKind, ...] = ()
    urgent: Urgent | None = None
    quiet_hours: QuietHours | None = None
    at_most: AtMost | None = None
    group_wait_seconds: int = 0
    tell_history: bool = False

    def wants(self, topic: str, tags: Iterable[str] = ()) -> bool:
        """Tell whether a topic with these tags is among those asked for."""
        marks = (topic, *(f"#{tag.casefold()}" for tag in tags))
        refused = [pattern[1:] for pattern in self.topics if pattern.startswith("!")]
        asked = [pattern for pattern in self.topics if not pattern.startswith("!")]
        return _is_met(asked or ["*"], marks) and not _is_met(refused, marks)

    @property
    def only_topic(self) -> str | None:
        """Name the one topic asked for, or None where several are or may be."""
        single = len(self.topics) == 1 and self.topics[0]
        if not single or single[0] in "#!" or any(sign in single for sign in "*?["):
            return None
        return single


def _is_met(patterns: Iterable[str], marks: Sequence[str]) -> bool:
    """Tell whether a pattern stands for a topic's id or, from a `#` on, for a tag of its."""
    return any(
        fnmatchcase(mark, pattern.casefold() if pattern.startswith("#") else pattern)
        for pattern in patterns
        for mark in marks
        if mark.startswith("#") == pattern.startswith("#")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who published a statement, and when, as far as the article says."""

    outlet: str | None
    path: str
    published_at: str | None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was known before a change, and who said it."""

    event: str
    quote: str
    figure: Figure | None
    status: str | None
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One event that is told.

    `recorded_at` is in the reader's zone; `also` names the other outlets that said the same. A
    `retroactive` one was found in an article that had come in before its topic was defined.
    """

    event: str
    position: int
    topic: str
    kind: ChangeKind
    article_id: str
    source: Source
    headline: str | None
    quote: str
    start: int
    end: int
    speaker: str | None
    status: str | None
    event_date: str | None
    figures: tuple[Figure, ...]
    was: Before | None
    now: Now | None
    importance: float
    novelty: float
    late: bool
    reason: str
    recorded_at: datetime
    also: tuple[str, ...] = ()
    retroactive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence with all the events that it gave to a section, the weightiest first."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The lines of one kind of news on a topic."""

    name: SectionName
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The weightiest news of a topic; where it moved several times, the first and last step."""

    first: Item
    last: Item
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """The way of one figure: the moves that are told, and every figure that it was, oldest first.

    `history` begins with what was known before the first move, as far back as the log tells.
    """

    moves: tuple[Item, ...]
    history: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNew:
    """How many statements told nothing new, by kind."""

    repeat: int = 0
    corroborated: int = 0
    outdated: int = 0
    background: int = 0

    @property
    def total(self) -> int:
        """Add the kinds up."""
        return self.repeat + self.corroborated + self.outdated + self.background


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicNews:
    """What a digest tells of one topic.

    `sources` counts the newsrooms that told it independently; `reprints` the articles beyond
    them: copies, and the same agency's words elsewhere.
    """

    topic: str
    name: str
    lead: Lead
    sections: tuple[Section, ...]
    not_new: NotNew
    sources: int
    reprints: int
    tracks: tuple[Track, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Give every event told of the topic, in reading order."""
        lines = (line for section in self.sections for line in section.lines)
        return tuple(item for line in lines for item in line.items)

    @property
    def is_only_late(self) -> bool:
        """Tell whether nothing but late news is told."""
        return all(section.name == "Late" for section in self.sections)

    @property
    def is_disputed(self) -> bool:
        """Tell whether sources gainsay each other."""
        return any(section.name == "Disputed" for section in self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Where everything went that came in: each article and each statement is counted once.

    Of the articles, `left_out` brought changes of which none is told here. Of the changes,
    `filtered` are less weighty than asked for or of another kind, `silenced` fell under a silence,
    `told_before` went out in an urgent digest, and `waiting` is left to the schedule.
    """

    with_news: int
    late_only: int
    nothing_new: int
    copies: int
    rejected: int
    told: int
    not_new: NotNew
    left_out: int = 0
    filtered: int = 0
    silenced: int = 0
    told_before: int = 0
    waiting: int = 0

    @property
    def articles(self) -> int:
        """Add up the articles that came in."""
        read = self.with_news + self.late_only + self.nothing_new + self.left_out
        return read + self.copies + self.rejected

    @property
    def statements(self) -> int:
        """Add up the statements on the topics asked for."""
        not_told = self.filtered + self.silenced + self.told_before + self.waiting
        return self.told + not_told + self.not_new.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """A letter that its channel did not take, with the last error."""

    digest_id: str
    channel: str
    recipient: str
    error: str | None

    @property
    def name(self) -> str:
        """Name the letter as an event does."""
        return f"{self.digest_id} {self.channel} {self.recipient}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the passing of time tells of a topic, as an event of the log says it.

    "gone-quiet": nothing came since `since`; "tempo": `count` statements in a day where `usual`
    is the rule; "expected": `due` has passed, announced by `quote`, and nothing reported it.
    """

    event: str
    kind: Literal["gone-quiet", "tempo", "expected"]
    topic: str
    name: str
    since: datetime | None = None
    count: int | None = None
    usual: float | None = None
    due: str | None = None
    announced: str | None = None
    quote: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Silenced:
    """What a silence kept out of a digest; `until` is when the silence ends.

    `count` is how many changes, as the accounts count them; `notices` are counted apart.
    """

    silence: str
    topics: tuple[str, ...]
    count: int
    comment: str
    until: datetime
    notices: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """All that one subscription is told of the positions after `after`, up to `upto`.

    `as_of` is when the last of them was recorded, in the reader's zone. `abandoned` are letters
    given up since the digest before; `held` are letters that still wait. `spellings` are names
    that count as one. `silenced` was kept out by silences: counted, named, and not told later.
    `begins` is when the first of them was recorded; `outlets` counts who published what came in.
    `topic` is the one topic that it is about, where each topic has a digest of its own; an `urgent`
    one tells what could not wait, and leaves the rest of its range to the schedule.
    """

    digest_id: str
    subscription: str
    after: int
    upto: int
    as_of: datetime
    topics: tuple[TopicNews, ...]
    accounts: Accounts
    is_first: bool
    abandoned: tuple[Undelivered, ...]
    held: tuple[Undelivered, ...]
    spellings: tuple[tuple[str, ...], ...]
    notices: tuple[Notice, ...] = ()
    silenced: tuple[Silenced, ...] = ()
    begins: datetime | None = None
    outlets: int = 0
    topic: str | None = None
    urgent: bool = False

    @property
    def items(self) -> tuple[Item, ...]:
        """Give every event told, in reading order."""
        return tuple(item for topic in self.topics for item in topic.items)
