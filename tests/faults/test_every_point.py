"""A whole run is killed at every point between two durable steps; the next one finishes it.

The end must be that of a run that nobody disturbed: the same events of articles and topics in the
same order, every digest whole in its folder, and of each mail at most one copy more for a kill.
"""

import random
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

import pytest
from typing_extensions import override

from tests.edges.delivery.post_office import PostOffice, post_office
from tests.faults import town
from tests.faults.outcome import check_log, check_told, events, judged, log_of, tried
from tests.faults.warm import Warm
from watcher import upkeep
from watcher.log.errors import LogMissing

WORKERS = 2
SPREAD = 4
PAIRS = 60
SLOW = ("05-page.html", "11-poison.txt")  # the one loads much, the other needs another child


class Undisturbed(NamedTuple):
    """What a run comes to that nobody disturbs, and the points that it passes."""

    judged: list[tuple[object, ...]]
    tried: dict[str, tuple[str, int]]
    passes: list[str]


class Street:
    """Houses with the same folder, each with a mailbox of its own, in which runs are killed."""

    def __init__(self, root: Path, warm: Warm, *, without: tuple[str, ...] = ()) -> None:
        self.root, self.warm, self.without = root, warm, without
        self.undisturbed = self._undisturbed()

    def check(self, name: str, *kills: str) -> None:
        """Kill one run after the other at these points, finish, and compare."""
        with post_office() as office:
            house = self._house(name, office)
            killed = 0
            for at in kills:
                ended = self.warm(house, "run", "--once", at=at)
                assert ended in (0, -signal.SIGKILL), (house / "err").read_text()
                killed += ended != 0
                verify(house)
            assert killed or len(kills) > 1, f"{kills} is never passed"
            self._finish(house, office, repeats=killed)

    def _undisturbed(self) -> Undisturbed:
        with post_office() as office:
            house = self._house("undisturbed", office)
            trace = house / "trace"
            self._run(house, trace=trace)
            found = events(house)
            check_log(house, found)
            check_told(house, found, office.taken, repeats=0)
            return Undisturbed(judged(found), tried(house), trace.read_text().split())

    def _finish(self, house: Path, office: PostOffice, *, repeats: int) -> None:
        self._run(house)
        found = events(house)
        assert judged(found) == self.undisturbed.judged
        assert tried(house) == self.undisturbed.tried
        check_log(house, found)
        check_told(house, found, office.taken, repeats=repeats)

    def _house(self, name: str, office: PostOffice) -> Path:
        house = town.build(self.root / name, port=office.port)
        town.fill(house, without=self.without)
        return house

    def check_rebuild(self, name: str, at: str) -> None:
        """Kill a rebuild at a point; the views are then late, and whoever writes next goes on."""
        house = self.root / name
        shutil.copytree(self.root / "undisturbed" / "var", house / "var")
        shutil.copytree(self.root / "undisturbed" / "config", house / "config")

        assert self.warm(house, "rebuild", at=at) == -signal.SIGKILL

        verify(house)
        assert self.warm(house, "status") == 0, (house / "err").read_text()
        assert self.warm(house, "rebuild") == 0, (house / "err").read_text()
        verify(house)

    def _run(self, house: Path, *, trace: Path | str = "") -> None:
        assert self.warm(house, "run", "--once", trace=trace) == 0, (house / "err").read_text()


class Changing(Street):
    """The same houses after a quiet day, on which one topic changes, one goes and one comes."""

    @override
    def _house(self, name: str, office: PostOffice) -> Path:
        house = super()._house(name, office)
        self._run(house)
        for topic, text in town.OTHER_TOPICS.items():
            path = house / "config" / "topics" / f"{topic}.toml"
            path.write_text(text, encoding="utf-8") if text else path.unlink()
        town.drop(house, "14-after.txt", town.AFTER.encode(), at=1_741_100_000)
        return house


def verify(house: Path) -> None:
    """Expect a log that is whole, if there is one yet."""
    with suppress(LogMissing):
        assert upkeep.verify(log_of(house)).difference is None


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    with Warm() as warm:
        yield warm


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory, warm: Warm) -> Street:
    return Street(tmp_path_factory.mktemp("street"), warm, without=SLOW)


@pytest.mark.parametrize("part", range(SPREAD))
def test_a_run_killed_at_one_of_some_points_is_finished_by_the_next(
    street: Street, part: int
) -> None:
    passes = street.undisturbed.passes
    at = passes[(2 * part + 1) * len(passes) // (2 * SPREAD)]

    street.check(f"part-{part}", at)


@pytest.mark.parametrize("at", ["rebuild.views-dropped:1", "views.topics:1"])
def test_a_rebuild_that_is_killed_is_finished_by_the_next(street: Street, at: str) -> None:
    street.check_rebuild(f"rebuild-{at}", at)


@pytest.mark.torture
def test_a_rebuild_killed_at_any_pass_of_any_point_is_finished_by_the_next(street: Street) -> None:
    trace = street.root / "rebuild-trace"
    assert street.warm(street.root / "undisturbed", "rebuild", trace=trace) == 0

    for number, at in enumerate(trace.read_text().split()):
        street.check_rebuild(f"any-rebuild-{number}", at)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_a_change_of_topics_killed_at_any_pass_of_any_point_is_finished_by_the_next(
    tmp_path: Path,
) -> None:
    changing = partial(Changing, without=SLOW)
    with Warm() as warm:
        passes = changing(tmp_path / "all", warm).undisturbed.passes

    assert {"define.recorded:2", "define.retired:1"} <= set(passes)
    assert check_many(tmp_path, [(at,) for at in passes], street=changing) == []


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_a_run_killed_at_any_pass_of_any_point_is_finished_by_the_next(tmp_path: Path) -> None:
    with Warm() as warm:
        passes = Street(tmp_path / "all", warm).undisturbed.passes

    assert check_many(tmp_path, [(at,) for at in passes]) == []


@pytest.mark.torture
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", [1])
def test_a_run_whose_next_one_is_killed_too_is_finished_by_the_third(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    with Warm() as warm:
        passes = Street(tmp_path / "all", warm).undisturbed.passes

    pairs = [(chance.choice(passes), chance.choice(passes)) for _ in range(PAIRS)]

    assert check_many(tmp_path, pairs) == []


def check_many(
    root: Path, many: Sequence[tuple[str, ...]], *, street: Callable[[Path, Warm], Street] = Street
) -> list[str]:
    """Check all these kills, as many at a time as there are workers; tell what went wrong."""
    waiting: SimpleQueue[tuple[int, tuple[str, ...]]] = SimpleQueue()
    for numbered in enumerate(many):
        waiting.put(numbered)

    def work(worker: int) -> list[str]:
        failed = []
        with Warm() as warm:
            here = street(root / f"worker-{worker}", warm)
            while not waiting.empty():
                number, kills = waiting.get()
                try:
                    here.check(str(number), *kills)
                except AssertionError as error:
                    failed.append(f"{' '.join(kills)}: {str(error)[:500]}")
        return failed

    with ThreadPoolExecutor(WORKERS) as pool:
        return [one for failed in pool.map(work, range(WORKERS)) for one in failed]
