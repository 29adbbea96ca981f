"""A log is opened only where it is the log that it should be, by one process, and whole."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.factories import NOON, a_change
from watcher.events import Entry
from watcher.log import lock
from watcher.log.append import Log
from watcher.log.checking import check
from watcher.log.errors import (
    LogBlocked,
    LogBusy,
    LogDamaged,
    LogError,
    LogFailed,
    LogMissing,
    LogNewer,
)
from watcher.log.marker import marker_path
from watcher.log.read import Reader
from watcher.log.schema import APPLICATION_ID, VERSION

COUNT = 300


def append(log: Log, count: int = 1) -> None:
    events = tuple(a_change(f"Statement {number}.") for number in range(count))
    with log.transaction(at=NOON) as transaction:
        transaction.append([Entry(stream="topic/dam", events=events)])


def reopened(path: Path) -> int:
    with Log.open(path, now=NOON, wait_seconds=0) as log:
        append(log)
        return log.head.position


@pytest.fixture
def written(path: Path) -> Path:
    """A closed log of 300 events."""
    with Log.open(path, now=NOON) as log:
        append(log, COUNT)
    return path


def killed(path: Path) -> Path:
    """Give a log as a killed process leaves it: the newest events are still beside the file."""
    copy = path.with_name("killed.db")
    with Log.open(path, now=NOON) as log:
        append(log, COUNT)
        for suffix in ("", "-wal", ".marker"):
            shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
    return copy


def refused(path: Path, kind: type[LogError], match: str) -> None:
    """Expect that a log can neither be written nor read, and that its file is left alone."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(kind, match=match):
        Log.open(path, now=NOON, wait_seconds=0)
    with pytest.raises(kind, match=match):
        Reader.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_new_log_says_whose_it_is_in_its_first_bytes(path: Path) -> None:
    with Log.open(path, now=NOON):
        start = path.read_bytes()[:72]

    assert int.from_bytes(start[68:72]) == APPLICATION_ID
    assert int.from_bytes(start[60:64]) == VERSION


def test_a_closed_log_is_one_file_with_its_marker_and_its_lock(written: Path) -> None:
    names = {name.name for name in written.parent.iterdir()}

    assert names == {"watcher.db", "watcher.db.marker", "watcher.db.lock"}


