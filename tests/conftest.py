"""What every test may ask for: a noon, and a house to live in."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from tests.factories import NOON, a_house
from watcher import config
from watcher.config import Settings

# The same examples each time: a red test then means a change, not chance. To look further afield:
# pytest --hypothesis-profile wild
hypothesis_settings.register_profile("house", deadline=None, derandomize=True, max_examples=60)
hypothesis_settings.register_profile("wild", deadline=None, max_examples=3000)
hypothesis_settings.load_profile("house")


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
