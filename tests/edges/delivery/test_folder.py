"""Digests written into a real folder."""

from pathlib import Path

import pytest

from tests.core.digest.news import the_morning_digest
from tests.factories import NOON
from watcher.delivery.channel import DeliveryError, Letter
from watcher.delivery.folder import FolderChannel
from watcher.digest.render import render


def a_channel(path: Path) -> FolderChannel:
    return FolderChannel(name="files", path=path)


def the_letter(channel: FolderChannel) -> Letter:
    (letter,) = channel.write(the_morning_digest(), issued_at=NOON, threads={})
    return letter


def test_each_form_is_a_file_named_after_the_digest(tmp_path: Path) -> None:
    channel = a_channel(tmp_path / "var" / "digests")
    letter = the_letter(channel)
    channel.deliver(letter)
    digest = the_morning_digest()
    written = {file.name: file.read_text(encoding="utf-8") for file in channel.path.iterdir()}
    assert written == {
        f"{digest.digest_id}.html": render(digest, "html"),
        f"{digest.digest_id}.txt": render(digest, "txt"),
        f"{digest.digest_id}.json": render(digest, "json"),
    }


def test_the_folder_is_the_recipient(tmp_path: Path) -> None:
    letter = the_letter(a_channel(tmp_path))
    assert (letter.recipient, letter.message_id) == (str(tmp_path), None)


def test_writing_again_changes_nothing(tmp_path: Path) -> None:
    channel = a_channel(tmp_path)
    letter = the_letter(channel)
    channel.deliver(letter)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    channel.deliver(letter)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_what_a_crash_left_behind_is_written_over(tmp_path: Path) -> None:
    channel = a_channel(tmp_path)
    letter = the_letter(channel)
    (tmp_path / f".{letter.parts[0].name}.tmp").write_text("half a pa")
    channel.deliver(letter)
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_only_the_forms_asked_for_are_written(tmp_path: Path) -> None:
    channel = FolderChannel(name="files", path=tmp_path, formats=("txt",))
    channel.deliver(the_letter(channel))
    assert [file.suffix for file in tmp_path.iterdir()] == [".txt"]


def test_a_folder_that_cannot_be_made_is_a_failure_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file stands in the way")
    channel = a_channel(tmp_path / "var" / "digests")
    with pytest.raises(DeliveryError) as caught:
        channel.deliver(the_letter(channel))
    assert str(tmp_path / "var") in str(caught.value)
    assert (caught.value.permanent, caught.value.reach) == (False, "channel")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_a_failure_that_can_be_tried_again(tmp_path: Path) -> None:
    channel = a_channel(tmp_path)
    letter = the_letter(channel)
    (tmp_path / f".{letter.parts[0].name}.tmp").symlink_to("/dev/full")
    with pytest.raises(DeliveryError, match="No space left on device") as caught:
        channel.deliver(letter)
    assert not caught.value.permanent
    (tmp_path / f".{letter.parts[0].name}.tmp").unlink()
    channel.deliver(letter)
    assert len(list(tmp_path.iterdir())) == 3
