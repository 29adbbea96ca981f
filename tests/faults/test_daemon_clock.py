"""The wall clock jumps under the daemon: nothing is told twice, and nothing is stuck."""

import shutil
import struct
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.edges.delivery.post_office import post_office
from tests.faults import town
from tests.faults.daemon import Daemon
from tests.faults.outcome import check_log, check_told, events

GCC = shutil.which("gcc")
HOUR, DAY = 3600, 86_400
JUMPS = {
    HOUR: "The dam of Oberlin broke on Monday, the mayor said.",
    -HOUR: "Twelve farms below the dam were flooded, the fire brigade said.",
    DAY: "Repairs of the dam will cost 40 million crowns, the water board said.",
    -8 * DAY: "The minister resigned over the dam, the government said.",
    30 * DAY: "Divers found a crack in the reservoir, an engineer said.",
}


@pytest.fixture
def shim(tmp_path: Path) -> Path:
    if GCC is None:
        pytest.skip("gcc is not installed")
    built = tmp_path / "clock.so"
    source = Path(__file__).with_name("clock.c")
    subprocess.run([GCC, "-shared", "-fPIC", "-o", built, source, "-ldl"], check=True)
    return built


@pytest.mark.torture
@pytest.mark.parametrize("schedule", ["immediate", "every 1s"])
def test_each_article_is_told_once_however_the_clock_jumps(
    tmp_path: Path, shim: Path, schedule: str
) -> None:
    offset = tmp_path / "offset"
    offset.write_bytes(struct.pack("l", 0))
    with post_office() as office:
        house = town.build(
            tmp_path / "house", port=office.port, schedule=schedule, settle=0.1, rescan=1.0
        )
        daemon = Daemon(house)
        with daemon.running({"LD_PRELOAD": str(shim), "CLOCK_OFFSET": str(offset)}):
            daemon.wait_for('"started"')
            for number, (jump, story) in enumerate(JUMPS.items(), start=1):
                with offset.open("r+b") as file:
                    file.write(struct.pack("l", jump))
                town.drop(house, f"{number}.txt", f"Report\n\n{story}\n".encode(), at=1_741_000_000)
                daemon.wait_for('"letters_tried"', times=number)
            daemon.end()

        found = events(house)
        check_log(house, found)
        check_told(house, found, office.taken, repeats=0)
    received = [
        datetime.fromisoformat(each["recorded_at"])
        for each in found
        if each["type"] == "article-received"
    ]
    shifts = [round((at - datetime.now(UTC)) / timedelta(hours=1)) for at in received]
    assert shifts == [jump // HOUR for jump in JUMPS]
