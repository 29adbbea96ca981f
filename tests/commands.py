"""Runs commands: in this process, which is quick, or in their own, which is how users do it."""

import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

import pytest

from watcher.cli.main import main


class Answer(NamedTuple):
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def ended(self) -> tuple[int, int]:
        """The exit status, and the number of lines on standard error."""
        return self.status, self.err.count("\n")


class Here:
    """Runs commands in this process: the parts are loaded once for all tests."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *words: str, cwd: Path) -> Answer:
        with chdir(cwd):
            status = main(words)
        out, err = self._capture.readouterr()
        assert "internal error" not in err
        return Answer(status, out, err)


def in_a_process(*words: str, cwd: Path, **environment: str) -> Answer:
    """Run a command in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "watcher", *words],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert "Traceback" not in ended.stderr
    assert "internal error" not in ended.stderr
    return Answer(ended.returncode, ended.stdout, ended.stderr)
