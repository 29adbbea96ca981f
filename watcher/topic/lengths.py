"""Lengths of time as people write them: `5d`, `2h`, `90 minutes`."""

import re
from datetime import timedelta

_LENGTH = re.compile(r"\s*(\d{1,6})\s*([a-z]+)\s*", re.IGNORECASE)
_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_WORDS = {
    word: unit
    for unit, name in {"s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week"}.items()
    for word in (name, f"{name}s")
}
LONGEST = timedelta(days=3660)
FORMS = '"90m", "12h", "5d" or "2w"'


class LengthError(ValueError):
    """A text is no length of time; the message says how to write one."""


def read_length(text: str) -> timedelta:
    """Read a length of time of at least a second and at most ten years. Raises LengthError."""
    found = _LENGTH.fullmatch(text)
    unit = found[2].lower() if found else ""
    size = _UNITS.get(_WORDS.get(unit, unit))
    if found is None or size is None:
        message = f"{text!r} is no length of time; write it like {FORMS}"
        raise LengthError(message)
    count = int(found[1])
    if count < 1 or count > LONGEST // size:
        message = f"{text!r} is out of range; the shortest is a second, the longest ten years"
        raise LengthError(message)
    return count * size
