"""Silences and marks on a real log: recorded once, in force at once, named in the next digest."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.edges.press import FakeChannel, Press
from tests.factories import NOON, a_change, a_figure
from watcher import remarked
from watcher.digest.silences import UnknownSilenceError
from watcher.events import DigestIssued, TopicQuiet, notice_stream, topic_stream
from watcher.log.errors import UnknownId
from watcher.publish import preview
from watcher.remarks import RemarkError, add_silence, expire_silence, mark


class Desk(Press):
    """A newsroom whose reader says what he thinks."""

    def silence(self, pattern: str = "dam", **more: Any) -> dict[str, Any]:
        until = (self.now + timedelta(hours=2)).isoformat()
        request = {"ask": "silence-add", "pattern": pattern, "until": until, "comment": "known"}
        return add_silence(self.log, {**request, **more}, self.now)

    def expire(self, silence: str) -> dict[str, Any]:
        return expire_silence(self.log, {"ask": "silence-expire", "silence": silence}, self.now)

    def mark(self, event: str, word: str = "not-new", **more: Any) -> dict[str, Any]:
        return mark(self.log, {"ask": "mark", "event": event, "mark": word, **more}, self.now)

    def letter(self) -> str:
        (digest_id,) = self.issue()
        (letter,) = self.log.reader.letters(digest_id, channel="fake", recipient="desk")
        return letter.content.decode()

    def silences(self) -> list[dict[str, Any]]:
        return remarked.silences(self.log.reader, now=self.now)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "watcher.db", FakeChannel())
    desk.start()
    with desk.log:
        yield desk


def test_what_is_silenced_is_told_to_nobody_and_named_in_the_next_footer(desk: Desk) -> None:
    silence = desk.silence(comment="counted by hand")["silence"]
    desk.news("The dam broke.", "Nine are missing.")
    assert desk.issue() == ()
    desk.wait(hours=2)
    desk.news("The bridge broke.", topic="bridge")

    letter = desk.letter()

    assert "The dam broke." not in letter
    assert "2 changes on dam" in letter
    assert "counted by hand" in letter
    assert silence[:8] in letter
    assert "16:00" in letter  # when it ended, in Kyiv
    assert "3 statements = 1 told + 2 silenced" in letter
    assert desk.told() == ["The bridge broke."]


def test_what_was_kept_back_is_never_told_later_and_is_named_once(desk: Desk) -> None:
    desk.silence()
    desk.news("The dam broke.")
    desk.wait(hours=3)
    desk.news("Now it is dry.")
    assert "1 change on dam" in desk.letter()
    desk.news("Now it is wet.")
    assert "silenced" not in desk.letter()
    assert desk.told() == ["Now it is dry.", "Now it is wet."]


def test_a_silenced_notice_is_no_change_and_the_accounts_agree_with_the_footer(desk: Desk) -> None:
    desk.silence()
    desk.news("The dam broke.")
    last = desk.recorded("topic-changed")[0].id
    quiet = TopicQuiet(topic="dam", quiet_after="5d", last=last, since="2025-11-10", repeats=0)
    desk.append(notice_stream("dam"), quiet)
    desk.news("The bridge broke.", topic="bridge")

    letter = desk.letter()

    assert "silenced: 1 change and 1 notice on dam" in letter
    assert "2 statements = 1 told + 1 silenced" in letter


def test_what_came_before_a_silence_is_told_while_it_lasts(desk: Desk) -> None:
    desk.news("The dam broke.")
    desk.silence()
    assert "The dam broke." in desk.letter()


def test_a_silence_of_one_kind_lets_the_others_through(desk: Desk) -> None:
    desk.silence(kinds=["figure"])
    figure = a_change("Nine are missing.", kind="figure", figures=(a_figure(9),))
    desk.append(topic_stream("dam"), figure)
    desk.news("The dam broke.")
    assert "Nine are missing." not in desk.letter()
    assert desk.told() == ["The dam broke."]


def test_a_silence_ended_by_hand_keeps_nothing_more(desk: Desk) -> None:
    name = desk.silence()["silence"]
    desk.news("The dam broke.")
    assert desk.expire(name[:6]) == {"silence": name, "was_active": True}
    assert desk.expire(name) == {"silence": name, "was_active": False}
    desk.news("Nine are missing.")
    desk.issue()
    assert desk.told() == ["Nine are missing."]
    assert len(desk.recorded("silence-expired")) == 1


def test_a_digest_is_the_same_when_it_is_composed_again(desk: Desk) -> None:
    name = desk.silence()["silence"]
    desk.news("The dam broke.")
    desk.news("The bridge broke.", topic="bridge")
    seen = preview(desk.log.reader, desk.subscriptions[0], until=NOON + timedelta(hours=1))
    desk.wait(hours=1)
    desk.expire(name)
    desk.silence("bridge")
    again = preview(desk.log.reader, desk.subscriptions[0], until=NOON + timedelta(hours=1))
    assert seen is not None
    assert again == seen
    assert [one.silence for one in seen.silenced] == [name]


def test_the_same_silence_twice_is_one_and_after_its_end_another(desk: Desk) -> None:
    until = (NOON + timedelta(hours=9)).isoformat()
    first = desk.silence(until=until)
    assert desk.silence(until=until) == {**first, "is_new": False}
    desk.expire(first["silence"])
    second = desk.silence(until=until)
    assert second["is_new"]
    assert second["silence"] != first["silence"]
    assert len(desk.recorded("silence-added")) == 2


def test_the_listing_says_what_is_in_force_by_whom_and_how_much_it_held(desk: Desk) -> None:
    desk.silence(by="night", comment="short", until=(NOON + timedelta(minutes=5)).isoformat())
    desk.news("The dam broke.")
    desk.wait(minutes=6)
    desk.silence("b*", by="day")
    desk.news("The bridge broke.", "It is closed.", topic="bridge")

    newer, older = desk.silences()

    assert (newer["state"], newer["by"], newer["held"]) == ("active", "day", 2)
    assert (older["state"], older["by"], older["held"]) == ("expired", "night", 1)
    held = remarked.held_by(desk.log.reader, newer["silence"][:5])
    assert [row["quote"] for row in held] == ["The bridge broke.", "It is closed."]
    with pytest.raises(UnknownSilenceError):
        remarked.held_by(desk.log.reader, "zz")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"comment": " "}, "needs a comment"),
        ({"pattern": ""}, "needs a topic"),
        ({"until": NOON.isoformat()}, "is over already"),
        ({"until": "2025-12-01T00:00:00"}, "needs a zone"),
        ({"until": None}, "not understood"),
        ({"kinds": ["gossip"]}, "not understood"),
        ({"forever": True}, "not understood"),
    ],
)
def test_what_makes_no_silence_says_why(desk: Desk, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(RemarkError, match=said):
        desk.silence(**wrong)
    assert desk.recorded("silence-added") == []


def test_a_mark_is_recorded_once_and_the_last_one_holds(desk: Desk) -> None:
    desk.news("The dam broke.")
    (change,) = desk.recorded("topic-changed")

    first = desk.mark(change.id[:8], comment="we had this")
    again = desk.mark(change.id, comment="we had this")
    other = desk.mark(change.id, "important", by="night")

    assert (first["is_new"], again["is_new"], other["is_new"]) == (True, False, True)
    assert (other["before"], other["quote"]) == ("not-new", "The dam broke.")
    history = remarked.marks_of(desk.log.reader, change.id)
    assert [one["mark"] for one in history] == ["not-new", "important"]
    assert remarked.marks(desk.log.reader)[change.id]["by"] == "night"
    assert remarked.marks(desk.log.reader, until=NOON) == {}


def test_only_statements_and_notices_are_marked(desk: Desk) -> None:
    desk.news("The dam broke.")
    desk.issue()
    (digest,) = desk.recorded("digest-issued")
    assert isinstance(digest.data, DigestIssued)
    with pytest.raises(RemarkError, match="digest-issued; only statements and notices"):
        desk.mark(digest.id)
    with pytest.raises(UnknownId):
        desk.mark("0000ffff")
    with pytest.raises(RemarkError, match="not understood"):
        desk.mark(digest.id, "splendid")
