"""`watcher events`: queries the log."""

import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from watcher.cli.clock import now
from watcher.cli.envelopes import print_events
from watcher.cli.exits import Exit, complain
from watcher.cli.moments import add_range
from watcher.cli.parser import add_format
from watcher.cli.settings import settings_of
from watcher.config import Settings
from watcher.log.codec import Row

EXAMPLE = """\
watcher events --topic 28-point-plan --type topic-changed --since 7d
watcher events --follow --format jsonl
"""
_POLL_SECONDS = 0.5


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--topic", metavar="T", help="only events of this topic")
    parser.add_argument(
        "--type",
        action="append",
        type=_type,
        metavar="X",
        help="only events of this type; may be given several times",
    )
    add_range(parser)
    parser.add_argument("--search", metavar="WORDS", help="only events that hold all these words")
    parser.add_argument("--follow", action="store_true", help="go on with what comes, until ^C")
    add_format(parser)


def run(options: Namespace) -> Exit:
    """Print the events that fit, in log order."""
    settings = settings_of(options)
    if options.follow:
        return _follow(settings, options)
    print_events(_events(settings, options, after=0), style=options.format)
    return Exit.DONE


def _events(settings: Settings, options: Namespace, *, after: int) -> Iterator[Row]:
    from watcher import query
    from watcher.service import Service

    fitting = partial(
        query.events,
        after=after,
        topic=options.topic,
        types=tuple(options.type or ()),
        since=options.since,
        until=options.until,
    )
    with Service.asking(settings, now=now) as service:
        if options.topic is not None and not query.has_topic(service.reader, options.topic):
            _doubt(settings, options.topic, follow=options.follow)
        if options.search is None:
            yield from fitting(service.reader)
            return
        with service.views() as views:
            yield from fitting(service.reader, found=query.search(views, options.search))


def _doubt(settings: Settings, topic: str, *, follow: bool) -> None:
    """Say that a topic is unknown, lest a slip of the pen looks like no news."""
    if not follow and not (settings.topics / f"{topic}.toml").is_file():
        complain(f"the log has never heard of a topic {topic!r}")


def _follow(settings: Settings, options: Namespace) -> Exit:
    style = "jsonl" if options.format == "json" else options.format
    with suppress(KeyboardInterrupt):
        print_events(_endless(settings, options), style=style, live=True)
    return Exit.DONE


def _endless(settings: Settings, options: Namespace) -> Iterator[Row]:
    """Give what there is, then what comes; the log is opened anew for each look.

    A log that does not exist yet, or is put back by a restore, is thereby found too.
    """
    after = 0
    while True:
        for event in _events(settings, options, after=after):
            yield event
            after = event.position
        time.sleep(_POLL_SECONDS)


def _type(text: str) -> str:
    from difflib import get_close_matches

    from watcher.log.codec import TYPES

    if text in TYPES:
        return text
    near = get_close_matches(text, TYPES, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(TYPES)}"
    message = f"there is no type of event {text!r}; {hint}"
    raise ArgumentTypeError(message)
