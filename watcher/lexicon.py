"""The lexicon: reads the language files that come with the program, and a user's additions."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from watcher.topic.language import Language, build_language

SHIPPED = Path(__file__).parent / "language"
_SEPARATORS = re.compile(r"\s*[,\n]\s*")


class LexiconError(Exception):
    """A language file cannot be used; the message names file and key."""

    def __init__(self, path: Path, *, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


def load_language(extra: Path | None = None) -> Language:
    """Read the language files; those of the folder `extra` add to the shipped ones.

    Raises LexiconError where a file is no TOML or holds something that is not known.
    """
    tables = dict(_read_folder(SHIPPED))
    if extra is not None:
        for name, table in _read_folder(extra):
            if name not in tables:
                raise LexiconError(extra / f"{name}.toml", reason="no such file is known")
            tables[name] = _joined(tables[name], table)
    try:
        return build_language(tables)
    except msgspec.ValidationError as error:
        raise LexiconError(extra or SHIPPED, reason=str(error)) from error


def _read_folder(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.glob("*.toml")):
        try:
            yield path.stem, _spread(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise LexiconError(path, reason=str(error)) from error


def _spread(value: Any) -> Any:
    if isinstance(value, str):
        return [entry for entry in _SEPARATORS.split(value.strip()) if entry]
    if isinstance(value, dict):
        return {key: _spread(inner) for key, inner in value.items()}
    return value


def _joined(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours | {
            key: _joined(ours[key], value) if key in ours else value
            for key, value in theirs.items()
        }
    if isinstance(ours, list) and isinstance(theirs, list):
        return ours + theirs
    return theirs
