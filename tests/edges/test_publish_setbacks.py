"""What happens around the telling: readers leave and come back, clocks err, a channel breaks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from typing_extensions import override

from tests.edges.press import FakeChannel, Press
from tests.factories import NOON, a_definition
from watcher.delivery.channel import Letter
from watcher.digest.model import Digest
from watcher.digest.render import render
from watcher.events import TopicRedefined, topic_stream
from watcher.publish import issue_due, preview


@dataclass
class BrokenChannel(FakeChannel):
    """A channel that cannot write what it is to send."""

    name: str = "broken"

    @override
    def write(
        self, digest: Digest, *, issued_at: datetime, threads: Mapping[str, str]
    ) -> tuple[Letter, ...]:
        message = "this channel cannot write"
        raise ValueError(message)


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    press = Press(tmp_path / "watcher.db", FakeChannel())
    with press.log:
        yield press


def test_a_reader_who_left_and_came_back_is_told_at_once_what_he_missed(press: Press) -> None:
    desk = press.subscriptions[0]
    night = press.a_subscription(name="night", schedule="immediate")
    press.subscriptions = [desk, night]
    press.start()
    press.subscriptions = [desk]
    press.news("The dam broke.")
    press.issue()

    press.subscriptions = [desk, night]
    press.start()

    assert len(press.issue()) == 1
    assert press.told() == ["The dam broke.", "The dam broke."]


def test_a_first_sight_under_a_wrong_clock_holds_no_slot_up(press: Press) -> None:
    press.subscriptions = [press.a_subscription(schedule="0 7 * * *")]
    press.wait(days=900)
    press.start()
    press.now = NOON
    press.issue()
    press.news("The dam broke.")

    press.wait(days=1)

    assert len(press.issue()) == 1


def test_a_slot_is_not_over_while_what_came_before_it_is_still_taken_in(press: Press) -> None:
    press.subscriptions = [press.a_subscription(schedule="0 7 * * *")]
    press.start()
    press.news("The dam stands.")
    press.wait(days=1)
    press.issue()
    press.wait(days=1)
    press.restart()
    issue_due(
        press.log,
        press.subscriptions,
        press.channels,
        now=press.now,
        ledger=press.ledger,
        arrivals="first-run",
    )
    press.wait(seconds=3)
    press.news("The dam broke.")

    press.issue()

    assert press.told() == ["The dam stands.", "The dam broke."]


def test_a_digest_that_cannot_be_written_holds_up_no_other_subscription(press: Press) -> None:
    press.channels["broken"] = BrokenChannel()
    good = press.subscriptions[0]
    bad = press.a_subscription(name="bad", schedule="immediate")
    press.subscriptions = [bad, good]
    press.start()
    press.news("The dam broke.")

    with pytest.raises(ValueError, match="cannot write"):
        press.issue()

    assert [event.stream for event in press.recorded("digest-issued")] == ["digest/desk"]
    assert press.deliver().delivered == 1


def test_a_stretch_of_time_is_told_with_the_topics_as_they_were_then(press: Press) -> None:
    press.define("dam", "The dam", tags=("water",))
    press.start()
    press.news("The dam broke.")
    until = NOON + timedelta(hours=1)
    seen = preview(press.log.reader, press.subscriptions[0], until=until)
    press.wait(hours=2)
    definition = replace(a_definition(name="The weir"), tags=())
    press.append(
        topic_stream("dam"), TopicRedefined(topic="dam", revision=2, definition=definition)
    )

    again = preview(press.log.reader, press.subscriptions[0], until=until)

    assert seen is not None
    assert again is not None
    assert render(again, "html") == render(seen, "html")
