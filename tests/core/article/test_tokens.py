"""Words and numbers with their places, folds and stems."""

import pytest

from watcher.article.tokens import fold_of, stem_of, tokenize


def folds(text: str) -> list[str]:
    return [token.fold for token in tokenize(text)]


def test_places_stay_exact_where_folding_changes_the_length() -> None:
    text = "İstanbul’s straße: 1,200 e\u0301lite 🚢 boats"
    assert [text[token.start : token.end] for token in tokenize(text)] == [
        "İstanbul’s",
        "straße",
        "1,200",
        "e\u0301lite",
        "boats",
    ]
    assert folds(text) == ["istanbul", "strasse", "1200", "elite", "boats"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("28-point plan", ["28", "point", "plan"]),
        ("Erdoğan’s plan", ["erdogan", "plan"]),
        ("the workers' union", ["the", "workers", "union"]),
        ("8.40 and 8.4", ["8.4", "and", "8.4"]),
        ("$300bn", ["300", "bn"]),
        ("p.m.", ["pm"]),
        ("don’t", ["don't"]),
        ("G7 and COVID-19", ["g7", "and", "covid", "19"]),
    ],
)
def test_folds(text: str, expected: list[str]) -> None:
    assert folds(text) == expected


def test_the_country_is_not_the_pronoun() -> None:
    assert fold_of("US") == fold_of("U.S.")
    assert fold_of("US") != fold_of("us")
    assert fold_of("WHO") != fold_of("who")


@pytest.mark.parametrize(
    "words",
    [
        ("organisation", "organization", "organisations"),
        ("labour", "labor"),
        ("centre", "center", "centres"),
        ("cancelled", "canceled", "cancels"),
        ("defence", "defense"),
        ("analyse", "analyze"),
        ("programme", "program"),
        ("travelling", "traveling"),
        ("colourful", "colorful"),
        ("kilometres", "kilometer"),
        ("plan", "plans", "Plan’s"),
    ],
)
def test_one_stem_for_all_forms_and_both_spellings(words: tuple[str, ...]) -> None:
    assert len({stem_of(word) for word in words}) == 1


@pytest.mark.parametrize("word", ["promise", "exercise", "advertise", "revise", "raise", "four"])
def test_words_that_only_look_british_stay(word: str) -> None:
    assert "z" not in stem_of(word)
    assert stem_of(word).startswith(word[:3])
