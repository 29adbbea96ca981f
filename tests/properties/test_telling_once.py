"""Whatever comes in and whatever is asked for: each change is told once, in time, or counted.

The log, the book and the composing are the real ones; only the clock is moved by hand.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.edges.press import FakeChannel, Press
from tests.factories import a_change
from watcher.digest.due import outlook
from watcher.digest.model import Subscription, Urgent
from watcher.digest.pacing import AtMost, QuietHours
from watcher.digest.schedule import parse_schedule
from watcher.events import ChangeKind, DigestIssued, TopicChanged, topic_stream

KYIV = ZoneInfo("Europe/Kyiv")
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
TOPICS = ("dam", "rail", "ferry")
NIGHTS = tuple(  # before, and in, the nights in which the clock goes back, and forward
    datetime(year, month, day, hour, tzinfo=UTC)
    for year, month, day in ((2025, 10, 25), (2026, 3, 28))
    for hour in (15, 22)
)


@dataclass(frozen=True)
class News:
    """A change that comes in."""

    topic: str
    kind: ChangeKind
    importance: float
    late: bool


@dataclass(frozen=True)
class Wait:
    """Time that passes; the daemon may be away meanwhile."""

    minutes: int
    restarts: bool


@dataclass(frozen=True)
class Otherwise:
    """The settings are changed in what says how and when things are told."""

    mode: str
    schedule: str
    urgent: Urgent | None


modes = st.sampled_from(["combined", "per-topic"])
schedules = st.sampled_from(
    ["immediate", "immediate", "every 1h", "every 1d", "0 7 * * *", "*/30 3 * * *"]
)
alarms = st.builds(
    Urgent,
    min_importance=st.sampled_from([0.0, 0.5]),
    kinds=st.sampled_from([(), (), ("status", "dispute")]),
    in_quiet_hours=st.booleans(),
)
urgents = st.one_of(alarms, alarms, st.none())
nights = st.sampled_from(
    [QuietHours(start=time(22), end=time(7)), QuietHours(start=time(6, 30), end=time(12))]
)
hours = st.one_of(nights, nights, st.none())
limits = st.builds(AtMost, count=st.integers(1, 2), seconds=st.sampled_from([3600, 86400]))
caps = st.one_of(limits, limits, st.none())
wishes = st.fixed_dictionaries(
    {
        "mode": modes,
        "schedule": schedules.map(parse_schedule),
        "topics": st.sampled_from([("*",), ("*",), ("!rail",), ("#water",), ("*", "!#water")]),
        "kinds": st.sampled_from([(), (), ("new", "figure", "status")]),
        "min_importance": st.sampled_from([0.0, 0.0, 0.5]),
        "urgent": urgents,
        "quiet_hours": hours,
        "at_most": caps,
        "group_wait_seconds": st.sampled_from([0, 0, 30, 3600]),
    }
)
news = st.builds(
    News,
    topic=st.sampled_from(TOPICS),
    kind=st.sampled_from(KINDS),
    importance=st.sampled_from([0.1, 0.5, 0.9]),
    late=st.sampled_from([False, False, True]),
)
waits = st.builds(Wait, minutes=st.integers(0, 900), restarts=st.booleans())
turns = st.builds(Otherwise, mode=modes, schedule=schedules, urgent=urgents)
weather = st.lists(st.one_of(news, news, waits), min_size=8, max_size=16)
thorough = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink real logs takes minutes
)


@contextmanager
def a_newsroom(wish: dict[str, object], *, at: datetime) -> Iterator[Press]:
    with TemporaryDirectory() as folder:
        press = Press(Path(folder) / "watcher.db", FakeChannel())
        with press.log:
            press.now = at
            press.subscriptions = [replace(press.subscriptions[0], **wish)]  # type: ignore[arg-type]
            for topic in TOPICS:
                press.define(topic, topic.title(), tags=("water",) if topic != "rail" else ())
            press.start()
            yield press


def live(press: Press, steps: Sequence[News | Wait | Otherwise]) -> None:
    """Let it all happen, looking what is due after each step, and then time enough for the rest."""
    for step in steps:
        match step:
            case News():
                change = a_change(
                    f"News {press.log.head.position}.",
                    topic=step.topic,
                    kind=step.kind,
                    importance=step.importance,
                    late=step.late,
                )
                press.append(topic_stream(step.topic), change)
            case Wait():
                press.wait(minutes=step.minutes)
                if step.restarts:
                    press.restart()
            case Otherwise():
                press.subscriptions = [
                    replace(
                        press.subscriptions[0],
                        mode="combined" if step.mode == "combined" else "per-topic",
                        schedule=parse_schedule(step.schedule),
                        urgent=step.urgent,
                    )
                ]
        press.issue()
    for _ in range(60):
        view = outlook(press.subscriptions[0], ledger=press.ledger, now=press.now)
        if not view.due and not view.held:
            return
        assert view.next_at is not None
        press.now = max(press.now, view.next_at)
        press.issue()
    message = "something waits for ever"
    raise AssertionError(message)


def digests(press: Press) -> list[tuple[datetime, DigestIssued]]:
    return [
        (event.recorded_at, event.data)
        for event in press.recorded("digest-issued")
        if isinstance(event.data, DigestIssued)
    ]


def is_wanted(change: TopicChanged, subscription: Subscription) -> bool:
    is_wet = change.topic != "rail"
    on_topic = {
        ("*",): True,
        ("!rail",): is_wet,
        ("#water",): is_wet,
        ("*", "!#water"): not is_wet,
    }[subscription.topics]
    heavy = change.importance >= subscription.min_importance or change.kind == "correction"
    return on_topic and heavy and (not subscription.kinds or change.kind in subscription.kinds)


def assert_told_once(press: Press) -> None:
    wanted = [
        event.id
        for event in press.recorded("topic-changed")
        if isinstance(event.data, TopicChanged) and is_wanted(event.data, press.subscriptions[0])
    ]
    told = Counter(event for _, digest in digests(press) for event in digest.events)
    assert told == Counter(wanted)


@thorough
@given(wish=wishes, steps=weather, start=st.sampled_from(NIGHTS))
def test_each_wanted_change_is_told_once_in_time_and_not_too_often(
    wish: dict[str, object], steps: list[News | Wait], start: datetime
) -> None:
    with a_newsroom(wish, at=start) as press:
        live(press, steps)

        assert_told_once(press)
        assert_quiet_is_kept(press)
        assert_cap_is_kept(press)
        assert_slots_are_answered_once(press)


def assert_quiet_is_kept(press: Press) -> None:
    desk = press.subscriptions[0]
    for at, digest in digests(press):
        passes = digest.urgent and desk.urgent is not None and desk.urgent.in_quiet_hours
        assert passes or desk.quiet_hours is None or not is_within(at, desk.quiet_hours)


def is_within(at: datetime, quiet: QuietHours) -> bool:
    clock = at.astimezone(KYIV).time()
    if quiet.start < quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end


def assert_cap_is_kept(press: Press) -> None:
    cap = press.subscriptions[0].at_most
    times = [at for at, _ in digests(press)]
    for first, last in zip(times, times[cap.count :] if cap else (), strict=False):
        assert cap is None or last - first >= timedelta(seconds=cap.seconds)


def assert_slots_are_answered_once(press: Press) -> None:
    issued = [digest for _, digest in digests(press)]
    slots = Counter((digest.topic, digest.slot) for digest in issued if digest.slot)
    assert max(slots.values(), default=1) == 1
    assert len({digest.digest_id for digest in issued}) == len(issued)
    assert all(first.upto <= last.upto for first, last in pairwise(issued))


@thorough
@given(wish=wishes, steps=st.lists(st.one_of(news, news, waits, turns), min_size=8, max_size=16))
def test_whoever_changes_how_things_are_told_is_told_them_once(
    wish: dict[str, object], steps: list[News | Wait | Otherwise]
) -> None:
    with a_newsroom(wish, at=NIGHTS[0]) as press:
        live(press, steps)

        assert_told_once(press)


@thorough
@given(wish=wishes, steps=weather, hours=st.lists(st.integers(-200, 200), max_size=3))
def test_a_clock_that_jumps_loses_and_repeats_nothing(
    wish: dict[str, object], steps: list[News | Wait], hours: list[int]
) -> None:
    with a_newsroom(wish, at=NIGHTS[2]) as press:
        for jump in hours:
            live(press, steps[:5])
            press.wait(hours=jump)
        live(press, steps)

        assert_told_once(press)
