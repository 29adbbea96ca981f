"""The daemon as a process: what systemd, a terminal and a second daemon see of it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.factories import a_house
from watcher.control import ask, socket_path

CONFIG = """
topics = "topics"
[intake]
folder = "../seeds"
settle_seconds = 0.1
rescan_seconds = 60
[log]
path = "../var/watcher.db"
[channels.files]
kind = "folder"
path = "../var/digests"
[subscriptions.desk]
topics = ["*"]
channels = ["files"]
schedule = "immediate"
"""
DAM = "The dam broke\n\nThe dam above the town broke on Monday, the mayor said.\n"
BRIDGE = "A bridge opened\n\nThe new bridge was opened to traffic on Tuesday.\n"
BRIDGE_TOPIC = 'name = "Bridge"\nterms = ["bridge"]\n'


class House:
    """A configuration, its folder and its log, and the commands that run on them."""

    def __init__(self, root: Path) -> None:
        self.config = a_house(root, config=CONFIG)
        self.seeds = root / "seeds"
        self.log = root / "var" / "watcher.db"
        self.topics = self.config.parent / "topics"
        self.digests = root / "var" / "digests"
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.manager.bind(str(root / "notify"))
        self.manager.settimeout(15.0)
        self.said = (root / "said").open("a", encoding="utf-8")

    def drop(self, number: int) -> None:
        """Put a report of its own into the folder."""
        text = f"Report {number}\n\nThe dam of district {number} lost {number + 11} bricks.\n"
        (self.seeds / f"{number:03}.txt").write_text(text, encoding="utf-8")

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "watcher", "--config", str(self.config), *words]

    def ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), capture_output=True, text=True, timeout=60, check=False
        )

    def events(self, kind: str) -> list[dict[str, Any]]:
        printed = self.ask("events", "--type", kind, "--format", "jsonl")
        assert printed.returncode == 0, printed.stderr
        return [json.loads(line) for line in printed.stdout.splitlines()]

    def start(self) -> subprocess.Popen[str]:
        environ = os.environ | {
            "NOTIFY_SOCKET": self.manager.getsockname(),
            "WATCHDOG_USEC": "4000000",
        }
        return subprocess.Popen(
            self.command("run"), env=environ, stdout=self.said, stderr=self.said, text=True
        )

    def hear(self, word: str) -> None:
        """Wait until the service manager is told this."""
        while not any(line.startswith(word) for line in self._told()):
            pass

    def _told(self) -> list[str]:
        return self.manager.recv(4096).decode().splitlines()

    def diary(self) -> list[dict[str, Any]]:
        # read by a handle of our own: the daemon writes through the other, at the place it keeps
        whole, _, _ = Path(self.said.name).read_text(encoding="utf-8").rpartition("\n")
        return [json.loads(line) for line in whole.splitlines() if line.startswith("{")]

    def wait_for(self, event: str, *, seconds: float = 30.0) -> dict[str, Any]:
        """Wait until the diary has an entry of this name."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for entry in self.diary():
                if entry["event"] == event:
                    return entry
            time.sleep(0.02)
        message = f"{event} was never told: {self.diary()}"
        raise AssertionError(message)

    def wait_for_event(self, kind: str, *, count: int) -> None:
        """Wait until the log holds so many events of this type."""
        deadline = time.monotonic() + 30.0
        while len(self.events(kind)) < count:
            assert time.monotonic() < deadline, self.diary()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.manager.close()
    house.said.close()


@pytest.fixture
def daemon(house: House) -> Iterator[subprocess.Popen[str]]:
    with house.start() as process:
        house.hear("READY=1")
        yield process
        process.kill()


def ends_well(process: subprocess.Popen[str]) -> bool:
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=10.0) == 0


def test_a_single_run_takes_in_what_is_there_and_tells_it(house: House) -> None:
    (house.seeds / "dam.txt").write_text(DAM, encoding="utf-8")

    once = house.ask("run", "--once")

    assert once.returncode == 0, once.stderr
    assert len(house.events("article-received")) == 1
    assert len(house.events("digest-delivered")) == 1
    assert {path.suffix for path in house.digests.iterdir()} == {".html", ".txt", ".json"}
    assert house.ask("run", "--once").returncode == 0
    assert len(house.events("digest-issued")) == 1


