"""Reading the log: after a position, of a stream, by id; beside a writer and never in its way."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from watcher.events import (
    ArticleReceived,
    ArticleRejected,
    DuplicateFound,
    Recorded,
    article_stream,
)
from watcher.log import identity, schema, sightings, texts
from watcher.log.chain import Head
from watcher.log.codec import COLUMNS, Row, UnknownEvent, recorded
from watcher.log.connection import Connection
from watcher.log.errors import LogDamaged, LogNewer
from watcher.log.ids import full_article_id, full_event_id
from watcher.log.marker import read_claims
from watcher.log.reading import Memory, Readers, guarded_reading, readers_of
from watcher.log.selection import Selection, query
from watcher.log.sightings import Sighting
from watcher.log.texts import KeptLetter, KeptText

_KEPT = (
    f"SELECT {COLUMNS}, texts.article_id, text, reading, sketch FROM events"
    " JOIN texts ON texts.article_id = substr(stream, length('article/') + 1)"
    " WHERE type = ? AND position > ? AND position <= ? ORDER BY position"
)
_NEVER = datetime.min.replace(tzinfo=UTC)
_NO_END = 2**62


class KeptArticle(NamedTuple):
    """An article as the log holds it: the event that received it, and its text."""

    received: Recorded
    kept: KeptText


class Reader:
    """Answers questions about a log, read-only. Each answer is of one moment.

    Where the database fails, every method raises one of the errors of the log.
    """

    def __init__(
        self,
        path: Path,
        *,
        readers: Readers | Memory,
        connect: Callable[[], AbstractContextManager[Connection]] | None = None,
    ) -> None:
        self.path = path
        self._readers = readers
        self._connect = connect or readers.connect
        self._is_pinned = connect is not None

    @classmethod
    def open(cls, path: Path) -> "Reader":
        """Open a log for reading. Raises LogMissing where there is none yet, LogDamaged and so on.

        It creates nothing, works beside a daemon, and on media that cannot be written.
        """
        claims = read_claims(path)
        if identity.read_header(path, claims=claims) is None:
            identity.refuse_unready(path, user_version=0, claims=claims)
        reader = cls(path, readers=readers_of(path))
        try:
            reader._check()
        except BaseException:
            reader.close()
            raise
        return reader

    @classmethod
    def empty(cls, path: Path) -> "Reader":
        """Make a reader that answers as from an empty log, for one that does not exist yet."""
        memory = Memory()
        with memory.connect() as connection:
            schema.create(connection, log_id="", now=_NEVER)
        return cls(path, readers=memory, connect=memory.connect)

    def close(self) -> None:
        """Let go of the database."""
        self._readers.dispose()

    @contextmanager
    def snapshot(self) -> Iterator["Reader"]:
        """Give a reader whose answers are all of one moment; keep it short beside a writer."""
        if self._is_pinned:
            yield self
            return
        with self.asking() as connection:
            connection.exec_driver_sql("BEGIN")
            yield Reader(self.path, readers=self._readers, connect=lambda: nullcontext(connection))

    def head(self) -> Head:
        """Tell the newest position and its hash."""
        with self.asking() as connection:
            return identity.read_head(connection)

    def log_id(self) -> str:
        """Tell who this log is: a copy of it has the same id."""
        with self.asking() as connection:
            return identity.read_log_id(connection)

    def rows(
        self,
        *,
        after: int = 0,
        upto: int | None = None,
        stream: str | None = None,
        stream_prefix: str | None = None,
        types: Sequence[str] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
    ) -> Iterator[Row]:
        """Give stored events exactly as they are printed, in log order.

        `after` excludes its position and `upto` includes it; `since` includes its time and `until`
        excludes it.
        """
        wanted = Selection(
            after, upto, stream, stream_prefix, types, since, until, newest_first, limit
        )
        with self.asking() as connection:
            sql, values = query(wanted, connection)
            stored = connection.exec_driver_sql(sql, values)
            yield from map(Row._make, stored)

    def events(
        self,
        *,
        after: int = 0,
        upto: int | None = None,
        stream: str | None = None,
        stream_prefix: str | None = None,
        types: Sequence[str] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
    ) -> Iterator[Recorded]:
        """Give events as today's code knows them, in log order; the bounds are those of `rows`."""
        stored = self.rows(
            after=after,
            upto=upto,
            stream=stream,
            stream_prefix=stream_prefix,
            types=types,
            since=since,
            until=until,
            newest_first=newest_first,
            limit=limit,
        )
        return map(self._read, stored)

    def row(self, event_id: str) -> Row:
        """Find a stored event by its id or the first 4 or more characters of it.

        Raises UnknownId, AmbiguousId.
        """
        with self.asking() as connection:
            found = full_event_id(connection, event_id, path=self.path)
            sql = f"SELECT {COLUMNS} FROM events WHERE id = ?"
            return Row._make(connection.exec_driver_sql(sql, (found,)).one())

    def event(self, event_id: str) -> Recorded:
        """Find an event by its id or the first 4 or more characters of it.

        Raises UnknownId, AmbiguousId.
        """
        return self._read(self.row(event_id))

    def version(self, stream: str) -> int:
        """Tell how many events a stream has."""
        with self.asking() as connection:
            sql = "SELECT coalesce(max(version), 0) FROM events WHERE stream = ?"
            return int(connection.exec_driver_sql(sql, (stream,)).scalar_one())

    def has_happened(self, key: str) -> bool:
        """Tell whether an event with this idempotency key is recorded."""
        with self.asking() as connection:
            sql = "SELECT 1 FROM events WHERE key = ?"
            return connection.exec_driver_sql(sql, (key,)).first() is not None

    def has_article(self, article_id: str) -> bool:
        """Tell whether an article was received."""
        return self.has_happened(f"received {article_id}")

    def article_id(self, given: str) -> str:
        """Complete the id of an article from its first 4 or more characters.

        Raises UnknownId, AmbiguousId.
        """
        with self.asking() as connection:
            return full_article_id(connection, given, path=self.path)

    def paths_of(self, article_id: str) -> tuple[str, ...]:
        """Tell the paths at which an article was found, in the order in which they were."""
        found = [
            event.data.path
            for event in self.events(stream=article_stream(article_id))
            if isinstance(event.data, ArticleReceived | ArticleRejected | DuplicateFound)
        ]
        return tuple(dict.fromkeys(found))

    def text(self, article_id: str) -> str | None:
        """Find the text of an article."""
        kept = self.kept(article_id)
        return None if kept is None else kept.text

    def reading(self, article_id: str) -> tuple[str, bytes] | None:
        """Find the text of an article, and the bytes that say how it was understood."""
        kept = self.kept(article_id)
        return None if kept is None else (kept.text, kept.reading)

    def kept(self, article_id: str) -> KeptText | None:
        """Find the text, reading and sketch of an article."""
        with self.asking() as connection:
            return texts.find_text(connection, article_id)

    def readings(self, *, after: int = 0, upto: int | None = None) -> Iterator[KeptArticle]:
        """Go through the articles that the log holds, in log order, with their texts."""
        values = (ArticleReceived.name, after, _NO_END if upto is None else upto)
        width = len(Row._fields)
        with self.asking() as connection:
            stored = connection.exec_driver_sql(_KEPT, values)
            for row in stored:
                article_id, text, reading, sketch = row[width:]
                kept = KeptText(article_id=article_id, text=text, reading=reading, sketch=sketch)
                yield KeptArticle(self._read(Row._make(row[:width])), kept)

    def sketches(self) -> Iterator[tuple[str, bytes]]:
        """Go through the sketches of all articles, by which copies are found."""
        with self.asking() as connection:
            sql = "SELECT article_id, sketch FROM texts ORDER BY rowid"
            stored = connection.exec_driver_sql(sql)
            yield from ((article_id, sketch) for article_id, sketch in stored)

    def letters(self, digest_id: str, *, channel: str, recipient: str) -> list[KeptLetter]:
        """Find what was written for one recipient of a digest, in the order it was kept."""
        with self.asking() as connection:
            return texts.find_letters(connection, digest_id, channel=channel, recipient=recipient)

    def letter(self, digest_id: str, *, channel: str, recipient: str) -> KeptLetter | None:
        """Find the letter for one recipient of a digest; the first where there are several."""
        found = self.letters(digest_id, channel=channel, recipient=recipient)
        return found[0] if found else None

    def sighting(self, path: str) -> Sighting | None:
        """Find the last sighting of a file; the path is as `os.fsdecode` gives it."""
        with self.asking() as connection:
            return sightings.find(connection, path)

    def sightings_of(self, article_id: str) -> list[Sighting]:
        """Find the files whose last state held an article."""
        with self.asking() as connection:
            return sightings.of_article(connection, article_id)

    def sightings(self) -> Iterator[Sighting]:
        """Go through the last sightings of all files, by path."""
        with self.asking() as connection:
            yield from sightings.every(connection)

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """Lend a connection that only reads; its errors become those of the log."""
        with guarded_reading(self.path), self._connect() as connection:
            yield connection

    def _check(self) -> None:
        """Refuse a log that is not the one, or not as far, as its marker claims."""
        doubt = None
        for _ in range(2):  # a marker read while it is moved, or beside a restore, may be half
            claims = read_claims(self.path)
            with self.asking() as connection:
                version = schema.user_version(connection)
                identity.refuse_unready(self.path, user_version=version, claims=claims)
                doubt = identity.refused(connection, self.path, claims=claims)
            if doubt is None:
                return
        if doubt is not None:
            raise doubt

    def _read(self, row: Row) -> Recorded:
        try:
            return recorded(row)
        except UnknownEvent as error:
            raise LogNewer(self.path, f"at position {row.position}: {error}") from error
        except (msgspec.MsgspecError, ValueError, KeyError) as error:
            raise LogDamaged(self.path, f"damaged at position {row.position}: {error}") from error