def test_a_log_is_synced_at_each_commit_and_guards_its_rows(log: Log) -> None:
    raw = log.engine.raw_connection()
    asked = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "mmap_size")
    try:
        found = [raw.cursor().execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    finally:
        raw.close()

    assert found == ["wal", 2, 1, 1, 0]


def test_a_second_writer_is_refused_and_told_who_holds_the_log(log: Log, path: Path) -> None:
    with pytest.raises(LogBusy, match=f"process {os.getpid()} holds the log") as busy:
        Log.open(path, now=NOON, wait_seconds=0)

    assert busy.value.pid == os.getpid()
    assert busy.value.exit_status == 75
    assert lock.holder(path) == os.getpid()
    log.close()
    assert lock.holder(path) is None


def test_a_writer_in_another_process_is_refused_until_this_one_ends(log: Log, path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from watcher.log.lock import Lock\n"
        "Lock.take(Path(sys.argv[1])); print('taken')"
    )
    command = [sys.executable, "-c", code, str(path)]

    beside = subprocess.run(command, capture_output=True, text=True, check=False)
    log.close()
    after = subprocess.run(command, capture_output=True, text=True, check=False)

    assert f"process {os.getpid()} holds the log" in beside.stderr
    assert after.stdout == "taken\n"


def test_a_writer_that_waits_gets_the_lock_when_it_is_given_back(log: Log, path: Path) -> None:
    timer = threading.Timer(0.1, log.close)
    timer.start()
    with Log.open(path, now=NOON, wait_seconds=30) as second:
        assert second.head.position == 0
    timer.join()


def test_a_failed_opening_gives_the_lock_back(written: Path) -> None:
    written.write_bytes(b"")
    with pytest.raises(LogDamaged):
        Log.open(written, now=NOON)

    assert lock.holder(written) is None


def test_a_deleted_log_is_no_new_log(written: Path) -> None:
    written.unlink()

    refused(written, LogDamaged, f"the log is gone though it had reached position {COUNT}")


def test_an_emptied_log_is_no_new_log(written: Path) -> None:
    written.write_bytes(b"")

    refused(written, LogDamaged, f"was emptied though it had reached position {COUNT}")


def test_a_log_that_was_emptied_by_sqlite_is_no_new_log(written: Path) -> None:
    written.unlink()
    with closing(sqlite3.connect(written)) as database:
        database.execute("CREATE TABLE t (a)")
        database.execute("DROP TABLE t")

    refused(written, LogDamaged, "was emptied")


def test_a_log_that_lost_its_newest_events_is_refused(path: Path) -> None:
    copy = killed(path)
    copy.with_name(f"{copy.name}-wal").unlink()

    refused(copy, LogDamaged, f"ends at position 0 and had reached {COUNT}")


def test_a_log_as_a_killed_process_leaves_it_is_taken_up(path: Path) -> None:
    assert reopened(killed(path)) == COUNT + 1


def test_another_log_in_its_place_is_refused(written: Path) -> None:
    other = written.with_name("other.db")
    with Log.open(other, now=NOON) as log:
        append(log, COUNT + 5)
    other.replace(written)

    refused(written, LogDamaged, "replaced by another log")


def test_an_older_state_of_the_log_is_refused(written: Path, tmp_path: Path) -> None:
    shutil.copyfile(written, tmp_path / "older.db")
    reopened(written)
    (tmp_path / "older.db").replace(written)

    refused(written, LogDamaged, f"ends at position {COUNT} and had reached {COUNT + 1}")


def test_another_past_in_the_same_log_is_refused(written: Path, tmp_path: Path) -> None:
    shutil.copyfile(written, tmp_path / "older.db")
    reopened(written)
    marker = marker_path(written).read_bytes()
    (tmp_path / "older.db").replace(written)
    marker_path(written).unlink()
    with Log.open(written, now=NOON) as log, log.transaction(at=NOON) as transaction:
        transaction.append([Entry(stream="topic/ferry", events=(a_change(), a_change()))])
    marker_path(written).write_bytes(marker)

    refused(written, LogDamaged, f"another event stands at position {COUNT + 1}")


def test_the_marker_follows_each_commit(log: Log, path: Path) -> None:
    append(log, 3)

    said = marker_path(path).read_text()

    assert '"position":3' in said
    assert log.head.hash in said


@pytest.mark.parametrize("said", [b"", b"[", b"\0" * 256, b'[{"log":1}]'])
def test_a_torn_marker_does_not_lock_anyone_out_of_a_good_log(said: bytes, written: Path) -> None:
    marker_path(written).write_bytes(said)

    assert reopened(written) == COUNT + 1
    assert f'"position":{COUNT + 1}' in marker_path(written).read_text()


def test_a_torn_marker_still_tells_that_there_was_a_log(written: Path) -> None:
    marker_path(written).write_bytes(b"")
    written.unlink()

    refused(written, LogDamaged, "the log is gone")


def test_a_marker_that_lags_is_brought_up(written: Path) -> None:
    lagging = marker_path(written).read_bytes()
    assert reopened(written) == COUNT + 1
    marker_path(written).write_bytes(lagging)

    assert reopened(written) == COUNT + 2


def test_without_database_and_marker_a_new_log_begins(written: Path) -> None:
    written.unlink()
    marker_path(written).unlink()

    with pytest.raises(LogMissing):
        Reader.open(written)
    assert reopened(written) == 1


def test_a_file_of_no_bytes_without_a_marker_becomes_a_log(path: Path) -> None:
    path.parent.mkdir()
    path.touch()

    with pytest.raises(LogMissing):
        Reader.open(path)
    assert reopened(path) == 1


def test_a_log_of_a_newer_version_is_left_alone(written: Path) -> None:
    with closing(sqlite3.connect(written)) as database:
        database.execute(f"PRAGMA user_version={VERSION + 1}")

    refused(written, LogNewer, f"newer version .schema {VERSION + 1}, this one knows {VERSION}")


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA application_id=77")
        database.execute("CREATE TABLE t (a)")

    refused(path, LogDamaged, "the database of another program")


def test_an_unsigned_database_with_tables_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t (a)")
    with pytest.raises(LogDamaged, match="the database of another program"):
        Log.open(path, now=NOON)

    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]


