"""Copies of the log: taken while it is written, checked, and brought back, whole or not at all.

A plain copy of the file of a live database is no copy; these are made by SQLite itself, of one
moment, and followed along the chain before they count.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from watcher.fault import point
from watcher.log import identity
from watcher.log.chain import Head
from watcher.log.checking import check, check_chain
from watcher.log.engine import checkpoint, guarded, writer_engine
from watcher.log.errors import CopyRefused, LogBlocked, LogDamaged, LogError, LogMissing, from_os
from watcher.log.lock import Lock
from watcher.log.marker import Claims, claim, read_claims, replace_marker, sync_folder
from watcher.log.opening import make_folder
from watcher.log.read import Reader
from watcher.log.reading import copy_into, guarded_reading

_NO_PART_OF_A_COPY = ("-wal", "-shm", "-journal")


def back_up(path: Path, *, to: Path) -> Head:
    """Write a copy of a log, as it is at one moment, to another file; give the head it holds.

    Works beside a daemon. An older copy of the same log is replaced; any other file that is there
    already is left alone. Raises CopyRefused, LogMissing, LogDamaged, LogFull, LogFailed.
    """
    with closing(Reader.open(path)) as reader, _speaking_of(to):
        _refuse_to_overwrite(to, reader)
        part = to.with_name(f".{to.name}.part")
        _copy(reader, part)
        point("log.backup-written")
        head = check_chain(part)
        part.replace(to)
        point("log.backup-renamed")
        sync_folder(to.parent)
    return head


def restore(path: Path, *, copy: Path) -> Head:
    """Put a copy in the place of a log; give the head that the log then has.

    The copy is checked first. What stood there is kept beside it, named `.before-restore`. At
    every moment either the old log or the new one is there and is accepted. Raises CopyRefused,
    LogBusy, LogBlocked, LogReadOnly, LogFull, LogFailed.
    """
    _refuse_to_restore(path, copy)
    make_folder(path)
    lock = Lock.take(path)
    try:
        with closing(Reader.open(copy)) as reader, _speaking_of(path):
            return _swap(path, reader)
    finally:
        lock.release()


def _swap(path: Path, reader: Reader) -> Head:
    fresh = path.with_name(f".{path.name}.restoring")
    _copy(reader, fresh)
    head = check_chain(fresh)
    new = claim(reader.log_id(), head)
    point("log.restore-written")
    old = _settle(path)
    replace_marker(path, *old, new)
    point("log.restore-announced")
    _keep_aside(path)
    point("log.restore-kept")
    for suffix in _NO_PART_OF_A_COPY:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
        point("log.restore-clearing")
    point("log.restore-cleared")
    fresh.replace(path)
    sync_folder(path.parent)
    point("log.restore-swapped")
    replace_marker(path, new)
    return head


def _settle(path: Path) -> Claims:
    """Bring all of the old log into its one file, so that none of it hangs on the files beside it.

    Gives what may be claimed of it from then on; of a damaged one, what its marker says.
    """
    claims = read_claims(path)
    engine = writer_engine(path, busy_seconds=1.0)
    try:
        if identity.read_header(path, claims=claims) is None:
            return ()
        with guarded(path), engine.begin() as connection:
            found = claim(identity.read_log_id(connection), identity.read_head(connection))
        with guarded(path):
            is_settled = checkpoint(engine)
    except LogError:
        return claims or ()
    finally:
        engine.dispose()
    if not is_settled:
        raise LogBlocked(path, "another program reads the log; try again when it has ended")
    return (found,)


def _keep_aside(path: Path) -> None:
    for suffix in ("", "-wal"):
        old = path.with_name(path.name + suffix)
        aside = path.with_name(f"{path.name}.before-restore{suffix}")
        aside.unlink(missing_ok=True)
        if old.exists() and old.stat().st_size:
            _link(old, aside)


def _link(old: Path, aside: Path) -> None:
    try:
        aside.hardlink_to(old)
    except OSError:  # not every file system has hard links
        shutil.copyfile(old, aside)


def _copy(reader: Reader, to: Path) -> None:
    if not to.parent.is_dir():
        raise CopyRefused(to, "its folder does not exist")
    if not _is_utf_8(to):
        raise CopyRefused(to, "its name is not UTF-8")
    to.unlink(missing_ok=True)
    with reader.asking() as connection, guarded_reading(to):
        copy_into(connection, to)
    descriptor = os.open(to, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_utf_8(path: Path) -> bool:
    try:
        return bool(str(path).encode())
    except UnicodeEncodeError:
        return False


def _refuse_to_overwrite(to: Path, reader: Reader) -> None:
    if not to.exists():
        return
    if to.samefile(reader.path):
        raise CopyRefused(to, "this is the log itself")
    if not _is_older_copy(to, reader):
        raise CopyRefused(to, "there is another file already, and it is not an older copy")


def _is_older_copy(to: Path, reader: Reader) -> bool:
    try:
        with closing(Reader.open(to)) as copy, reader.snapshot() as still:
            held = claim(copy.log_id(), copy.head())
            with still.asking() as connection:
                return identity.refused(connection, reader.path, claims=(held,)) is None
    except LogError:
        return False


def _refuse_to_restore(path: Path, copy: Path) -> None:
    if path.exists() and copy.exists() and copy.samefile(path):
        raise CopyRefused(copy, "this is the log itself")
    try:
        check(copy)
    except LogMissing as missing:
        raise CopyRefused(copy, "there is no log in this file") from missing
    except LogDamaged as damage:
        raise CopyRefused(copy, f"the copy cannot be used: {damage}") from damage


@contextmanager
def _speaking_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise from_os(path, error, doing="copying the log") from error
