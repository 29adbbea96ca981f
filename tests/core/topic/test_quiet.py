"""A topic goes quiet, or moves far faster than usual."""

from datetime import datetime, timedelta

from tests.factories import NOON
from watcher.events import TopicQuiet, TopicTempo
from watcher.topic.quiet import Pulse, gone_quiet, tempo

FIVE_DAYS = timedelta(days=5)


def quiet(pulse: Pulse, *, now: datetime) -> TopicQuiet | None:
    return gone_quiet(pulse, quiet_after="5d", length=FIVE_DAYS, now=now)


def a_pulse(**days: int) -> Pulse:
    """Make a topic tracked for 30 days; for each day before noon, how many statements it had."""
    pulse = Pulse(topic="dam", tracked_since=NOON - timedelta(days=30))
    for name, count in sorted(days.items(), reverse=True):
        at = NOON - timedelta(days=int(name.removeprefix("before_")), hours=1)
        for _ in range(count):
            pulse.beat(at)
    return pulse


def test_nothing_new_for_five_days_is_quiet() -> None:
    pulse = a_pulse()
    pulse.change("first", at=NOON)
    pulse.repeats = 3

    assert quiet(pulse, now=NOON + FIVE_DAYS - timedelta(seconds=1)) is None
    told = quiet(pulse, now=NOON + FIVE_DAYS)
    assert told is not None
    assert (told.last, told.since, told.repeats) == ("first", NOON.isoformat(), 3)


def test_quiet_is_told_once_until_something_new_came() -> None:
    pulse = a_pulse()
    pulse.change("first", at=NOON)
    pulse.told_quiet = "first"
    later = NOON + timedelta(days=20)

    assert quiet(pulse, now=later) is None
    pulse.change("second", at=later)
    assert quiet(pulse, now=later + FIVE_DAYS) is not None


def test_a_topic_on_which_nothing_ever_came_has_not_gone_quiet() -> None:
    assert quiet(a_pulse(), now=NOON + timedelta(days=300)) is None


def test_five_times_the_usual_rate_is_told_with_its_figures() -> None:
    usual = {f"before_{day}": 4 for day in range(1, 15)}

    told = tempo(a_pulse(**usual, before_0=20), now=NOON)

    assert told == TopicTempo(topic="dam", day="2025-11-20", count=20, usual=4.0, days=14)


def test_less_than_five_times_the_usual_rate_is_nothing() -> None:
    usual = {f"before_{day}": 4 for day in range(1, 15)}

    assert tempo(a_pulse(**usual, before_0=19), now=NOON) is None


def test_five_times_next_to_nothing_is_nothing() -> None:
    assert tempo(a_pulse(before_9=1, before_0=9), now=NOON) is None
    assert tempo(a_pulse(before_9=1, before_0=10), now=NOON) is not None


def test_a_topic_of_yesterday_has_no_usual_rate() -> None:
    pulse = a_pulse(before_0=500)
    pulse.tracked_since = NOON - timedelta(days=2)

    assert tempo(pulse, now=NOON) is None


def test_a_younger_topic_is_measured_by_the_days_that_it_has() -> None:
    pulse = a_pulse(before_1=6, before_2=6, before_3=6, before_4=6, before_0=30)
    pulse.tracked_since = NOON - timedelta(days=5)

    told = tempo(pulse, now=NOON)

    assert told is not None
    assert (told.usual, told.days) == (6.0, 4)


def test_tempo_is_told_once_a_day() -> None:
    pulse = a_pulse(before_0=50)
    pulse.tempo_at = NOON - timedelta(hours=23)
    assert tempo(pulse, now=NOON) is None
    pulse.tempo_at = NOON - timedelta(hours=24)
    assert tempo(pulse, now=NOON) is not None


def test_what_is_long_past_is_forgotten() -> None:
    pulse = a_pulse(before_20=3, before_1=2)
    pulse.forget(now=NOON)
    assert len(pulse.times) == 2
