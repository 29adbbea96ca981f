"""`watcher test`: what files would append, or what topic files would have told; writes nothing."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from watcher.cli.clock import now
from watcher.cli.exits import Exit, complain
from watcher.cli.moments import add_range
from watcher.cli.parser import add_format
from watcher.cli.settings import one_topic, settings_and_topics_of

if TYPE_CHECKING:
    from watcher.config import Settings
    from watcher.events import Definition
    from watcher.explain import Given, Trial
    from watcher.intake.confined import Confined
    from watcher.intake.receiving import Missed
    from watcher.log.codec import Row

EXAMPLE = """\
watcher test seeds/001.txt
watcher test --topic 28-point-plan --format jsonl archive.jsonl
watcher test --since 30d --topic 28-point-plan
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="articles, archives, or folders of them; without any, --since tries the topic files"
        " on the articles that the log holds",
    )
    parser.add_argument("--topic", metavar="T", help="judge for this topic alone")
    add_range(parser)
    add_format(parser)


def run(options: Namespace) -> Exit:
    """Judge files against the log as it stands, or the articles of the log by the topic files."""
    has_range = options.since is not None or options.until is not None
    if bool(options.files) == has_range:
        complain("watcher test: name files, or the articles of the log by --since, not both")
        return Exit.USAGE
    settings, topics = settings_and_topics_of(options)
    definitions = one_topic(topics.definitions, options.topic)
    if has_range:
        return _rehearse(options, settings, topics.definitions, asked=sorted(definitions))
    missed: list[Missed] = []
    from watcher.intake.confined import Confined

    with Confined() as confined:
        confined.start()  # it gets ready while the rest is loaded
        _try(options, settings, definitions, missed, confined=confined)
    for one in missed:
        complain(f"{one.shown}: {one.detail}")
    return Exit.FAILED if missed else Exit.DONE


def _rehearse(
    options: Namespace,
    settings: "Settings",
    definitions: "Mapping[str, Definition]",
    *,
    asked: list[str],
) -> Exit:
    from watcher.cli.backtests import print_backtests
    from watcher.service import Service

    with Service.asking(settings, now=now) as service:
        found = service.rehearse(
            definitions, topics=asked, since=options.since, until=options.until
        )
        print_backtests(found, style=options.format)
    return Exit.DONE


def _try(
    options: Namespace,
    settings: "Settings",
    definitions: "Mapping[str, Definition]",
    missed: "list[Missed]",
    *,
    confined: "Confined",
) -> None:
    from watcher.cli.envelopes import print_events
    from watcher.cli.files import given_of
    from watcher.service import Service

    with Service.asking(settings, now=now, confined=confined) as service:
        given = given_of(options.files, intake=settings.intake)
        events = _events(given, missed, trial=service.trial(definitions))
        print_events(events, style=options.format)


def _events(
    given: "Iterator[Given | Missed]", missed: "list[Missed]", *, trial: "Trial"
) -> "Iterator[Row]":
    from watcher.explain import Given

    for one in given:
        if isinstance(one, Given):
            yield from trial.events(one)
        else:
            missed.append(one)
