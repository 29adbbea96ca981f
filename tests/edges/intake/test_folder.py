"""What the folder hands on: each file once it rests, in order, and nothing from outside."""

import os
import socket
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.edges.intake.desk import Desk


def test_a_file_that_was_there_before_is_handed_on_at_the_second_look(desk: Desk) -> None:
    desk.write("old.txt")

    assert desk.scan() == []
    desk.now += 1.0
    assert desk.scan() == ["old.txt"]


def test_a_file_that_the_log_knows_is_not_handed_on_again(desk: Desk) -> None:
    desk.write("port.txt")
    desk.settle()

    assert desk.settle() == []


def test_a_file_that_was_handed_on_and_not_recorded_comes_again(desk: Desk) -> None:
    desk.write("port.txt")
    desk.settle()
    desk.taken_in.clear()

    assert desk.settle() == ["port.txt"]


def test_an_edit_that_keeps_size_and_changed_time_is_seen(desk: Desk) -> None:
    path = desk.write("port.txt", "The port is open.")
    desk.settle()
    before = path.stat()
    path.write_text("The port is shut.", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert desk.settle() == ["port.txt"]


def test_files_come_by_their_time_and_then_by_path(desk: Desk) -> None:
    for name, seconds in [("c.txt", 50), ("a.txt", 200), ("b/z.txt", 100), ("b.txt", 100)]:
        os.utime(desk.write(name), (seconds, seconds))

    assert desk.settle() == ["c.txt", "b.txt", "b/z.txt", "a.txt"]


def test_old_and_future_times_are_no_reason_to_miss_a_file(desk: Desk) -> None:
    os.utime(desk.write("ancient.txt"), (0, 0))
    os.utime(desk.write("tomorrow.txt"), (4_102_444_800, 4_102_444_800))

    assert desk.settle() == ["ancient.txt", "tomorrow.txt"]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.txt",
        "draft.txt~",
        "a.tmp",
        "a.txt.part",
        "a.filepart",
        "a.crdownload",
        ".a.swp",
        "a.swp",
        ".git/config.txt",
        "upload.tmp/a.txt",
    ],
)
def test_unfinished_and_hidden_names_are_left_alone(desk: Desk, name: str) -> None:
    desk.write(name)

    assert desk.settle() == []


def test_a_temporary_file_counts_once_it_is_renamed(desk: Desk) -> None:
    path = desk.write("a.txt.part")
    desk.settle()
    path.rename(desk.root / "a.txt")

    assert desk.settle() == ["a.txt"]


def test_sub_folders_are_looked_into_only_where_that_is_wanted(desk: Desk, flat_desk: Desk) -> None:
    for each in (desk, flat_desk):
        each.write("deep/deeper/a.txt")
        each.write("b.txt")

    assert sorted(desk.settle()) == ["b.txt", "deep/deeper/a.txt"]
    assert flat_desk.settle() == ["b.txt"]


