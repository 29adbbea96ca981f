"""The marker beside the database: "this log has reached position n with this hash".

SQLite takes an emptied or deleted file for a new database. The marker is how a log that lost
events is told from one that never had them. It follows each commit, so it may lag behind the log
and never runs ahead of it.
"""

import errno
import os
from pathlib import Path

import msgspec

from watcher.fault import point
from watcher.log.chain import Head
from watcher.log.errors import from_os


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What the marker says of the log: who it is and how far it came."""

    log: str
    position: int
    hash: str

    @property
    def head(self) -> Head:
        """Give the head that is claimed."""
        return Head(self.position, self.hash)


Claims = tuple[Claim, ...]
TORN: Claims = ()
_decode = msgspec.json.Decoder(Claims).decode
_RECORD_BYTES = 255
_FULL = (errno.ENOSPC, errno.EDQUOT)


def marker_path(log: Path) -> Path:
    """Name the marker file of a log."""
    return log.with_name(log.name + ".marker")


def claim(log_id: str, head: Head) -> Claim:
    """Claim that the log of this id has reached a head."""
    return Claim(log=log_id, position=head.position, hash=head.hash)


def read_claims(log: Path) -> Claims | None:
    """Read what the marker of a log says; null where there is none. Raises LogFailed.

    There is one claim; two while a restore is under way, when either log is the right one; none
    (TORN) where it cannot be read: there was a log, and no more is known.
    """
    try:
        return _decode(marker_path(log).read_bytes())
    except FileNotFoundError:
        return None
    except msgspec.DecodeError:
        return TORN
    except OSError as error:
        raise from_os(marker_path(log), error, doing="reading the marker") from error


class Marker:
    """The marker of a log that is being written, kept open to be moved after each commit.

    It is overwritten in place: a rename after each commit cost more than the commit itself, and a
    record this short is never half on the disk. A power cut may lose the newest ones; the marker
    then lags behind the log, which is harmless.
    """

    def __init__(self, log: Path, first: Claim) -> None:
        self._log = log
        if read_claims(log) != (first,):
            replace_marker(log, first)
        try:
            self._descriptor = os.open(marker_path(log), os.O_WRONLY | os.O_CLOEXEC)
        except OSError as error:
            raise from_os(marker_path(log), error, doing="opening the marker") from error

    def move(self, to: Claim) -> None:
        """Say that the log has come further. Raises LogFailed.

        A full disk is no reason to stop: the marker lags until the next commit.
        """
        try:
            os.pwrite(self._descriptor, _record(to), 0)
        except OSError as error:
            if error.errno not in _FULL:
                raise from_os(marker_path(self._log), error, doing="moving the marker") from error
        point("log.marker-moved")

    def close(self) -> None:
        """Let go of the file; closing twice is harmless."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def replace_marker(log: Path, *claims: Claim) -> None:
    """Write the marker anew, whole or not at all, and durably.

    Raises LogReadOnly, LogFull, LogFailed.
    """
    target = marker_path(log)
    fresh = target.with_name(f".{target.name}.tmp")
    try:
        with fresh.open("wb") as file:
            file.write(_record(*claims))
            file.flush()
            os.fsync(file.fileno())
        point("log.marker-written")
        fresh.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise from_os(target, error, doing="writing the marker") from error
    point("log.marker-renamed")


def _record(*claims: Claim) -> bytes:
    return msgspec.json.encode(claims).ljust(_RECORD_BYTES) + b"\n"


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
