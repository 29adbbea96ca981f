"""Envelopes: which position, version, id and hash an event gets. Pure; a dry run uses it too."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from watcher.events import Entry, Event, Recorded, event_id, idempotency_key
from watcher.log.chain import Head, link
from watcher.log.codec import Row, encode, instant


class Sealed(NamedTuple):
    """An event in its envelope: as it is stored, as it is read, and the key of what happened."""

    row: Row
    key: str
    recorded: Recorded


class Sealing:
    """Gives events their places, one after the other, behind a head.

    `version_of` tells the version that a stream has reached before.
    """

    def __init__(self, *, head: Head, version_of: Callable[[str], int], at: datetime) -> None:
        self.head = head
        self.versions: dict[str, int] = {}
        self._version_of = version_of
        self._printed_at = instant(at)
        self._at = datetime.fromisoformat(self._printed_at).astimezone(UTC)

    def version(self, stream: str) -> int:
        """Tell the version that a stream has reached by now."""
        known = self.versions.get(stream)
        return self._version_of(stream) if known is None else known

    def seal(self, entry: Entry) -> list[Sealed]:
        """Put the events of an entry into envelopes. Raises NotCanonical."""
        return [
            self._seal_one(event, stream=entry.stream, cause=entry.cause) for event in entry.events
        ]

    def _seal_one(self, event: Event, *, stream: str, cause: str | None) -> Sealed:
        version = self.version(stream) + 1
        row = Row(
            position=self.head.position + 1,
            id=event_id(stream, version=version),
            stream=stream,
            version=version,
            type=event.name,
            schema=event.schema,
            recorded_at=self._printed_at,
            cause=cause,
            data=encode(event),
            hash="",
        )
        row = Row(*row[:-1], link(row, previous=self.head.hash))
        self.head = Head(row.position, row.hash)
        self.versions[stream] = version
        key = idempotency_key(event, stream=stream, version=version)
        return Sealed(row, key, self._recorded(row, event))

    def _recorded(self, row: Row, event: Event) -> Recorded:
        return Recorded(
            position=row.position,
            id=row.id,
            stream=row.stream,
            version=row.version,
            recorded_at=self._at,
            cause=row.cause,
            hash=row.hash,
            data=event,
        )


def dry_run(
    entries: Iterable[Entry], *, head: Head, versions: Mapping[str, int], at: datetime
) -> tuple[Recorded, ...]:
    """Give the very envelopes that appending would write, and write nothing.

    `versions` tells the version of each stream that has one.
    """
    sealing = Sealing(head=head, version_of=lambda stream: versions.get(stream, 0), at=at)
    return tuple(sealed.recorded for entry in entries for sealed in sealing.seal(entry))
