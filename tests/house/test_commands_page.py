"""The page of commands and the commands say the same."""

import importlib.util
import shlex
from pathlib import Path
from types import ModuleType

import pytest

from watcher.cli.main import COMMANDS, Command, module_of, parser_of

ROOT = Path(__file__).resolve().parents[2]


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")

    assert written == script("write_command_docs").page()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_a_help_and_an_example_that_its_own_parser_takes(
    command: Command,
) -> None:
    parser = parser_of(command)
    examples = module_of(command).EXAMPLE.strip().splitlines()

    assert examples
    for example in examples:
        program, name, *words = shlex.split(example)
        assert (program, name) == ("watcher", command.name)
        parser.parse_args(words)
    assert command.summary in " ".join(parser.format_help().split())


def test_every_file_of_a_command_is_in_the_tuple() -> None:
    rooms = {
        "main",
        "exits",
        "output",
        "parser",
        "moments",
        "settings",
        "clock",
        "envelopes",
        "judgements",
        "backtests",
        "suggestions",
        "wishes",
        "telling",
        "noticed",
        "files",
        "__init__",
    }
    files = {path.stem for path in (ROOT / "watcher" / "cli").glob("*.py")} - rooms

    assert files == {command.name.replace("-", "_") for command in COMMANDS}
