"""The daemon is killed, frozen and stopped at random while files come and the mail server sulks."""

import random
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.edges.delivery.post_office import DROP, PostOffice, post_office
from tests.faults import town
from tests.faults.daemon import Daemon
from tests.faults.outcome import check_log, check_told, events

SULKS = ["", "", "", DROP, "451 come back later", "421 going home"]
DEEDS = ["breached", "emptied", "closed", "repaired", "sold", "visited by the minister"]


class Day:
    """What happens on a day, as a seed wants it."""

    def __init__(self, house: Path, office: PostOffice, *, seed: int) -> None:
        self.daemon = Daemon(house)
        self.chance = random.Random(seed)
        self.house, self.office = house, office
        self.dropped: list[bytes] = []
        self.sulked: list[str] = []

    def live(self, seconds: float) -> None:
        """Drop files for a while, sometimes the same again, sometimes on top of one another."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            name = f"{self.chance.randrange(1_000_000)}.txt"
            town.drop(self.house, name, self._story(), at=1_741_000_000 + len(self.dropped))
            time.sleep(self.chance.uniform(0.0, 0.2))

    def sulk(self) -> None:
        """Let the mail server give other answers than yes for a while."""
        self.sulked += self.chance.choices(SULKS, k=4)
        self.office.answers["DATA"] = self.office.answers.get("DATA", []) + self.sulked[-4:]

    def end(self) -> None:
        """End the daemon in one way or another."""
        ways: list[Callable[[], None]] = [self.daemon.die, self.daemon.die, self.daemon.end]
        if self.chance.random() < 0.3:
            self.daemon.freeze(self.chance.uniform(0.1, 0.6))
        self.chance.choice(ways)()

    @property
    def lost_answers(self) -> int:
        """Tell how often a mail was taken and the answer lost."""
        return self.sulked.count(DROP) - self.office.answers.get("DATA", []).count(DROP)

    def _story(self) -> bytes:
        number = len(self.dropped)
        if self.dropped and self.chance.random() < 0.2:
            story = self.chance.choice(self.dropped)
        else:
            thing = self.chance.choice(["dam", "ferry"])
            deed = self.chance.choice(DEEDS)
            story = (
                f"Report {number}\n\nThe {thing} of district {number} was {deed} on Monday, "
                f"said an engineer of town {number}.\n"
            ).encode()
        self.dropped.append(story)
        return story


def live_through(root: Path, *, seed: int, rounds: int) -> None:
    """Live through a day, finish what is left, and expect that nothing was lost or repeated."""
    with post_office() as office:
        house = town.build(root, port=office.port, settle=0.1, rescan=1.0)
        day = Day(house, office, seed=seed)
        for _ in range(rounds):
            day.sulk()
            with day.daemon.running():
                day.live(day.chance.uniform(0.5, 2.5))
                day.end()
        remaining = [answer for answer in office.answers.pop("DATA", []) if answer == DROP]
        finish(day)

        found = events(house)
        check_log(house, found)
        lost = day.lost_answers - len(remaining)
        check_told(house, found, office.taken, repeats=day.daemon.kills + lost)
    received = {each["data"]["sha256"] for each in found if each["type"] == "article-received"}
    assert received == {sha256(story).hexdigest() for story in day.dropped}


def finish(day: Day) -> None:
    """Run until no letter waits."""
    for _ in range(10):
        once = day.daemon.ask("run", "--once")
        if once.returncode == 0:
            return
        assert "left undelivered" in once.stderr, once.stderr
        time.sleep(1.0)
    message = "letters are left for ever"
    raise AssertionError(message)


def test_a_day_of_kills_and_stops_loses_nothing_and_tells_nothing_twice(tmp_path: Path) -> None:
    live_through(tmp_path, seed=0, rounds=3)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(1, 7))
def test_days_of_kills_and_stops_lose_nothing_and_tell_nothing_twice(
    tmp_path: Path, seed: int
) -> None:
    live_through(tmp_path, seed=seed, rounds=10)


def test_a_daemon_that_is_told_to_end_while_it_loads_ends_well(tmp_path: Path) -> None:
    daemon = Daemon(town.build(tmp_path, port=25))

    with daemon.running():
        daemon.end()

    assert "Traceback" not in daemon.said()


def test_a_daemon_that_was_frozen_goes_on_and_keeps_others_out(tmp_path: Path) -> None:
    with post_office() as office:
        house = town.build(tmp_path, port=office.port, settle=0.1, rescan=1.0)
        daemon = Daemon(house)
        with daemon.running() as process:
            daemon.wait_for('"started"')
            second = daemon.ask("run")
            daemon.freeze(0.3)
            town.drop(house, "dam.txt", town.DAM.encode(), at=1_741_000_000)
            daemon.wait_for('"letters_tried"')
            daemon.end()

        assert (second.returncode, str(process.pid) in second.stderr) == (75, True)
        check_log(house, events(house))
        check_told(house, events(house), office.taken, repeats=0)
