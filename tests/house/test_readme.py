"""The commands of the README do what it says, one after the other, in a fresh folder."""

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Here, in_a_process

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLE_ID = "cd82d274"

pytestmark = pytest.mark.timeout(400)


def commands() -> list[str]:
    """List the lines of the README's shell blocks, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


def told_events(watcher: Here, folder: Path) -> list[dict[str, Any]]:
    """List what the log holds."""
    printed = watcher("events", "--format", "jsonl", cwd=folder)
    return [json.loads(line) for line in printed.out.splitlines()]


@pytest.fixture
def watcher(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    """Runs the commands as a reader of the README would, with no settings of our own."""
    for name in ("WATCHER_CONFIG", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return Here(capfd)


def test_the_commands_of_the_readme_run(watcher: Here, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "seeds").iterdir()}

    for command in (line for line in commands() if line.startswith("watcher ")):
        _, *words = shlex.split(command)
        if SAMPLE_ID in words:
            told = (one for one in told_events(watcher, tmp_path) if one["type"] == "topic-changed")
            here = next(told)["id"][: len(SAMPLE_ID)]
            words = [here if word == SAMPLE_ID else word for word in words]
        if words[0] == "run":
            done = in_a_process(*words, cwd=tmp_path)
        else:
            done = watcher(*words, cwd=tmp_path)
        assert (done.status, done.err if done.status else "") == (0, ""), command

    digests = (tmp_path / "var" / "digests").iterdir()
    assert {path.suffix for path in digests} == {".html", ".txt", ".json"}
    types = [event["type"] for event in told_events(watcher, tmp_path)]
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
