"""Looks at files below a folder without ever following a link out of it.

`O_NOFOLLOW` guards only the last part of a path, so every folder on the way is opened from the one
above it. At most two descriptors are open at a time, however deep the tree is.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from typing import Literal, NamedTuple

from watcher.intake.naming import is_left_alone
from watcher.intake.settling import Signature

Kind = Literal["file", "folder", "link", "special", "closed"]

_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY | os.O_CLOEXEC
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})
_SHORTAGE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM})


class Seen(NamedTuple):
    """What stands at a path below the root; `signature` is there for a regular file.

    "special" is a FIFO, socket or device; "closed" is what cannot be looked at: a folder that may
    not be read, or something behind a broken disk.
    """

    path: str
    kind: Kind
    signature: Signature | None


def open_root(root: str) -> int:
    """Open the folder itself, which the user named and which may be a link."""
    return os.open(root, _FOLDER_FLAGS)


def open_folder(root_fd: int, relative: str) -> int:
    """Open a folder below the root; a link on the way is an `OSError` (ELOOP or ENOTDIR)."""
    folder_fd = os.dup(root_fd)
    for part in relative.split("/") if relative else ():
        try:
            below_fd = os.open(part, _FOLDER_FLAGS | os.O_NOFOLLOW, dir_fd=folder_fd)
        finally:
            os.close(folder_fd)
        folder_fd = below_fd
    return folder_fd


def open_file(name: str, *, folder_fd: int | None) -> int:
    """Open a file for reading: no link, never waiting, and where it is allowed leaving no trace."""
    try:
        return os.open(name, _FILE_FLAGS | os.O_NOATIME, dir_fd=folder_fd)
    except PermissionError:  # only its owner may read a file without a trace
        return os.open(name, _FILE_FLAGS, dir_fd=folder_fd)


def can_be_read(root_fd: int, path: str) -> bool:
    """Say whether a file below the root gives its first byte."""
    folder, _, name = path.rpartition("/")
    try:
        folder_fd = open_folder(root_fd, folder)
        try:
            file_fd = open_file(name, folder_fd=folder_fd)
        finally:
            os.close(folder_fd)
        try:
            os.read(file_fd, 1)
        finally:
            os.close(file_fd)
    except OSError:
        return False
    return True


def walk(root_fd: int, *, under: str = "", recursive: bool) -> Iterator[Seen]:
    """Look at everything below a folder, in no order; names that are left alone do not appear."""
    folders = [under]
    while folders:
        folder = folders.pop()
        for seen in _list(root_fd, folder):
            if seen.kind == "folder" and recursive:
                folders.append(seen.path)
            yield seen


def look_at(root_fd: int, paths: list[str]) -> Iterator[Seen]:
    """Look at single files; one that is gone does not appear."""
    by_folder: dict[str, list[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        by_folder.setdefault(folder, []).append(name)
    for folder, names in by_folder.items():
        yield from _look_in(root_fd, folder, names)


def signature_of(status: os.stat_result) -> Signature:
    """Give the signature of a file's state."""
    return Signature(
        status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
    )


def is_shortage(error: OSError) -> bool:
    """Say whether this machine lacks descriptors or memory; the file has nothing to do with it."""
    return error.errno in _SHORTAGE


def _look_in(root_fd: int, folder: str, names: list[str]) -> Iterator[Seen]:
    with contextlib.ExitStack() as stack:
        try:
            folder_fd = open_folder(root_fd, folder)
        except OSError as error:
            _raise_shortage(error)
            return
        stack.callback(os.close, folder_fd)
        for name in names:
            with contextlib.suppress(OSError):
                status = os.stat(name, dir_fd=folder_fd, follow_symlinks=False)
                yield _seen(_below(folder, name), status)


def _list(root_fd: int, folder: str) -> Iterator[Seen]:
    try:
        folder_fd = open_folder(root_fd, folder)
        try:
            with os.scandir(folder_fd) as entries:
                yield from _look(folder, entries)
        finally:
            os.close(folder_fd)
    except OSError as error:
        _raise_shortage(error)
        if not folder:
            raise
        if error.errno not in _GONE:
            yield Seen(folder, "closed", None)


def _look(folder: str, entries: Iterator[os.DirEntry[str]]) -> Iterator[Seen]:
    for entry in entries:
        if is_left_alone(entry.name):
            continue
        path = _below(folder, entry.name)
        try:
            yield _seen(path, entry.stat(follow_symlinks=False))
        except OSError as error:
            if error.errno not in _GONE:
                yield Seen(path, "closed", None)


def _raise_shortage(error: OSError) -> None:
    if is_shortage(error):
        raise error


def _seen(path: str, status: os.stat_result) -> Seen:
    mode = status.st_mode
    if stat.S_ISREG(mode):
        return Seen(path, "file", signature_of(status))
    if stat.S_ISDIR(mode):
        return Seen(path, "folder", None)
    return Seen(path, "link" if stat.S_ISLNK(mode) else "special", None)


def _below(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
