"""A process that is killed between the digests of topics, or of urgent news, tells each once."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.edges.press import Press
from tests.factories import NOON, a_change
from watcher.delivery.folder import FolderChannel
from watcher.digest.model import Urgent
from watcher.digest.pacing import AtMost, parse_quiet_hours
from watcher.digest.schedule import parse_schedule
from watcher.events import topic_stream

ROOT = Path(__file__).parents[2]
TOLD = {"The dam broke.": "dam", "Geese were seen.": "dam", "The train is late.": "rail"}
POINTS = [
    "publish.composed:1",
    "publish.issued:1",
    "publish.composed:2",
    *(
        pytest.param(point, marks=pytest.mark.torture)
        for point in (
            "publish.started:1",
            "publish.issued:2",
            "publish.composed:3",
            "publish.issued:3",
            "publish.accepted:1",
            "publish.receipt:1",
            "publish.receipt:3",
        )
    ),
]


def a_press(folder: Path) -> Press:
    press = Press(folder / "watcher.db", FolderChannel(name="files", path=folder / "digests"))
    press.subscriptions = [
        replace(
            press.subscriptions[0],
            mode="per-topic",
            schedule=parse_schedule("every 1h"),
            urgent=Urgent(min_importance=0.8),
            quiet_hours=parse_quiet_hours("22:00-07:00"),
            at_most=AtMost(count=2, seconds=3600),
        )
    ]
    return press


def run(folder: Path) -> None:
    """An afternoon: news of two topics comes in, some of it urgent; then time passes."""
    press = a_press(folder)
    with press.log:
        if not press.recorded("topic-defined"):
            press.define("dam", "Dam")
            press.define("rail", "Rail")
        press.start()
        for step, (quote, topic) in enumerate(TOLD.items()):
            if len(press.recorded("topic-changed")) == step:
                heavy = 0.9 if step == 0 else 0.3
                change = a_change(quote, topic=topic, importance=heavy)
                press.append(topic_stream(topic), change)
            press.now = max(press.now, NOON + timedelta(minutes=10 * step))
            press.publish()
        for hours in range(1, 5):
            press.now = NOON + timedelta(hours=hours, minutes=30)
            press.publish()


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_between_two_digests_repeats_and_loses_nothing(tmp_path: Path, point: str) -> None:
    killed = subprocess.run(
        [sys.executable, __file__, str(tmp_path)],
        env=os.environ | {"WATCHER_FAULT_AT": point, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
    )
    assert killed.returncode == -9, killed.stderr.decode()

    run(tmp_path)

    press = a_press(tmp_path)
    with press.log:
        assert sorted(press.told()) == sorted(TOLD)
        digests = len(press.recorded("digest-issued"))
        assert len(press.recorded("digest-delivered")) == digests
    assert len(list((tmp_path / "digests").iterdir())) == 3 * digests


if __name__ == "__main__":
    run(Path(sys.argv[1]))
