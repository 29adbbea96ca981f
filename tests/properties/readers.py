"""What happens in a newsroom with two readers who want different things, one of whom leaves."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from hypothesis import strategies as st
from msgspec.structs import replace as msgspec_replace

from tests.core.digest.news import a_copy, a_rejection, an_arrival
from tests.edges.press import Press
from tests.factories import a_change, a_definition, a_repeat
from watcher.delivery.folder import FolderChannel
from watcher.digest.due import outlook
from watcher.digest.model import Subscription, Urgent
from watcher.digest.schedule import parse_schedule
from watcher.events import (
    ChangeKind,
    DigestIssued,
    Event,
    ExpectationPassed,
    StatementRepeated,
    TopicChanged,
    TopicDefined,
    TopicQuiet,
    TopicRetired,
    TopicTempo,
    article_stream,
    notice_stream,
    topic_stream,
)
from watcher.remarks import add_silence, expire_silence, mark

TOPICS = ("dam", "rail", "ferry")
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
NOTICES = (TopicQuiet.name, TopicTempo.name, ExpectationPassed.name)


@dataclass(frozen=True)
class Arrives:
    """An article with changes on topics (kind, weight, found in hindsight), and retellings."""

    changes: tuple[tuple[str, ChangeKind, float, bool], ...]
    repeats: int
    copies: int
    rejected: int


@dataclass(frozen=True)
class Notices:
    """Time tells something of a topic."""

    topic: str
    name: str


@dataclass(frozen=True)
class Silences:
    """A reader wants to hear nothing of some topics."""

    pattern: str
    kinds: tuple[ChangeKind, ...]
    minutes: int


@dataclass(frozen=True)
class Does:
    """Something else happens."""

    what: str


@dataclass(frozen=True)
class Waits:
    """Time passes, or the clock is set back."""

    minutes: int


topics = st.sampled_from(TOPICS)
changes = st.tuples(
    topics,
    st.sampled_from(KINDS),
    st.sampled_from([0.1, 0.5, 0.9]),
    st.sampled_from([False, False, False, True]),
)
arrivals = st.builds(
    Arrives,
    changes=st.lists(changes, max_size=3).map(tuple),
    repeats=st.integers(0, 2),
    copies=st.integers(0, 1),
    rejected=st.integers(0, 1),
)
silences = st.builds(
    Silences,
    pattern=st.sampled_from(["dam", "*", "[df]*", "d?m"]),
    kinds=st.sampled_from([(), (), ("new", "figure")]),
    minutes=st.sampled_from([20, 120, 3000]),
)
waits = st.builds(Waits, minutes=st.sampled_from([1, 30, 100, 700, 1500, 5000, -50, -900]))
acts = st.builds(
    Does,
    what=st.sampled_from(["leave", "return", "restart", "retire", "define", "expire", "mark"]),
)
notices = st.builds(Notices, topic=topics, name=st.sampled_from(NOTICES))
steps = st.lists(
    st.one_of(arrivals, arrivals, arrivals, waits, waits, notices, silences, acts),
    min_size=10,
    max_size=20,
)
schedules = st.sampled_from(["immediate", "every 1h", "every 1d", "0 7 * * *", "*/20 * * * *"])
wishes = st.fixed_dictionaries(
    {
        "mode": st.sampled_from(["combined", "combined", "per-topic"]),
        "schedule": schedules.map(parse_schedule),
        "topics": st.sampled_from([("*",), ("*",), ("!rail",), ("dam",), ("#water",)]),
        "kinds": st.sampled_from([(), (), ("new", "status")]),
        "min_importance": st.sampled_from([0.0, 0.0, 0.5]),
        "urgent": st.sampled_from([None, None, Urgent(min_importance=0.8)]),
        "tell_history": st.booleans(),
    }
)


class Town:
    """A newsroom with two readers and a folder; the second reader comes and goes."""

    def __init__(self, root: Path, desk: dict[str, Any], night: dict[str, Any]) -> None:
        self.folder = root / "digests"
        self.press = Press(root / "watcher.db", FolderChannel(name="files", path=self.folder))
        first = self.press.subscriptions[0]
        self.desk = replace(first, **desk)
        self.night = replace(first, name="night", **night)
        self.all = [self.desk, self.night]
        self.press.subscriptions = self.all
        self.seen: dict[str, bytes] = {}
        self.silenced: list[str] = []
        self._counted = 0
        for topic in TOPICS:
            self.define(topic)
        self.press.start()

    def define(self, topic: str) -> None:
        tags = () if topic == "rail" else ("Water",)
        definition = msgspec_replace(a_definition(name=topic.title()), tags=tags)
        event = TopicDefined(topic=topic, revision=self.count(), definition=definition)
        self.press.append(topic_stream(topic), event)

    def count(self) -> int:
        """Give a number that was not given yet."""
        self._counted += 1
        return self._counted

    def take(self, step: Arrives) -> None:
        count = self.count()
        article = f"{count:064x}"
        said: list[Event] = []
        for number, (topic, kind, weight, hindsight) in enumerate(step.changes):
            said.append(
                a_change(
                    f"Sentence {number} of article {count}.",
                    topic=topic,
                    kind=kind,
                    importance=weight,
                    retroactive=hindsight,
                    article_id=article,
                )
            )
        said += [
            a_repeat("As was said.", topic=TOPICS[number], article_id=article)
            for number in range(step.repeats)
        ]
        self.press.append(article_stream(article), an_arrival(article))
        if step.copies:
            self.press.append(article_stream(article), a_copy(article, of=article))
        if step.rejected:
            self.press.append(article_stream("f" * 64), a_rejection(f"noise-{count}.bin"))
        for event in said:
            assert isinstance(event, TopicChanged | StatementRepeated)
            self.press.append(topic_stream(event.topic), event)

    def notice(self, step: Notices) -> None:
        topic, event = step.topic, f"{self.count():032x}"
        made: dict[str, Event] = {
            TopicQuiet.name: TopicQuiet(
                topic=topic, quiet_after="5d", last=event, since="2025-11-01", repeats=0
            ),
            TopicTempo.name: TopicTempo(topic=topic, day=event, count=50, usual=2.0, days=9),
            ExpectationPassed.name: ExpectationPassed(
                topic=topic,
                event=event,
                due="2025-11-19",
                quote="They will meet.",
                path="plan.txt",
                outlet=None,
                published_at=None,
            ),
        }
        self.press.append(notice_stream(topic), made[step.name])

    def silence(self, step: Silences) -> None:
        press = self.press
        until = press.now + timedelta(minutes=step.minutes)
        wish = {
            "ask": "silence-add",
            "pattern": step.pattern,
            "kinds": list(step.kinds),
            "until": until.isoformat(),
            "comment": "known",
        }
        self.silenced.append(add_silence(press.log, wish, press.now)["silence"])

    def do(self, what: str) -> None:
        press = self.press
        match what:
            case "leave":
                press.subscriptions = [self.desk]
            case "return":
                press.subscriptions = self.all
                press.start()
            case "restart":
                press.restart()
            case "retire":
                gone = TopicRetired(topic="ferry", revision=self.count(), definition=a_definition())
                press.append(topic_stream("ferry"), gone)
            case "define":
                self.define("ferry")
            case "expire" if self.silenced:
                wish = {"ask": "silence-expire", "silence": self.silenced[-1]}
                expire_silence(press.log, wish, press.now)
            case _:
                for event in press.recorded("topic-changed")[-1:]:
                    wish = {"ask": "mark", "event": event.id, "mark": "not-new"}
                    mark(press.log, wish, press.now)

    def live(self, happens: Sequence[object]) -> None:
        for step in happens:
            match step:
                case Arrives():
                    self.take(step)
                case Notices():
                    self.notice(step)
                case Silences():
                    self.silence(step)
                case Waits(minutes=minutes):
                    self.press.wait(minutes=minutes)
                case Does(what=what):
                    self.do(what)
                case _:
                    raise AssertionError(step)
            self.publish()
        self.do("return")
        self._rest()

    def _rest(self) -> None:
        """Let time enough pass for whatever waits."""
        press = self.press
        for _ in range(60):
            self.publish()
            views = [outlook(one, ledger=press.ledger, now=press.now) for one in self.all]
            if not any(view.due or view.held for view in views):
                return
            press.now = max(
                press.now, min(view.next_at for view in views if view.held and view.next_at)
            )
        message = "something waits for ever"
        raise AssertionError(message)

    def publish(self) -> None:
        """Tell what is due; no file that was there ever changes or goes."""
        assert self.press.publish().failed == 0
        there = {path.name: path.read_bytes() for path in self.folder.glob("*")}
        assert self.seen.items() <= there.items()
        self.seen = there

    def digests(self, reader: Subscription) -> list[DigestIssued]:
        issued = [event.data for event in self.press.recorded("digest-issued")]
        return [
            one
            for one in issued
            if isinstance(one, DigestIssued) and one.subscription == reader.name
        ]

    def form(self, digest: DigestIssued) -> dict[str, Any]:
        form: dict[str, Any] = json.loads(self.seen[f"{digest.digest_id}.json"])
        return form


@contextmanager
def a_town(desk: dict[str, Any], night: dict[str, Any]) -> Iterator[Town]:
    with TemporaryDirectory() as folder:
        town = Town(Path(folder), desk, night)
        with town.press.log:
            yield town
