"""Watched folders, let go of after each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.edges.intake.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    root = tmp_path / "seeds"
    root.mkdir()
    desk = Desk(root)
    yield desk
    desk.folder.stop()


@pytest.fixture
def flat_desk(tmp_path: Path) -> Iterator[Desk]:
    root = tmp_path / "flat"
    root.mkdir()
    desk = Desk(root, recursive=False)
    yield desk
    desk.folder.stop()
