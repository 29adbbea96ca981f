"""`watcher rebuild`: drops the views and folds them again from the log."""

from argparse import ArgumentParser, Namespace

from watcher.cli.clock import now
from watcher.cli.exits import Exit
from watcher.cli.settings import settings_of

EXAMPLE = "watcher rebuild"


def add_arguments(_parser: ArgumentParser) -> None:
    """Say what the command takes: nothing but `--config`."""


def run(options: Namespace) -> Exit:
    """Fold the views anew and say how far they reach."""
    from watcher import upkeep
    from watcher.service import Service

    settings = settings_of(options)
    with Service.asking(settings, now=now) as service:
        has_log = service.has_log
    if not has_log:
        print(f"{settings.log.path}: there is no log yet, and nothing to rebuild")
        return Exit.DONE
    with Service.writing(settings, now=now) as service:
        position = upkeep.rebuild(service.log)
    print(f"{settings.log.path}: the views are folded again up to position {position}")
    return Exit.DONE
