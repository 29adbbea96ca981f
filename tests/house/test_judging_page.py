"""The page on judging names every rule, and for each a test that exists."""

import re
from pathlib import Path

from watcher.topic.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "judging.md").read_text(encoding="utf-8")
RULE = re.compile(r"^\| `([a-z-]+)` \|.*\| (`test_\w+`.*) \|$", re.MULTILINE)


def test_every_rule_stands_on_the_page() -> None:
    assert {name for name, _ in RULE.findall(PAGE)} == RULES.keys()


def test_every_rule_has_a_test_that_exists() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    written = {
        name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)
    }
    named = set(re.findall(r"`(test_\w+)`", PAGE))

    assert len(named) > len(RULES)
    assert named - written == set()
