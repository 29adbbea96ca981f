"""Reads a file as it stood at one moment, or says why not; never touches it."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from watcher.intake.opening import Missed, Opened, Refused, display_path, opened
from watcher.intake.settling import Signature

__all__ = [
    "Archive",
    "ArchiveChangedError",
    "Line",
    "Missed",
    "Received",
    "Refused",
    "display_path",
    "is_archive",
    "open_archive",
    "receive",
]

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
    with opened(path, root=root, expected=expected) as found:
        if not isinstance(found, Opened):
            return found
        if found.signature.size > max_bytes:
            detail = f"{found.signature.size} bytes, and max_bytes is {max_bytes}"
            return found.refused("too-large", detail)
        try:
            content = b"".join(_chunks(found.fd, at_most=max_bytes + 1))
        except OSError as error:
            return found.refused("unreadable", error.strerror or str(error))
        if found.has_changed():
            return found.missed("changed", "it changed while it was read")
        return Received(
            path=found.path,
            shown=found.shown,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            signature=found.signature,
            file_time=found.file_time,
        )


class Archive:
    """An archive that is open: its lines one by one, never all at once."""

    def __init__(self, found: Opened, *, max_bytes: int) -> None:
        self.path = found.path
        self.shown = found.shown
        self.signature = found.signature
        self.file_time = found.file_time
        self._opened = found
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
    with opened(path, root=root, expected=expected) as found:
        yield Archive(found, max_bytes=max_bytes) if isinstance(found, Opened) else found


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


def _chunks(fd: int, *, at_most: int | None = None) -> Iterator[bytes]:
    left = at_most
    while left is None or left > 0:
        chunk = os.read(fd, _ONE_READ if left is None else min(left, _ONE_READ))
        if not chunk:
            return
        if left is not None:
            left -= len(chunk)
        yield chunk
