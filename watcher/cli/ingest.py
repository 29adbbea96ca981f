"""`watcher ingest`: takes files in now, in the order given, without the daemon."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from watcher.cli.clock import now
from watcher.cli.exits import Exit, complain
from watcher.cli.output import Row, print_all, print_listing
from watcher.cli.parser import add_format
from watcher.cli.settings import settings_and_topics_of

if TYPE_CHECKING:
    from watcher.config import Settings, Topics
    from watcher.ingest import Taken
    from watcher.intake.confined import Confined

EXAMPLE = """\
watcher ingest seeds/001.txt seeds/002.txt
watcher ingest seeds --format jsonl
"""
_FIELDS = ("path", "result", "article_id", "changed", "repeated", "detail")


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="FILE|FOLDER",
        help="in this order; what a folder holds by file time, then path",
    )
    add_format(parser)


def run(options: Namespace) -> Exit:
    """Take the files in and print one line each; 1 if one was neither taken in nor recorded."""
    from watcher.intake.confined import Confined

    settings, topics = settings_and_topics_of(options)
    missed: list[Taken] = []
    with Confined() as confined:
        confined.start()  # it gets ready while the rest is loaded
        _take_in(options, settings, topics, missed, confined=confined)
    for one in missed:
        complain(f"{one.path}: {one.detail}")
    return Exit.FAILED if missed else Exit.DONE


def _take_in(
    options: Namespace,
    settings: "Settings",
    topics: "Topics",
    missed: "list[Taken]",
    *,
    confined: "Confined",
) -> None:
    from watcher.cli.files import wanted_of
    from watcher.service import Service

    with Service.writing(settings, now=now, confined=confined) as service:
        service.start_subscriptions(first_scan_ended=False)
        service.define(topics)
        taken = service.take_in(wanted_of(options.paths))
        print_all(
            _rows(taken, missed),
            to=lambda rows: print_listing(
                rows,
                style=options.format,
                fields=_FIELDS,
                table={"result": _result, "path": _path, "counts": _counts},
                live=True,
            ),
        )


def _rows(taken: "Iterator[Taken]", missed: "list[Taken]") -> Iterator[Row]:
    for one in taken:
        if one.result == "missed":
            missed.append(one)
        yield {field: getattr(one, field) for field in _FIELDS}


def _result(row: Row) -> str:
    return f"{row['result']:<8}"


def _path(row: Row) -> str:
    return f"{row['path']}:" if _counts(row) else str(row["path"])


def _counts(row: Row) -> str:
    if row["detail"]:
        return str(row["detail"])
    counts = {"changed": row["changed"], "repeated": row["repeated"]}
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count)
