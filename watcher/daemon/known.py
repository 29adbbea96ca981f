"""Which states of files the log has taken in, small enough to hold for a million of them."""

import os
from collections.abc import Iterable
from pathlib import Path

from watcher.intake.folder import Standing
from watcher.intake.settling import Signature
from watcher.log.read import Reader
from watcher.log.sightings import FileState, Sighting


class Known:
    """The sightings of the log, by path; each state as the hash of its five numbers."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._states: dict[bytes, int] = {}
        self._unhashed: set[bytes] = set()
        for sighting in reader.sightings():
            self._note(sighting)

    def standing(self, path: str, signature: Signature, *, max_bytes: int) -> Standing:
        """Say how it stands with a state of a file."""
        key = os.fsencode(path)
        if self._states.get(key) != _hash(signature):
            return "new"
        if key in self._unhashed and signature.size <= max_bytes:
            return "unreadable"
        return "known"

    def learn(self, paths: Iterable[Path]) -> None:
        """Look up what the log now says of these files."""
        for path in paths:
            sighting = self._reader.sighting(str(path))
            if sighting is not None:
                self._note(sighting)

    def _note(self, sighting: Sighting) -> None:
        key = os.fsencode(sighting.path)
        self._unhashed.discard(key)
        if sighting.outcome == "trying":  # it never came to an end
            self._states.pop(key, None)
            return
        self._states[key] = _hash(sighting.state)
        if sighting.outcome == "rejected" and sighting.sha256 is None:
            self._unhashed.add(key)


def _hash(state: Signature | FileState) -> int:
    return hash(tuple(state))
