"""A full disk leaves the log as it was and is tried again; a failing one stops the writer."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from watcher import upkeep
from watcher.log.codec import Row
from watcher.log.errors import LogMissing
from watcher.log.read import Reader

ROOT = Path(__file__).resolve().parents[2]
STRACE = shutil.which("strace")
PRLIMIT = shutil.which("prlimit")
UNSHARE = shutil.which("unshare")

pytestmark = [pytest.mark.torture, pytest.mark.timeout(900)]
needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed")


def write(folder: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """Run the script that writes five articles, under another command."""
    script = [sys.executable, "-m", "tests.faults.write_log"]
    command = [*before, *script, str(folder / "w.db"), str(folder / "said")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def inject(call: str, error: str, when: int) -> list[str]:
    assert STRACE is not None
    fault = f"inject={call}:error={error}:when={when}"
    return [STRACE, "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e", fault]


def rows(folder: Path) -> list[Row]:
    try:
        with closing(Reader.open(folder / "w.db")) as reader:
            return list(reader.rows())
    except LogMissing:
        return []


def check_whole(folder: Path, wanted: list[Row]) -> None:
    """Expect whole articles, all that were said, and a log that can be gone on with."""
    found = rows(folder)
    told = (folder / "said").read_text().split() if (folder / "said").exists() else []
    assert found == wanted[: len(found)]
    assert len(found) % 3 == 0
    assert len(told) <= len(found) // 3
    if found:
        upkeep.verify(folder / "w.db")
    assert write(folder).returncode == 0
    assert rows(folder) == wanted
    upkeep.verify(folder / "w.db")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    folder = tmp_path_factory.mktemp("undisturbed")
    assert write(folder).returncode == 0
    return rows(folder)


@needs_strace
@pytest.mark.parametrize("when", [1, 2, 3, 5, 8, 13, 21, 30, 34, 40, 47, 55, 64, 75, 89])
def test_a_disk_that_is_full_once_is_tried_again(
    when: int, wanted: list[Row], tmp_path: Path
) -> None:
    ended = write(tmp_path, *inject("pwrite64", "ENOSPC", when))

    assert ended.returncode in (0, 74), ended.stderr
    assert "Traceback" not in ended.stderr
    check_whole(tmp_path, wanted)


@needs_strace
@pytest.mark.parametrize("call", ["pwrite64", "fsync,fdatasync"])
@pytest.mark.parametrize("when", [1, 2, 3, 5, 8, 13, 21, 34])
def test_a_disk_that_fails_once_stops_the_writer_and_the_log_stays_whole(
    call: str, when: int, wanted: list[Row], tmp_path: Path
) -> None:
    ended = write(tmp_path, *inject(call, "EIO", when))

    assert ended.returncode in (0, 74), ended.stderr
    assert "Traceback" not in ended.stderr
    if ended.returncode:
        assert str(tmp_path) in ended.stderr
    check_whole(tmp_path, wanted)


@needs_strace
@pytest.mark.parametrize("when", [6, 9, 12, 20])
def test_a_failed_write_stops_the_writer_with_74(
    when: int, wanted: list[Row], tmp_path: Path
) -> None:
    ended = write(tmp_path, *inject("pwrite64", "EIO", when))

    assert ended.returncode == 74, ended.stderr
    check_whole(tmp_path, wanted)


@pytest.mark.skipif(PRLIMIT is None, reason="prlimit is not installed")
@pytest.mark.parametrize("pages", [1, 3, 10, 25, 30, 40])
def test_a_limit_on_the_size_of_files_stops_the_writer_and_the_log_stays_whole(
    pages: int, wanted: list[Row], tmp_path: Path
) -> None:
    ended = write(tmp_path, str(PRLIMIT), f"--fsize={pages * 4096}")

    assert ended.returncode == 74, ended.stderr
    assert str(tmp_path) in ended.stderr
    check_whole(tmp_path, wanted)


FULL = """
import sys
from pathlib import Path
from tests.factories import NOON, a_change
from watcher.events import Entry
from watcher.log.append import Log
from watcher.log.errors import LogFull
from watcher import upkeep

folder = Path(sys.argv[1])
log = Log.open(folder / "w.db", now=NOON)
filler = folder / "filler"
filler.write_bytes(bytes(2_000_000))
full = 0
for number in range(20_000):
    entry = Entry(stream="topic/dam", events=(a_change(f"{number} " + "x" * 500),))
    try:
        with log.transaction(at=NOON) as transaction:
            transaction.append([entry])
    except LogFull as error:
        full += 1
        assert str(folder / "w.db") in str(error), error
        if full == 3:
            filler.unlink()
            held = log.head.position
        if full > 3:
            break
count = log.head.position
log.close()
assert full > 3 and count > held + 100, (full, held, count)
assert upkeep.verify(folder / "w.db").head.position == count
"""


@pytest.mark.skipif(UNSHARE is None or os.geteuid() != 0, reason="only root can mount")
def test_on_a_full_disk_the_log_stays_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    mount = f"mount -t tmpfs -o size=8m none {tmp_path} || exit 77; exec"
    command = [str(UNSHARE), "-m", "sh", "-c", f'{mount} "$@"', "sh", sys.executable, "-c", FULL]

    ended = subprocess.run(
        [*command, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    if ended.returncode == 77:
        pytest.skip("mounting is not allowed here")
    assert ended.returncode == 0, ended.stderr
