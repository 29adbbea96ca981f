"""The Atom channel: a folder of feeds, each the newest entries, there whole or not at all."""

import errno
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from watcher.delivery.channel import DeliveryError, Letter, Part
from watcher.delivery.whole import put_whole, sync_folder
from watcher.digest.feed import NotOurFeedError, feeds, merged
from watcher.digest.model import Digest
from watcher.digest.wording import clean


class AtomChannel:
    """A folder with the feed `all.atom` and, in `topics/`, a feed for each topic.

    A letter holds the entries of one digest; delivering it adds them to the feeds that are there.
    """

    def __init__(
        self,
        *,
        name: str,
        path: Path,
        base_url: str | None = None,
        entries: int = 50,
        retry_seconds: float = 60.0,
        give_up_days: float = 5.0,
    ) -> None:
        self.name = name
        self.path = path
        self.base_url = base_url
        self.entries = entries
        self.retry_seconds = retry_seconds
        self.give_up_days = give_up_days

    def write(
        self, digest: Digest, *, issued_at: datetime, threads: Mapping[str, str]
    ) -> tuple[Letter, ...]:
        """Write the one letter, with a part for each feed; the folder is its recipient."""
        del issued_at, threads  # an entry is as old as its news, and replies to nothing
        parts = tuple(
            Part(name=feed.name, content=feed.text.encode())
            for feed in feeds(digest, channel=self.name, base_url=self.base_url)
        )
        return (
            Letter(
                digest_id=digest.digest_id,
                channel=self.name,
                recipient=str(self.path),
                message_id=None,
                parts=parts,
            ),
        )

    def deliver(self, letter: Letter) -> None:
        """Add the entries to the feeds; those that are there already are not added again."""
        folder = Path(letter.recipient)
        try:
            for part in letter.parts:
                self._add(folder / part.name, part.content.decode())
        except OSError as error:
            place = error.filename or folder
            message = clean(f"{place}: {error.strerror or error}")
            is_folder_bad = error.errno not in (errno.ENAMETOOLONG, errno.EISDIR)
            raise DeliveryError(message, reach="channel" if is_folder_bad else "letter") from error

    def close(self) -> None:
        """Keep nothing open."""

    def _add(self, place: Path, fresh: str) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            old = place.read_text(encoding="utf-8") if place.exists() else None
            whole = merged(old, fresh, limit=self.entries)
        except (NotOurFeedError, UnicodeDecodeError) as error:
            message = clean(f"{place} is not a feed that watcher wrote; move it away")
            raise DeliveryError(message, stopped=True) from error
        if whole != old:
            put_whole(place, whole.encode())
            sync_folder(place.parent)
