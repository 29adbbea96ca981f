"""The command-line parser: argparse, with errors of one line."""

from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

from watcher.cli.exits import Exit

FORMATS = ("table", "json", "jsonl", "csv")


class Parser(ArgumentParser):
    """A parser that says what is wrong in one line and ends with 2.

    `actions` are the parsers of what a command can do beside its first task.
    """

    actions: tuple["Parser", ...] = ()

    # typing.override comes with Python 3.12, and its backport costs 15 ms at each start
    def error(self, message: str) -> NoReturn:  # type: ignore[explicit-override]
        """Say what is wrong with the command line, and end."""
        self.exit(Exit.USAGE, f"{self.prog}: {message} (see {self.prog} --help)\n")


def new_parser(prog: str, *, summary: str, example: str, width: int | None = None) -> Parser:
    """Make the parser of one command; `width` is the width of its help in columns."""
    parser = Parser(
        prog=prog,
        description=summary,
        epilog=_epilog(example),
        allow_abbrev=False,
        formatter_class=partial(RawDescriptionHelpFormatter, width=width, max_help_position=26),
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the configuration to use")
    return parser


def add_format(parser: ArgumentParser, *, formats: tuple[str, ...] = FORMATS) -> None:
    """Let a command print its answer in one of several forms; the first one unless told."""
    parser.add_argument(
        "--format",
        choices=formats,
        default=formats[0],
        help=f"how to print the answer (default: {formats[0]})",
    )


def add_actions(parser: Parser) -> Callable[[str, str], Parser]:
    """Let a command take actions, chosen as `action`; None where none is named.

    Gives the function that adds one by its name and a sentence on what it does.
    """
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", title="actions", parser_class=Parser
    )
    formatter = parser.formatter_class

    def add(name: str, summary: str) -> Parser:
        action = actions.add_parser(
            name, help=summary, description=summary, allow_abbrev=False, formatter_class=formatter
        )
        action.add_argument("--config", type=Path, metavar="FILE", default=SUPPRESS, help=SUPPRESS)
        parser.actions += (action,)
        return action

    return add


def _epilog(example: str) -> str:
    lines = "\n".join(f"  {line}" for line in example.strip().splitlines())
    return f"example:\n{lines}"
