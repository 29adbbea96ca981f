"""What a view is: tables folded from the log, and how to fold and compare them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from watcher.events import Recorded


class Cursor(Protocol):
    """The DBAPI cursor that views are folded and asked with.

    A fold runs thousands of small statements; SQLAlchemy's own call costs ten times the statement.
    """

    @property
    def description(self) -> Any:
        """Name the columns of the answer."""

    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> object:
        """Run one statement."""

    def executemany(self, statement: str, rows: Sequence[Sequence[Any]], /) -> object:
        """Run one statement for many rows."""

    def fetchone(self) -> Any:
        """Give the next row of the answer, or None."""

    def fetchall(self) -> Sequence[Any]:
        """Give the rest of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Tables that are folded from the log and can be dropped at any time.

    `fold_number` is raised when the fold or its tables change: the view is then built anew.
    `tables` maps each table to the columns by which it is put in order to be compared.
    """

    name: str
    fold_number: int
    create: tuple[str, ...]
    tables: dict[str, str]
    fold: Callable[[Cursor, Sequence[Recorded]], None]


def ask(cursor: Cursor, statement: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Run a query and give its rows, each by the names of its columns."""
    cursor.execute(statement, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
