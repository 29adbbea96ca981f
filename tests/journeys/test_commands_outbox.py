"""The outbox as a user sees it: beside a daemon that runs, and without one."""

import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Here, in_a_process
from tests.edges.delivery.post_office import PostOffice, post_office
from tests.factories import a_house

DAM = "The dam broke\n\nThe dam above the town broke on Monday, the mayor said.\n"
PASSWORD = "hush-p4ssw0rd"
CONFIG = """
topics = "topics"
[intake]
folder = "../seeds"
settle_seconds = 0.05
[log]
path = "../var/watcher.db"
[channels.mail]
kind = "smtp"
host = "localhost"
port = {port}
from = "watcher@example.org"
to = ["desk@example.org", "wire@example.org"]
user = "watcher"
password_file = "password"
[subscriptions.desk]
channels = ["mail"]
schedule = "immediate"
"""


class Newsroom:
    """A house whose mail goes to an office, and the commands that run on it."""

    def __init__(self, root: Path, office: PostOffice, run: Here) -> None:
        self.root = root
        self.run = run
        self.config = a_house(root, config=CONFIG.format(port=office.port))
        self.write_password(PASSWORD)
        (root / "seeds" / "dam.txt").write_text(DAM, encoding="utf-8")

    def write_password(self, text: str) -> None:
        (self.config.parent / "password").write_text(text, encoding="utf-8")

    def done(self, *words: str) -> str:
        answer = self.run("--config", str(self.config), *words, cwd=self.root)
        assert answer.status == 0, answer.err
        return answer.out

    def failed(self, *words: str) -> str:
        answer = self.run("--config", str(self.config), *words, cwd=self.root)
        assert answer.status != 0
        return f"{answer.status} {answer.err}"

    def once(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "watcher", "run", "--once", "--config", str(self.config)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def letters(self, *words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.done("outbox", *words, "--format", "json"))
        return found


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office(login=True) as office:
        office.password = PASSWORD
        yield office


@pytest.fixture
def newsroom(tmp_path: Path, office: PostOffice, capfd: pytest.CaptureFixture[str]) -> Newsroom:
    return Newsroom(tmp_path, office, Here(capfd))


@contextmanager
def running(newsroom: Newsroom) -> Iterator[subprocess.Popen[bytes]]:
    """Run a daemon for the time of a test."""
    said = (newsroom.root / "said").open("wb")
    command = [sys.executable, "-m", "watcher", "run", "--config", str(newsroom.config)]
    with said, subprocess.Popen(command, stdout=said, stderr=said, env=os.environ) as process:
        yield process
        process.terminate()
        process.wait(15)


def wait_until(newsroom: Newsroom, *, waiting: int) -> list[dict[str, Any]]:
    """Wait until so many letters wait that were tried."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        letters = [one for one in newsroom.letters() if one["attempts"]]
        if len(letters) == waiting:
            return letters
        time.sleep(0.05)
    message = f"{waiting} letters never waited: {(newsroom.root / 'said').read_text()}"
    raise AssertionError(message)


def test_the_outbox_says_what_waits_why_and_until_when(
    newsroom: Newsroom, office: PostOffice
) -> None:
    office.refused["desk@example.org"] = "450 mailbox busy"
    assert newsroom.once().returncode == 1

    (letter,) = newsroom.letters()

    assert (letter["channel"], letter["recipient"]) == ("mail", "desk@example.org")
    assert (letter["attempts"], letter["error"]) == (1, "RCPT TO: 450 mailbox busy")
    assert letter["next_at"] > letter["issued_at"]
    assert letter["held_up_by"] == ["desk@example.org"]
    assert "The dam above the town broke" in letter["subject"]
    table = newsroom.done("outbox")
    assert letter["id"][:8] in table
    assert "450 mailbox busy" in table
    (row,) = csv.DictReader(io.StringIO(newsroom.done("outbox", "--format", "csv")))
    assert row["id"] == letter["id"]
    assert json.loads(newsroom.done("outbox", "--format", "jsonl")) == letter
    status = newsroom.done("status")
    assert f"waiting        {letter['id'][:8]} to desk@example.org by mail (digest " in status
    assert f"), 1 try: RCPT TO: 450 mailbox busy; again at {letter['next_at']}\n" in status


def test_without_a_daemon_a_letter_is_tried_by_the_next_run_or_dropped(
    newsroom: Newsroom, office: PostOffice
) -> None:
    office.refused = {"desk@example.org": "450 busy", "wire@example.org": "450 busy"}
    newsroom.once()
    first, second = (letter["id"] for letter in newsroom.letters())

    assert newsroom.done("outbox", "drop", second, "--comment", "moved") == f"{second}  given up\n"
    assert newsroom.done("outbox", "retry", first[:6]) == f"{first}  to be tried now\n"

    office.refused.clear()
    assert newsroom.once().returncode == 0
    assert office.recipients == ["desk@example.org"]
    assert newsroom.letters() == []
    (dropped,) = newsroom.letters("--given-up")
    assert dropped["error"] == "dropped by hand: moved"
    assert "ABANDONED" in newsroom.done("status")


def test_a_wish_that_is_killed_once_written_is_fulfilled_by_the_next_run(
    newsroom: Newsroom, office: PostOffice
) -> None:
    office.refused["desk@example.org"] = "550 no such mailbox"
    newsroom.once()
    (letter,) = newsroom.letters("--given-up")
    words = ("--config", str(newsroom.config), "outbox", "retry", letter["id"])

    killed = in_a_process(*words, cwd=newsroom.root, WATCHER_FAULT_AT="publish.requested:1")
    office.refused.clear()

    assert killed.status == -9
    assert newsroom.once().returncode == 0
    assert sorted(office.recipients) == ["desk@example.org", "wire@example.org"]


def test_a_running_daemon_is_told_and_tries_at_once(newsroom: Newsroom, office: PostOffice) -> None:
    office.refused["desk@example.org"] = "450 mailbox busy"
    with running(newsroom) as daemon:
        (letter,) = wait_until(newsroom, waiting=1)
        office.refused.clear()

        newsroom.done("outbox", "retry", letter["id"], "--config", str(newsroom.config))

        assert wait_until(newsroom, waiting=0) == []
        assert sorted(office.recipients) == ["desk@example.org", "wire@example.org"]
        assert daemon.poll() is None
        assert "does not wait" in newsroom.failed("outbox", "retry", "ffff")


def test_a_wrong_password_is_loud_once_and_over_when_it_is_put_right(
    newsroom: Newsroom, office: PostOffice
) -> None:
    newsroom.write_password("wr0ng-w0rd")
    with running(newsroom):
        wait_until(newsroom, waiting=2)
        status = newsroom.done("status")
        assert "STOPPED        mail: localhost" in status
        assert "535" in status
        assert "watcher outbox retry --channel mail" in status

        newsroom.write_password(PASSWORD)
        asked = newsroom.done("outbox", "retry", "--channel", "mail")

        assert asked.count("to be tried now") == 2
        assert wait_until(newsroom, waiting=0) == []
        assert "STOPPED" not in newsroom.done("status")
    assert len(office.taken) == 2
    diary = (newsroom.root / "said").read_text()
    assert diary.count("channel_stopped") == diary.count("channel_resumed") == 1
    everything = diary + status + newsroom.done("events", "--format", "jsonl")
    assert "wr0ng-w0rd" not in everything
    assert PASSWORD not in everything


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("retry",), "2 "),
        (("retry", "abcd", "--all"), "2 "),
        (("drop", "abcd"), "2 "),
        (("drop", "--comment", "x"), "2 "),
        (("retry", "abcd"), "1 watcher: letter 'abcd' does not wait in the outbox"),
        (
            ("retry", "--channel", "mial"),
            "1 watcher: there is no channel 'mial'; did you mean mail",
        ),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_line(
    newsroom: Newsroom, words: tuple[str, ...], said: str
) -> None:
    assert newsroom.failed("outbox", *words).startswith(said)


def test_where_there_is_no_log_nothing_waits_and_none_is_made(newsroom: Newsroom) -> None:
    assert newsroom.letters() == []
    assert newsroom.done("outbox", "retry", "--all") == "no letter waits\n"
    assert not (newsroom.root / "var" / "watcher.db").exists()
