"""The folder channel: each form of a digest is a file, there whole or not at all."""

import errno
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from watcher.delivery.channel import DeliveryError, Letter, Part
from watcher.delivery.whole import put_whole, sync_folder
from watcher.digest.model import Digest
from watcher.digest.render import Format, rendered
from watcher.digest.templating import BUILT_IN, Templates
from watcher.digest.wording import clean
from watcher.events import Reach


class FolderChannel:
    """A folder into which digests are written as `<digest id>.html`, `.txt` and `.json`."""

    def __init__(
        self,
        *,
        name: str,
        path: Path,
        formats: tuple[Format, ...] = ("html", "txt", "json"),
        templates: Templates = BUILT_IN,
        retry_seconds: float = 60.0,
        give_up_days: float = 5.0,
    ) -> None:
        self.name = name
        self.path = path
        self.formats = formats
        self._templates = templates
        self.retry_seconds = retry_seconds
        self.give_up_days = give_up_days

    def write(
        self, digest: Digest, *, issued_at: datetime, threads: Mapping[str, str]
    ) -> tuple[Letter, ...]:
        """Write the one letter, with a part for each form; the folder is its recipient."""
        del issued_at, threads  # a file has no date of its own, and replies to nothing
        forms = {form: rendered(digest, form, templates=self._templates) for form in self.formats}
        parts = tuple(
            Part(name=f"{digest.digest_id}.{form}", content=made.text.encode())
            for form, made in forms.items()
        )
        return (
            Letter(
                digest_id=digest.digest_id,
                channel=self.name,
                recipient=str(self.path),
                message_id=None,
                parts=parts,
                faults=tuple(made.fault for made in forms.values() if made.fault),
            ),
        )

    def deliver(self, letter: Letter) -> None:
        """Put the files in place, each whole; a file of the same name holds the same already."""
        folder = Path(letter.recipient)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for part in letter.parts:
                put_whole(folder / part.name, part.content)
            sync_folder(folder)
        except OSError as error:
            place = error.filename or folder
            message = clean(f"{place}: {error.strerror or error}")
            is_of_letter = error.errno in (errno.ENAMETOOLONG, errno.EISDIR)
            reach: Reach = "letter" if is_of_letter else "channel"
            raise DeliveryError(message, reach=reach) from error

    def close(self) -> None:
        """Keep nothing open."""
