"""A log in a real file, and what tests append to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import NOON
from watcher.log.append import Log


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a log is, or will be."""
    return tmp_path / "var" / "watcher.db"


@pytest.fixture
def log(path: Path) -> Iterator[Log]:
    """A new log, open for writing."""
    with Log.open(path, now=NOON, wait_seconds=0) as opened:
        yield opened
