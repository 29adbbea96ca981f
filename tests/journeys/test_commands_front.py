"""The front door of the command line, by a real process."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import Here, in_a_process
from tests.factories import a_house
from watcher.cli.main import COMMANDS


@pytest.fixture
def watcher(capfd: pytest.CaptureFixture[str]) -> Here:
    return Here(capfd)


def test_the_version_is_said(tmp_path: Path) -> None:
    answer = in_a_process("--version", cwd=tmp_path)

    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("watcher 0.")


def test_the_help_names_every_command(watcher: Here, tmp_path: Path) -> None:
    answer = watcher("--help", cwd=tmp_path)

    assert answer.status == 0
    assert [c.name for c in COMMANDS if f"\n  {c.name} " not in answer.out] == []


def test_without_a_command_the_help_is_shown_and_the_status_says_so(
    watcher: Here, tmp_path: Path
) -> None:
    answer = watcher(cwd=tmp_path)

    assert answer.status == 2
    assert "commands:" in answer.out


@pytest.mark.parametrize(
    ("typed", "meant"), [("evnets", "events"), ("why_not", "why-not"), ("preview", "digest")]
)
def test_a_mistyped_command_is_answered_with_the_one_that_was_meant(
    watcher: Here, typed: str, meant: str, tmp_path: Path
) -> None:
    answer = watcher(typed, cwd=tmp_path)

    assert answer.status == 2
    assert f"did you mean {meant}?" in answer.err
    assert answer.err.count("\n") == 1


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
    watcher: Here, words: tuple[str, ...], tmp_path: Path
) -> None:
    answer = watcher(*words, cwd=tmp_path)

    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert "Traceback" not in answer.err


def test_neither_help_nor_version_loads_the_heavy_parts(tmp_path: Path) -> None:
    code = (
        "import sys; from watcher.cli.main import main; main(['--help']); main(['--version']);"
        "print(sorted({'msgspec', 'sqlalchemy', 'rich', 'sqlite3'} & set(sys.modules)))"
    )

    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert answer.stdout.splitlines()[-1] == "[]"


def test_a_question_and_a_dry_run_load_nothing_that_only_writing_needs(tmp_path: Path) -> None:
    a_house(tmp_path)
    article = tmp_path / "dam.txt"
    article.write_text("The dam has burst\n\nThe dam burst at noon.\n")
    code = (
        "import sys; from watcher.cli.main import main\n"
        "for words in (['events'], ['topics'], ['status'], ['test', 'dam.txt']):\n"
        "    assert main(words) == 0, words\n"
        "heavy = {'sqlalchemy', 'asyncio', 'ssl', 'structlog', 'rich', 'jinja2', 'trafilatura'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )

    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert answer.stdout.splitlines()[-1] == "[]"
