"""Where the folder of the log cannot be written, questions are answered and writing is refused."""

import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.factories import NOON, a_change
from watcher import upkeep
from watcher.events import Entry
from watcher.log.append import Log
from watcher.log.errors import LogError, LogReadOnly
from watcher.log.read import Reader

NOBODY = 65534

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")


def as_nobody(action: Callable[[], None]) -> bool:
    """Run an action in a child that may write nothing here; tell whether it held."""
    child = os.fork()
    if not child:
        try:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
            action()
        except BaseException:  # noqa: BLE001 - the child must not return into the tests
            traceback.print_exc(file=sys.__stderr__)
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


@pytest.fixture
def path() -> Iterator[Path]:
    """A log of one event in a folder that nobody can enter and read; pytest's are root's alone."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "var" / "watcher.db"
        with Log.open(path, now=NOON) as log:
            append(log)
        yield path


def append(log: Log) -> None:
    with log.transaction(at=NOON) as transaction:
        transaction.append([Entry(stream="topic/dam", events=(a_change(),))])


def head_of(path: Path) -> int:
    with closing(Reader.open(path)) as reader:
        return reader.head().position


def refused(path: Path, match: str, opened: Callable[[], object]) -> None:
    with pytest.raises(LogReadOnly, match=match) as found:
        opened()
    assert found.value.exit_status == 74
    assert str(path) in str(found.value)


def test_a_log_at_rest_is_read_and_verified(path: Path) -> None:
    def ask() -> None:
        assert head_of(path) == 1
        assert upkeep.verify(path).difference is None

    assert as_nobody(ask)


def test_a_log_that_is_written_by_another_is_read(path: Path) -> None:
    with Log.open(path, now=NOON) as log:
        append(log)

        def ask() -> None:
            assert head_of(path) == 2

        assert as_nobody(ask)


def test_writing_is_refused_with_path_and_reason(path: Path) -> None:
    def write() -> None:
        refused(path.parent, "Permission denied", lambda: Log.open(path, now=NOON))

    assert as_nobody(write)


def test_a_new_log_is_refused_with_path_and_reason(path: Path) -> None:
    new = path.parent / "deep" / "new.db"

    def write() -> None:
        refused(new.parent, "making the folder failed", lambda: Log.open(new, now=NOON))

    assert as_nobody(write)


def test_a_copy_into_it_is_refused_with_path_and_reason(path: Path) -> None:
    copy = path.parent / "copy.db"

    def write() -> None:
        with pytest.raises(LogError, match=r"copy\.db") as found:
            upkeep.back_up(path, to=copy)
        assert found.value.exit_status == 74

    assert as_nobody(write)


def test_a_log_that_was_not_closed_says_what_it_needs(path: Path) -> None:
    killed = path.parent / "killed.db"
    with Log.open(path, now=NOON) as log:
        append(log)
        for suffix in ("", "-wal", ".marker"):
            shutil.copyfile(f"{path}{suffix}", f"{killed}{suffix}")

    def ask() -> None:
        refused(killed, "its folder must be writable", lambda: Reader.open(killed))

    assert as_nobody(ask)


def test_a_log_file_that_cannot_be_read_says_so(path: Path) -> None:
    path.chmod(0o600)

    def ask() -> None:
        with pytest.raises(LogError, match="cannot be read: Permission denied") as found:
            Reader.open(path)
        assert found.value.exit_status == 74

    assert as_nobody(ask)
