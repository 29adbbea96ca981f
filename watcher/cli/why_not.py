"""`watcher why-not`: explains why nothing was told, sentence by sentence."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watcher.cli.clock import now
from watcher.cli.exits import Exit, complain
from watcher.cli.output import Row, print_listing
from watcher.cli.parser import add_format
from watcher.cli.settings import one_topic, settings_and_topics_of

if TYPE_CHECKING:
    from watcher.explain import Line
    from watcher.intake.receiving import Missed
    from watcher.service import Service

EXAMPLE = "watcher why-not seeds/001.txt --topic 28-point-plan"
_FIELDS = (
    "path", "topic", "start", "end", "outcome", "kind", "reason", "matched", "novelty", "event",
    "quote",
)  # fmt: skip


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="articles or archives")
    parser.add_argument("--topic", metavar="T", help="for this topic alone")
    add_format(parser)


def run(options: Namespace) -> Exit:
    """Print for every sentence and topic what it came to, and why."""
    from watcher.service import Service

    settings, topics = settings_and_topics_of(options)
    definitions = one_topic(topics.definitions, options.topic)
    missed: list[Missed] = []
    with Service.asking(settings, now=now) as service:
        service.judging.propose(definitions)
        print_listing(
            _rows(service, options.files, missed),
            style=options.format,
            fields=_FIELDS,
            table={
                "topic": lambda row: row["topic"],
                "outcome": lambda row: row["kind"] or row["outcome"],
                "why": lambda row: row["event"][:8] if row["event"] else "",
                "reason": lambda row: row["reason"],
                "sentence": lambda row: row["quote"],
            },
        )
    for one in missed:
        complain(f"{one.shown}: {one.detail}")
    return Exit.FAILED if missed else Exit.DONE


def _rows(service: "Service", files: list[Path], missed: "list[Missed]") -> Iterator[Row]:
    from watcher.cli.files import given_of
    from watcher.explain import Given, Trial, why_not

    judging = service.judging
    trial = Trial(service.reader, judging=judging, confined=service.confined, now=now())
    for given in given_of(files, intake=service.settings.intake):
        if isinstance(given, Given):
            for line in why_not(given, trial=trial, judging=judging, reader=service.reader):
                yield _row(given.path, line)
        else:
            missed.append(given)


def _row(path: str, line: "Line") -> dict[str, Any]:
    return {"path": path, **{field: getattr(line, field) for field in _FIELDS[1:]}}
