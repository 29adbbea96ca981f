"""What is due is issued once, from the log alone, whatever the clock and the machine do."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.edges.press import FakeChannel, Press
from tests.factories import NOON
from watcher.digest.schedule import parse_schedule
from watcher.events import DigestIssued, SubscriptionStarted
from watcher.publish import next_issue_at, preview


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    press = Press(tmp_path / "watcher.db", FakeChannel())
    with press.log:
        yield press


def issued(press: Press) -> list[DigestIssued]:
    events = [event.data for event in press.recorded("digest-issued")]
    return [event for event in events if isinstance(event, DigestIssued)]


def started(press: Press) -> list[tuple[str, int | None, str]]:
    return [
        (event.data.subscription, event.data.after, event.data.reason)
        for event in press.recorded("subscription-started")
        if isinstance(event.data, SubscriptionStarted)
    ]


def on_schedule(press: Press, schedule: str) -> None:
    press.subscriptions = [press.a_subscription(schedule=schedule)]


def test_what_is_new_is_issued_with_its_letters(press: Press) -> None:
    press.start()
    press.news("The dam broke.")
    (digest_id,) = press.issue()
    (digest,) = issued(press)
    assert (digest.digest_id, digest.after, digest.upto) == (digest_id, 0, 3)
    assert digest.subject == 'dam: "The dam broke."'
    (letter,) = press.log.reader.letters(digest_id, channel="fake", recipient="desk")
    assert b"The dam broke." in letter.content


def test_nothing_new_is_not_issued(press: Press) -> None:
    press.start()
    press.news()
    assert press.issue() == ()


def test_each_change_is_told_once(press: Press) -> None:
    press.start()
    press.news("One.")
    press.issue()
    press.restart()
    press.news("Two.")
    press.issue()
    press.issue()
    assert press.told() == ["One.", "Two."]
    assert [(digest.after, digest.upto) for digest in issued(press)] == [(0, 3), (3, 6)]


def test_a_new_log_is_told_whole_in_one_digest(press: Press) -> None:
    press.start(ended=False)
    press.news("One.")
    press.news("Two.")
    press.start()
    press.issue()
    assert len(issued(press)) == 1
    assert press.told() == ["One.", "Two."]
    assert started(press) == [("desk", 0, "new-log")]


def test_a_silent_first_run_starts_behind_what_was_there(press: Press) -> None:
    press.start(first_run="silent", ended=False)
    press.news("Old.")
    assert press.issue() == ()
    press.start(first_run="silent")
    press.news("New.")
    press.issue()
    assert started(press) == [("desk", None, "silent"), ("desk", 3, "silent")]
    assert press.told() == ["New."]


def test_a_crash_in_a_silent_first_run_leaves_it_silent(press: Press) -> None:
    press.start(first_run="silent", ended=False)
    press.news("Old.")
    press.restart()
    press.start(first_run="silent", ended=False)
    press.news("Old too.")
    press.start(first_run="silent")
    assert press.issue() == ()


def test_a_silent_first_run_over_an_empty_folder_ends_at_once(press: Press) -> None:
    press.start(first_run="silent")
    press.news("New.")
    press.issue()
    assert press.told() == ["New."]


def test_a_subscription_that_is_added_starts_at_the_head(press: Press) -> None:
    press.subscriptions = []
    press.start()
    press.news("Before anybody asked.")
    on_schedule(press, "immediate")
    press.start()
    press.news("After.")
    press.issue()
    assert started(press) == [("desk", 2, "added")]
    assert press.told() == ["After."]


def test_starting_again_changes_nothing(press: Press) -> None:
    press.start()
    press.restart()
    press.start()
    assert len(started(press)) == 1


def test_two_subscriptions_are_told_apart(press: Press) -> None:
    press.subscriptions = [
        press.a_subscription("dam", name="water", schedule="immediate"),
        press.a_subscription("r*", name="rails", schedule="immediate"),
    ]
    press.start()
    press.news("The dam broke.", topic="dam")
    press.issue()
    press.news("The train is late.", topic="rail")
    press.issue()
    assert [digest.subscription for digest in issued(press)] == ["water", "rails"]


def test_an_interval_is_due_at_once_and_then_after_the_interval(press: Press) -> None:
    on_schedule(press, "every 15m")
    press.start()
    press.news("One.")
    assert press.issue()
    press.news("Two.")
    press.wait(minutes=14)
    assert not press.issue()
    press.wait(minutes=1)
    assert press.issue()
    assert press.told() == ["One.", "Two."]


def test_a_clock_that_is_set_back_holds_nothing_up(press: Press) -> None:
    on_schedule(press, "every 15m")
    press.start()
    press.news("One.")
    press.issue()
    press.wait(days=-7)
    press.news("Two.")
    assert press.issue()


def morning(hour: int, minute: int = 0, *, day: int = 21) -> datetime:
    """A time in Kyiv, where it is two hours later than in UTC."""
    return datetime(2025, 11, day, hour, minute, tzinfo=NOON.tzinfo) - timedelta(hours=2)


@pytest.fixture
def at_seven(press: Press) -> Press:
    """A subscription for seven in the morning, first seen at noon of the day before."""
    on_schedule(press, "0 7 * * *")
    press.start()
    return press


def test_a_slot_is_due_once_it_has_passed(at_seven: Press) -> None:
    at_seven.news("One.")
    assert not at_seven.issue()
    at_seven.now = morning(6, 59)
    assert not at_seven.issue()
    at_seven.now = morning(7)
    assert at_seven.issue()
    assert issued(at_seven)[0].slot == "2025-11-21T07:00"


def test_the_slot_before_the_first_sight_is_not_due(press: Press) -> None:
    on_schedule(press, "0 7 * * *")
    press.now = morning(7, 30)
    press.start()
    press.news("One.")
    assert not press.issue()


def test_a_slot_at_which_nothing_was_new_has_passed(at_seven: Press) -> None:
    at_seven.now = morning(7)
    assert not at_seven.issue()
    at_seven.now = morning(7, 10)
    at_seven.news("One.")
    assert not at_seven.issue()
    at_seven.restart()
    assert not at_seven.issue()
    at_seven.now = morning(7, day=22)
    assert at_seven.issue()


def test_a_slot_that_was_slept_through_is_made_up_for_once(at_seven: Press) -> None:
    at_seven.news("One.")
    at_seven.restart()
    at_seven.now = morning(9, day=24)
    assert at_seven.issue()
    at_seven.news("Two.")
    assert not at_seven.issue()
    assert issued(at_seven)[0].slot == "2025-11-24T07:00"


def test_what_comes_in_at_start_answers_the_slot_that_was_slept_through(at_seven: Press) -> None:
    at_seven.restart()
    at_seven.now = morning(7, 30)
    at_seven.news("One.")
    assert at_seven.issue()


def test_a_slot_is_answered_once_whatever_the_clock_does(at_seven: Press) -> None:
    at_seven.news("One.")
    at_seven.now = morning(7)
    at_seven.issue()
    at_seven.news("Two.")
    at_seven.now = morning(6, 30)
    assert not at_seven.issue()
    at_seven.now = morning(7, 1)
    assert not at_seven.issue()


def test_a_clock_that_was_a_week_ahead_leaves_nothing_stuck(at_seven: Press) -> None:
    at_seven.wait(days=7)
    at_seven.news("One.")
    at_seven.now = morning(7)
    assert at_seven.issue()


def test_the_night_in_which_an_hour_comes_twice_has_one_digest(press: Press) -> None:
    on_schedule(press, "30 3 * * *")
    press.now = datetime(2025, 10, 25, 12, 0, tzinfo=NOON.tzinfo)
    press.start()
    for hour in range(11, 15):  # 23:00 to 02:00 UTC; 03:30 comes at 00:30 and at 01:30
        press.now = datetime(2025, 10, 25, 12, 31, tzinfo=NOON.tzinfo) + timedelta(hours=hour)
        press.news(f"Hour {hour}.")
        press.issue()
    assert len(issued(press)) == 1


def test_a_schedule_says_when_it_comes_round(at_seven: Press) -> None:
    when = next_issue_at(at_seven.subscriptions, ledger=at_seven.ledger, now=at_seven.now)
    assert when == morning(7)


def test_an_interval_that_has_passed_waits_for_news_alone(press: Press) -> None:
    on_schedule(press, "every 15m")
    press.start()
    press.news("One.")
    press.issue()
    due_at = press.now + timedelta(minutes=15)
    subscriptions, ledger = press.subscriptions, press.ledger
    assert next_issue_at(subscriptions, ledger=ledger, now=press.now) == due_at
    assert next_issue_at(subscriptions, ledger=ledger, now=due_at) is None


def test_the_preview_is_what_is_then_issued(press: Press) -> None:
    press.define("dam", "The old dam")
    press.start()
    press.news("The dam broke.", "The lake is empty.")
    before = press.log.head
    digest = preview(press.log.reader, press.subscriptions[0])
    assert press.log.head == before
    press.issue()
    (event,) = issued(press)
    assert digest is not None
    assert (digest.digest_id, digest.after, digest.upto) == (
        event.digest_id,
        event.after,
        event.upto,
    )
    assert tuple(item.event for item in digest.items) == event.events
    assert digest.topics[0].name == "The old dam"


def test_a_preview_of_a_stretch_of_time_shows_what_was_told_then(press: Press) -> None:
    press.start()
    press.news("One.")
    press.issue()
    press.wait(hours=1)
    since = press.now
    press.news("Two.")
    press.wait(hours=1)
    press.news("Three.")
    digest = preview(press.log.reader, press.subscriptions[0], since=since, until=press.now)
    assert digest is not None
    assert [item.quote for item in digest.items] == ["Two."]
    nothing = preview(press.log.reader, press.subscriptions[0], since=press.now + timedelta(1))
    assert nothing is None


def test_a_subscription_to_one_topic_makes_a_thread(press: Press) -> None:
    press.subscriptions = [press.a_subscription("dam", schedule="immediate")]
    press.start()
    press.news("One.")
    (first,) = press.issue()
    press.news("Two.")
    press.issue()
    channel = press.channels["fake"]
    assert isinstance(channel, FakeChannel)
    assert channel.threads == {"desk": f"<{first[:6]}.desk@example.org>"}


def test_schedules_of_a_subscription_can_change(press: Press) -> None:
    press.start()
    press.news("One.")
    press.issue()
    on_schedule(press, "every 1d")
    press.news("Two.")
    assert not press.issue()
    assert parse_schedule("every 1d") == press.subscriptions[0].schedule
