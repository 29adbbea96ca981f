"""The daemon is killed again and again while files are written, edited, swapped and deleted."""

import hashlib
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.factories import a_house

CONFIG = """
topics = "topics"
[intake]
folder = "../seeds"
settle_seconds = 0.3
rescan_seconds = 1
[log]
path = "../var/watcher.db"
[channels.files]
kind = "folder"
path = "../var/digests"
[subscriptions.desk]
topics = ["*"]
channels = ["files"]
schedule = "every 1s"
"""
SLOWLY = 0.1  # shorter than the time to settle: a prefix must never be taken for the whole


class Newsroom:
    """Someone who works in the folder without a thought for who reads it."""

    def __init__(self, root: Path, *, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)
        self.count = 0
        self.prefixes: set[str] = set()

    def act(self) -> None:
        makes = (self.write, self.write, self.write_slowly, self.rename_in, self.copy)
        disturbs = (self.edit, self.swap, self.delete, self.link_outside)
        self.chance.choice((*makes, *disturbs))()

    def text(self) -> str:
        self.count += 1
        return (
            f"Report {self.count}\n\nThe dam of district {self.count} holds "
            f"{self.chance.randrange(10_000)} litres, said an engineer of town {self.count}.\n"
        )

    def fresh(self) -> Path:
        return self.root / f"{self.count}-{self.chance.randrange(1_000_000)}.txt"

    def any_file(self) -> Path | None:
        files = sorted(path for path in self.root.glob("*.txt") if not path.is_symlink())
        return self.chance.choice(files) if files else None

    def write(self) -> None:
        self.fresh().write_text(self.text(), encoding="utf-8")

    def write_slowly(self) -> None:
        text = self.text()
        half = len(text) // 2
        self.prefixes.add(hashlib.sha256(text[:half].encode()).hexdigest())
        with self.fresh().open("w", encoding="utf-8") as file:
            file.write(text[:half])
            file.flush()
            time.sleep(SLOWLY)
            file.write(text[half:])

    def rename_in(self) -> None:
        path = self.fresh()
        part = path.with_suffix(".part")
        part.write_text(self.text(), encoding="utf-8")
        part.rename(path)

    def edit(self) -> None:
        if path := self.any_file():
            status = path.stat()
            path.write_text(self.text(), encoding="utf-8")
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def swap(self) -> None:
        one, other = self.any_file(), self.any_file()
        if one and other and one != other:
            held = one.with_suffix(".tmp")
            one.rename(held)
            other.rename(one)
            held.rename(other)

    def delete(self) -> None:
        if path := self.any_file():
            path.unlink()

    def copy(self) -> None:
        if path := self.any_file():
            self.fresh().write_bytes(path.read_bytes())

    def link_outside(self) -> None:
        self.fresh().symlink_to("/etc/hostname")


def command(config: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "watcher", "--config", str(config), *words]


def ask(config: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(config, *words), capture_output=True, text=True, timeout=100, check=False
    )


@pytest.mark.torture
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_that_rests_is_lost_nothing_is_logged_twice_and_nothing_is_touched(
    tmp_path: Path, seed: int
) -> None:
    config = a_house(tmp_path, config=CONFIG)
    newsroom = Newsroom(tmp_path / "seeds", seed=seed)
    for _ in range(4):
        with subprocess.Popen(
            command(config, "run"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as daemon:
            deadline = time.monotonic() + newsroom.chance.uniform(1.0, 4.0)
            while time.monotonic() < deadline:
                newsroom.act()
                time.sleep(newsroom.chance.uniform(0.0, 0.05))
            daemon.kill()
    before = snapshot(newsroom.root)

    once = ask(config, "run", "--once")

    assert once.returncode == 0, once.stderr
    assert ask(config, "verify").returncode == 0
    assert snapshot(newsroom.root) == before
    events = events_of(config)
    received = Counter(
        event["data"]["sha256"] for event in events if event["type"] == "article-received"
    )
    resting = {content for kind, content, _ in before.values() if kind == "file"}
    assert resting <= received.keys()
    assert set(received.values()) == {1}
    assert not newsroom.prefixes & received.keys()
    told = Counter(
        told
        for event in events
        if event["type"] == "digest-issued"
        for told in event["data"]["events"]
    )
    assert set(told.values()) == {1}
    changed = {event["id"] for event in events if event["type"] == "topic-changed"}
    assert told.keys() == changed


def events_of(config: Path) -> list[dict[str, Any]]:
    printed = ask(config, "events", "--format", "jsonl")
    assert printed.returncode == 0, printed.stderr
    return [json.loads(line) for line in printed.stdout.splitlines()]


def snapshot(root: Path) -> dict[str, tuple[str, str, int]]:
    return {
        path.name: ("link", str(path.readlink()), 0)
        if path.is_symlink()
        else ("file", hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in root.iterdir()
    }
