"""Writing the log: one writer, whole transactions, expected versions."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Self

from watcher.events import Entry, Recorded
from watcher.fault import point
from watcher.log import sightings, texts
from watcher.log.chain import Head
from watcher.log.connection import Connection
from watcher.log.engine import guarded, is_unmoved
from watcher.log.envelopes import Sealed, Sealing
from watcher.log.errors import LogConflict, LogDamaged, LogError, LogFailed, LogReadOnly
from watcher.log.identity import read_head
from watcher.log.lock import Lock
from watcher.log.marker import claim, marker_path
from watcher.log.opening import Opened, make_folder, open_database
from watcher.log.read import Reader
from watcher.log.sightings import Sighting
from watcher.log.texts import KeptLetter, KeptText

WAIT_SECONDS = 1.0  # a command that asks may hold the lock for a moment to bring views forward
_VERSIONS_REMEMBERED = 20_000
_INSERT = (
    "INSERT INTO events (position, id, stream, version, type, schema, recorded_at, cause, data,"
    " hash, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_FINAL = (LogFailed, LogDamaged, LogReadOnly)


class Transaction:
    """What is written together: all of it, or nothing. After an error it can only be left."""

    def __init__(self, connection: Connection, *, path: Path, sealing: Sealing) -> None:
        self._connection = connection
        self._path = path
        self._sealing = sealing
        self._is_broken = False

    @property
    def head(self) -> Head:
        """Give the head that this transaction will leave."""
        return self._sealing.head

    @property
    def versions(self) -> Mapping[str, int]:
        """Give the versions of the streams that this transaction has appended to."""
        return self._sealing.versions

    def version(self, stream: str) -> int:
        """Tell the version of a stream, with what this transaction has appended."""
        return self._sealing.version(stream)

    def append(self, entries: Iterable[Entry]) -> tuple[Recorded, ...]:
        """Append events behind the head and give them back in their envelopes.

        Raises LogConflict where a stream has another version than an entry expects, or where
        something is recorded already; NotCanonical for what JSON cannot hold.
        """
        with self._whole():
            sealed = [each for entry in entries for each in self._seal(entry)]
            if sealed:
                self._insert(sealed)
        point("log.events-written")
        return tuple(each.recorded for each in sealed)

    def keep_text(self, article_id: str, *, text: str, reading: bytes, sketch: bytes) -> None:
        """Keep the text of an article. Raises LogConflict where it is kept already."""
        kept = KeptText(article_id=article_id, text=text, reading=reading, sketch=sketch)
        with self._whole():
            texts.put_text(self._connection, kept)
        point("log.text-written")

    def keep_letter(self, letter: KeptLetter) -> None:
        """Keep the bytes of a letter. Raises LogConflict where it is kept already."""
        with self._whole():
            texts.put_letter(self._connection, letter)
        point("log.letter-written")

    def sight(self, sighting: Sighting) -> None:
        """Remember what became of a state of a file."""
        with self._whole():
            sightings.put(self._connection, sighting)
        point("log.sighting-written")

    def begin_try(self, sighting: Sighting) -> int:
        """Count that reading this state of a file is begun; tell how often by now, this included.

        A file that kills its reader is known by the count, if it is committed before the reading.
        """
        with self._whole():
            tries = sightings.put_try(self._connection, sighting)
        point("log.try-written")
        return tries

    def take_back_try(self, path: str) -> None:
        """Say that reading this file was not begun after all."""
        with self._whole():
            sightings.take_back_try(self._connection, path)
        point("log.try-taken-back")

    def forget_try(self, path: str) -> None:
        """Forget the tries of a line, which came to an end."""
        with self._whole():
            sightings.forget_try(self._connection, path)
        point("log.try-forgotten")

    def forget_lines(self, path: str) -> None:
        """Forget the tries of all lines of an archive, which came to an end."""
        with self._whole():
            sightings.forget_lines(self._connection, path)
        point("log.try-forgotten")

    def finish(self) -> None:
        """Refuse to be committed after an error that was caught inside."""
        if self._is_broken:
            raise LogConflict(self._path, "a transaction that failed cannot be committed")

    def _seal(self, entry: Entry) -> list[Sealed]:
        actual = self._sealing.version(entry.stream)
        if entry.expected is not None and entry.expected != actual:
            message = f"{entry.stream} has version {actual}, not {entry.expected}"
            raise LogConflict(self._path, message)
        return self._sealing.seal(entry)

    def _insert(self, sealed: list[Sealed]) -> None:
        rows = [(*each.row, each.key) for each in sealed]
        try:
            with guarded(self._path):
                self._connection.exec_driver_sql(_INSERT, rows)
        except LogConflict as conflict:
            raise self._named(conflict, sealed) from conflict

    def _named(self, conflict: LogConflict, sealed: list[Sealed]) -> LogConflict:
        """Name the happening that is recorded already, where that was the conflict."""
        sql = "SELECT position FROM events WHERE key = ? AND position <> ?"
        for each in sealed:
            values = (each.key, each.row.position)
            found = self._connection.exec_driver_sql(sql, values).scalar()
            if found is not None:
                message = f"recorded already at position {found}: {each.key}"
                return LogConflict(self._path, message)
        return conflict

    @contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            with guarded(self._path):
                yield
        except BaseException:
            self._is_broken = True
            raise


class Log:
    """The single writer of a log; it holds the lock until it is closed.

    `engine` has the one connection that writes; the views move in transactions of their own.
    """

    def __init__(self, path: Path, *, lock: Lock, opened: Opened) -> None:
        self.path = path
        self.engine = opened.engine
        self._lock = lock
        self._log_id = opened.log_id
        self._inode = opened.inode
        self._marker = opened.marker
        self._head: Head | None = opened.head
        self._versions: dict[str, int] = {}
        self._turn = threading.RLock()
        self._is_writing = False
        self._failure: LogError | None = None

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        now: datetime,
        wait_seconds: float = WAIT_SECONDS,
        is_thorough: bool = False,
    ) -> "Log":
        """Take the lock of a log and open it for writing; make it where there is none.

        The newest events are checked before anything is written; `is_thorough` checks all (of a
        long log, those since the last thorough check), as one does that stays open for long.

        Raises LogBusy where another process holds it, LogDamaged where it is not what its marker
        says, LogNewer, LogReadOnly, LogFailed, LogFull.
        """
        make_folder(path)
        lock = Lock.take(path, wait_seconds=wait_seconds)
        try:
            return cls(
                path, lock=lock, opened=open_database(path, now=now, is_thorough=is_thorough)
            )
        except BaseException:
            lock.release()
            raise

    @property
    def head(self) -> Head:
        """Give the newest position and its hash."""
        if self._head is None:
            with guarded(self.path), self.engine.begin() as connection:
                self._head = read_head(connection)
        return self._head

    @cached_property
    def reader(self) -> Reader:
        """Give a reader of what is committed."""
        return Reader.open(self.path)

    @contextmanager
    def transaction(self, *, at: datetime) -> Iterator[Transaction]:
        """Write together what belongs together; `at` becomes the `recorded_at` of the events.

        It commits at the end of the block, synced to the disk, and rolls back on any exception.
        Transactions do not nest; another thread waits for its turn. LogFull and LogBlocked leave
        the log as it was and may be tried again; after LogFailed nothing is written any more.
        """
        with self._turn:
            self._refuse()
            self._is_writing = True
            try:
                with guarded(self.path), self.engine.begin() as connection:
                    transaction = self._transaction(connection, at=at)
                    point("log.begun")
                    yield transaction
                    transaction.finish()
                    point("log.committing")
            except BaseException as error:
                self._forget(error)
                raise
            finally:
                self._is_writing = False
            point("log.committed")
            try:
                self._advance(transaction)
            except LogError as error:
                self._forget(error)
                raise

    def check_in_place(self) -> None:
        """Raise LogDamaged if the database was deleted or replaced while it is open."""
        if not is_unmoved(self.path, self._inode):
            raise LogDamaged(self.path, "the log was deleted or replaced while it was in use")

    def wal_bytes(self) -> int:
        """Tell how large the write-ahead log is; it grows while a reader keeps an old moment."""
        wal = self.path.with_name(self.path.name + "-wal")
        return wal.stat().st_size if wal.exists() else 0

    def close(self) -> None:
        """Close the database and give the lock back; closing twice is harmless."""
        reader = self.__dict__.pop("reader", None)
        if reader is not None:
            reader.close()
        self.engine.dispose()
        self._marker.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _refuse(self) -> None:
        if self._is_writing:
            message = "a transaction is open in this thread already"
            raise RuntimeError(message)
        if self._failure is not None:
            raise self._failure
        self.check_in_place()

    def _transaction(self, connection: Connection, *, at: datetime) -> Transaction:
        if self._head is None:
            self._head = read_head(connection)

        def version_of(stream: str) -> int:
            if stream not in self._versions:
                self._versions[stream] = _read_version(connection, stream)
            return self._versions[stream]

        sealing = Sealing(head=self._head, version_of=version_of, at=at)
        return Transaction(connection, path=self.path, sealing=sealing)

    def _forget(self, error: BaseException) -> None:
        """Keep nothing in memory that a rolled-back transaction may have left there."""
        self._head = None
        self._versions.clear()
        if isinstance(error, _FINAL) and error.path in (self.path, marker_path(self.path)):
            self._failure = error

    def _advance(self, transaction: Transaction) -> None:
        if transaction.head == self._head:
            return
        self._head = transaction.head
        if len(self._versions) > _VERSIONS_REMEMBERED:
            self._versions.clear()
        self._versions.update(transaction.versions)
        self._marker.move(claim(self._log_id, transaction.head))


def _read_version(connection: Connection, stream: str) -> int:
    sql = "SELECT coalesce(max(version), 0) FROM events WHERE stream = ?"
    return int(connection.exec_driver_sql(sql, (stream,)).scalar_one())
