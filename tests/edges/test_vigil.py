"""Time passes over a real log: what it tells is recorded once, and the next digest tells it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from typing_extensions import override

from tests.edges.press import FakeChannel, Press
from tests.factories import NOON, a_change, a_definition, a_repeat
from watcher.events import Event, TopicDefined, TopicRedefined, TopicRetired, topic_stream
from watcher.log.append import Log
from watcher.vigil import Vigil

DAM = topic_stream("dam")
VISIT = "The minister is to visit the flooded villages on Saturday."


class Watch(Press):
    """A newsroom with a watch, who keeps what he knows from look to look."""

    def __init__(self, path: Path, *, schedule: str = "immediate") -> None:
        super().__init__(path, FakeChannel(), schedule=schedule)
        self.vigil = Vigil(self.log.reader)
        self.start()
        definition = replace(a_definition(), quiet_after="5d")
        self.append(DAM, TopicDefined(topic="dam", revision=1, definition=definition))

    def look(self) -> list[str]:
        """Look at the clock; give what was recorded."""
        return [event.data.name for event in self.vigil.keep(self.log, now=self.now)]

    @override
    def restart(self) -> None:
        super().restart()
        self.vigil = Vigil(self.log.reader)

    def letter(self) -> str:
        """Publish what is due, and give the last letter."""
        (digest_id,) = self.issue()
        (letter,) = self.log.reader.letters(digest_id, channel="fake", recipient="desk")
        return letter.content.decode()


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watch = Watch(tmp_path / "watcher.db")
    with watch.log:
        yield watch


def test_a_topic_that_went_quiet_is_told_once_and_makes_a_digest_due(watch: Watch) -> None:
    watch.news("The dam broke.")
    watch.issue()
    assert watch.look() == []
    assert watch.vigil.next_at == NOON + timedelta(days=5)

    watch.wait(days=5)

    assert watch.look() == ["topic-quiet"]
    letter = watch.letter()
    assert "nothing since 20 Nov 2025" in letter
    assert "THE DAM" in letter
    assert watch.look() == []
    watch.wait(days=50)
    assert watch.look() == []
    assert watch.issue() == ()


def test_it_is_told_again_only_after_something_new_came(watch: Watch) -> None:
    watch.news("The dam broke.")
    watch.wait(days=5)
    watch.look()
    watch.restart()
    assert watch.look() == []
    watch.news("A second dam broke.")
    watch.wait(days=5)

    assert watch.look() == ["topic-quiet"]


def test_repeats_do_not_end_the_quiet_and_are_counted(watch: Watch) -> None:
    watch.news("The dam broke.")
    watch.wait(days=4)
    watch.append(DAM, a_repeat())
    watch.wait(days=1)
    watch.restart()
    watch.look()
    (quiet,) = watch.recorded("topic-quiet")
    assert getattr(quiet.data, "repeats", None) == 1


def test_a_topic_without_a_length_a_retired_one_and_history_are_never_quiet(watch: Watch) -> None:
    watch.append(DAM, a_change(retroactive=True))
    watch.wait(days=300)
    assert watch.look() == []

    watch.news("The dam broke.")
    watch.append(DAM, TopicRedefined(topic="dam", revision=2, definition=a_definition()))
    watch.wait(days=300)
    assert watch.look() == []

    again = replace(a_definition(), quiet_after="5d")
    watch.append(DAM, TopicRedefined(topic="dam", revision=3, definition=again))
    watch.append(DAM, TopicRetired(topic="dam", revision=4, definition=again))
    assert watch.look() == []


def test_a_burst_is_told_with_the_next_digest_and_makes_none_due(watch: Watch) -> None:
    for _ in range(8):
        watch.wait(days=1)
        watch.append(DAM, a_repeat(), a_repeat(), a_repeat())
    watch.wait(hours=20)
    watch.append(DAM, *([a_repeat()] * 30))

    assert watch.look() == ["topic-tempo"]
    assert watch.issue() == ()
    watch.append(DAM, a_repeat())
    assert watch.look() == []
    watch.news("The dam broke.")
    letter = watch.letter()
    assert "33 statements in a day, usually 2.7" in letter


def an_announcement() -> Event:
    return replace(
        a_change(VISIT), status="planned", event_date="2025-11-22", published_at="2025-11-20"
    )


def test_what_was_announced_and_not_reported_rides_along_once(watch: Watch) -> None:
    watch.append(DAM, an_announcement())
    watch.issue()
    watch.look()
    watch.now = NOON.replace(day=23, hour=23)
    assert watch.look() == []
    watch.now = NOON.replace(day=24, hour=0)

    assert watch.look() == ["expectation-passed"]
    assert watch.issue() == ()
    watch.restart()
    assert watch.look() == []
    watch.news("A second dam broke.")
    letter = watch.letter()
    assert "due 22 Nov 2025, and nothing reported it" in letter
    assert VISIT in letter


def test_what_was_reported_meanwhile_is_not_expected(watch: Watch) -> None:
    watch.append(DAM, an_announcement())
    watch.wait(days=2)
    report = a_change("In the flooded villages the minister wept.")
    watch.append(DAM, replace(report, published_at="2025-11-22"))
    watch.wait(days=2)
    assert watch.look() == []


def test_a_long_history_is_known_after_a_restart_as_before(watch: Watch) -> None:
    watch.append(DAM, an_announcement(), a_repeat())
    watch.now = NOON.replace(day=21)
    watch.news("The dam broke.")
    watch.append(DAM, a_repeat())
    watch.now = NOON.replace(month=12, day=30)
    watch.restart()

    assert watch.look() == ["topic-quiet", "expectation-passed"]
    (quiet,) = watch.recorded("topic-quiet")
    assert getattr(quiet.data, "since", "").startswith("2025-11-21")
    assert getattr(quiet.data, "repeats", None) == 1


def test_what_stopped_halfway_is_recorded_by_the_next_look(watch: Watch) -> None:
    watch.news("The dam broke.")
    watch.wait(days=5)

    class BrokenError(Exception):
        pass

    class Broken:
        head = watch.log.head

        def transaction(self, **_: object) -> None:
            raise BrokenError

    with pytest.raises(BrokenError):
        watch.vigil.keep(Broken(), now=watch.now)  # type: ignore[arg-type]  # a log that fails
    assert watch.look() == ["topic-quiet"]


def test_nothing_is_read_while_nothing_is_new_and_nothing_due(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.news("The dam broke.")
    watch.look()
    monkeypatch.setattr(watch.vigil, "_reader", None)
    watch.wait(days=4)
    assert watch.look() == []


def test_only_what_the_reader_asks_for_is_noticed_to_him(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "watcher.db")
    watch.subscriptions = [watch.a_subscription("bridge", schedule="immediate")]
    assert isinstance(watch.log, Log)
    with watch.log:
        watch.news("The dam broke.")
        watch.wait(days=5)
        assert watch.look() == ["topic-quiet"]
        assert watch.issue() == ()


def test_a_topic_that_is_taken_up_again_is_quiet_only_from_then_on(watch: Watch) -> None:
    watch.news("The dam broke.")
    definition = replace(a_definition(), quiet_after="5d")
    watch.append(DAM, TopicRetired(topic="dam", revision=2, definition=definition))
    watch.wait(days=90)
    assert watch.look() == []

    watch.append(DAM, TopicRedefined(topic="dam", revision=3, definition=definition))

    assert watch.look() == []
    watch.news("Another dam broke.")
    watch.wait(days=5)
    assert watch.look() == ["topic-quiet"]
