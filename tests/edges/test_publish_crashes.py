"""A process that is killed at any point of publishing leaves work that the next one finishes."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from tests.edges.delivery.post_office import post_office
from tests.edges.press import Press
from watcher.delivery.folder import FolderChannel
from watcher.delivery.mail import MailChannel

ROOT = Path(__file__).parents[2]
TOUCHY = ["publish.issued:1", "digest-file.renamed:2", "publish.accepted:2"]
OTHERS = [
    "publish.started:1",
    "digest-file.written:1",
    "digest-file.fsynced:2",
    "publish.accepted:1",
    "publish.receipt:1",
    "publish.accepted:3",
    "publish.receipt:3",
]
POINTS = [*TOUCHY, *(pytest.param(point, marks=pytest.mark.torture) for point in OTHERS)]


def a_press(folder: Path, *, port: int) -> Press:
    mail = MailChannel(
        name="mail",
        host="127.0.0.1",
        port=port,
        tls="none",
        sender="watcher@example.org",
        recipients=("desk@example.org", "wire@example.org"),
    )
    files = FolderChannel(name="files", path=folder / "digests")
    return Press(folder / "watcher.db", files, mail)


def run(folder: Path, *, port: int) -> None:
    """What a run does: start, take in what is there, issue, deliver."""
    press = a_press(folder, port=port)
    with press.log:
        press.start()
        if not press.recorded("topic-changed"):
            press.news("The dam broke.")
        press.now += timedelta(hours=1)
        press.publish()


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_loses_nothing_and_repeats_at_most_one_letter(tmp_path: Path, point: str) -> None:
    with post_office() as office:
        killed = subprocess.run(
            [sys.executable, __file__, str(tmp_path), str(office.port)],
            env=os.environ | {"WATCHER_FAULT_AT": point, "PYTHONPATH": str(ROOT)},
            check=False,
            capture_output=True,
        )
        assert killed.returncode == -9, killed.stderr.decode()
        run(tmp_path, port=office.port)
        press = a_press(tmp_path, port=office.port)
        with press.log:
            assert len(press.recorded("subscription-started")) == 1
            (issued,) = press.recorded("digest-issued")
            assert press.told() == ["The dam broke."]
            receipts = Counter(
                getattr(event.data, "recipient", "") for event in press.recorded("digest-delivered")
            )
        assert sorted(receipts.values()) == [1, 1, 1]
    written = sorted(file.name for file in (tmp_path / "digests").iterdir())
    digest_id = getattr(issued.data, "digest_id", "")
    assert written == [f"{digest_id}.{form}" for form in ("html", "json", "txt")]
    taken = Counter((mail.message["To"], mail.content) for mail in office.taken)
    assert len(taken) == 2
    assert sum(taken.values()) <= 3


if __name__ == "__main__":
    run(Path(sys.argv[1]), port=int(sys.argv[2]))
