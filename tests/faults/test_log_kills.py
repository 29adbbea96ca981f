"""The log is killed at every point between two durable steps, and loses and repeats nothing."""

import signal
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.factories import NOON, a_change
from tests.faults import write_log
from tests.faults.kills import run
from watcher import upkeep
from watcher.events import Entry
from watcher.log.append import Log
from watcher.log.codec import Row
from watcher.log.errors import LogMissing
from watcher.log.read import Reader

WRITING = [
    "log.step-statement",
    "log.created",
    "log.tables-made",
    "log.tables-committed",
    "log.marker-written",
    "log.marker-renamed",
    "log.begun",
    "log.events-written",
    "log.text-written",
    "log.letter-written",
    "log.sighting-written",
    "log.committing",
    "log.committed",
    "log.marker-moved",
]
RESTORING = [
    "log.restore-written",
    "log.marker-written",
    "log.marker-renamed",
    "log.restore-announced",
    "log.restore-kept",
    "log.restore-clearing",
    "log.restore-cleared",
    "log.restore-swapped",
]


def passes(trace: Path) -> list[str]:
    return trace.read_text().split()


def names(trace: Path) -> set[str]:
    return {each.rpartition(":")[0] for each in passes(trace)}


def rows(path: Path) -> list[Row]:
    with closing(Reader.open(path)) as reader:
        return list(reader.rows())


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Row], Path]:
    """What the script writes when nobody kills it, and the points that it passed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    write = partial(write_log.main, folder / "w.db", folder / "said")
    assert run(write, trace=folder / "trace") == 0
    return rows(folder / "w.db"), folder / "trace"


def check_killed(at: str, tmp_path: Path, wanted: list[Row]) -> None:
    """Kill the script at a point and expect whole articles, none of those said to be missing."""
    path, said = tmp_path / "w.db", tmp_path / "said"
    write = partial(write_log.main, path, said)

    assert run(write, at=at) == -signal.SIGKILL

    told = len(said.read_text().split()) if said.exists() else 0
    try:
        found = rows(path)
        upkeep.verify(path)
    except LogMissing:
        found = []
    assert found == wanted[: len(found)]
    assert len(found) % 3 == 0
    assert told <= len(found) // 3 <= told + 1
    assert run(write) == 0
    assert rows(path) == wanted
    upkeep.verify(path)


def test_every_point_of_writing_is_known(undisturbed: tuple[list[Row], Path]) -> None:
    assert names(undisturbed[1]) == set(WRITING)


@pytest.mark.parametrize("name", WRITING)
def test_a_writer_killed_at_a_point_loses_and_repeats_nothing(
    name: str, undisturbed: tuple[list[Row], Path], tmp_path: Path
) -> None:
    times = sum(1 for each in passes(undisturbed[1]) if each.rpartition(":")[0] == name)

    check_killed(f"{name}:{min(times, 3)}", tmp_path, undisturbed[0])


@pytest.mark.torture
def test_a_writer_killed_at_any_pass_of_any_point_loses_and_repeats_nothing(
    undisturbed: tuple[list[Row], Path], tmp_path: Path
) -> None:
    for count, at in enumerate(passes(undisturbed[1])):
        folder = tmp_path / str(count)
        folder.mkdir()
        check_killed(at, folder, undisturbed[0])


@pytest.fixture(params=["healthy", "lost", "damaged"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path, list[Row]]:
    """A log, an older copy of it, and what the log holds; the log may be lost or damaged."""
    path, copy = tmp_path / "w.db", tmp_path / "copy.db"
    with Log.open(path, now=NOON) as log:
        for _ in range(2):
            with log.transaction(at=NOON) as transaction:
                transaction.append([Entry(stream="topic/dam", events=(a_change(),))])
            if not copy.exists():
                upkeep.back_up(path, to=copy)
    held = rows(path)
    if request.param == "lost":
        path.unlink()
        held = []
    elif request.param == "damaged":
        path.write_bytes(b"x" * 10_000)
        held = []
    return path, copy, held


@pytest.mark.parametrize("name", RESTORING)
def test_a_restore_killed_at_a_point_leaves_the_old_log_or_the_new_one(
    name: str, old: tuple[Path, Path, list[Row]]
) -> None:
    path, copy, held = old

    restore = partial(upkeep.restore, path, copy=copy)
    assert run(restore, at=f"{name}:1") == -signal.SIGKILL

    if held:  # what was lost or damaged may still be so
        assert rows(path) in (held, rows(copy))
        Log.open(path, now=NOON, wait_seconds=0).close()
        upkeep.verify(path)
    upkeep.restore(path, copy=copy)
    assert rows(path) == rows(copy)
    upkeep.verify(path)


def test_every_point_of_a_restore_is_known(tmp_path: Path) -> None:
    path, copy, trace = tmp_path / "w.db", tmp_path / "copy.db", tmp_path / "trace"
    Log.open(path, now=NOON).close()
    upkeep.back_up(path, to=copy)

    assert run(partial(upkeep.restore, path, copy=copy), trace=trace) == 0

    assert names(trace) == set(RESTORING)


@pytest.mark.parametrize("name", ["log.backup-written", "log.backup-renamed"])
def test_a_copy_killed_at_a_point_leaves_the_old_copy_or_the_new_one(
    name: str, tmp_path: Path
) -> None:
    path, copy = tmp_path / "w.db", tmp_path / "copy.db"
    back_up = partial(upkeep.back_up, path, to=copy)
    write_log.main(path, tmp_path / "said")
    back_up()
    with Log.open(path, now=NOON) as log, log.transaction(at=NOON) as transaction:
        transaction.append([Entry(stream="topic/dam", events=(a_change(),))])
    wanted = rows(path)

    assert run(back_up, at=f"{name}:1") == -signal.SIGKILL

    assert rows(copy) in (wanted, wanted[:-1])
    assert back_up().position == len(wanted)
    assert [name.name for name in tmp_path.glob(".*")] == []
