"""The same folder gives the same log, in whatever order chance lets a process keep its sets."""

import os
import subprocess

import pytest

from tests.factories import BARE_CONFIG, a_house
from tests.faults import town
from tests.faults.daemon import Daemon
from tests.faults.outcome import events, judged

SEEDS = [1, 2]  # with these two, sets of the words below have different orders
TERMS = ["dam", "minister", "ferry", "mayor", "board", "crowns", "brigade", "town", "help"]
TOPIC = f'name = "Oberlin"\nterms = {TERMS}\n'.replace("'", '"')


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[object, ...]]]:
    found = []
    for seed in SEEDS:
        house = tmp_path_factory.mktemp(f"seed-{seed}")
        a_house(house, config=BARE_CONFIG, topics={"oberlin": TOPIC})
        town.fill(house)
        command = Daemon(house).command("run", "--once")
        environ = os.environ | {"PYTHONHASHSEED": str(seed)}
        subprocess.run(command, env=environ, stderr=subprocess.DEVNULL, check=True)
        found.append(judged(events(house)))
    return found


def test_the_same_folder_gives_the_same_log(logs: list[list[tuple[object, ...]]]) -> None:
    one, other = logs

    assert one == other
