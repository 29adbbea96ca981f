"""Finds articles that may be copies: a small sketch of each body, compared by what they share."""

import struct
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from watcher.article.model import Article, Sentence
from watcher.article.resemblance import Resemblance, compare
from watcher.article.tokens import CACHED, fold_of, words_in

__all__ = [
    "Resemblance",
    "Sketch",
    "compare",
    "containment",
    "decode_sketch",
    "encode_sketch",
    "resembling",
    "sketch",
]

Sketch = tuple[int, ...]
"""The smallest hashes of an article's word triples, in order."""

_SIZE = 64
_MASK = 0xFFFFFFFF


@lru_cache(maxsize=8)  # an article is sketched to look for what it copies, and to be kept
def sketch(article: Article) -> Sketch:
    """Give the bottom 64 hashes of the body's word triples; what is no body is left out."""
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in article.sentences:
        paragraph = article.paragraphs[sentence.paragraph]
        if paragraph.role == "body" and paragraph.repeats is None:
            paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    marks: set[int] = set()
    for held in paragraphs.values():
        marks |= _triples(article.text[held[0].start : held[-1].end])
    return tuple(sorted(marks)[:_SIZE])


def resembling(one: Sketch, other: Sketch) -> float:
    """Estimate which share of all word triples of two bodies both have (0 to 1)."""
    if not one or not other:
        return 0.0
    lowest = sorted({*one, *other})[:_SIZE]
    return len({*one}.intersection(other).intersection(lowest)) / len(lowest)


def containment(text: str, other: str) -> tuple[float, float]:
    """Give the share of a text's word triples that the other has, and the reverse (0 to 1)."""
    mine, theirs = _triples(text), _triples(other)
    common = len(mine & theirs)
    return common / max(1, len(mine)), common / max(1, len(theirs))


def encode_sketch(marks: Sketch) -> bytes:
    """Write a sketch as four bytes a hash."""
    return struct.pack(f"<{len(marks)}I", *marks)


def decode_sketch(stored: bytes) -> Sketch:
    """Read what `encode_sketch` wrote."""
    return struct.unpack(f"<{len(stored) // 4}I", stored)


def _triples(text: str) -> set[int]:
    """Hash each run of three words; of fewer words, all that there is."""
    words = [
        _hash(word) if len(word) <= CACHED else _hash.__wrapped__(word) for word in words_in(text)
    ]
    if len(words) < 3:
        return {_mix(sum(words))} if words else set()
    return {
        _mix(first * 0x9E3779B1 + second * 0x85EBCA77 + third * 0xC2B2AE3D)
        for (first, second), third in zip(pairwise(words), words[2:], strict=False)
    }


def _mix(number: int) -> int:
    number &= _MASK
    number = ((number ^ (number >> 15)) * 0x2C1B3C6D) & _MASK
    return number ^ (number >> 13)


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return crc32(fold_of(word).encode())
