"""`watcher backup`: copies the log to a file while the daemon runs."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from watcher.cli.exits import CannotError, Exit
from watcher.cli.settings import settings_of

EXAMPLE = "watcher backup /srv/backup/watcher-2025-11-20.db"


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the copy to write; a new file")


def run(options: Namespace) -> Exit:
    """Write a checked copy and say what it holds."""
    from watcher import upkeep
    from watcher.log.errors import LogMissing

    settings = settings_of(options)
    try:
        head = upkeep.back_up(settings.log.path, to=options.file)
    except LogMissing as error:
        raise CannotError(str(error)) from error
    print(f"{options.file}: holds the log up to position {head.position}, hash {head.hash}")
    return Exit.DONE
