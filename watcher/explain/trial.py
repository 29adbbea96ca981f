"""Tries what a file would do, by the very code of the intake, and appends nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from watcher.article.exchange import Kind, ask, decode_answer
from watcher.article.model import Article, Unreadable
from watcher.events import (
    ArticleRejected,
    Entry,
    Event,
    article_stream,
    event_id,
    idempotency_key,
)
from watcher.intake.confined import Broken, Confined
from watcher.judging import Judging, copy_event, received_event
from watcher.log.codec import Row
from watcher.log.envelopes import Sealing
from watcher.log.read import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One article as it was given: a file, or a line of an archive.

    `file` is the file itself, where its earlier state may have held another article.
    """

    path: str
    article_id: str
    kind: Kind
    content: bytes | None
    file_time: str | None
    refused: tuple[str, str] | None = None
    file: str | None = None


class Trial:
    """Judges articles against the log as it stands, each alone, and writes nothing."""

    def __init__(
        self, reader: Reader, *, judging: Judging, confined: Confined, now: datetime
    ) -> None:
        self._reader = reader
        self._judging = judging
        self._confined = confined
        self._now = now

    def events(self, given: Given) -> tuple[Row, ...]:
        """Give the events that taking this article in would append."""
        sealing = Sealing(head=self._reader.head(), version_of=self._reader.version, at=self._now)
        for entry in self._judging.pending:
            sealing.seal(entry)
        return tuple(sealed.row for entry in self._entries(given) for sealed in sealing.seal(entry))

    def entries(self, given: Given) -> tuple[tuple[Entry, ...], Article | None]:
        """Give what would be appended, and the article where it could be read."""
        found = self._read(given)
        if isinstance(found, Unreadable):
            return self._rejected(given, found), None
        return tuple(self._taken(given, found)), found

    def _entries(self, given: Given) -> tuple[Entry, ...]:
        if given.content is not None and self._reader.has_article(given.article_id):
            return self._copied(given)
        return self.entries(given)[0]

    def _copied(self, given: Given) -> tuple[Entry, ...]:
        if given.path in self._reader.paths_of(given.article_id):
            return ()
        copy = copy_event(
            given.article_id, path=given.path, of=given.article_id, kind="exact", similarity=1.0
        )
        return (Entry(stream=article_stream(given.article_id), events=(copy,)),)

    def _read(self, given: Given) -> Article | Unreadable:
        if given.refused is not None or given.content is None:
            reason, detail = given.refused or ("unreadable", "no content")
            return Unreadable(id=given.article_id, reason=reason, detail=detail)
        request = ask([given.content], kind=given.kind, name=given.path, file_time=given.file_time)
        answered = self._confined.call(request)
        if isinstance(answered, Broken):
            return Unreadable(id=given.article_id, reason=answered.reason, detail=answered.detail)
        (found,) = decode_answer(answered)
        return replace(found, id=given.article_id)

    def _rejected(self, given: Given, found: Unreadable) -> tuple[Entry, ...]:
        event = ArticleRejected(
            article_id=found.id, path=given.path, reason=found.reason, detail=found.detail
        )
        if self._reader.has_happened(idempotency_key(event, stream="", version=0)):
            return ()
        return (Entry(stream=article_stream(found.id), events=(event,)),)

    def _taken(self, given: Given, article: Article) -> Iterator[Entry]:
        stream = article_stream(article.id)
        events: list[Event] = [received_event(article, path=given.path)]
        copy = self._judging.copy(article, earlier_here=self._earlier_here(given))
        if copy:
            events.append(
                copy_event(
                    article.id,
                    path=given.path,
                    of=copy.of,
                    kind=copy.kind,
                    similarity=copy.similarity,
                )
            )
        yield Entry(stream=stream, events=tuple(events))
        cause = event_id(stream, version=self._reader.version(stream) + 1)
        yield from self._judging.judge(article, path=given.path, cause=cause, copy=copy)

    def _earlier_here(self, given: Given) -> str | None:
        earlier = self._reader.sighting(given.file) if given.file else None
        return earlier.article_id if earlier else None
