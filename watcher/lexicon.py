"""The lexicon: reads the language files that come with the program, and a user's additions."""

import tomllib
from pathlib import Path
from typing import Any

from watcher.config.language import read_additions, spread
from watcher.topic.language import Language, build_language

SHIPPED = Path(__file__).parent / "language"


def load_language(extra: Path | None = None) -> Language:
    """Read the language files; those of the folder `extra` add to the shipped ones.

    Raises ConfigError where a file of that folder holds something that is not known.
    """
    tables: dict[str, Any] = {
        path.stem: spread(tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(SHIPPED.glob("*.toml"))
    }
    if extra is not None:
        tables = _joined(tables, read_additions(extra))
    return build_language(tables)


def _joined(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours | {
            key: _joined(ours[key], value) if key in ours else value
            for key, value in theirs.items()
        }
    if isinstance(ours, list) and isinstance(theirs, list):
        return ours + theirs
    return theirs
