"""The lexicon: reads the language files that come with the program, and a user's additions."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from watcher.config.language import read_additions, spread
from watcher.topic.language import Language, build_language
from watcher.topic.meaning import Meaning

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
    return build_language(tables, meaning=load_meaning())


@lru_cache(maxsize=1)
def load_meaning() -> Meaning:
    """Read the vectors of words that come with the program."""
    words = (SHIPPED / "meaning.txt").read_text(encoding="utf-8").split()
    return Meaning(words, (SHIPPED / "meaning.bin").read_bytes())


def _joined(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours | {
            key: _joined(ours[key], value) if key in ours else value
            for key, value in theirs.items()
        }
    if isinstance(ours, list) and isinstance(theirs, list):
        return ours + theirs
    return theirs
