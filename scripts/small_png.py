"""Makes a browser's picture of a page small: at most 256 colours, those that are seen most."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_COLOURS = 256
_ALIKE = 12
_BYTES_A_PIXEL = {2: 3, 6: 4}  # true colour, without and with transparency

Colour = tuple[int, int, int]


def made_small(picture: bytes) -> bytes:
    """Write a PNG of 8 bits a channel anew, with a palette; transparency is dropped."""
    chunks = dict(_chunks(picture))
    width, height, depth, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert depth == 8
    rows = [_colours(row) for row in _rows(chunks[b"IDAT"], width, height, _BYTES_A_PIXEL[kind])]
    seen = Counter(colour for row in rows for colour in row)
    palette = _palette(seen)
    index = {colour: _nearest(colour, palette) for colour in seen}
    lines = b"".join(b"\0" + bytes(index[colour] for colour in row) for row in rows)
    return _SIGNATURE + b"".join(
        [
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(map(bytes, palette))),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _palette(seen: Counter[Colour]) -> list[Colour]:
    """Choose the colours seen most, of those that look alike one, so that rare ones have room."""
    alike: dict[Colour, Colour] = {}
    for colour, _ in seen.most_common():
        red, green, blue = (value // _ALIKE for value in colour)
        alike.setdefault((red, green, blue), colour)
    return list(alike.values())[:_MOST_COLOURS]


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the header and the pixels, whose chunks are joined."""
    at, pixels = len(_SIGNATURE), b""
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        name, body = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        if name == b"IDAT":
            pixels += body
        else:
            yield name, body
        at += length + 12
    yield b"IDAT", pixels


def _rows(pixels: bytes, width: int, height: int, size: int) -> Iterator[list[bytearray]]:
    """Undo the filters of the rows; give each as one list of values for each channel."""
    raw, stride = zlib.decompress(pixels), width * size
    before = bytearray(stride)
    for number in range(height):
        start = number * (stride + 1)
        line = bytearray(raw[start + 1 : start + 1 + stride])
        _unfilter(raw[start], line, before, size)
        yield [line[channel::size] for channel in range(3)]
        before = line


def _unfilter(kind: int, line: bytearray, before: bytearray, size: int) -> None:
    if kind == 0:
        return
    for at in range(len(line)):
        left = line[at - size] if at >= size else 0
        above = before[at]
        corner = before[at - size] if at >= size else 0
        guess = (0, left, above, (left + above) // 2, _paeth(left, above, corner))[kind]
        line[at] = (line[at] + guess) & 255


def _paeth(left: int, above: int, corner: int) -> int:
    target = left + above - corner
    return min((left, above, corner), key=lambda value: abs(target - value))


def _colours(channels: list[bytearray]) -> list[Colour]:
    red, green, blue = channels
    return list(zip(red, green, blue, strict=True))


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    distances = [sum((a - b) ** 2 for a, b in zip(colour, one, strict=True)) for one in palette]
    return distances.index(min(distances))


def _chunk(name: bytes, body: bytes) -> bytes:
    checked = name + body
    return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))
