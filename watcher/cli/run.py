"""`watcher run`: the daemon, in the foreground, or a single round of its work."""

import os
import signal
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from watcher import config
from watcher.cli.exits import Exit, complain
from watcher.cli.settings import settings_and_topics_of

EXAMPLE = """\
watcher run
watcher run --once
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "--once",
        action="store_true",
        help="wait for files to settle, take them in, tell what is due, and end; exit status 1"
        " if a letter is left undelivered",
    )


def run(options: Namespace) -> Exit:
    """Run until SIGINT or SIGTERM, or once."""
    with _ending_at_once():
        return _run(options)


def _run(options: Namespace) -> Exit:
    settings, topics = settings_and_topics_of(options)
    config.check_secrets(settings, environ=os.environ)
    from watcher.daemon import running

    if not options.once:
        running.run(settings, topics)
        return Exit.DONE
    once = running.run_once(settings, topics)
    if once.restless:
        complain(f"{settings.intake.folder}: {once.restless} files did not come to rest")
    if once.folder_problem:
        complain(f"{settings.intake.folder}: {once.folder_problem}")
    if once.undelivered:
        complain(f"{once.undelivered} letters are left undelivered; the next run tries them again")
    return Exit.FAILED if once.undelivered or once.folder_problem else Exit.DONE


@contextmanager
def _ending_at_once() -> Iterator[None]:
    """End well on a signal that comes while the parts are loaded; the loop has its own way."""
    before = {
        name: signal.signal(name, lambda *_: os._exit(Exit.DONE))
        for name in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
