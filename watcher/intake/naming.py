"""Which names are left alone, and how a name is shown that cannot stand in an event as it is."""

import os
import unicodedata

_UNFINISHED = ("~", ".tmp", ".part", ".filepart", ".crdownload", ".swp")
# They are format characters, as the joiners inside emoji and Persian words are, but they turn what
# follows around: a name could pass for another one.
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_left_alone(name: str) -> bool:
    """Say whether a file or folder of this name is passed over without an event."""
    return name.startswith(".") or name.endswith(_UNFINISHED)


def has_left_alone_part(relative: str) -> bool:
    """Say whether a path below the intake folder, or a folder on the way, is passed over."""
    return any(is_left_alone(part) for part in relative.split("/"))


def shown(path: str) -> str:
    r"""Write a path so that it can stand in an event and on a terminal.

    Bytes that are not UTF-8, and the bytes of control characters and of marks that turn the
    direction of writing, are shown as `\xNN`.
    """
    if path.isascii() and path.isprintable():
        return path
    return "".join(_shown_character(character) for character in path)


def _shown_character(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in _TURNING:
        return "".join(f"\\x{byte:02x}" for byte in os.fsencode(character))
    return character
