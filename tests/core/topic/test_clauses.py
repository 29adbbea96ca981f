"""A sentence is split where one assertion ends and the next begins."""

import pytest

from watcher.lexicon import load_language
from watcher.topic.clauses import Clauses

CLAUSES = Clauses(load_language())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Nine died and 38 were hurt.", [("Nine died", True), ("and 38 were hurt.", True)]),
        ("Cats and dogs slept.", [("Cats and dogs slept.", True)]),
        ("He left after she came.", [("He left", True), ("after she came.", False)]),
        ("After she came, he left.", [("After she came,", False), ("he left.", True)]),
        ("It fell; it rose.", [("It fell;", True), ("it rose.", True)]),
        (
            "The dam, which cracked, held while people slept.",
            [("The dam,", True), ("which cracked,", False), ("held", True),
             ("while people slept.", True)],
        ),
        ("", []),
    ],
)  # fmt: skip
def test_clauses(text: str, parts: list[tuple[str, bool]]) -> None:
    found = CLAUSES.read(text)
    assert [(text[clause.start : clause.end], clause.main) for clause in found] == parts
