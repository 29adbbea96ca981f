"""`watcher verify`: checks the log's hash chain, and every view against a fresh rebuild."""

from argparse import ArgumentParser, Namespace

from watcher.cli.exits import Exit, complain
from watcher.cli.settings import settings_of

EXAMPLE = "watcher verify"


def add_arguments(_parser: ArgumentParser) -> None:
    """Say what the command takes: nothing but `--config`."""


def run(options: Namespace) -> Exit:
    """Print how far the log is sound; 1 where a view differs, 78 where the log is damaged."""
    from watcher import upkeep
    from watcher.log.errors import LogMissing

    settings = settings_of(options)
    try:
        verified = upkeep.verify(settings.log.path)
    except LogMissing:
        print(f"{settings.log.path}: there is no log yet, and nothing to verify")
        return Exit.DONE
    if verified.difference is not None:
        complain(f"{verified.difference}; `watcher rebuild` folds the views anew")
        return Exit.FAILED
    position, hash_ = verified.head
    print(f"{settings.log.path}: sound up to position {position}, hash {hash_}")
    return Exit.DONE