def test_a_single_run_without_its_folder_says_so(house: House) -> None:
    house.seeds.rmdir()

    once = house.ask("run", "--once")

    assert once.returncode == 1
    assert once.stderr.splitlines()[-1].endswith("folder missing")
    assert house.ask("events").returncode == 0


def test_a_file_that_is_dropped_is_told_within_moments(
    house: House, daemon: subprocess.Popen[str]
) -> None:
    (house.seeds / "dam.txt").write_text(DAM, encoding="utf-8")

    entry = house.wait_for("article_received")

    house.wait_for("letters_tried")
    (page,) = house.digests.glob("*.html")
    assert house.wait_for("letter_delivered")["to"] == str(page)
    assert (entry["path"], entry["changed"] > 0) == ("dam.txt", True)
    house.hear("WATCHDOG=1")
    assert ends_well(daemon)
    house.hear("STOPPING=1")
    assert not socket_path(house.log).exists()


def test_the_interrupt_of_a_terminal_ends_it_well(
    house: House, daemon: subprocess.Popen[str]
) -> None:
    daemon.send_signal(signal.SIGINT)

    assert daemon.wait(timeout=10.0) == 0
    assert house.diary()[-1]["event"] == "stopped"


def test_a_second_daemon_is_refused_and_told_who_the_first_one_is(
    house: House, daemon: subprocess.Popen[str]
) -> None:
    second = house.ask("run")

    assert second.returncode == 75
    assert str(daemon.pid) in second.stderr
    assert ask(house.log, {"ask": "ping"})["pid"] == daemon.pid


def test_the_daemon_says_how_it_stands(house: House, daemon: subprocess.Popen[str]) -> None:
    report = ask(house.log, {"ask": "status"})

    assert report["pid"] == daemon.pid
    assert report["folder"]["state"] == "ok"
    assert report["troubles"] == []


