"""How we speak to the operator: the diary, as JSON for a journal and as lines for a terminal.

Whatever is told about comes from outside and may be hostile: file names, titles, answers of mail
servers. No control character and no half of a character reaches the terminal or the journal, and
no secret either.
"""

import json
import logging
import os
import re
import sys
import traceback
import unicodedata
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from math import isfinite
from typing import Any, TextIO, cast

import structlog

_SECRET_WORDS = ("password", "passwd", "secret", "token", "credential", "authorization")
_HIDDEN = "(hidden)"
_LONGEST_TEXT = 2_000
_DEEPEST = 6
_MOST_FRAMES = 12
_LONG_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")
_SHORT_ID = 8
_PRIORITIES = {"critical": 2, "error": 3, "warning": 4, "info": 6, "debug": 7}

Entry = MutableMapping[str, Any]


def set_up(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Send the diary, and what libraries log, to a stream (standard error where none is given).

    On a terminal an entry is a line to be read, elsewhere an object of JSON. A journal also gets
    the priority of each entry.
    """
    out = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            explain_error,
            clean,
            _renderer(out),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=cast(TextIO, _Patient(out))),
        cache_logger_on_first_use=False,
    )
    libraries = logging.Handler()
    libraries.addFilter(_from_library)
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[libraries], force=True)


class _Patient:
    """A stream whose failures are passed over: a diary that is full is no reason to stop work."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()


def explain_error(_logger: object, _method: str, entry: Entry) -> Entry:
    """Put an error that is being handled into words: what it is, and the way to it, on one line."""
    given = entry.pop("exc_info", None)
    error = sys.exception() if given is True else given
    if isinstance(error, BaseException):
        entry.setdefault("error", error)
        frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
        entry["trace"] = [f"{at.filename}:{at.lineno} {at.name}" for at in frames]
    return entry


def clean(_logger: object, _method: str, entry: Entry) -> Entry:
    """Make an entry fit to be shown: secrets hidden, text free of what is not text."""
    return {key: _HIDDEN if _is_secret(key) else _clean(value) for key, value in entry.items()}


def clean_text(text: str) -> str:
    r"""Write text so that it stays on its line and cannot steer a terminal.

    Control characters and halves of characters are shown as `\xNN` or `\uNNNN`.
    """
    if text.isascii() and text.isprintable():
        return text[:_LONGEST_TEXT]
    return "".join(map(_clean_character, text[:_LONGEST_TEXT]))


def _clean(value: object, *, depth: int = 0) -> object:
    if value is None or isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
        return value
    if isinstance(value, BaseException):
        return clean_text(f"{type(value).__name__}: {value}")
    if depth < _DEEPEST:
        if isinstance(value, Mapping):
            return {clean_text(str(key)): _inside(key, value[key], depth + 1) for key in value}
        if isinstance(value, list | tuple | set | frozenset):
            return [_clean(inner, depth=depth + 1) for inner in value]
    return clean_text(str(value))


def _inside(key: object, value: object, depth: int) -> object:
    return _HIDDEN if _is_secret(str(key)) else _clean(value, depth=depth)


def _clean_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(character) in _TURNING:
        code = ord(character)
        if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is not UTF-8
            code -= 0xDC00
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    return character


_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def _is_secret(key: str) -> bool:
    lowered = key.lower()
    return any(word in lowered for word in _SECRET_WORDS)


def _renderer(out: TextIO) -> Callable[[object, str, Entry], str]:
    if out.isatty():
        return _as_line
    return _with_priority if _is_journal(out) else _as_json


def _as_json(_logger: object, _method: str, entry: Entry) -> str:
    return json.dumps(entry, ensure_ascii=False, default=str)


def _with_priority(logger: object, method: str, entry: Entry) -> str:
    return f"<{_PRIORITIES.get(str(entry.get('level')), 6)}>{_as_json(logger, method, entry)}"


def _as_line(_logger: object, _method: str, entry: Entry) -> str:
    at, level, event = (str(entry.pop(key, "")) for key in ("at", "level", "event"))
    told = ((key, value) for key, value in entry.items() if value not in ([], (), None, ""))
    details = " ".join(f"{key}={_shown(value)}" for key, value in told)
    return f"{at[11:19]} {level:<7} {event.replace('_', ' ')}  {details}".rstrip()


def _shown(value: object) -> str:
    if isinstance(value, list | tuple) and all(isinstance(inner, str) for inner in value):
        return ",".join(map(_shown, value))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    if _LONG_ID.fullmatch(text):
        text = text[:_SHORT_ID]  # the commands take the first characters of an id
    return text if text and " " not in text else json.dumps(text, ensure_ascii=False)


def _is_journal(out: TextIO) -> bool:
    """Tell whether a stream goes to the journal of systemd, as its own documentation advises."""
    try:
        status = os.fstat(out.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{status.st_dev}:{status.st_ino}"


def _from_library(record: logging.LogRecord) -> bool:
    """Bring what a library logs into the diary; nothing is left for the handler to do."""
    diary = structlog.get_logger(library=record.name)
    try:
        message = record.getMessage()
    except (TypeError, ValueError):
        message = str(record.msg)
    about = {"error": record.exc_info[1]} if record.exc_info else {}
    diary.log(record.levelno, message, **about)
    return False
