"""The log as it stood at a position: what was recorded later is not there yet."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from watcher.events import Recorded
from watcher.log.read import KeptArticle, Reader


class Held(Protocol):
    """What a judge asks of a log, of today's or of one that is past; `Reader` explains each."""

    def events(
        self,
        *,
        after: int = 0,
        stream: str | None = None,
        types: Sequence[str] = (),
        newest_first: bool = False,
        limit: int | None = None,
    ) -> Iterator[Recorded]:
        """Give events in log order."""

    def readings(self, *, after: int = 0) -> Iterator[KeptArticle]:
        """Go through the articles with their texts."""

    def reading(self, article_id: str) -> tuple[str, bytes] | None:
        """Find the text and the reading of an article."""

    def sketches(self) -> Iterator[tuple[str, bytes]]:
        """Go through the sketches of all articles."""


class Past:
    """A log up to a position, that position included. `upto` may be moved on."""

    def __init__(self, reader: Reader, *, upto: int) -> None:
        self._reader = reader
        self.upto = upto

    def events(
        self,
        *,
        after: int = 0,
        stream: str | None = None,
        types: Sequence[str] = (),
        newest_first: bool = False,
        limit: int | None = None,
    ) -> Iterator[Recorded]:
        """Give events that were recorded by then, in log order."""
        return self._reader.events(
            after=after,
            upto=self.upto,
            stream=stream,
            types=types,
            newest_first=newest_first,
            limit=limit,
        )

    def readings(self, *, after: int = 0) -> Iterator[KeptArticle]:
        """Go through the articles that were received by then, with their texts."""
        return self._reader.readings(after=after, upto=self.upto)

    def reading(self, article_id: str) -> tuple[str, bytes] | None:
        """Find the text and the reading of an article, whenever it was received."""
        return self._reader.reading(article_id)

    def sketches(self) -> Iterator[tuple[str, bytes]]:
        """Go through the sketches of the articles that were received by then."""
        return ((one.kept.article_id, one.kept.sketch) for one in self.readings())
