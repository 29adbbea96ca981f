"""The language files that come with the program can be read, and a user can add to them."""

from pathlib import Path

import pytest

from watcher.lexicon import LexiconError, load_language
from watcher.topic.figures import Figures


def test_the_shipped_language_knows_the_forms_of_its_verbs() -> None:
    language = load_language()
    assert language.forms["denied"] == ("deny", "ed")
    assert language.forms["withdrew"] == ("withdraw", "past")
    assert language.forms["cancelled"] == language.forms["canceled"] == ("cancel", "ed")


def test_words_that_a_user_adds_are_understood(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('[measures]\nparsecs = "parsec, parsecs"\n')
    (figure,) = (
        span.figure
        for span in Figures(load_language(tmp_path)).read("The cloud is 12 parsecs wide.")
    )
    assert (figure.value, figure.unit) == (12, "parsecs")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("units.toml", "[measures\n", "units.toml"),
        ("units.toml", 'unknown = "x"\n', "unknown"),
        ("numbers.toml", '[cardinals]\nzwei = "two"\n', "cardinals"),
        ("colours.toml", 'red = "crimson"\n', "colours.toml"),
    ],
)
def test_a_wrong_language_file_is_named(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(LexiconError, match=said):
        load_language(tmp_path)
