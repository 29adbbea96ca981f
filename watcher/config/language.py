"""A user's language files: tables that add to the language that comes with the program."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields

from watcher.config.errors import BrokenConfigError, ConfigError
from watcher.config.shape import Findings, did_you_mean
from watcher.config.written import Keys, read_toml

_SEPARATORS = re.compile(r"\s*[,\n]\s*")
_MOST_COLUMNS = 3
_BETWEEN = {"months": (1, 12), "weekdays": (0, 6)}
_FIXED = frozenset((table, key) for table in _BETWEEN for key in ("names", "short"))


def read_additions(folder: Path) -> dict[str, dict[str, Any]]:
    """Read the language files of a folder, checked, by name.

    Raises BrokenConfigError with every mistake in any of them.
    """
    from watcher.topic.language import Tables

    kinds = {field.name: field.type for field in fields(Tables)}
    tables: dict[str, dict[str, Any]] = {}
    errors: list[ConfigError] = []
    for path in _files(folder):
        try:
            tables[path.stem] = _read(path, kinds)
        except ConfigError as error:
            errors += error.errors
    if errors:
        raise BrokenConfigError(tuple(errors))
    return tables


def spread(value: Any) -> Any:
    """Turn each text of a table into the list of words that it holds."""
    if isinstance(value, str):
        return [entry for entry in _SEPARATORS.split(value.strip()) if entry]
    if isinstance(value, dict):
        return {key: spread(inner) for key, inner in value.items()}
    return value


def _files(folder: Path) -> list[Path]:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        message = f"the language folder cannot be read: {error.strerror}"
        raise ConfigError(message, file=folder) from error
    return [path for path in paths if path.suffix == ".toml" and path.name[0] not in ".#~"]


def _read(path: Path, kinds: Mapping[str, Any]) -> dict[str, Any]:
    if path.stem not in kinds:
        hint = did_you_mean(path.stem, kinds) or f"; there are {', '.join(kinds)}"
        message = f"is no language file{hint}"
        raise ConfigError(message, file=path)
    written = read_toml(path)
    findings = Findings(written)
    _check(written.table, kinds[path.stem], (), findings)
    if findings.errors:
        raise BrokenConfigError(tuple(findings.errors))
    table: dict[str, Any] = spread(written.table)
    return table


def _check(value: object, kind: Any, keys: Keys, findings: Findings) -> None:
    """Note what does not fit; nothing need be there, since it only adds."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        known = {field.encode_name: field.type for field in fields(kind)}
        for name, inner in _table(value, keys, findings).items():
            if name in known:
                _check(inner, known[name], (*keys, name), findings)
            else:
                findings.add((*keys, name), f"unknown key{did_you_mean(name, known)}")
    elif get_origin(kind) is dict:
        for name, inner in _table(value, keys, findings).items():
            if keys == ("statuses",) and name not in (statuses := _statuses()):
                findings.add((*keys, name), f"is no status{did_you_mean(name, statuses)}")
            else:
                _check(inner, get_args(kind)[1], (*keys, name), findings)
    elif get_origin(kind) is tuple:
        _check_words(value, keys, findings)
    elif isinstance(value, bool) or not isinstance(value, int | kind):
        findings.add(keys, f"expected {'a whole number' if kind is int else 'a number'}")
    elif keys[0] in _BETWEEN and not _BETWEEN[keys[0]][0] <= value <= _BETWEEN[keys[0]][1]:
        findings.add(keys, "expected a number from {} to {}".format(*_BETWEEN[keys[0]]))


def _table(value: object, keys: Keys, findings: Findings) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    findings.add(keys, "expected a table")
    return {}


def _check_words(value: object, keys: Keys, findings: Findings) -> None:
    words = spread(value)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        findings.add(keys, 'expected words: "one, two" or a text of several lines')
    elif keys in _FIXED:
        findings.add(keys, 'cannot be added to; further spellings belong to "other"')
    elif keys in _ENTRIES:
        complaint, fits = _ENTRIES[keys]
        for entry in words:
            if not fits(entry):
                findings.add(keys, f"{entry!r}: {complaint}")


def _statuses() -> tuple[str, ...]:
    from watcher.topic.status import Status

    return get_args(Status)


def _is_verb(entry: str) -> bool:
    return len(entry.split()) == 3


def _is_country(entry: str) -> bool:
    columns = entry.split("/")
    return bool(columns[0].split(";")[0].strip()) and len(columns) <= _MOST_COLUMNS


_ENTRIES: dict[Keys, tuple[str, Callable[[str], bool]]] = {
    ("irregular",): ("expected a verb, its past and its participle", _is_verb),
    ("countries",): ("expected names / capitals / peoples", _is_country),
}
