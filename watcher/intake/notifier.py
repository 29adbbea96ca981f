"""Hears from the kernel that something was written; a hint that may be lost, never a promise.

The handlers of watchdog only mark paths. An overflow of its queue, a dead thread, a limit that was
hit in a sub-folder: none of them is told to the application, so each is looked for here.
"""

import errno
import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.api import BaseObserver

_MOST_MARKS = 10_000
_OVERFLOW_LOGGER = "watchdog.observers.inotify_c"


class Marks:
    """What the kernel said since it was last asked; filled by other threads."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self._everything = False
        self.changed = threading.Event()

    def file(self, path: str) -> None:
        """Mark a file that was closed after writing, or moved."""
        self._mark(self._files, path)

    def folder(self, path: str) -> None:
        """Mark a folder that was made or moved in."""
        self._mark(self._folders, path)

    def everything(self) -> None:
        """Mark that hints were lost."""
        with self._lock:
            self._everything = True
        self._tell()

    def take(self) -> tuple[set[str], set[str], bool]:
        """Give marked files, marked folders, and whether all must be looked at; and begin anew."""
        with self._lock:
            taken = self._files, self._folders, self._everything
            self._files, self._folders, self._everything = set(), set(), False
            self.changed.clear()
        return taken

    def _mark(self, marked: set[str], path: str) -> None:
        with self._lock:
            if len(marked) < _MOST_MARKS:
                marked.add(path)
            else:
                self._everything = True
        self._tell()

    def _tell(self) -> None:
        if not self.changed.is_set():
            self.changed.set()
            self._wake()


class Notifier:
    """Attaches to one folder; once it is not `is_alive` it is stopped and another one made."""

    def __init__(self, root: str, *, recursive: bool, marks: Marks) -> None:
        self._root = root
        self._recursive = recursive
        self._marks = marks
        self._observer: BaseObserver | None = None
        self._threads: list[threading.Thread] = []
        self.overflows = 0

    def start(self) -> None:
        """Attach to the folder; `OSError` when it is gone or a limit of the kernel is reached."""
        from watchdog.observers.inotify import InotifyObserver

        before = set(threading.enumerate())
        observer = InotifyObserver(generate_full_events=True)
        try:
            observer.schedule(
                cast("FileSystemEventHandler", _Marking(self._marks)),
                self._root,
                recursive=self._recursive,
                event_filter=_event_filter(),
            )
            observer.start()
        except BaseException:
            observer.stop()
            raise
        self._observer = observer
        self._threads = [thread for thread in threading.enumerate() if thread not in before]
        logging.getLogger(_OVERFLOW_LOGGER).addFilter(self._hear_overflow)

    def is_alive(self) -> bool:
        """Say whether every thread lives: with one of them dead the others wait in silence."""
        return self._observer is not None and all(thread.is_alive() for thread in self._threads)

    def owns(self, thread: threading.Thread) -> bool:
        """Say whether a thread is one of the notifier's."""
        return thread in self._threads

    def stop(self) -> None:
        """Let the folder go."""
        logging.getLogger(_OVERFLOW_LOGGER).removeFilter(self._hear_overflow)
        observer, self._observer = self._observer, None
        if observer is None:
            return
        observer.stop()
        for thread in self._threads:
            thread.join(timeout=5.0)

    def _hear_overflow(self, record: logging.LogRecord) -> bool:
        # The one log line by which an overflow shows itself; a second line names the sub-folders.
        if record.getMessage().endswith("filesystem events were lost"):
            self.overflows += 1
            self._marks.everything()
        return True


def count_watches() -> int | None:
    """Count the folders that this process watches, as the kernel knows them; null if it hides it.

    A sub-folder that hits the limit of the kernel is passed over by watchdog without a word.
    """
    watches = 0
    try:
        for descriptor in Path("/proc/self/fd").iterdir():
            with suppress(FileNotFoundError):
                if str(descriptor.readlink()) == "anon_inode:inotify":
                    watches += _watches_of(descriptor.name)
    except OSError:
        return None
    return watches


def limit_hint(error: OSError) -> str:
    """Say in words why the kernel refused, and which setting raises the limit."""
    if error.errno == errno.ENOSPC:
        return "the limit of watched folders is reached: raise fs.inotify.max_user_watches"
    if error.errno == errno.EMFILE:
        return "the limit of notifiers is reached: raise fs.inotify.max_user_instances"
    return f"the notifier did not start: {error.strerror or error}"


def _watches_of(descriptor: str) -> int:
    described = Path(f"/proc/self/fdinfo/{descriptor}").read_bytes()
    return sum(line.startswith(b"inotify wd:") for line in described.splitlines())


def _event_filter() -> list[type["FileSystemEvent"]]:
    from watchdog.events import DirCreatedEvent, DirMovedEvent, FileClosedEvent, FileMovedEvent

    return [FileClosedEvent, FileMovedEvent, DirCreatedEvent, DirMovedEvent]


class _Marking:
    """Does nothing but mark: an error in here would end the observer's thread."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks

    def dispatch(self, event: "FileSystemEvent") -> None:
        path = os.fsdecode(event.dest_path or event.src_path)
        if event.is_directory:
            self._marks.folder(path)
        else:
            self._marks.file(path)
