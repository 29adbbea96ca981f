"""The front door: finds the command, runs it, and turns every ending into an exit status."""

import gc
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

from watcher.cli.exits import Exit, complain, exit_of, one_line
from watcher.cli.output import hush
from watcher.cli.parser import Parser, new_parser


class Command(NamedTuple):
    """A command's name and what it does; the module of its name holds the rest."""

    name: str
    summary: str


COMMANDS = (
    Command("init", "Write a commented starter configuration, with folders."),
    Command("check", "Validate the configuration and say what it would do."),
    Command("run", "Run the daemon, in the foreground."),
    Command("ingest", "Take files in now, in the order given, without the daemon."),
    Command("test", "Say what files would append, or what topic files would have told."),
    Command("article", "Show articles as they were understood."),
    Command("events", "Query the log."),
    Command("topics", "List what is tracked."),
    Command("topic", "Show what is known of one topic, now or as of a time."),
    Command("timeline", "Show a topic's most telling days and sentences."),
    Command("why", "Explain why something was told, or was not."),
    Command("why-not", "Account for every sentence of an article: told or not, and why."),
    Command("digest", "Preview a digest, and send nothing."),
    Command("mark", "Say what an event was worth: not new, not relevant, important."),
    Command("silence", "Keep changes from being told, for a time; list and end silences."),
    Command("outbox", "List the letters that wait, and have them tried now or given up."),
    Command("verify", "Check the log's hash chain, and every view against a fresh rebuild."),
    Command("rebuild", "Drop the views and fold them again from the log."),
    Command("backup", "Copy the log to a file while the daemon runs."),
    Command("restore", "Put a copy of the log back in its place."),
    Command("status", "Say whether it is alive, how far it is, what is due and what failed."),
)

_KNOWN_ELSEWHERE = {
    "add": "ingest", "queue": "outbox", "mailq": "outbox", "retry": "outbox", "resend": "outbox",
    "check-config": "check", "daemon": "run", "diff": "why", "dry-run": "test",
    "list": "topics", "log": "events", "preview": "digest", "reindex": "rebuild", "show": "topic",
    "start": "run", "tail": "events", "explain": "why", "search": "events", "import": "ingest",
    "validate": "check", "watch": "run",
    "feedback": "mark", "mute": "silence", "snooze": "silence", "pause": "silence",
}  # fmt: skip

# imports make objects by the ten thousand and no garbage: looking for it costs a fifth of a start
_OBJECTS_TOGETHER = 50_000


def run_and_exit() -> int:
    """Run the command that the process was started with, and give its exit status."""
    status = _run_to_the_end()
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        hush(2)
    return status


def _run_to_the_end() -> int:
    try:
        status = main(sys.argv[1:])
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        hush()
        return Exit.DONE
    except KeyboardInterrupt:  # before the command began
        return Exit.INTERRUPTED
    except OSError as error:  # what was printed last does not fit on the disk
        complain(f"standard output: {one_line(error)}")
        hush()
        return exit_of(error)
    return status


def main(arguments: Sequence[str]) -> int:
    """Run one command; `arguments` are the words after the program's name."""
    gc.set_threshold(_OBJECTS_TOGETHER)
    _speak_utf8()
    before, name, after = _split(arguments)
    try:
        front = _front_parser().parse_args(before)
        if name is None:
            _front_parser().print_help()
            return Exit.USAGE
        command = next((known for known in COMMANDS if known.name == name), None)
        if command is None:
            complain(_unknown(name))
            return Exit.USAGE
        module = module_of(command)
        options = parser_of(command).parse_args(after)
        options.config = options.config or front.config
    except SystemExit as end:
        return _status(end)
    return _guarded(module, options)


def module_of(command: Command) -> Any:
    """Import the module that holds a command."""
    return import_module(f"watcher.cli.{command.name.replace('-', '_')}")


def parser_of(command: Command, *, width: int | None = None) -> Parser:
    """Make a command's parser; `width` is the width of its help in columns."""
    module = module_of(command)
    prog = f"watcher {command.name}"
    parser = new_parser(prog, summary=command.summary, example=module.EXAMPLE, width=width)
    module.add_arguments(parser)
    return parser


def _guarded(module: Any, options: Namespace) -> int:
    try:
        return int(module.run(options))
    except BrokenPipeError:
        raise
    except SystemExit as end:
        return _status(end)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the top: no traceback ever reaches a user
        complain(one_line(error))
        return exit_of(error)


def _status(end: SystemExit) -> int:
    return end.code if isinstance(end.code, int) else Exit.DONE


def _split(arguments: Sequence[str]) -> tuple[Sequence[str], str | None, Sequence[str]]:
    """Part the words before the command's name from it, and from the words after."""
    here = 0
    while here < len(arguments) and arguments[here].startswith("-"):
        here += 2 if arguments[here] == "--config" else 1
    name = arguments[here] if here < len(arguments) else None
    return arguments[:here], name, arguments[here + 1 :]


def _front_parser() -> Parser:
    from watcher import __version__

    wide = max(len(command.name) for command in COMMANDS)
    listing = "\n".join(f"  {command.name:<{wide}}  {command.summary}" for command in COMMANDS)
    parser = new_parser(
        "watcher",
        summary="Watches a folder of news articles and tells you when a topic that you track"
        f" has changed.\n\ncommands:\n{listing}",
        example="watcher init\nwatcher run --once\nwatcher events --help",
    )
    parser.usage = "watcher [--config FILE] COMMAND ..."
    parser.add_argument("--version", action="version", version=f"watcher {__version__}")
    return parser


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, [command.name for command in COMMANDS], n=1)
    meant = near[0] if near else _KNOWN_ELSEWHERE.get(name)
    hint = f"did you mean {meant}?" if meant else "see watcher --help"
    return f"there is no command {name!r}; {hint}"


def _speak_utf8() -> None:
    from io import TextIOWrapper

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