def test_topics_are_read_again_when_it_is_told_to(
    house: House, daemon: subprocess.Popen[str]
) -> None:
    (house.topics / "bridge.toml").write_text(BRIDGE_TOPIC, encoding="utf-8")
    daemon.send_signal(signal.SIGHUP)
    house.hear("RELOADING=1")
    house.hear("READY=1")
    house.wait_for("configuration_read")
    (house.seeds / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    house.wait_for("article_received")

    assert ends_well(daemon)
    assert [event["stream"] for event in house.events("topic-defined")] == [
        "topic/dam",
        "topic/bridge",
    ]


def test_a_topic_file_that_is_missing_for_a_moment_retires_nothing(
    house: House, daemon: subprocess.Popen[str]
) -> None:
    (house.seeds / "dam.txt").write_text(DAM, encoding="utf-8")
    house.wait_for("article_received")
    file = house.topics / "dam.toml"
    aside = file.rename(file.with_suffix(".bak"))
    daemon.send_signal(signal.SIGHUP)
    house.wait_for("configuration_read")
    aside.rename(file)
    (house.topics / "bridge.toml").write_text(BRIDGE_TOPIC, encoding="utf-8")
    daemon.send_signal(signal.SIGHUP)
    house.wait_for_event("topic-defined", count=2)

    file.unlink()
    daemon.send_signal(signal.SIGHUP)
    house.wait_for_event("topic-retired", count=1)

    assert ends_well(daemon)
    assert [event["stream"] for event in house.events("topic-retired")] == ["topic/dam"]
    assert len(house.events("topic-defined")) == 2


def test_a_full_folder_at_the_first_start_is_told_in_one_digest_marked_as_the_first(
    house: House,
) -> None:
    for number in range(150):
        house.drop(number)
    with house.start() as process:
        house.hear("READY=1")
        for number in range(150, 300):  # they are still being copied while others are taken in
            house.drop(number)
        house.wait_for("letters_tried", seconds=120.0)
        assert ends_well(process)

    received = house.events("article-received")
    (issued,) = house.events("digest-issued")
    changes = [event["id"] for event in house.events("topic-changed")]
    assert len(received) == 300
    assert sorted(issued["data"]["events"]) == sorted(changes)
    (page,) = house.digests.glob("*.json")
    assert json.loads(page.read_text(encoding="utf-8"))["first"] is True


def test_words_that_are_added_are_read_when_it_is_told_to(
    house: House, daemon: subprocess.Popen[str]
) -> None:
    house.wait_for("topics_defined")  # before that no words were read that could be others now
    words = house.config.parent / "language"
    words.mkdir()
    (words / "units.toml").write_text('[measures]\nhogsheads = "hogshead, hogsheads"\n')
    daemon.send_signal(signal.SIGHUP)
    house.wait_for("language_read")
    (house.seeds / "dam.txt").write_text("The dam lost 300 hogsheads of water on Monday.\n")
    house.wait_for("article_received")

    assert ends_well(daemon)
    (changed,) = house.events("topic-changed")
    assert [figure["unit"] for figure in changed["data"]["figures"]] == ["hogsheads"]


def test_a_broken_configuration_leaves_the_old_one_in_force(
    house: House, daemon: subprocess.Popen[str]
) -> None:
    house.config.write_text(CONFIG + "\nsettle = 3\n", encoding="utf-8")
    daemon.send_signal(signal.SIGHUP)

    entry = house.wait_for("configuration_broken")
    (house.seeds / "dam.txt").write_text(DAM, encoding="utf-8")
    house.wait_for("article_received")

    assert "watcher.toml" in entry["error"]
    assert "settle" in entry["error"]
    assert ends_well(daemon)


def test_broken_and_missing_topics_retire_nothing(
    house: House, daemon: subprocess.Popen[str]
) -> None:
    (house.topics / "dam.toml").write_text("name = ", encoding="utf-8")
    daemon.send_signal(signal.SIGHUP)
    broken = house.wait_for("topics_broken")
    (house.topics / "dam.toml").unlink()
    house.topics.rmdir()
    daemon.send_signal(signal.SIGHUP)
    house.wait_for("topics_not_read")

    assert "dam.toml" in broken["error"]
    assert ends_well(daemon)
    house.topics.mkdir()  # nothing starts without it
    assert house.events("topic-retired") == []


def test_what_came_while_it_was_down_is_taken_in_and_nothing_twice(house: House) -> None:
    (house.seeds / "dam.txt").write_text(DAM, encoding="utf-8")
    for _ in range(2):
        with house.start() as process:
            house.wait_for("article_received")
            process.kill()
        (house.seeds / "bridge.txt").write_text(BRIDGE, encoding="utf-8")

    once = house.ask("run", "--once")

    assert once.returncode == 0, once.stderr
    paths = [event["data"]["path"] for event in house.events("article-received")]
    assert sorted(paths) == ["bridge.txt", "dam.txt"]
    assert len(house.events("digest-delivered")) >= 1


def test_a_daemon_whose_log_is_taken_away_stops(house: House) -> None:
    house.config.write_text(CONFIG.replace("= 60", "= 0.2"), encoding="utf-8")
    with house.start() as process:
        house.hear("READY=1")
        house.log.unlink()

        assert process.wait(timeout=30.0) == 78


def test_a_wrong_configuration_starts_nothing(house: House) -> None:
    house.config.write_text(CONFIG + "\nsettle = 3\n", encoding="utf-8")

    refused = house.ask("run")

    assert refused.returncode == 78
    assert not house.log.exists()


@pytest.mark.torture
def test_a_mail_server_that_never_answers_does_not_hold_up_the_end(house: House) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1]
        mail = f'[channels.mail]\nkind = "smtp"\nport = {port}\nfrom = "w@example.org"\n'
        mail += 'to = ["desk@example.org"]\n'
        told = CONFIG.replace('channels = ["files"]', 'channels = ["mail"]')
        house.config.write_text(told + mail, encoding="utf-8")
        with house.start() as process:
            house.hear("READY=1")
            (house.seeds / "dam.txt").write_text(DAM, encoding="utf-8")
            caller, _ = deaf.accept()
            with caller:
                assert ends_well(process)
