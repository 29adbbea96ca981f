"""The front door of the command line, by a real process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from watcher.cli.main import COMMANDS

WATCHER = (sys.executable, "-m", "watcher")


def watcher(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*WATCHER, *words],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_version_is_said(tmp_path: Path) -> None:
    answer = watcher("--version", cwd=tmp_path)

    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("watcher 0.")


def test_the_help_names_every_command(tmp_path: Path) -> None:
    answer = watcher("--help", cwd=tmp_path)

    assert answer.returncode == 0
    assert [c.name for c in COMMANDS if f"\n  {c.name} " not in answer.stdout] == []


def test_without_a_command_the_help_is_shown_and_the_status_says_so(tmp_path: Path) -> None:
    answer = watcher(cwd=tmp_path)

    assert answer.returncode == 2
    assert "commands:" in answer.stdout


@pytest.mark.parametrize(
    ("typed", "meant"), [("evnets", "events"), ("why_not", "why-not"), ("preview", "digest")]
)
def test_a_mistyped_command_is_answered_with_the_one_that_was_meant(
    typed: str, meant: str, tmp_path: Path
) -> None:
    answer = watcher(typed, cwd=tmp_path)

    assert answer.returncode == 2
    assert f"did you mean {meant}?" in answer.stderr
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("events", "--nonsense"),
        ("events", "--since", "soon"),
        ("events", "--format", "xml"),
        ("topic",),
        ("--config",),
        ("--nonsense",),
        ("timeline", "t", "--days", "none"),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_one_line(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    answer = watcher(*words, cwd=tmp_path)

    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr.count("\n") == 1
    assert "Traceback" not in answer.stderr


def test_neither_help_nor_version_loads_the_heavy_parts(tmp_path: Path) -> None:
    code = (
        "import sys; from watcher.cli.main import main; main(['--help']); main(['--version']);"
        "print(sorted({'msgspec', 'sqlalchemy', 'rich', 'sqlite3'} & set(sys.modules)))"
    )

    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert answer.stdout.splitlines()[-1] == "[]"
