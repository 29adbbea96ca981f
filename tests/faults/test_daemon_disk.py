"""A disk that is full or fails under the daemon: it goes on, or stops and is started again.

Either way the log is in the end that of a run that nobody disturbed: nothing of a transaction that
was rolled back has stayed in memory.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.edges.delivery.post_office import PostOffice, post_office
from tests.faults import town
from tests.faults.daemon import Daemon
from tests.faults.outcome import check_log, check_told, events, judged

SLOW = ("05-page.html", "11-poison.txt")
STRACE = shutil.which("strace")
UNSHARE = shutil.which("unshare")
needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed")
WRITES = 260  # about as many as the daemon makes
LETTERS = 4


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """What the log says of articles and topics when nobody disturbs."""
    with post_office() as office:
        house = a_house(tmp_path_factory.mktemp("undisturbed"), office)
        town.fill(house, without=SLOW)
        assert Daemon(house).ask("run", "--once").returncode == 0
        return judged(events(house))


def a_house(root: Path, office: PostOffice) -> Path:
    return town.build(root, port=office.port, rescan=1.0)


def injecting(call: str, error: str, when: str) -> tuple[str, ...]:
    """Give the command under which a system call fails at its n-th time."""
    fault = f"inject={call}:error={error}:when={when}"
    quietly = ("-D", "-f", "-qq", "-o", os.devnull)
    return (str(STRACE), *quietly, "-e", f"trace={call}", "-e", fault)


def live(house: Path, *, under: tuple[str, ...]) -> list[int]:
    """Run the daemon until all is told, starting it again when it stops; give how it ended."""
    endings: list[int] = []
    for daemon in (Daemon(house, under=under), Daemon(house)):
        with daemon.running() as process:
            is_told = is_done(house, process)
            endings.append(daemon.told_to_end() if is_told else process.wait())
            if not endings[-1]:
                return endings
    message = f"it stopped again: {endings}"
    raise AssertionError(message)


def is_done(house: Path, process: subprocess.Popen[bytes]) -> bool:
    """Wait until every letter has its receipt; false when the daemon stops before."""
    deadline = time.monotonic() + 60.0
    while process.poll() is None:
        assert time.monotonic() < deadline, (house / "err").read_text(encoding="utf-8")
        said = (house / "err").read_text(encoding="utf-8")
        if said.count('"letters_tried"') and delivered(house) == LETTERS:
            return True
        time.sleep(0.1)
    return False


def delivered(house: Path) -> int:
    return sum(each["type"] == "digest-delivered" for each in events(house))


def check(
    house: Path, office: PostOffice, wanted: list[tuple[object, ...]], *, repeats: int
) -> None:
    found = events(house)
    assert judged(found) == wanted
    check_log(house, found)
    check_told(house, found, office.taken, repeats=repeats)


@needs_strace
@pytest.mark.torture
@pytest.mark.parametrize("when", range(1, WRITES, 13))
def test_a_disk_that_is_full_at_any_write_is_no_reason_to_stop(
    tmp_path: Path, office: PostOffice, wanted: list[tuple[object, ...]], when: int
) -> None:
    house = a_house(tmp_path, office)
    town.fill(house, without=SLOW)

    endings = live(house, under=injecting("pwrite64", "ENOSPC", f"{when}..{when + 2}"))

    said = (house / "err").read_text(encoding="utf-8")
    assert "Traceback" not in said
    assert endings == [0] or (endings == [74, 0] and said.startswith("watcher: "))
    check(house, office, wanted, repeats=0)


@needs_strace
@pytest.mark.torture
@pytest.mark.parametrize(
    ("call", "when"),
    [
        *(
            ("pwrite64", when)
            for when in (1, 3, 6, 10, 20, 30, 45, 60, 80, 110, 140, 170, 200, 230)
        ),
        *(("fdatasync", when) for when in (1, 3, 6, 10, 15, 20, 25)),  # no more before it ends
    ],
)
def test_a_disk_that_fails_stops_the_daemon_and_the_next_one_finishes(
    tmp_path: Path, office: PostOffice, wanted: list[tuple[object, ...]], call: str, when: int
) -> None:
    house = a_house(tmp_path, office)
    town.fill(house, without=SLOW)

    endings = live(house, under=injecting(call, "EIO", str(when)))

    assert endings in ([74, 0], [0])
    assert "Traceback" not in (house / "err").read_text(encoding="utf-8")
    check(house, office, wanted, repeats=len(endings) - 1)


@pytest.mark.skipif(UNSHARE is None or os.geteuid() != 0, reason="only root can mount")
def test_a_disk_that_stays_full_is_told_once_and_waited_for(
    tmp_path: Path, office: PostOffice, wanted: list[tuple[object, ...]]
) -> None:
    house = a_house(tmp_path, office)
    mount = f"mount -t tmpfs -o size=2m none {house / 'var'} || exit 77; exec"
    daemon = Daemon(house, under=(str(UNSHARE), "-m", "sh", "-c", f'{mount} "$@"', "sh"))
    with daemon.running() as process:
        try:
            daemon.wait_for('"started"')
        except AssertionError:
            if process.poll() == 77:
                pytest.skip("mounting is not allowed here")
            raise
        inside = Path(f"/proc/{process.pid}/root{house}")
        filler = fill_up(inside / "var")
        town.fill(house, without=SLOW)
        daemon.wait_for('"trouble"')
        assert office.taken == []
        time.sleep(1.5)  # the next try
        filler.unlink()
        daemon.wait_for(f'"delivered": {LETTERS}')
        assert daemon.said().count('"trouble"') <= 2  # one for the folder, one for the digests
        assert f"{house}/var/watcher.db" in daemon.said()
        kept = os.open(inside / "var", os.O_DIRECTORY)  # the mount ends with its last user
        daemon.end()
    shutil.copytree(f"/proc/self/fd/{kept}", house / "var", dirs_exist_ok=True)
    os.close(kept)
    check(house, office, wanted, repeats=0)


def test_a_diary_on_a_full_disk_stops_nothing(
    tmp_path: Path, office: PostOffice, wanted: list[tuple[object, ...]]
) -> None:
    house = a_house(tmp_path, office)
    town.fill(house, without=SLOW)

    with Path("/dev/full").open("wb") as full:
        once = subprocess.run(Daemon(house).command("run", "--once"), stderr=full, check=False)

    assert once.returncode == 0
    check(house, office, wanted, repeats=0)


def fill_up(folder: Path) -> Path:
    """Write a file until there is no room for a byte more."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    return filler
