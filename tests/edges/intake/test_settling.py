"""A file has settled when it has been quiet long enough; every look and its time is passed in."""

from itertools import pairwise

import pytest

from watcher.intake.settling import Settling, Signature

STATE = Signature(dev=1, ino=2, size=300, mtime_ns=4_000, ctime_ns=5_000)


@pytest.fixture
def settling() -> Settling:
    return Settling(settle_seconds=1.0, longest_seconds=60.0)


def test_one_look_is_never_enough(settling: Settling) -> None:
    assert not settling.look("a.txt", STATE, at=0.0)


def test_a_file_that_stayed_the_same_for_the_whole_time_has_settled(settling: Settling) -> None:
    settling.look("a.txt", STATE, at=0.0)

    assert not settling.look("a.txt", STATE, at=0.9)
    assert settling.look("a.txt", STATE, at=1.0)


@pytest.mark.parametrize("field", ["dev", "ino", "size", "mtime_ns", "ctime_ns"])
def test_any_change_starts_the_wait_again(settling: Settling, field: str) -> None:
    settling.look("a.txt", STATE, at=0.0)
    changed = STATE._replace(**{field: 999})

    assert not settling.look("a.txt", changed, at=1.0)
    assert not settling.look("a.txt", changed, at=1.9)
    assert settling.look("a.txt", changed, at=2.0)


def test_a_file_that_was_there_before_the_start_settles_like_any_other(settling: Settling) -> None:
    ancient = STATE._replace(mtime_ns=-10_000_000_000, ctime_ns=0)
    settling.look("old.txt", ancient, at=100.0)

    assert settling.due(at=101.0) == ["old.txt"]
    assert settling.look("old.txt", ancient, at=101.0)


def test_a_file_that_changes_for_ever_delays_nobody_and_is_named_once(settling: Settling) -> None:
    settling.look("calm.txt", STATE, at=0.0)
    for second in range(400):
        settling.look("restless.txt", STATE._replace(size=second), at=float(second))

    assert settling.look("calm.txt", STATE, at=1.0)
    assert list(settling.restless(at=400.0)) == ["restless.txt"]
    assert list(settling.restless(at=800.0)) == []


def test_a_file_that_changed_for_long_is_handed_on_once_it_rests(settling: Settling) -> None:
    for second in range(1_000):
        settling.look("log.txt", STATE._replace(size=second), at=float(second))

    last = STATE._replace(size=999)
    assert settling.look("log.txt", last, at=1_001.0)


def test_what_was_handed_on_and_not_recorded_comes_again_later_each_time(
    settling: Settling,
) -> None:
    handed_on_at = []
    now = 0.0
    while now < 300.0:
        if settling.look("a.txt", STATE, at=now):
            handed_on_at.append(now)
        now = settling.next_look_at() or now

    pauses = [later - earlier for earlier, later in pairwise(handed_on_at)]
    assert pauses[:4] == [2.0, 3.0, 5.0, 9.0]
    assert max(pauses) <= 61.0


def test_nothing_is_looked_at_again_once_it_is_forgotten(settling: Settling) -> None:
    settling.look("a.txt", STATE, at=0.0)
    settling.forget("a.txt")

    assert settling.next_look_at() is None
    assert settling.due(at=99.0) == []


def test_with_no_time_to_settle_the_first_look_is_enough() -> None:
    settling = Settling(settle_seconds=0.0, longest_seconds=60.0)

    assert settling.look("a.txt", STATE, at=0.0)
