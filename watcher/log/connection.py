"""What the log asks of a connection: SQLAlchemy's, which writes, and our own, which reads."""

from collections.abc import Iterator
from typing import Any, Protocol


class Answer(Protocol):
    """The rows that a statement gives, each a tuple."""

    def __iter__(self) -> Iterator[Any]:
        """Go through the rows."""

    def first(self) -> Any:
        """Give the first row; null where there is none."""

    def one(self) -> Any:
        """Give the first row. Raises an error of the database where there is none."""

    def scalar(self) -> Any:
        """Give the first column of the first row; null where there is none."""

    def scalar_one(self) -> Any:
        """Give the first column of the first row; raises as `one` does."""


class Connection(Protocol):
    """A connection to the database of a log."""

    @property
    def connection(self) -> Any:
        """Give the driver's own connection."""

    def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Answer:
        """Run a statement with a tuple of values, or once with each of a list of tuples."""
