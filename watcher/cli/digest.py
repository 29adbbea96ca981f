"""`watcher digest`: previews a digest, and sends nothing."""

import sys
from argparse import ArgumentParser, Namespace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from watcher.cli.clock import now
from watcher.cli.exits import CannotError, Exit, complain
from watcher.cli.moments import add_range
from watcher.cli.parser import add_format
from watcher.cli.settings import configured_topic, settings_of
from watcher.config import Settings, read_templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from watcher.digest.model import Digest, Subscription

EXAMPLE = """\
watcher digest
watcher digest --subscription desk --since yesterday --format html
watcher digest --subscription desk --topic 28-point-plan
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--subscription", metavar="S", help="whose digest; all of them unless told")
    parser.add_argument("--topic", metavar="T", help="tell of this topic alone")
    add_range(parser)
    add_format(parser, formats=("txt", "html", "md", "json"))


def run(options: Namespace) -> Exit:
    """Print what each subscription would be told: what it waits for, or what a time brought."""
    from watcher import query
    from watcher.digest.render import rendered
    from watcher.publish import previews
    from watcher.service import Service

    settings = settings_of(options)
    templates = read_templates(settings.digest.templates)
    with Service.asking(settings, now=now) as service:
        if options.topic is not None and not query.has_topic(service.reader, options.topic):
            configured_topic(settings, options.topic)
        for subscription in _chosen(service.settings, options):
            found = previews(
                service.reader,
                subscription,
                since=options.since,
                until=options.until,
                topic=options.topic,
            )
            digests = [*found]
            _check_single(digests, options)
            for digest in digests:
                made = rendered(digest, options.format, templates=templates)
                sys.stdout.write(made.text)
                if made.fault:
                    complain(f"{settings.digest.templates}/{made.fault}")
            if not digests:
                complain(f"{subscription.name}: there is nothing new to tell")
                sys.stdout.write("null\n" if options.format == "json" else "")
    return Exit.DONE


def _check_single(digests: "Sequence[Digest]", options: Namespace) -> None:
    """Refuse to write several pages into one; texts may follow each other."""
    if len(digests) > 1 and options.format != "txt":
        topics = " | ".join(digest.topic or "" for digest in digests)
        message = f"say of which topic: --topic {topics}"
        raise CannotError(message)


def _chosen(settings: Settings, options: Namespace) -> "tuple[Subscription, ...]":
    from watcher.subscribers import subscriptions_of

    every = subscriptions_of(settings)
    if options.subscription is not None:
        every = tuple(one for one in every if one.name == options.subscription)
    elif len(every) > 1 and options.format != "txt":
        message = f"say whose digest: --subscription {' | '.join(settings.subscriptions)}"
        raise CannotError(message)
    if not every:
        raise CannotError(_none_of_them(settings, options.subscription))
    return every


def _none_of_them(settings: Settings, name: str | None) -> str:
    names = list(settings.subscriptions)
    if name is None or not names:
        return f"{settings.path}: there is no subscription"
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
    return f"there is no subscription {name!r}; {hint}"