@pytest.mark.parametrize("content", [b"Dear reader,\n", b"x" * 10_000])
def test_a_file_that_is_no_database_is_left_alone(content: bytes, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    refused(path, LogDamaged, "not a database")


def test_a_folder_in_the_place_of_the_log_is_an_error_that_names_it(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(LogFailed, match=str(path)):
        Log.open(path, now=NOON)


def test_a_file_in_the_place_of_the_folder_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "var").touch()

    with pytest.raises(LogError, match=str(tmp_path / "var")):
        Log.open(tmp_path / "var" / "watcher.db", now=NOON)


def test_a_truncated_log_is_refused_with_the_position(written: Path) -> None:
    os.truncate(written, written.stat().st_size // 2)

    with pytest.raises(LogDamaged, match=r"damaged at position \d+"):
        Log.open(written, now=NOON)
    with pytest.raises(LogDamaged, match=r"damaged at position \d+"):
        check(written)
    with pytest.raises(LogDamaged):
        Reader.open(written)


def test_every_zeroed_page_is_found(written: Path, tmp_path: Path) -> None:
    whole = written.read_bytes()
    page = int.from_bytes(whole[16:18])
    copy = tmp_path / "zeroed.db"
    for start in range(0, len(whole), page):
        copy.write_bytes(whole[:start] + bytes(page) + whole[start + page :])
        with pytest.raises(LogDamaged, match=r"damage|not a database"):
            check(copy)


def test_a_flipped_bit_in_an_event_is_found_by_its_position(written: Path) -> None:
    whole = written.read_bytes()
    at = whole.index(b"Statement 137.")
    written.write_bytes(whole[:at] + b"s" + whole[at + 1 :])

    with pytest.raises(LogDamaged, match="damaged at position 138: the hash does not fit"):
        check(written)
    with pytest.raises(LogDamaged, match="damaged at position 138"):
        Log.open(written, now=NOON, is_thorough=True)


def test_a_database_that_was_deleted_while_it_is_open_is_noticed(log: Log, path: Path) -> None:
    append(log)
    path.rename(path.with_name("moved.db"))

    with pytest.raises(LogDamaged, match="deleted or replaced while it was in use"):
        append(log)
    path.touch()
    with pytest.raises(LogDamaged, match="deleted or replaced while it was in use"):
        log.check_in_place()


def test_a_stranger_that_holds_the_database_blocks_for_a_while_and_no_more(
    path: Path, written: Path
) -> None:
    with Log.open(written, now=NOON) as log:
        raw = log.engine.raw_connection()
        raw.cursor().execute("PRAGMA busy_timeout=10")
        raw.close()
        with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
            stranger.execute("BEGIN IMMEDIATE")
            with pytest.raises(LogBlocked, match="another connection kept it locked"):
                append(log)
        append(log)
        assert log.head.position == COUNT + 1


def test_the_write_ahead_log_is_measured_while_a_reader_keeps_it(log: Log) -> None:
    append(log)
    with log.reader.snapshot() as still:
        still.head()
        for _ in range(20):
            append(log, 50)
        assert log.wal_bytes() > 500_000


def test_the_lock_is_taken_where_there_is_no_room_for_a_name(path: Path) -> None:
    path.parent.mkdir()
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from watcher.log.lock import Lock, holder\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "lock = Lock.take(Path(sys.argv[1]))\n"
        "print(holder(Path(sys.argv[1])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("0\n", "")
