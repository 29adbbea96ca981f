"""`watcher timeline`: shows a topic's most telling days and sentences."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from watcher.cli.clock import now
from watcher.cli.exits import Exit
from watcher.cli.moments import day_argument
from watcher.cli.output import Row, as_json, print_listing
from watcher.cli.parser import add_format
from watcher.cli.settings import configured_topic, settings_of

if TYPE_CHECKING:
    from watcher.digest.timeline import Timeline

EXAMPLE = "watcher timeline 28-point-plan --from 2025-11-01 --days 10 --per-day 2"
_FIELDS = ("date", "text", "event", "outlet")


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("topic", metavar="T", help="the topic's id")
    parser.add_argument(
        "--from", dest="first", type=day_argument, metavar="D", help="the first day"
    )
    parser.add_argument("--to", dest="last", type=day_argument, metavar="D", help="the last day")
    parser.add_argument("--days", type=_count, default=10, metavar="N", help="at most (10)")
    parser.add_argument("--per-day", type=_count, default=2, metavar="K", help="at most (2)")
    add_format(parser)


def run(options: Namespace) -> Exit:
    """Print the days, the earliest first."""
    from watcher import query
    from watcher.service import Service

    settings = settings_of(options)
    with Service.asking(settings, now=now) as service:
        if not query.has_topic(service.reader, options.topic):
            configured_topic(settings, options.topic)
        answer = query.timeline(
            service.reader,
            options.topic,
            first=options.first,
            last=options.last,
            days=options.days,
            per_day=options.per_day,
        )
    if options.format == "json":
        print(as_json(answer))
        return Exit.DONE
    print_listing(
        _rows(answer),
        style=options.format,
        fields=_FIELDS,
        table={
            "day": lambda row: row["date"],
            "why": lambda row: row["event"][:8],
            "outlet": lambda row: row["outlet"],
            "sentence": lambda row: row["text"],
        },
    )
    return Exit.DONE


def _rows(answer: "Timeline") -> Iterator[Row]:
    for day in answer["days"]:
        for item in day["items"]:
            yield {"date": day["date"], **item}


def _count(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 100_000:
        return int(text)
    message = f"{text!r} is no count; write 1 or more"
    raise ArgumentTypeError(message)
