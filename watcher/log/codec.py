"""Events to bytes and back: canonical JSON (RFC 8785) out, typed events in.

msgspec's compact form is the canonical one for text, for integers and for most fractions. What
differs (whole floats, very small fractions, the order of keys beyond the basic plane) is brought
into line here; what has no canonical form (NaN, integers of 2^53 or more, half surrogates) is
refused.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any, NamedTuple, get_args

import msgspec
from msgspec import Struct, to_builtins
from msgspec.structs import astuple

from watcher.events import Event, Recorded
from watcher.log.upcasters import raise_to

TOO_LARGE = 2**53
_ALIKE_FROM = 1e-5  # from here on msgspec and ECMAScript write a fraction with the same characters

TYPES: dict[str, type[Event]] = {kind.name: kind for kind in get_args(Event)}
_write = msgspec.json.Encoder().encode
_write_sorted = msgspec.json.Encoder(order="sorted").encode
_plain: msgspec.json.Decoder[Any] = msgspec.json.Decoder()


class NotCanonical(ValueError):
    """A value that canonical JSON cannot hold; it must be made writable before it is an event."""


class UnknownEvent(ValueError):
    """A type or schema of event that this version does not know."""


class Row(NamedTuple):
    """An event as it is stored: the envelope, and the canonical bytes of its data."""

    position: int
    id: str
    stream: str
    version: int
    type: str
    schema: int
    recorded_at: str
    cause: str | None
    data: bytes
    hash: str


# Whoever changes the data by hand may leave text there; the chain is to say what is wrong with it.
COLUMNS = ", ".join(
    "CAST(events.data AS BLOB)" if name == "data" else f"events.{name}" for name in Row._fields
)


def _decoder(kind: type[Event]) -> Callable[[bytes], Event]:
    decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(kind)
    return decoder.decode


_decoders = {name: _decoder(kind) for name, kind in TYPES.items()}


def encode(event: Event) -> bytes:
    """Write the data of an event as canonical JSON. Raises NotCanonical."""
    if not _is_alike(astuple(event)):
        return canonical(to_builtins(event))
    try:
        return _write_sorted(event)
    except UnicodeEncodeError as error:
        raise _half_a_pair(error) from error


def canonical(value: object) -> bytes:
    """Write plain data as canonical JSON (RFC 8785). Raises NotCanonical."""
    try:
        return _write(_aligned(value))
    except UnicodeEncodeError as error:
        raise _half_a_pair(error) from error


def decode(name: str, data: bytes, *, schema: int) -> Event:
    """Read the data of an event that was written with any schema up to today's.

    Raises UnknownEvent for a type or schema of a newer version, and msgspec's errors for data
    that is not such an event.
    """
    kind = TYPES.get(name)
    if kind is None or schema > kind.schema:
        message = f"unknown event {name}, schema {schema}"
        raise UnknownEvent(message)
    if schema == kind.schema:
        return _decoders[name](data)
    fields = raise_to(kind.schema, _plain.decode(data), name=name, schema=schema)
    return msgspec.convert(fields, kind)


def recorded(row: Row) -> Recorded:
    """Read a stored event. Raises as `decode` does."""
    return Recorded(
        position=row.position,
        id=row.id,
        stream=row.stream,
        version=row.version,
        recorded_at=datetime.fromisoformat(row.recorded_at),
        cause=row.cause,
        hash=row.hash,
        data=decode(row.type, row.data, schema=row.schema),
    )


def printed(row: Row) -> bytes:
    """Write a stored event as one JSON object: the envelope, and its data byte for byte."""
    return (
        b'{"position":%d,"id":%b,"stream":%b,"version":%d,"type":%b,"schema":%d,'
        b'"recorded_at":%b,"cause":%b,"hash":%b,"data":%b}'
    ) % (
        row.position,
        _write(row.id),
        _write(row.stream),
        row.version,
        _write(row.type),
        row.schema,
        _write(row.recorded_at),
        _write(row.cause),
        _write(row.hash),
        row.data,
    )


def hashed(row: Row) -> bytes:
    """Write a stored event as its hash covers it: canonical JSON, without the hash."""
    return (
        b'{"cause":%b,"data":%b,"id":%b,"position":%d,"recorded_at":%b,'
        b'"schema":%d,"stream":%b,"type":%b,"version":%d}'
    ) % (
        _write(row.cause),
        row.data,
        _write(row.id),
        row.position,
        _write(row.recorded_at),
        row.schema,
        _write(row.stream),
        _write(row.type),
        row.version,
    )


def instant(moment: datetime) -> str:
    """Print a time as the log holds it: UTC, to the millisecond. Raises ValueError without zone."""
    if moment.tzinfo is None:
        message = f"a time without a zone: {moment.isoformat()}"
        raise ValueError(message)
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def bound(moment: datetime) -> str:
    """Print the first instant of the log's clock at or after a time, to compare with."""
    return instant(moment + timedelta(microseconds=999))


def _half_a_pair(error: UnicodeEncodeError) -> NotCanonical:
    return NotCanonical(f"half a surrogate pair in {error.object[:80]!a}")


def _is_alike(values: Iterable[Any]) -> bool:
    """Tell whether msgspec's own form of these values is the canonical one."""
    for value in values:
        kind = type(value)
        if kind is str or value is None or kind is bool:
            continue
        if kind is int:
            alike = -TOO_LARGE < value < TOO_LARGE
        elif kind is float:
            alike = _ALIKE_FROM <= abs(value) < TOO_LARGE and value % 1 != 0
        elif kind is tuple:
            alike = _is_alike(value)
        elif kind is dict:
            alike = "".join(value).isascii() and _is_alike(value.values())
        else:
            alike = isinstance(value, Struct) and _is_alike(astuple(value))
        if not alike:
            return False
    return True


def _aligned(value: Any) -> Any:
    kind = type(value)
    if kind is dict:
        return {key: _item(value[key]) for key in _in_order(value)}
    if kind is list or kind is tuple:
        return [_item(item) for item in value]
    if kind is int:
        return _small(value)
    if kind is float:
        return _fraction(value)
    return value


def _item(value: Any) -> Any:
    return value if type(value) is str or value is None else _aligned(value)


def _in_order(keys: Iterable[str]) -> list[str]:
    """Sort keys by UTF-16 units; only beyond ASCII that differs from Python's order."""
    return sorted(keys, key=None if "".join(keys).isascii() else _utf_16)


def _utf_16(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")


def _small(number: int) -> int:
    if -TOO_LARGE < number < TOO_LARGE:
        return number
    message = f"an integer of 2^53 or more: {number}"
    raise NotCanonical(message)


def _fraction(number: float) -> float | int | msgspec.Raw:
    if not isfinite(number):
        message = f"not a number: {number}"
        raise NotCanonical(message)
    if number == int(number):
        return _small(int(number))
    if abs(number) >= _ALIKE_FROM:
        return number
    return msgspec.Raw(_tiny(number))


def _tiny(number: float) -> bytes:
    """Write a fraction below 0.00001 as ECMAScript does: in full from 0.000001 on."""
    mantissa, _, exponent = repr(number).partition("e-0")
    if exponent != "6":
        return repr(number).replace("e-0", "e-").encode()
    digits = mantissa.lstrip("-").replace(".", "")
    return f"{'-' * (number < 0)}0.00000{digits}".encode()
