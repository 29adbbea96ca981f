"""The hash chain: each event's hash covers its predecessor's and the event as printed."""

from hashlib import sha256
from typing import NamedTuple

from watcher.log.codec import Row, hashed

NO_HASH = "0" * 64


class Head(NamedTuple):
    """The newest position of a log, and its hash; position 0 for a log without events."""

    position: int
    hash: str


BEFORE_THE_FIRST = Head(0, NO_HASH)


def link(row: Row, *, previous: str) -> str:
    """Compute the hash of an event from the `previous` hash and the row, whatever its own says."""
    return sha256(previous.encode() + b"\n" + hashed(row)).hexdigest()
