"""What a subscription asks for holds, from the log alone: topics apart, in time, in threads."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.core.digest.news import an_arrival
from tests.edges.press import FakeChannel, Press
from tests.factories import NOON, a_change
from watcher.delivery.channel import DeliveryError
from watcher.digest.due import outlook
from watcher.digest.model import Urgent
from watcher.digest.pacing import AtMost, parse_quiet_hours
from watcher.digest.schedule import parse_schedule
from watcher.events import ChangeKind, DigestIssued, article_stream, topic_stream
from watcher.publish import issue_due, previews

URGENT = Urgent(min_importance=0.8)


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    press = Press(tmp_path / "watcher.db", FakeChannel())
    with press.log:
        for topic in ("dam", "rail"):
            press.define(topic, topic.title())
        yield press


def asks(press: Press, schedule: str = "immediate", **wants: Any) -> None:
    """The reader asks for this from now on."""
    wish = replace(press.subscriptions[0], schedule=parse_schedule(schedule), **wants)
    press.subscriptions = [wish]
    press.start()


def says(
    press: Press,
    quote: str,
    *,
    topic: str = "dam",
    importance: float = 0.5,
    kind: ChangeKind = "new",
    retroactive: bool = False,
) -> None:
    change = a_change(quote, topic=topic, importance=importance, kind=kind, retroactive=retroactive)
    press.append(topic_stream(topic), change)


def issued(press: Press) -> list[DigestIssued]:
    events = [event.data for event in press.recorded("digest-issued")]
    return [event for event in events if isinstance(event, DigestIssued)]


def held(press: Press) -> list[tuple[int, str]]:
    view = outlook(press.subscriptions[0], ledger=press.ledger, now=press.now)
    return [(one.changes, one.reason) for one in view.held]


def test_each_topic_has_a_digest_of_its_own(press: Press) -> None:
    asks(press, mode="per-topic")
    says(press, "The train is late.", topic="rail")
    says(press, "The dam broke.")
    says(press, "The lake is empty.")

    press.issue()

    assert [(digest.topic, len(digest.events)) for digest in issued(press)] == [
        ("rail", 1),
        ("dam", 2),
    ]
    assert len({digest.digest_id for digest in issued(press)}) == 2


def test_the_digests_of_a_first_run_are_the_first_and_none_of_a_later_topic_is(
    press: Press,
) -> None:
    asks(press, mode="per-topic")
    says(press, "The train is late.", topic="rail")
    says(press, "The dam broke.")
    first = [digest.is_first for digest in previews(press.log.reader, press.subscriptions[0])]
    press.publish()
    press.define("mill", "Mill")
    says(press, "The mill burns.", topic="mill")
    later = [digest.is_first for digest in previews(press.log.reader, press.subscriptions[0])]
    press.publish()

    assert (first, later) == ([True, True], [False])
    fake = press.channels["fake"]
    assert isinstance(fake, FakeChannel)
    said = [b"First digest" in part.content for letter in fake.taken for part in letter.parts]
    assert said == [True, True, False]


def test_a_digest_of_one_topic_counts_the_articles_that_bear_on_it(press: Press) -> None:
    asks(press, mode="per-topic")
    press.news("The train is late.", topic="rail")
    press.news()
    press.news("The dam broke.", "The lake is empty.")
    digests = {one.topic: one for one in previews(press.log.reader, press.subscriptions[0])}

    dam, rail = digests["dam"].accounts, digests["rail"].accounts
    assert (dam.articles, dam.with_news, dam.told) == (1, 1, 2)
    assert (rail.articles, rail.with_news, rail.told) == (1, 1, 1)


def test_a_topic_answers_each_slot_for_itself(press: Press) -> None:
    asks(press, "0 7 * * *", mode="per-topic")
    for day in range(2):
        says(press, f"Dam, day {day}.")
        says(press, f"Rail, day {day}.", topic="rail")
        press.now = NOON + timedelta(days=day, hours=17)  # seven in Kyiv
        press.issue()
        press.restart()
        press.issue()

    slots = [(digest.topic, digest.slot) for digest in issued(press)]
    assert slots == [
        ("dam", "2025-11-21T07:00"),
        ("rail", "2025-11-21T07:00"),
        ("dam", "2025-11-22T07:00"),
        ("rail", "2025-11-22T07:00"),
    ]


def test_a_topic_is_one_thread_across_days_and_restarts(press: Press) -> None:
    channel = press.channels["fake"]
    assert isinstance(channel, FakeChannel)
    asks(press, mode="per-topic")
    ids: dict[str, list[str]] = {"dam": [], "rail": []}
    for day in range(20):
        for topic, before in ids.items():
            says(press, f"{topic}, day {day}.", topic=topic)
            (digest_id,) = press.issue()
            assert channel.threads.get("desk", "").split() == [
                *before[:1],
                *before[1:][-11:],
            ]
            before.append(f"<{digest_id[:6]}.desk@example.org>")
        press.wait(days=1)
        press.restart()


def test_a_combined_digest_starts_no_thread(press: Press) -> None:
    channel = press.channels["fake"]
    assert isinstance(channel, FakeChannel)
    asks(press)
    for quote in ("One.", "Two."):
        says(press, quote)
        press.issue()

    assert channel.threads == {}


def test_who_changes_to_a_digest_for_each_topic_is_told_nothing_again(press: Press) -> None:
    asks(press)
    says(press, "One.")
    press.issue()
    asks(press, mode="per-topic")
    says(press, "Two.")
    press.issue()
    says(press, "Three.", topic="rail")
    asks(press)
    press.issue()
    press.restart()

    assert not press.issue()
    assert press.told() == ["One.", "Two.", "Three."]


def test_urgent_news_goes_at_once_and_the_schedule_tells_the_rest(press: Press) -> None:
    asks(press, "0 7 * * *", urgent=URGENT)
    says(press, "Geese were seen.")
    says(press, "The dam broke.", importance=0.9)
    press.issue()
    press.restart()
    assert not press.issue()
    says(press, "The town is under water.", importance=0.9)
    press.issue()
    press.now = NOON + timedelta(hours=17)
    press.issue()

    assert [digest.urgent for digest in issued(press)] == [True, True, False]
    assert press.told() == ["The dam broke.", "The town is under water.", "Geese were seen."]


def test_urgent_digests_do_not_put_off_an_interval(press: Press) -> None:
    asks(press, "every 2h", urgent=URGENT)
    says(press, "One.")
    press.issue()
    says(press, "Two.")
    for _ in range(4):
        press.wait(minutes=30)
        says(press, "The water rises.", importance=0.9)
        press.issue()

    assert [digest.urgent for digest in issued(press)] == [False, True, True, True, False]


def test_what_waited_in_quiet_hours_is_one_digest_when_they_end(press: Press) -> None:
    asks(press, quiet_hours=parse_quiet_hours("14:00-18:00"))  # from noon on in UTC
    for quote in ("One.", "Two.", "Three."):
        says(press, quote)
        assert not press.issue()
        press.wait(hours=1)
    assert held(press) == [(3, "quiet hours 14:00-18:00")]
    press.restart()
    press.wait(minutes=59)
    assert not press.issue()
    press.wait(minutes=1)

    assert len(press.issue()) == 1
    assert sorted(press.told()) == ["One.", "Three.", "Two."]


def test_a_slot_within_quiet_hours_is_answered_when_they_end(press: Press) -> None:
    asks(press, "0 15 * * *", quiet_hours=parse_quiet_hours("14:00-18:00"))
    says(press, "One.")
    press.wait(hours=2)
    assert not press.issue()
    press.wait(hours=2)

    assert press.issue()
    assert issued(press)[0].slot == "2025-11-20T15:00"


@pytest.mark.parametrize(("passes", "digests"), [(True, 1), (False, 0)])
def test_urgent_news_wakes_only_who_wants_that(press: Press, passes: bool, digests: int) -> None:
    urgent = Urgent(min_importance=0.8, in_quiet_hours=passes)
    asks(press, urgent=urgent, quiet_hours=parse_quiet_hours("14:00-18:00"))
    says(press, "Geese were seen.")
    says(press, "The dam broke.", importance=0.9)

    assert len(press.issue()) == digests
    assert all(digest.urgent for digest in issued(press))


def test_a_letter_that_failed_is_not_tried_again_in_quiet_hours(press: Press) -> None:
    channel = press.channels["fake"]
    assert isinstance(channel, FakeChannel)
    channel.failures = {"desk": [DeliveryError("busy")]}
    asks(press, quiet_hours=parse_quiet_hours("15:00-18:00"))
    press.wait(minutes=59, seconds=30)
    says(press, "One.")
    outcome = press.publish()
    press.wait(hours=1)
    late = press.publish()

    assert (outcome.failed, outcome.next_at) == (1, NOON + timedelta(hours=4))
    assert (late.failed, late.delivered) == (0, 0)
    press.now = NOON + timedelta(hours=4)
    assert press.publish().delivered == 1


def test_a_cap_merges_what_is_over_and_drops_nothing(press: Press) -> None:
    asks(press, at_most=AtMost(count=2, seconds=3600))
    for quote in ("One.", "Two.", "Three.", "Four."):
        says(press, quote)
        press.issue()
        press.wait(minutes=10)
    assert held(press) == [(2, "at most 2 per hour")]
    press.restart()
    press.wait(minutes=19)
    assert not press.issue()
    press.wait(minutes=1)
    press.issue()

    assert [len(digest.events) for digest in issued(press)] == [1, 1, 2]


def test_a_cap_lets_the_topic_go_first_that_has_waited_longest(press: Press) -> None:
    asks(press, mode="per-topic", at_most=AtMost(count=1, seconds=3600))
    says(press, "Rail.", topic="rail")
    says(press, "Dam.", importance=1.0)
    for _ in range(3):
        press.issue()
        says(press, "Rail again.", topic="rail")
        press.wait(hours=1)

    assert [digest.topic for digest in issued(press)] == ["rail", "dam", "rail"]


def test_what_comes_in_together_is_told_together(press: Press) -> None:
    asks(press, group_wait_seconds=30)
    says(press, "One.")
    assert not press.issue()
    press.wait(seconds=29)
    says(press, "Two.")
    assert not press.issue()
    assert held(press) == [(2, "collecting what comes in together")]
    press.wait(seconds=1)

    assert len(press.issue()) == 1
    assert sorted(press.told()) == ["One.", "Two."]


def test_a_single_run_does_not_wait_for_company(press: Press) -> None:
    asks(press, group_wait_seconds=30)
    says(press, "One.")

    digests = issue_due(
        press.log, press.subscriptions, press.channels, now=press.now, arrivals="over"
    )

    assert len(digests) == 1


def test_the_first_digest_of_a_new_log_waits_for_the_end_of_the_first_run(press: Press) -> None:
    asks(press)
    says(press, "One.")

    early = issue_due(
        press.log, press.subscriptions, press.channels, now=press.now, arrivals="first-run"
    )

    assert early == ()
    assert len(press.issue()) == 1


def test_three_hundred_articles_at_once_are_one_digest(press: Press) -> None:
    asks(press, group_wait_seconds=30)
    for number in range(300):
        article = f"{number:064x}"
        press.append(article_stream(article), an_arrival(article))
        press.append(topic_stream("dam"), a_change(f"Matter {number}.", article_id=article))
        if number % 50 == 0:
            press.issue()
    press.wait(seconds=30)
    press.issue()

    (digest,) = issued(press)
    assert len(digest.events) == 300


def test_what_is_filtered_makes_no_digest_due_and_comes_in_none(press: Press) -> None:
    asks(press, min_importance=0.4, kinds=("new",))
    says(press, "A goose was seen.", importance=0.1)
    says(press, "The toll is 20.", kind="figure")
    assert not press.issue()
    says(press, "The dam broke.")
    press.issue()

    assert press.told() == ["The dam broke."]
    assert [fate.name for _, fate in press.ledger.fates(press.subscriptions[0])] == []


@pytest.mark.parametrize(("asked", "told"), [(False, []), (True, ["Old."])])
def test_history_is_told_to_who_asked_for_it(press: Press, asked: bool, told: list[str]) -> None:
    asks(press, tell_history=asked)
    says(press, "Old.", retroactive=True)
    press.issue()

    assert press.told() == told


def test_the_preview_of_topics_apart_is_what_is_then_issued(press: Press) -> None:
    asks(press, mode="per-topic")
    says(press, "Rail.", topic="rail")
    says(press, "Dam.")
    seen = [digest.digest_id for digest in previews(press.log.reader, press.subscriptions[0])]

    (first, *_) = press.issue()

    assert first in seen
    assert len(seen) == 2
