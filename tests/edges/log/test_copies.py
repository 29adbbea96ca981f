"""A copy of the log is whole, is checked, and comes back; the views come with it."""

import os
import shutil
from pathlib import Path

import pytest

from tests.factories import NOON, a_change
from watcher import upkeep
from watcher.events import Entry
from watcher.log.append import Log
from watcher.log.errors import CopyRefused, LogBlocked, LogBusy, LogMissing
from watcher.log.marker import marker_path
from watcher.log.read import Reader


def append(log: Log, count: int = 1) -> None:
    events = tuple(a_change(f"Statement {number}.") for number in range(count))
    with log.transaction(at=NOON) as transaction:
        transaction.append([Entry(stream="topic/dam", events=events)])


def quotes(path: Path) -> list[str]:
    reader = Reader.open(path)
    found = [event.hash for event in reader.events()]
    reader.close()
    return found


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Where a copy is, or will be."""
    return tmp_path / "backup.db"


def test_a_copy_is_made_beside_the_writer_and_holds_what_was_committed(
    log: Log, path: Path, copy: Path
) -> None:
    append(log, 5)

    head = upkeep.back_up(path, to=copy)
    append(log)

    assert head.position == 5
    assert len(quotes(copy)) == 5
    assert [name.name for name in copy.parent.iterdir() if name.name.startswith(".")] == []


def test_an_older_copy_of_the_same_log_is_replaced(log: Log, path: Path, copy: Path) -> None:
    append(log, 2)
    upkeep.back_up(path, to=copy)
    append(log, 2)

    assert upkeep.back_up(path, to=copy).position == 4
    assert upkeep.back_up(path, to=copy).position == 4
    assert len(quotes(copy)) == 4


def test_another_file_is_not_overwritten(log: Log, path: Path, copy: Path) -> None:
    append(log)
    copy.write_text("a letter")

    with pytest.raises(CopyRefused, match="another file already"):
        upkeep.back_up(path, to=copy)
    assert copy.read_text() == "a letter"


def test_a_copy_of_another_log_is_not_overwritten(log: Log, path: Path, copy: Path) -> None:
    with Log.open(copy, now=NOON) as other:
        append(other)
    append(log, 2)

    with pytest.raises(CopyRefused, match="not an older copy"):
        upkeep.back_up(path, to=copy)
    assert len(quotes(copy)) == 1


def test_the_log_is_not_copied_over_itself(log: Log, path: Path, tmp_path: Path) -> None:
    append(log)
    (tmp_path / "link.db").hardlink_to(path)

    for to in (path, tmp_path / "link.db"):
        with pytest.raises(CopyRefused, match="the log itself"):
            upkeep.back_up(path, to=to)


def test_a_copy_into_a_folder_that_is_not_there_says_so(log: Log) -> None:
    with pytest.raises(CopyRefused, match="its folder does not exist"):
        upkeep.back_up(log.path, to=log.path.with_name("none") / "copy.db")


def test_a_copy_under_a_name_that_is_not_utf_8_says_so(log: Log, tmp_path: Path) -> None:
    with pytest.raises(CopyRefused, match="not UTF-8"):
        upkeep.back_up(log.path, to=tmp_path / "caf\udce9.db")


def test_without_a_log_there_is_nothing_to_copy(path: Path, copy: Path) -> None:
    with pytest.raises(LogMissing):
        upkeep.back_up(path, to=copy)
    assert not copy.exists()


def test_a_copy_comes_back_in_the_place_of_a_later_log(path: Path, copy: Path) -> None:
    with Log.open(path, now=NOON) as log:
        append(log, 3)
        upkeep.back_up(path, to=copy)
        append(log, 4)

    assert upkeep.restore(path, copy=copy).position == 3

    assert quotes(path) == quotes(copy)
    with Log.open(path, now=NOON) as again:
        append(again)
        assert again.head.position == 4
    assert len(quotes(path.with_name("watcher.db.before-restore"))) == 7


@pytest.mark.parametrize("harm", ["deleted", "emptied", "damaged", "gone with its marker"])
def test_a_copy_comes_back_where_the_log_was_lost(harm: str, path: Path, copy: Path) -> None:
    with Log.open(path, now=NOON) as log:
        append(log, 3)
        upkeep.back_up(path, to=copy)
        append(log)
    if harm == "emptied":
        path.write_bytes(b"")
    elif harm == "damaged":
        path.write_bytes(path.read_bytes()[:5000] + b"\xff" * 5000)
    else:
        path.unlink()
    if harm == "gone with its marker":
        marker_path(path).unlink()

    upkeep.restore(path, copy=copy)

    assert upkeep.verify(path).head.position == 3


def test_what_a_killed_writer_left_beside_a_damaged_log_does_not_enter_the_new_one(
    path: Path, copy: Path
) -> None:
    with Log.open(path, now=NOON) as log:
        append(log, 3)
        upkeep.back_up(path, to=copy)
        append(log, 50)
        wal = path.with_name("watcher.db-wal").read_bytes()
    path.write_bytes(b"x" * 10_000)
    path.with_name("watcher.db-wal").write_bytes(wal)

    upkeep.restore(path, copy=copy)

    assert upkeep.verify(path).head.position == 3
    assert quotes(path) == quotes(copy)


def test_a_copy_comes_back_on_a_machine_that_never_had_the_log(
    log: Log, path: Path, copy: Path, tmp_path: Path
) -> None:
    append(log, 3)
    upkeep.back_up(path, to=copy)

    upkeep.restore(tmp_path / "new" / "watcher.db", copy=copy)

    assert quotes(tmp_path / "new" / "watcher.db") == quotes(path)


def test_a_damaged_copy_is_not_brought_back(log: Log, path: Path, copy: Path) -> None:
    append(log, 3)
    upkeep.back_up(path, to=copy)
    log.close()
    whole = copy.read_bytes()
    copy.write_bytes(whole.replace(b"Statement 1.", b"Statement 7."))

    with pytest.raises(CopyRefused, match=r"cannot be used: .*damaged at position 2"):
        upkeep.restore(path, copy=copy)
    assert upkeep.verify(path).head.position == 3


@pytest.mark.parametrize("content", [None, b"", b"a letter"])
def test_what_is_no_copy_is_not_brought_back(
    content: bytes | None, log: Log, path: Path, copy: Path
) -> None:
    append(log)
    log.close()
    if content is not None:
        copy.write_bytes(content)

    with pytest.raises(CopyRefused):
        upkeep.restore(path, copy=copy)
    assert len(quotes(path)) == 1


def test_nothing_is_brought_back_beside_a_writer(log: Log, path: Path, copy: Path) -> None:
    append(log)
    upkeep.back_up(path, to=copy)

    with pytest.raises(LogBusy, match=f"process {os.getpid()}"):
        upkeep.restore(path, copy=copy)


def test_nothing_is_brought_back_while_a_reader_keeps_the_old_log_open(
    path: Path, copy: Path
) -> None:
    with Log.open(path, now=NOON) as log:
        append(log)
        upkeep.back_up(path, to=copy)
        reader = Reader.open(path)
        with reader.snapshot() as still:
            still.head()
            append(log)
            log.close()
            with pytest.raises(LogBlocked, match="another program reads the log"):
                upkeep.restore(path, copy=copy)
        reader.close()
    assert len(quotes(path)) == 2


def test_a_plain_copy_of_a_live_file_is_refused_as_a_copy(log: Log, path: Path, copy: Path) -> None:
    append(log, 3)
    shutil.copyfile(path, copy)
    shutil.copyfile(marker_path(path), marker_path(copy))
    log.close()

    with pytest.raises(CopyRefused, match="had reached 3"):
        upkeep.restore(path, copy=copy)
