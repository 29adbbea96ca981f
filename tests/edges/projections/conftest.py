"""A log in a real file, and its views."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.factories import NOON
from watcher.events import Entry, Event, Recorded
from watcher.log.append import Log
from watcher.projections import catch_up
from watcher.projections.opened import views_for_asking, views_for_folding
from watcher.projections.view import ask


class Ledger:
    """A log that events are put into, with its views."""

    def __init__(self, log: Log) -> None:
        self.log = log

    def record(self, *events: Event, stream: str = "topic/dam") -> tuple[Recorded, ...]:
        with self.log.transaction(at=NOON) as transaction:
            return transaction.append([Entry(stream=stream, events=events)])

    def catch_up(self) -> int:
        transactions = partial(views_for_folding, self.log.engine, path=self.log.path)
        return catch_up.catch_up(self.log.reader, transactions=transactions)

    def ask(self, statement: str) -> list[dict[str, object]]:
        with views_for_asking(self.log.reader) as cursor:
            return ask(cursor, statement)

    def column(self, name: str, table: str) -> list[object]:
        return [row[name] for row in self.ask(f"SELECT {name} FROM {table} ORDER BY rowid")]

    def damage(self, statement: str, values: Sequence[object] = ()) -> None:
        with views_for_folding(self.log.engine, path=self.log.path) as cursor:
            cursor.execute(statement, values)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Log.open(tmp_path / "watcher.db", now=NOON) as log:
        yield Ledger(log)
