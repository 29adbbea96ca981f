"""The language files that come with the program can be read, and a user can add to them."""

from pathlib import Path

import pytest

from tests.factories import a_house
from watcher import config
from watcher.config import ConfigError
from watcher.lexicon import load_language
from watcher.topic.figures import Figures
from watcher.topic.gazetteer import Gazetteer
from watcher.topic.status import Statuses


def test_the_shipped_language_knows_the_forms_of_its_verbs() -> None:
    language = load_language()
    assert language.forms["denied"] == ("deny", "ed")
    assert language.forms["withdrew"] == ("withdraw", "past")
    assert language.forms["cancelled"] == language.forms["canceled"] == ("cancel", "ed")


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("deferred", "defer"),
        ("patrolled", "patrol"),
        ("totaling", "total"),
        ("totalling", "total"),
        ("fulfilled", "fulfil"),
        ("fulfill", "fulfill"),
        ("kidnapped", "kidnap"),
        ("beginning", "begin"),
        ("beaten", "beat"),
        ("burst", "burst"),
        ("frozen", "freeze"),
        ("overseen", "oversee"),
        ("rebuilt", "rebuild"),
        ("broadcast", "broadcast"),
    ],
)
def test_british_american_and_irregular_forms_lead_to_their_verb(form: str, verb: str) -> None:
    assert load_language().forms[form][0] == verb


def test_no_country_is_listed_twice_and_none_has_a_column_too_many() -> None:
    rows = [line.split("/") for line in load_language().tables.places.countries]
    names = [row[0].split(";")[0].strip() for row in rows]

    assert [name for name in names if names.count(name) > 1] == []
    assert [row for row in rows if len(row) > 3 or not row[0].strip()] == []


def test_no_spelling_means_two_units() -> None:
    units = load_language().tables.units
    spellings = [
        (spelling, name)
        for table in (units.currencies, units.measures, units.durations)
        for name, words in table.items()
        for spelling in {*words}
    ]
    known: dict[str, str] = {}
    for spelling, name in spellings:
        assert known.setdefault(spelling, name) == name, spelling


def test_words_that_a_user_adds_are_understood(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('[measures]\nparsecs = "parsec, parsecs"\n')
    (figure,) = (
        span.figure
        for span in Figures(load_language(tmp_path)).read("The cloud is 12 parsecs wide.")
    )
    assert (figure.value, figure.unit) == (12, "parsecs")


def test_what_is_added_takes_nothing_away(tmp_path: Path) -> None:
    (tmp_path / "counts.toml").write_text('[classes.killed]\nverbs = "garrotte"\n')
    figures = Figures(load_language(tmp_path))

    for sentence in ("Bandits garrotted 12 travellers.", "The storm killed 12 travellers."):
        assert [span.figure.what for span in figures.read(sentence)] == ["travellers killed"]


def test_a_country_gets_another_name_and_a_seat(tmp_path: Path) -> None:
    line = "Kazakhstan ; Qazaqstan / Akorda /"
    (tmp_path / "places.toml").write_text(f'countries = """\n{line}\n"""\n', encoding="utf-8")
    gazetteer = Gazetteer(load_language(tmp_path))

    assert {gazetteer.country_of(name) for name in ("Qazaqstan", "Akorda", "Astana")} == {
        "kazakhstan"
    }


def test_a_status_gets_another_verb(tmp_path: Path) -> None:
    (tmp_path / "status.toml").write_text('[statuses.postponed]\nverbs = "mothball"\n')
    found = Statuses(load_language(tmp_path)).best("The port authority has mothballed the tunnel.")

    assert found is not None
    assert found.status == "postponed"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("units.toml", "[measures\n", "units.toml:1: this is not TOML"),
        ("units.toml", 'x = "y"\n', "units.toml:1: x: unknown key"),
        ("units.toml", '\n[measure]\nels = "el"\n', "2: measure: unknown key; did you mean"),
        ("units.toml", "[measures]\nels = 3\n", "2: measures.els: expected words"),
        ("units.toml", 'measures = "els"\n', "1: measures: expected a table"),
        ("numbers.toml", '[cardinals]\nzwei = "two"\n', "2: cardinals.zwei: expected a whole"),
        ("numbers.toml", "[cardinals]\nzwei = true\n", "2: cardinals.zwei: expected a whole"),
        ("numbers.toml", '[fractions]\nhalb = "x"\n', "2: fractions.halb: expected a number"),
        ("calendar.toml", "[months.other]\nmai = 13\n", "2: months.other.mai: expected a number"),
        ("calendar.toml", '[months]\nnames = "mai"\n', "months.names: cannot be added to"),
        ("verbs.toml", 'irregular = "cleave clove"\n', "1: irregular: 'cleave clove': expected"),
        ("places.toml", 'countries = "A / B / C / D"\n', "1: countries: 'A / B / C / D': expected"),
        ("status.toml", '[statuses.leaked]\nverbs = "leak"\n', "statuses.leaked: is no status"),
        ("colours.toml", 'red = "crimson"\n', "colours.toml: is no language file"),
        ("place.toml", "", "place.toml: is no language file; did you mean places?"),
    ],
)
def test_a_wrong_language_file_is_named(tmp_path: Path, name: str, content: str, said: str) -> None:
    path = a_house(tmp_path)
    folder = path.parent / "language"
    folder.mkdir()
    (folder / name).write_text(content)

    for load in (config.load, config.load_all):
        with pytest.raises(ConfigError) as caught:
            load(path)
        assert said in str(caught.value)


def test_every_mistake_of_every_language_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('x = "y"\ny = 1\n')
    (tmp_path / "speech.toml").write_text("verbs = 3\n")
    with pytest.raises(ConfigError) as caught:
        load_language(tmp_path)
    assert [(error.file.name, error.line) for error in caught.value.errors] == [
        ("speech.toml", 1),
        ("units.toml", 1),
        ("units.toml", 2),
    ]


def test_a_language_folder_need_not_be_there(tmp_path: Path) -> None:
    assert config.load(a_house(tmp_path)).language is None


def test_a_language_folder_that_is_named_must_be_there(tmp_path: Path) -> None:
    path = a_house(tmp_path)
    path.write_text('language = "words"\n' + path.read_text())

    with pytest.raises(ConfigError, match="1: language: there is no folder words"):
        config.load(path)

    (path.parent / "words").mkdir()
    assert config.load(path).language == path.parent / "words"
