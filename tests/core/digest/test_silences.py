"""A silence keeps back what is recorded while it is in force, and nothing else."""

from datetime import datetime, timedelta

import pytest

from tests.factories import NOON, a_change, recorded
from watcher.digest.silences import Silences, UnknownSilenceError, silence_id
from watcher.digest.wishes import Change, change_of
from watcher.events import ChangeKind, Event, Recorded, SilenceAdded, SilenceExpired, TopicQuiet

HOUR = timedelta(hours=1)


def added(
    pattern: str = "dam", *, name: str = "abcd1234", kinds: tuple[ChangeKind, ...] = ()
) -> SilenceAdded:
    return SilenceAdded(
        silence=name,
        pattern=pattern,
        kinds=kinds,
        until=(NOON + HOUR).isoformat(),
        comment="the count is put right every hour",
    )


def log(*events: Event) -> list[Recorded]:
    """Put events at the positions 10, 20, ..., a minute apart from noon on."""
    return [
        recorded(event, position=10 * place, at=NOON + timedelta(minutes=place - 1))
        for place, event in enumerate(events, start=1)
    ]


def change(
    *, position: int = 15, at: datetime = NOON, topic: str = "dam", kind: ChangeKind = "new"
) -> Change:
    found = change_of(recorded(a_change(topic=topic, kind=kind), position=position, at=at))
    assert found is not None
    return found


def test_a_change_while_it_is_in_force_is_kept_back() -> None:
    assert Silences(log(added())).covering(change()) == "abcd1234"


@pytest.mark.parametrize(
    "told",
    [
        change(position=5),
        change(at=NOON + HOUR),
        change(topic="bridge"),
    ],
    ids=["before it", "at its end", "another topic"],
)
def test_what_is_told_all_the_same(told: Change) -> None:
    assert Silences(log(added())).covering(told) is None


def test_a_pattern_covers_the_topics_that_fit() -> None:
    silences = Silences(log(added("d*")))
    assert silences.covering(change(topic="dam")) is not None
    assert silences.covering(change(topic="road")) is None


def test_kinds_narrow_it() -> None:
    silences = Silences(log(added(kinds=("figure", "status"))))
    assert silences.covering(change(kind="figure")) is not None
    assert silences.covering(change(kind="dispute")) is None


def test_what_is_ended_by_hand_keeps_what_it_kept_and_nothing_more() -> None:
    silences = Silences(log(added(), SilenceExpired(silence="abcd1234")))
    assert silences.covering(change(position=15)) is not None
    assert silences.covering(change(position=25)) is None


def test_the_clock_set_back_does_not_lift_it() -> None:
    assert Silences(log(added())).covering(change(at=NOON - HOUR)) is not None


def test_a_footer_says_what_was_known_then() -> None:
    silences = Silences(log(added(), SilenceExpired(silence="abcd1234")))
    kept = [("abcd1234", "dam"), ("abcd1234", "dam"), ("abcd1234", "bridge")]

    (before,) = silences.named(kept, upto=15)
    (after,) = silences.named(kept, upto=25)

    assert (before.topics, before.count) == (("bridge", "dam"), 3)
    assert before.until == NOON + HOUR
    assert after.until == NOON + timedelta(minutes=1)


def test_a_silence_that_kept_nothing_is_not_named() -> None:
    assert Silences(log(added())).named([], upto=99) == ()


def test_notices_are_kept_back_by_what_is_for_every_kind() -> None:
    quiet = TopicQuiet(topic="dam", quiet_after="5d", last="", since=NOON.isoformat(), repeats=0)
    notice = change_of(recorded(quiet, position=15))
    assert notice is not None
    assert Silences(log(added())).covering(notice) is not None
    assert Silences(log(added(kinds=("new",)))).covering(notice) is None


def test_an_id_comes_from_what_a_silence_says() -> None:
    one = silence_id(added(kinds=("new", "figure")), earlier=0)
    assert one == silence_id(added(kinds=("figure", "new")), earlier=0)
    assert one != silence_id(added(kinds=("figure", "new")), earlier=1)
    assert one != silence_id(added("dam*"), earlier=0)


def test_a_beginning_of_an_id_is_enough_where_it_is_plain() -> None:
    silences = Silences(log(added(name="abcd"), added(name="abef"), added(name="ab")))
    assert silences.find("abc").id == "abcd"
    assert silences.find("ab").id == "ab"
    with pytest.raises(UnknownSilenceError, match="abcd, abef, ab"):
        silences.find("a")
    for nothing in ("", "x"):
        with pytest.raises(UnknownSilenceError, match="no silence"):
            silences.find(nothing)
