"""A thread that dies ends the daemon: it does not live on deaf."""

import subprocess
import sys
from pathlib import Path

from tests.faults import town

RUN = """
import sys, threading, time
from watcher.cli.main import main

def die():
    while threading.excepthook is threading.__excepthook__:
        time.sleep(0.01)
    raise RuntimeError("out of luck")

threading.Thread(target=die, name="helper").start()
sys.exit(main(["--config", sys.argv[1], "run"]))
"""


def test_a_thread_that_dies_ends_the_daemon_with_1_and_is_named(tmp_path: Path) -> None:
    house = town.build(tmp_path, port=25)

    ended = subprocess.run(
        [sys.executable, "-c", RUN, str(house / "config" / "watcher.toml")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 1
    assert "helper ended: RuntimeError: out of luck" in ended.stderr
    assert "Traceback" not in ended.stderr
