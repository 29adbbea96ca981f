"""A folder on disk that is watched, a log that is only a dictionary, and a clock set by hand."""

import threading
from pathlib import Path

from watcher.intake.folder import Folder, Settled, Standing
from watcher.intake.settling import Signature


class Desk:
    """A watched folder with all around it that a test needs to see."""

    def __init__(self, root: Path, *, recursive: bool = True) -> None:
        self.root = root
        self.woken = threading.Event()
        self.taken_in: dict[str, Signature] = {}
        self.unreadable: set[str] = set()
        self.now = 0.0
        self.folder = Folder(
            root,
            recursive=recursive,
            settle_seconds=1.0,
            rescan_seconds=60.0,
            known=self.known,
            wake=self.woken.set,
        )

    def known(self, path: str, signature: Signature) -> Standing:
        if self.taken_in.get(path) != signature:
            return "new"
        return "unreadable" if path in self.unreadable else "known"

    def write(self, name: str, text: str = "A ship left port.") -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def take_in(self, files: list[Settled]) -> list[str]:
        for file in files:
            self.taken_in[str(file.path)] = file.signature
        return [file.shown for file in files]

    def scan(self) -> list[str]:
        """Look at everything now, and take in what has settled."""
        return self.take_in(self.folder.scan(at=self.now))

    def settle(self) -> list[str]:
        """Look twice, with the time between that a file needs to settle."""
        first = self.scan()
        self.now += 1.0
        return first + self.scan()

    def look(self) -> list[str]:
        """Look at what the notifier marked, twice."""
        first = self.take_in(self.folder.look(at=self.now))
        self.now += 1.0
        return first + self.take_in(self.folder.look(at=self.now))
