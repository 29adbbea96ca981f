"""The folder channel: each form of a digest is a file, there whole or not at all."""

import errno
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from watcher.delivery.channel import DeliveryError, Letter, Part
from watcher.digest.model import Digest
from watcher.digest.render import Format, render
from watcher.digest.wording import clean
from watcher.events import Reach
from watcher.fault import point


class FolderChannel:
    """A folder into which digests are written as `<digest id>.html`, `.txt` and `.json`."""

    def __init__(
        self,
        *,
        name: str,
        path: Path,
        formats: tuple[Format, ...] = ("html", "txt", "json"),
        retry_seconds: float = 60.0,
        give_up_days: float = 5.0,
    ) -> None:
        self.name = name
        self.path = path
        self.formats = formats
        self.retry_seconds = retry_seconds
        self.give_up_days = give_up_days

    def write(
        self, digest: Digest, *, issued_at: datetime, threads: Mapping[str, str]
    ) -> tuple[Letter, ...]:
        """Write the one letter, with a part for each form; the folder is its recipient."""
        del issued_at, threads  # a file has no date of its own, and replies to nothing
        parts = tuple(
            Part(name=f"{digest.digest_id}.{form}", content=render(digest, form).encode())
            for form in self.formats
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
        """Put the files in place, each whole; a file of the same name holds the same already."""
        folder = Path(letter.recipient)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for part in letter.parts:
                _put(folder, part)
            _sync_folder(folder)
        except OSError as error:
            place = error.filename or folder
            message = clean(f"{place}: {error.strerror or error}")
            is_of_letter = error.errno in (errno.ENAMETOOLONG, errno.EISDIR)
            reach: Reach = "letter" if is_of_letter else "channel"
            raise DeliveryError(message, reach=reach) from error

    def close(self) -> None:
        """Keep nothing open."""


def _put(folder: Path, part: Part) -> None:
    draft, place = folder / f".{part.name}.tmp", folder / part.name
    with draft.open("wb") as file:
        file.write(part.content)
        file.flush()
        point("digest-file.written")
        os.fsync(file.fileno())
    point("digest-file.fsynced")
    draft.replace(place)
    point("digest-file.renamed")


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
