"""Each library that shapes digests has one landlord: nobody else imports it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("library", "landlord"),
    [("jinja2", "digest/templating.py"), ("css_inline", "digest/inlining.py")],
)
def test_a_library_has_one_landlord(library: str, landlord: str) -> None:
    named = re.compile(rf"^\s*(?:from|import) {library}\b", re.MULTILINE)
    tenants = {
        str(file.relative_to(ROOT / "watcher"))
        for file in (ROOT / "watcher").rglob("*.py")
        if named.search(file.read_text(encoding="utf-8"))
    }
    assert tenants == {landlord}
