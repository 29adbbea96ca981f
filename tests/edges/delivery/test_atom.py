"""Feeds in a real folder: added to, whole, and never written over if they are somebody else's."""

from dataclasses import replace
from pathlib import Path

import feedparser
import pytest

from tests.core.digest.news import the_morning_digest, told
from tests.factories import NOON, a_change
from watcher.delivery.atom import AtomChannel
from watcher.delivery.channel import DeliveryError, Letter
from watcher.digest.model import Digest


def a_channel(path: Path, *, entries: int = 50) -> AtomChannel:
    return AtomChannel(name="feed", path=path, entries=entries)


def the_letter(channel: AtomChannel, digest: Digest | None = None) -> Letter:
    (letter,) = channel.write(digest or the_morning_digest(), issued_at=NOON, threads={})
    return letter


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_a_digest_makes_the_feeds_of_its_topics_and_of_everything(tmp_path: Path) -> None:
    channel = a_channel(tmp_path / "var" / "feeds")
    channel.deliver(the_letter(channel))
    assert set(contents(channel.path)) == {
        "all.atom",
        "topics/ferries.atom",
        "topics/quake.atom",
        "topics/rail-accord.atom",
        "topics/tunnel.atom",
    }
    parsed = feedparser.parse(str(channel.path / "all.atom"))
    assert not parsed.bozo
    assert len(parsed.entries) == 4


def test_delivering_again_changes_nothing(tmp_path: Path) -> None:
    channel = a_channel(tmp_path)
    letter, later = the_letter(channel), the_letter(channel, told(a_change("The dam broke.")))
    channel.deliver(letter)
    channel.deliver(later)
    before = contents(tmp_path)
    channel.deliver(letter)
    channel.deliver(later)
    assert contents(tmp_path) == before


def test_a_delivery_that_was_cut_off_is_made_up_for_by_the_next(tmp_path: Path) -> None:
    whole, cut = a_channel(tmp_path / "whole"), a_channel(tmp_path / "cut")
    whole.deliver(the_letter(whole))
    letter = the_letter(cut)
    cut.deliver(replace(letter, parts=letter.parts[:2]))
    cut.deliver(letter)
    assert contents(cut.path) == contents(whole.path)


def test_a_feed_holds_no_more_entries_than_asked(tmp_path: Path) -> None:
    channel = a_channel(tmp_path, entries=2)
    channel.deliver(the_letter(channel))
    assert len(feedparser.parse(str(tmp_path / "all.atom")).entries) == 2


def test_a_feed_that_is_not_ours_stops_the_channel_and_stays(tmp_path: Path) -> None:
    (tmp_path / "all.atom").write_text("<feed>somebody else's</feed>")
    channel = a_channel(tmp_path)
    with pytest.raises(DeliveryError, match="is not a feed that watcher wrote") as caught:
        channel.deliver(the_letter(channel))
    assert caught.value.stopped
    assert (tmp_path / "all.atom").read_text() == "<feed>somebody else's</feed>"


def test_a_folder_that_cannot_be_written_is_down_for_now(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("a file stands here")
    channel = a_channel(tmp_path / "feeds")
    with pytest.raises(DeliveryError) as caught:
        channel.deliver(the_letter(channel))
    assert (caught.value.permanent, caught.value.reach) == (False, "channel")


def test_what_a_crash_left_behind_is_written_over(tmp_path: Path) -> None:
    (tmp_path / ".all.atom.tmp").write_text("half of a fe")
    channel = a_channel(tmp_path)
    channel.deliver(the_letter(channel))
    assert not [name for name in contents(tmp_path) if name.endswith(".tmp")]
