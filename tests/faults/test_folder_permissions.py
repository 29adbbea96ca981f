"""What a folder refuses: told once, tried at each scan, and taken in once it is allowed."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")

NOBODY = 65534
# Root may read everything, so the looking is done by a process that becomes nobody's. It imports
# first: Python itself may lie where nobody may go.
LOOK = """
import json, os, sys
from pathlib import Path
import watchdog.observers.inotify
from watcher.intake.folder import Folder
from watcher.intake.receiving import receive

nobody = int(sys.argv[2])
os.chdir("/")
os.setgroups([])
os.setresgid(nobody, nobody, nobody)
os.setresuid(nobody, nobody, nobody)
root = Path(sys.argv[1])
known = {}

def standing(path, signature):
    if known.get(path, (None,))[0] != signature:
        return "new"
    return known[path][1]

folder = Folder(root, recursive=True, settle_seconds=0.0, rescan_seconds=60.0,
                known=standing, wake=lambda: None)
for line in sys.stdin:
    taken = []
    for file in folder.scan(at=float(line)):
        got = receive(file.path, root=root, max_bytes=1000, expected=file.signature)
        name = type(got).__name__
        known[str(file.path)] = (file.signature, "unreadable" if name == "Refused" else "known")
        taken.append([file.shown, name, getattr(got, "reason", None), getattr(got, "detail", None)])
    print(">", json.dumps([folder.health().state, taken]), flush=True)
"""


class Nobody:
    """A process that may read only what everyone may."""

    def __init__(self, root: Path) -> None:
        self._scans = 0
        self._process = subprocess.Popen(
            [sys.executable, "-c", LOOK, str(root), str(NOBODY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def scan(self) -> tuple[str, list[list[Any]]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._scans += 1
        print(self._scans, file=self._process.stdin, flush=True)
        state, taken = json.loads(next(line for line in self._process.stdout if line[0] == ">")[1:])
        return state, taken

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture
def root() -> Iterator[Path]:
    # pytest's own folders may be entered by their owner alone
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = Path(folder) / "seeds"
        root.mkdir(mode=0o755)
        yield root


@pytest.fixture
def nobody(root: Path) -> Iterator[Nobody]:
    nobody = Nobody(root)
    yield nobody
    nobody.close()


def test_a_file_that_may_not_be_read_is_refused_once_and_taken_in_once_it_may(
    root: Path, nobody: Nobody
) -> None:
    (root / "a.txt").write_text("A ship left port.", encoding="utf-8")
    (root / "a.txt").chmod(0o000)

    assert nobody.scan()[1] == [["a.txt", "Refused", "unreadable", "Permission denied"]]
    assert nobody.scan()[1] == []
    (root / "a.txt").chmod(0o644)
    assert nobody.scan()[1] == [["a.txt", "Received", None, None]]
    assert nobody.scan()[1] == []


def test_a_folder_that_may_not_be_entered_hides_its_files_and_no_others(
    root: Path, nobody: Nobody
) -> None:
    (root / "closed").mkdir()
    for name in ("closed/a.txt", "b.txt"):
        (root / name).write_text("A ship left port.", encoding="utf-8")
    (root / "closed").chmod(0o700)

    assert [file for file, *_ in nobody.scan()[1]] == ["b.txt"]
    (root / "closed").chmod(0o755)
    assert [file for file, *_ in nobody.scan()[1]] == ["closed/a.txt"]


def test_an_intake_folder_that_may_not_be_read_is_closed_and_not_empty(
    root: Path, nobody: Nobody
) -> None:
    (root / "a.txt").write_text("A ship left port.", encoding="utf-8")
    root.chmod(0o700)

    assert nobody.scan() == ("closed", [])
    root.chmod(0o755)
    state, taken = nobody.scan()
    assert (state, [file for file, *_ in taken]) == ("ok", ["a.txt"])


def test_a_folder_that_is_read_only_for_us_is_no_trouble(root: Path, nobody: Nobody) -> None:
    (root / "a.txt").write_text("A ship left port.", encoding="utf-8")
    root.chmod(0o555)
    before = (root / "a.txt").stat()

    assert [result for _, result, *_ in nobody.scan()[1]] == ["Received"]
    assert (root / "a.txt").stat().st_mtime_ns == before.st_mtime_ns
