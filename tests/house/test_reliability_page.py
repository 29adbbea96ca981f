"""The page on reliability names every fault point, and only tests that exist."""

import re
from pathlib import Path

from watcher.projections.catch_up import VIEWS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")


def points() -> set[str]:
    """List the fault points of the program."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "watcher").rglob("*.py")]
    named = {name for text in sources for name in re.findall(r'\bpoint\(f?"([^"]+)"\)', text)}
    return named - {"views.{view.name}"} | {f"views.{view.name}" for view in VIEWS}


def written() -> set[str]:
    """List the tests, and the files that hold them."""
    files = list((ROOT / "tests").rglob("test_*.py"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    found = {name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
    return found | {path.stem for path in files}


def test_every_fault_point_stands_on_the_page() -> None:
    told = PAGE.split("\n## Where it can be killed\n")[1].split("\n## ")[0]

    assert set(re.findall(r"`([a-z-]+\.[a-z-]+)`", told)) == points()


def test_every_test_that_the_page_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))

    assert len(named) > 50
    assert named - written() == set()
