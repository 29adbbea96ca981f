"""Lays text out in columns: how wide letters are on a terminal, and where a line may break."""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

WIDTH = 78
_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_NOT_FIRST = "、。，．・：；？！）」』】》〉〕’”…‥ー々)]}!?,.:;"
_NOT_LAST = "（「『【《〈〔‘“([{"


def width(text: str) -> int:
    """Count the columns that a text takes up on a terminal."""
    if text.isascii():
        return len(text)
    columns, before = 0, ""
    for character in text:
        columns += _columns(character, before)
        before = character
    return columns


def padded(text: str, columns: int) -> str:
    """Fill a text up with spaces."""
    return text + " " * (columns - width(text))


def wrapped(text: str, *, first: str, rest: str) -> Iterator[str]:
    """Break a text between words, and between letters that are as wide as words.

    A word of narrow letters that is wider than a line stands whole.
    """
    line, is_empty = first, True
    for word in text.split():
        gap = "" if is_empty else " "
        if not is_empty and width(line) + 1 + width(word) > WIDTH:
            yield line
            line, gap = rest, ""
        for piece in _breakable(word):
            if piece is not word and width(line) + len(gap) + width(piece) > WIDTH:
                yield line
                line, gap = rest, ""
            line, gap = line + gap + piece, ""
        is_empty = False
    yield line


def left_and_right(left: str, right: str) -> Iterator[str]:
    """Put two texts on one line, else on two."""
    gap = WIDTH - width(left) - width(right)
    if gap >= 2:
        yield left + " " * gap + right
        return
    indent = " " * (len(left) - len(left.lstrip()))
    yield from wrapped(left.strip(), first=indent, rest=indent)
    room = WIDTH - width(right)
    yield from [" " * room + right] if room >= 0 else wrapped(right, first=indent, rest=indent)


def _columns(character: str, before: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        is_widened = character == _EMOJI_STYLE and before and _columns(before, "") == 1
        return 1 if is_widened else 0
    if before == _JOINER or "\u1160" <= character <= "\u11ff":  # joined on; half a Korean syllable
        return 0
    if "\U0001f3fb" <= character <= "\U0001f3ff" and before:  # the colour of a skin
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _breakable(word: str) -> list[str]:
    """Cut a word at the places where a line of Chinese or Japanese may end."""
    if word.isascii() or width(word) <= 4:
        return [word]
    pieces = [word[0]]
    for before, character in pairwise(word):
        if _may_break(before, character):
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces if len(pieces) > 1 else [word]


def _may_break(before: str, after: str) -> bool:
    if before in _NOT_LAST or after in _NOT_FIRST or _JOINER in (before, after):
        return False
    if not (_is_ideograph(before) or _is_ideograph(after)):
        return False
    return unicodedata.category(after) not in ("Mn", "Me", "Cf")


def _is_ideograph(character: str) -> bool:
    is_wide = unicodedata.east_asian_width(character) in "WF"
    return is_wide and unicodedata.category(character)[0] in "LP"