def test_links_are_never_followed_and_warned_of_once(desk: Desk, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("Not for the log.", encoding="utf-8")
    (desk.root / "file.txt").symlink_to(outside / "secret.txt")
    (desk.root / "folder").symlink_to(outside)
    (desk.root / "loop").symlink_to(desk.root)
    (desk.root / "broken.txt").symlink_to(tmp_path / "nothing")

    with capture_logs() as diary:
        assert desk.settle() == []
        assert desk.settle() == []

    warned = sorted(entry["path"] for entry in diary if entry["event"] == "left_alone")
    assert warned == ["broken.txt", "file.txt", "folder", "loop"]


def test_a_folder_that_becomes_a_link_while_a_file_in_it_settles_is_not_followed(
    desk: Desk, tmp_path: Path
) -> None:
    desk.write("in/a.txt")
    desk.scan()
    (desk.root / "in").rename(tmp_path / "moved")
    (desk.root / "in").symlink_to(tmp_path / "moved")
    desk.now += 1.0

    assert desk.take_in(desk.folder.look(at=desk.now)) == []


def test_pipes_sockets_and_folders_with_a_file_name_are_passed_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(desk.root / "pipe.txt")
    (desk.root / "folder.txt").mkdir()
    monkeypatch.chdir(desk.root)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")

        assert desk.settle() == []


def test_a_folder_that_goes_and_comes_back_is_missing_meanwhile(desk: Desk) -> None:
    desk.write("a.txt")
    desk.settle()
    away = desk.root.with_name("away")
    desk.root.rename(away)

    assert desk.settle() == []
    health = desk.folder.health()
    assert (health.state, health.detail) == ("missing", "folder missing")

    away.rename(desk.root)
    desk.write("b.txt")
    assert desk.settle() == ["b.txt"]
    assert desk.folder.health().state == "ok"


def test_a_folder_swapped_for_another_is_attached_anew(desk: Desk) -> None:
    desk.settle()
    desk.root.rename(desk.root.with_name("old"))
    desk.root.mkdir()
    desk.write("new.txt")

    desk.folder.check()

    assert desk.look() == ["new.txt"]
    health = desk.folder.health()
    assert health.hints
    assert health.reattached == 1


def test_a_notifier_whose_folder_was_deleted_is_replaced(desk: Desk) -> None:
    desk.settle()
    desk.root.rmdir()
    desk.folder.check()
    desk.look()
    desk.root.mkdir()
    desk.folder.check()
    desk.look()
    desk.woken.clear()

    desk.write("again.txt")

    assert desk.woken.wait(timeout=10.0)
    assert desk.look() == ["again.txt"]


def test_the_notifier_tells_of_a_file_in_a_new_sub_folder(desk: Desk) -> None:
    desk.settle()
    desk.woken.clear()

    desk.write("today/noon/a.txt")

    assert desk.woken.wait(timeout=10.0)
    found: list[str] = []
    while not found:  # the folder, and then what is in it, may be told one after the other
        found = desk.look()
        desk.woken.wait(timeout=0.05)
    assert found == ["today/noon/a.txt"]


def test_a_file_moved_in_is_told_by_the_notifier(desk: Desk, tmp_path: Path) -> None:
    desk.settle()
    desk.woken.clear()
    outside = tmp_path / "made-outside.txt"
    outside.write_text("A bridge was opened.", encoding="utf-8")

    outside.rename(desk.root / "bridge.txt")

    assert desk.woken.wait(timeout=10.0)
    assert desk.look() == ["bridge.txt"]


def test_a_look_without_a_hint_costs_nothing_and_finds_nothing(desk: Desk) -> None:
    desk.settle()
    os.link(desk.write("a.txt"), desk.root.parent / "b.txt")
    desk.settle()
    os.link(desk.root.parent / "b.txt", desk.root / "linked.txt")  # tells the notifier nothing

    assert "linked.txt" not in desk.look()
    assert "linked.txt" in desk.settle()


def test_what_was_unreadable_is_handed_on_once_it_can_be_read(desk: Desk) -> None:
    path = desk.write("a.txt")
    desk.settle()
    desk.unreadable.add(str(path))

    assert desk.settle() == ["a.txt"]


def test_a_file_that_is_gone_is_waited_for_no_longer(desk: Desk) -> None:
    path = desk.write("b.txt")
    desk.scan()
    path.unlink()
    desk.now += 1.0

    assert desk.scan() == []
    assert desk.folder.health().waiting == 0


def test_a_restless_file_delays_nobody_and_is_named_in_the_diary(desk: Desk) -> None:
    desk.write("calm.txt")
    taken = []
    with capture_logs() as diary:
        for turn in range(320):
            desk.write("restless.txt", "x" * turn)
            taken += desk.scan()
            desk.now += 1.0

    assert taken == ["calm.txt"]
    assert [entry["path"] for entry in diary if entry["event"] == "still_changing"] == [
        "restless.txt"
    ]


def test_names_that_cannot_stand_in_an_event_are_shown_escaped(desk: Desk) -> None:
    desk.write("two\nlines \x1b[31m.txt")
    desk.write(os.fsdecode(b"caf\xe9.txt"))
    desk.write("gpj.\u202etxt.txt")
    desk.write("Київ — ёж.txt")

    assert sorted(desk.settle()) == [
        "caf\\xe9.txt",
        "gpj.\\xe2\\x80\\xaetxt.txt",
        "two\\x0alines \\x1b[31m.txt",
        "Київ — ёж.txt",
    ]


def test_the_longest_name_and_a_deep_tree_are_no_trouble(desk: Desk) -> None:
    desk.write("n" * 251 + ".txt")
    desk.write("/".join(["d" * 100] * 30) + "/deep.txt")

    assert len(desk.settle()) == 2
