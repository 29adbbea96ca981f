"""Opens a file as it was found, by way of folders that are no links, or says why not."""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from watcher.intake import tree
from watcher.intake.naming import shown
from watcher.intake.settling import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file in a state that an event must speak of.

    Its bytes were not hashed: `article_id` is the SHA-256 of path, size and time of change.
    """

    path: Path
    shown: str
    reason: Literal["too-large", "unreadable"]
    detail: str
    article_id: str
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Nothing was read and no event is due.

    "changed" and "gone": the next scan decides. "link" and "special" (FIFO, socket, device,
    folder): left alone. "unreachable": a folder on the way may not be entered, or this process has
    no descriptors left.
    """

    path: Path
    shown: str
    why: Literal["changed", "gone", "link", "special", "unreachable"]
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A regular file that is open for reading, in the state in which it was opened."""

    fd: int
    path: Path
    shown: str
    signature: Signature

    @property
    def file_time(self) -> str | None:
        """Say when the file was last written, ISO, in UTC; null for a time beyond the calendar."""
        try:
            written_at = datetime.fromtimestamp(self.signature.mtime_ns // 1_000_000_000, UTC)
        except (OverflowError, ValueError, OSError):
            return None
        return written_at.isoformat().replace("+00:00", "Z")

    def has_changed(self) -> bool:
        """Say whether the file was written to, replaced or removed since it was opened."""
        return tree.signature_of(os.fstat(self.fd)) != self.signature

    def missed(self, why: Literal["changed", "special"], detail: str) -> Missed:
        """Say that nothing was read, and no event is due."""
        return Missed(path=self.path, shown=self.shown, why=why, detail=detail)

    def refused(self, reason: Literal["too-large", "unreadable"], detail: str) -> Refused:
        """Say that nothing was read, and that an event must say so."""
        return _refused(self.path, self.shown, self.signature, reason=reason, detail=detail)


def display_path(path: Path, *, root: Path | None) -> str:
    """Write a path relative to the intake folder for what lies in it, else absolute."""
    return shown(_inside(path, root) or _absolute(path))


@contextmanager
def opened(
    path: Path, *, root: Path | None, expected: Signature | None
) -> Iterator[Opened | Refused | Missed]:
    """Open a file for a while.

    `root` is the intake folder, null where there is none. `expected` is the state in which the
    file settled; another one is "changed".
    """
    display = display_path(path, root=root)
    path = Path(_absolute(path))
    try:
        folder_fd = _open_parent(path, root)
    except OSError as error:
        yield _unreachable(path, display, error)
        return
    try:
        found = _open_in(folder_fd, path, display)
    finally:
        os.close(folder_fd)
    try:
        if isinstance(found, Opened) and expected is not None and found.signature != expected:
            yield found.missed("changed", "it changed after it had settled")
        else:
            yield found
    finally:
        if isinstance(found, Opened):
            os.close(found.fd)


def _open_parent(path: Path, root: Path | None) -> int:
    inside = _inside(path, root)
    if root is None or inside is None:
        return tree.open_root(os.path.dirname(_absolute(path)))  # noqa: PTH120 - it is a str
    root_fd = tree.open_root(str(root))
    try:
        return tree.open_folder(root_fd, inside.rpartition("/")[0])
    finally:
        os.close(root_fd)


def _open_in(folder_fd: int, path: Path, display: str) -> Opened | Refused | Missed:
    try:
        status = os.stat(path.name, dir_fd=folder_fd, follow_symlinks=False)
    except OSError as error:
        return _unreachable(path, display, error)
    if stat.S_ISLNK(status.st_mode):
        return Missed(path=path, shown=display, why="link", detail="it is a link")
    if not stat.S_ISREG(status.st_mode):
        return Missed(path=path, shown=display, why="special", detail="it is no regular file")
    try:
        file_fd = tree.open_file(path.name, folder_fd=folder_fd)
    except OSError as error:
        if isinstance(error, FileNotFoundError) or tree.is_shortage(error):
            return _unreachable(path, display, error)
        detail = error.strerror or str(error)
        signature = tree.signature_of(status)
        return _refused(path, display, signature, reason="unreadable", detail=detail)
    return _check_open(file_fd, path, display)


def _check_open(file_fd: int, path: Path, display: str) -> Opened | Missed:
    status = os.fstat(file_fd)
    found = Opened(fd=file_fd, path=path, shown=display, signature=tree.signature_of(status))
    if stat.S_ISREG(status.st_mode):
        return found
    os.close(file_fd)
    return found.missed("special", "it became something other than a regular file")


def _unreachable(path: Path, display: str, error: OSError) -> Missed:
    gone = isinstance(error, FileNotFoundError)
    detail = error.strerror or str(error)
    return Missed(path=path, shown=display, why="gone" if gone else "unreachable", detail=detail)


def _refused(
    path: Path,
    display: str,
    signature: Signature,
    *,
    reason: Literal["too-large", "unreadable"],
    detail: str,
) -> Refused:
    told = f"{display}\n{signature.size}\n{signature.mtime_ns}"
    return Refused(
        path=path,
        shown=display,
        reason=reason,
        detail=detail,
        article_id=hashlib.sha256(told.encode("utf-8")).hexdigest(),
        signature=signature,
    )


def _absolute(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links


def _inside(path: Path, root: Path | None) -> str | None:
    if root is None:
        return None
    absolute, real_root = _absolute(path), os.path.realpath(root)
    return (
        _below(absolute, _absolute(root))
        or _below(absolute, real_root)
        or _below(f"{os.path.realpath(path.parent)}/{path.name}", real_root)
    )


def _below(path: str, folder: str) -> str | None:
    relative = path.removeprefix(folder.rstrip("/") + "/")
    return None if relative == path else relative
