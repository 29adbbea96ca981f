"""What every test may ask for: a noon, and a house to live in."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.factories import NOON, a_house
from watcher import config
from watcher.config import Settings


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def config_file(tmp_path: Path) -> Path:
    """A valid configuration with one topic, "dam", and an empty intake folder."""
    return a_house(tmp_path)


@pytest.fixture
def settings(config_file: Path) -> Settings:
    return config.load(config_file)
