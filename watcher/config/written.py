"""A TOML file as it was written: its values, and the line on which each key stands."""

import re
import tomllib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from watcher.config.errors import ConfigError

MAX_BYTES = 1_000_000

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}=,\n]"
    r"|[^\s\[\]{}=,\#\"']+",
    re.DOTALL,
)
_PART = re.compile(r'"(?:[^"\\]|\\.)*"' r"|'[^']*'" r"|[\w-]+")
_AT = re.compile(r"^(?P<message>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)$", re.DOTALL)

Keys = tuple[str, ...]


class Written:
    """The text of a TOML file and what it says; knows where each key stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.table = _parsed(text, path)

    @cached_property  # asked for where something is wrong: of thousands of files, hardly ever
    def _places(self) -> tuple[dict[Keys, int], dict[Keys, int]]:
        """Give the offset of each key, and of each value."""
        places: dict[Keys, int] = {}
        values: dict[Keys, int] = {}
        for keys, key_at, value_at in _assignments(self.text):
            for length in range(1, len(keys) + 1):
                places.setdefault(keys[:length], key_at)
            values.setdefault(keys, value_at)
        return places, values

    def line(self, *keys: str) -> int | None:
        """Give the line of a key, or of the nearest table around it; lines count from 1."""
        places, _ = self._places
        for length in range(len(keys), 0, -1):
            if keys[:length] in places:
                return self._line_at(places[keys[:length]])
        return None

    def value_line(self, *keys: str, before: str) -> int | None:
        """Give the line of a place inside a text value that stands after the words `before`."""
        _, values = self._places
        if keys not in values:
            return self.line(*keys)
        start = values[keys]
        opening = self.text[start : start + 4]
        skipped = 1 if opening in {'"""\n', "'''\n"} else 0
        return self._line_at(start) + skipped + before.count("\n")

    def _line_at(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1


def read_toml(path: Path) -> Written:
    """Read a TOML file; a file that cannot be read or parsed is a ConfigError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise ConfigError(message, file=path) from error
    if len(content) > MAX_BYTES:
        message = f"is larger than {MAX_BYTES:,} bytes; this is no configuration"
        raise ConfigError(message, file=path)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 text"
        raise ConfigError(message, file=path, line=line) from error
    return Written(path, text)


def _parsed(text: str, path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT.match(str(error))
        if found is None:
            line = text.count("\n") + 1 if "end of document" in str(error) else None
            raise ConfigError(_lowered(str(error)), file=path, line=line) from None
        message = f"{_lowered(found['message'])} (column {found['column']})"
        raise ConfigError(message, file=path, line=int(found["line"])) from None
    except RecursionError:
        message = "is nested too deeply"
        raise ConfigError(message, file=path) from None


def _lowered(message: str) -> str:
    return f"this is not TOML: {message[:1].lower()}{message[1:]}"


def _assignments(text: str) -> Iterator[tuple[Keys, int, int]]:
    """Yield each header and key of a valid TOML text with the offsets of the key and its value."""
    table: Keys = ()
    for statement in _statements(text):
        first = statement[0]
        if first.group() == "[":
            closing = next(token for token in statement if token.group() == "]")
            table = _key_parts(text[first.start() : closing.end()])
            yield table, first.start(), first.start()
            continue
        equals = next(token for token in statement if token.group() == "=")
        keys = table + _key_parts(text[first.start() : equals.start()])
        value = statement[statement.index(equals) + 1]
        yield keys, first.start(), value.start()


def _statements(text: str) -> Iterator[list[re.Match[str]]]:
    statement: list[re.Match[str]] = []
    depth = 0
    for token in _TOKEN.finditer(text):
        word = token.group()
        if word.startswith("#"):
            continue
        if word == "\n":
            if statement and not depth:
                yield statement
                statement = []
            continue
        depth += (word in {"[", "{"}) - (word in {"]", "}"})
        statement.append(token)
    if statement:
        yield statement


def _key_parts(key: str) -> Keys:
    return tuple(_part(found.group()) for found in _PART.finditer(key))


def _part(written: str) -> str:
    if written[0] in "\"'":
        return str(tomllib.loads(f"key = {written}")["key"])
    return written
