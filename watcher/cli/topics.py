"""`watcher topics`: lists what is tracked."""

from argparse import ArgumentParser, Namespace

from watcher.cli.clock import now
from watcher.cli.exits import Exit
from watcher.cli.output import print_listing
from watcher.cli.parser import add_format
from watcher.cli.settings import settings_of

EXAMPLE = "watcher topics --format csv"
_FIELDS = (
    "topic", "name", "retired", "changes", "repeats", "last_changed_at", "last_change",
    "last_quote", "revision", "defined_at", "definition",
)  # fmt: skip


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    add_format(parser)


def run(options: Namespace) -> Exit:
    """Print one line a topic."""
    from watcher import query
    from watcher.cli.envelopes import short_moment
    from watcher.service import Service

    with Service.asking(settings_of(options), now=now) as service, service.views() as views:
        print_listing(
            query.topics(service.reader, views),
            style=options.format,
            fields=_FIELDS,
            table={
                "topic": lambda row: row["topic"] + (" (retired)" if row["retired"] else ""),
                "changes": lambda row: row["changes"],
                "repeats": lambda row: row["repeats"],
                "last change": lambda row: (
                    short_moment(row["last_changed_at"]) if row["last_changed_at"] else "none yet"
                ),
                "last told": lambda row: row["last_quote"],
            },
        )
    return Exit.DONE
