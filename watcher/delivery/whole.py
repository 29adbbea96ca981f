"""Puts a file in place whole or not at all: written under another name, synced, renamed."""

import os
from pathlib import Path

from watcher.fault import point


def put_whole(place: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it. Raises OSError."""
    draft = place.with_name(f".{place.name}.tmp")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        point("digest-file.written")
        os.fsync(file.fileno())
    point("digest-file.fsynced")
    draft.replace(place)
    point("digest-file.renamed")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
