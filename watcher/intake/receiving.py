"""Reads a file as it stood at one moment, or says why not; never touches it."""

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

_ONE_READ = 1 << 20
_ENDLESS = 8  # times max_bytes without a line end: no archive, and hashing it could take hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The whole content of a file.

    `path` is absolute, here as in all results. `file_time` is when it was last written, ISO, UTC.
    """

    path: Path
    shown: str
    content: bytes
    sha256: str
    signature: Signature
    file_time: str | None


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
class Line:
    """A line of an archive, without its line end.

    `number` counts from 1 and counts blank lines, which do not appear. Where the line is too long
    `content` is null and `detail` says so.
    """

    number: int
    content: bytes | None
    sha256: str
    size: int
    detail: str | None = None


class ArchiveChangedError(Exception):
    """The archive was written to while it was read; the next scan decides."""


def is_archive(path: Path) -> bool:
    """Say whether a file holds one article a line."""
    return path.suffix.lower() == ".jsonl"


def receive(
    path: Path, *, root: Path | None, max_bytes: int, expected: Signature | None = None
) -> Received | Refused | Missed:
    """Read a whole file.

    `root` is the intake folder, null where there is none. `expected` is the state in which the
    file settled; another one is "changed".
    """
    with _opened(path, root=root) as opened:
        if not isinstance(opened, _Open):
            return opened
        if expected is not None and opened.signature != expected:
            return opened.missed("changed", "it changed after it had settled")
        if opened.signature.size > max_bytes:
            detail = f"{opened.signature.size} bytes, and max_bytes is {max_bytes}"
            return opened.refused("too-large", detail)
        try:
            content = b"".join(_chunks(opened.fd, at_most=max_bytes + 1))
        except OSError as error:
            return opened.refused("unreadable", error.strerror or str(error))
        if opened.has_changed():
            return opened.missed("changed", "it changed while it was read")
        return Received(
            path=opened.path,
            shown=opened.shown,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            signature=opened.signature,
            file_time=opened.file_time,
        )


class Archive:
    """An archive that is open: its lines one by one, never all at once."""

    def __init__(self, opened: "_Open", *, max_bytes: int) -> None:
        self.path = opened.path
        self.shown = opened.shown
        self.signature = opened.signature
        self.file_time = opened.file_time
        self._opened = opened
        self._max_bytes = max_bytes
        self._hash = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Give the hash of what was read so far; after the last line, that of the whole file."""
        return self._hash.hexdigest()

    def lines(self) -> Iterator[Line]:
        """Give the lines; each was read while the file was in the state in which it settled.

        Raises `ArchiveChangedError` and `OSError`.
        """
        number, line = 1, _LineInParts(self._max_bytes)
        for chunk in _chunks(self._opened.fd):
            if self._opened.has_changed():
                raise ArchiveChangedError(self.shown)
            self._hash.update(chunk)
            *complete, rest = chunk.split(b"\n")
            for part in complete:
                line.add(part)
                yield from line.finish(number)
                number, line = number + 1, _LineInParts(self._max_bytes)
            line.add(rest)
            if line.is_endless():
                break
        yield from line.finish(number)


@contextmanager
def open_archive(
    path: Path, *, root: Path | None, max_bytes: int, expected: Signature | None = None
) -> Iterator[Archive | Refused | Missed]:
    """Open an archive to stream it; `max_bytes` holds for each line."""
    with _opened(path, root=root) as opened:
        if not isinstance(opened, _Open):
            yield opened
        elif expected is not None and opened.signature != expected:
            yield opened.missed("changed", "it changed after it had settled")
        else:
            yield Archive(opened, max_bytes=max_bytes)


def display_path(path: Path, *, root: Path | None) -> str:
    """Write a path relative to the intake folder for what lies in it, else absolute."""
    return shown(_inside(path, root) or _absolute(path))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    fd: int
    path: Path
    shown: str
    signature: Signature

    @property
    def file_time(self) -> str | None:
        try:
            written_at = datetime.fromtimestamp(self.signature.mtime_ns // 1_000_000_000, UTC)
        except (OverflowError, ValueError, OSError):
            return None
        return written_at.isoformat().replace("+00:00", "Z")

    def has_changed(self) -> bool:
        return tree.signature_of(os.fstat(self.fd)) != self.signature

    def missed(self, why: Literal["changed", "special"], detail: str) -> Missed:
        return Missed(path=self.path, shown=self.shown, why=why, detail=detail)

    def refused(self, reason: Literal["too-large", "unreadable"], detail: str) -> Refused:
        return _refused(self.path, self.shown, self.signature, reason=reason, detail=detail)


class _LineInParts:
    """Collects a line up to the limit, and only counts and hashes what lies beyond."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._parts: list[bytes] = []
        self._size = 0
        self._hash = hashlib.sha256()
        self._held = b""

    def add(self, part: bytes) -> None:
        if not part:
            return
        part = self._held + part
        self._held = part[-1:] if part.endswith(b"\r") else b""
        self._take(part[: len(part) - len(self._held)])

    def is_endless(self) -> bool:
        return self._size > self._max_bytes * _ENDLESS

    def finish(self, number: int) -> Iterator[Line]:
        content = b"".join(self._parts)
        too_long = self._too_long() if self._size > self._max_bytes else None
        if content.strip() or too_long:
            yield Line(
                number=number,
                content=None if too_long else content,
                sha256=self._hash.hexdigest(),
                size=self._size,
                detail=too_long,
            )

    def _too_long(self) -> str:
        if self.is_endless():
            return f"no line end in {self._size} bytes; the rest of the archive was not read"
        return f"{self._size} bytes, and max_bytes is {self._max_bytes}"

    def _take(self, part: bytes) -> None:
        self._size += len(part)
        self._hash.update(part)
        if self._size <= self._max_bytes:
            self._parts.append(part)
        else:
            self._parts.clear()


@contextmanager
def _opened(path: Path, *, root: Path | None) -> Iterator[_Open | Refused | Missed]:
    display = display_path(path, root=root)
    path = Path(_absolute(path))
    try:
        folder_fd = _open_parent(path, root)
    except OSError as error:
        yield _unreachable(path, display, error)
        return
    try:
        opened = _open_in(folder_fd, path, display)
    finally:
        os.close(folder_fd)
    try:
        yield opened
    finally:
        if isinstance(opened, _Open):
            os.close(opened.fd)


def _open_parent(path: Path, root: Path | None) -> int:
    inside = _inside(path, root)
    if root is None or inside is None:
        return tree.open_root(os.path.dirname(_absolute(path)))  # noqa: PTH120 - it is a str
    root_fd = tree.open_root(str(root))
    try:
        return tree.open_folder(root_fd, inside.rpartition("/")[0])
    finally:
        os.close(root_fd)


def _open_in(folder_fd: int, path: Path, display: str) -> _Open | Refused | Missed:
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


def _check_open(file_fd: int, path: Path, display: str) -> _Open | Missed:
    status = os.fstat(file_fd)
    opened = _Open(fd=file_fd, path=path, shown=display, signature=tree.signature_of(status))
    if stat.S_ISREG(status.st_mode):
        return opened
    os.close(file_fd)
    return opened.missed("special", "it became something other than a regular file")


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


def _chunks(fd: int, *, at_most: int | None = None) -> Iterator[bytes]:
    left = at_most
    while left is None or left > 0:
        chunk = os.read(fd, _ONE_READ if left is None else min(left, _ONE_READ))
        if not chunk:
            return
        if left is not None:
            left -= len(chunk)
        yield chunk


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
