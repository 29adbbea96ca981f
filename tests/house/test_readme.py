"""The commands of the README do what it says, one after the other, in a fresh folder."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLE_ID = "91c2f0aa"
LONGEST = 100

pytestmark = pytest.mark.timeout(400)


def commands() -> list[str]:
    """List the lines of the README's shell blocks, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


def run(command: str, *, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of watcher as a reader of the README would, with no settings of our own."""
    words = shlex.split(command)
    own = {"WATCHER_CONFIG", "WATCHER_FAULT_AT", "WATCHER_FAULT_TRACE", "XDG_CONFIG_HOME"}
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if name not in own},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


def a_told_event(folder: Path) -> str:
    """Give the first letters of the id of an event that was told."""
    printed = run("watcher events --type topic-changed --format jsonl", cwd=folder).stdout
    return str(json.loads(printed.splitlines()[0])["id"])[: len(SAMPLE_ID)]


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")

    for command in (line for line in commands() if line.startswith("watcher ")):
        asked = command
        if SAMPLE_ID in command:
            asked = command.replace(SAMPLE_ID, a_told_event(tmp_path))
        done = run(asked, cwd=tmp_path)
        assert (done.returncode, done.stderr[-500:] if done.returncode else "") == (0, ""), asked

    assert {path.suffix for path in (tmp_path / "var" / "digests").iterdir()} == {
        ".html",
        ".txt",
        ".json",
    }


def test_the_seeds_are_taken_in_and_only_what_is_new_is_told(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "seeds").iterdir()}

    done = run("watcher run --once", cwd=tmp_path)
    events = run("watcher events --format jsonl", cwd=tmp_path).stdout.splitlines()

    assert done.returncode == 0, done.stderr
    types = [json.loads(line)["type"] for line in events]
    assert types.count("article-received") == 9
    assert types.count("article-rejected") == 0
    assert types.count("topic-changed") > 0
    assert types.count("digest-issued") == 1
    assert before == {path.name: path.stat().st_mtime_ns for path in (tmp_path / "seeds").iterdir()}


def test_what_the_readme_makes_can_be_made() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {line.split()[1] for line in commands() if line.startswith("make ")}

    assert named == {"run", "test"}
    assert named | set(re.findall(r"`make ([a-z]+)", README)) <= targets
