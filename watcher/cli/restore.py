"""`watcher restore`: puts a copy of the log back in its place."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from watcher.cli.exits import Exit
from watcher.cli.settings import settings_of

EXAMPLE = "watcher restore /srv/backup/watcher-2025-11-20.db"


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a copy that `backup` wrote")


def run(options: Namespace) -> Exit:
    """Put the checked copy in the place of the log and say how far it reaches."""
    from watcher import upkeep

    settings = settings_of(options)
    head = upkeep.restore(settings.log.path, copy=options.file)
    print(f"{settings.log.path}: restored up to position {head.position}, hash {head.hash}")
    return Exit.DONE
