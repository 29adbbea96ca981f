"""Upkeep of the log: check it, build its views anew, copy it, bring a copy back."""

from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from watcher.fault import point
from watcher.log import copies
from watcher.log.append import Log
from watcher.log.chain import Head
from watcher.log.checking import check
from watcher.log.read import Reader
from watcher.projections import catch_up
from watcher.projections.compare import first_difference
from watcher.projections.opened import views_for_folding


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A log that is whole up to its head; `difference` says what in a view is not as it should be.

    A view that is only behind the log is as it should be.
    """

    head: Head
    difference: str | None


def verify(path: Path) -> Verified:
    """Check a log and compare every view with a fresh rebuild; works beside a daemon.

    Raises LogDamaged, which names the first bad position, and LogMissing where there is no log.
    """
    head = check(path)
    with (
        closing(Reader.open(path)) as reader,
        reader.snapshot() as still,
        still.asking() as connection,
        closing(connection.connection.cursor()) as views,
    ):
        return Verified(head=head, difference=first_difference(views, still))


def rebuild(log: Log) -> int:
    """Drop the views and fold them again from the log; give the position that they reach.

    Interrupted at any step, the next command that writes goes on with it.
    """
    transactions = partial(views_for_folding, log.engine, path=log.path)
    with transactions() as cursor:
        catch_up.drop(cursor)
        point("rebuild.dropping")
    point("rebuild.views-dropped")
    return catch_up.catch_up(log.reader, transactions=transactions)


def back_up(path: Path, *, to: Path) -> Head:
    """Write a checked copy of a log to a file, beside a daemon; give the head that it holds.

    Raises CopyRefused where another file is there already, LogMissing, LogDamaged, LogFull.
    """
    return copies.back_up(path, to=to)


def restore(path: Path, *, copy: Path) -> Head:
    """Put a checked copy in the place of a log; give the head that the log then has.

    Raises CopyRefused where the copy cannot be used, LogBusy beside a daemon.
    """
    return copies.restore(path, copy=copy)
