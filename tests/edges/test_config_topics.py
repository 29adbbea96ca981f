"""Topic files: what makes a topic, and what happens to a file that does not."""

from pathlib import Path

import pytest

from tests.factories import DAM_TOPIC, a_house
from watcher import config
from watcher.config import ConfigError
from watcher.events import Definition


def topics_of(tmp_path: Path, **files: str) -> config.Topics:
    """Read a topics folder that holds these files."""
    return config.load_topics(a_house(tmp_path, topics=files).parent / "topics")


def mistake(tmp_path: Path, text: str) -> str:
    """Say what is wrong with a topic file, as `line key: message`."""
    (error,) = topics_of(tmp_path, dam=text).errors
    return f"{error.line} {error.key}: {error.message}"


def test_a_topic_file_becomes_a_definition(tmp_path: Path) -> None:
    text = """
name = "The dam"
about = "Will it hold?"
terms = ["dam", "reservoir"]
exclude = ["beaver dam"]
query = 'dam NEAR/3 (crack OR leak)'
[aliases]
Zelensky = ["Zelenskyy", "Zelenskiy"]
"""
    topics = topics_of(tmp_path, dam=text)

    assert topics.errors == []
    assert topics.definitions == {
        "dam": Definition(
            name="The dam",
            about="Will it hold?",
            terms=("dam", "reservoir"),
            exclude=("beaver dam",),
            query="dam NEAR/3 (crack OR leak)",
            aliases={"Zelensky": ("Zelenskyy", "Zelenskiy")},
        )
    }


def test_the_id_is_the_name_of_the_file(tmp_path: Path) -> None:
    topics = topics_of(tmp_path, **{"28-point-plan": DAM_TOPIC, "t17.h1n1": DAM_TOPIC})

    assert set(topics.definitions) == {"28-point-plan", "t17.h1n1"}


def test_a_topic_may_take_every_sentence(tmp_path: Path) -> None:
    topics = topics_of(tmp_path, all='name = "All"\nterms = ["*"]\n')

    assert topics.definitions["all"].terms == ("*",)


def test_a_query_alone_makes_a_topic(tmp_path: Path) -> None:
    topics = topics_of(tmp_path, dam='name = "The dam"\nquery = "dam OR weir"\n')

    assert topics.definitions["dam"].query == "dam OR weir"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('terms = ["dam"]\n', "None name: is missing"),
        ('name = "The dam"\n', "None : a topic needs terms or a query"),
        ('name = " "\nterms = ["dam"]\n', "1 name: expected one line of text"),
        ('name = "a\\nb"\nterms = ["dam"]\n', "1 name: expected one line of text"),
        ('name = "The dam"\n\nterms = "dam"\n', "3 terms: expected a list, got text"),
        ('name = "d"\nterms = ["d"]\nabout = 3\n', "3 about: expected text, got a whole number"),
        (
            'name = "The dam"\nterms = ["dam", 3]\n',
            "2 terms: expected text, got a whole number (number 2 of the list)",
        ),
        ('name = "The dam"\nterms = ["dam", "--"]\n', "2 terms: '--' holds no word"),
        ('name = "d"\nterms = ["d"]\nexclude = ["*"]\n', "3 exclude: '*' holds no word"),
        (
            'name = "d"\nterms = ["d"]\nexcludes = ["x"]\n',
            "3 excludes: unknown key; did you mean exclude?",
        ),
        (
            'name = "d"\nterms = ["d"]\n[aliases]\nX = "Y"\n',
            "4 aliases.X: expected a list, got text",
        ),
        ('name = "d"\nterms = ["d"]\n[aliases]\nX = [""]\n', "4 aliases.X: '' holds no word"),
    ],
)
def test_a_mistake_is_named_with_line_and_key(tmp_path: Path, text: str, said: str) -> None:
    assert mistake(tmp_path, text) == said


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("query = 'dam AND (weir'", 2, 9),
        ("query = '''\ndam AND\n(weir'''", 4, 1),
        ("query = '''dam AND\n  (weir'''", 3, 3),
    ],
)
def test_a_broken_query_is_named_to_the_column(
    tmp_path: Path, query: str, line: int, column: int
) -> None:
    said = mistake(tmp_path, f'name = "The dam"\n{query}\n')

    assert said.startswith(f"{line} query: ")
    assert said.endswith(f"(column {column} of the query)")


def test_a_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    topics = topics_of(tmp_path, dam=DAM_TOPIC, weir="name = ", sluice='name = "x"\n')

    assert set(topics.definitions) == {"dam"}
    assert topics.broken == {"weir", "sluice"}


def test_two_files_whose_names_differ_only_by_case_are_one_too_many(tmp_path: Path) -> None:
    topics = topics_of(tmp_path, Dam=DAM_TOPIC, dam=DAM_TOPIC)

    assert set(topics.definitions) == {"Dam"}
    assert topics.errors[0].message == "is the same topic id as Dam, but for case"


def test_a_file_name_that_makes_no_id_is_refused(tmp_path: Path) -> None:
    topics = topics_of(tmp_path, **{"the dam": DAM_TOPIC})

    assert topics.definitions == {}
    assert "makes no topic id" in topics.errors[0].message


def test_hidden_files_backups_and_other_files_are_no_topics(tmp_path: Path) -> None:
    folder = a_house(tmp_path).parent / "topics"
    for name in (".dam.toml", "#dam.toml", "~dam.toml", "dam.toml~", "dam.toml.bak", "NOTES.md"):
        (folder / name).write_text("not TOML at all", encoding="utf-8")

    topics = config.load_topics(folder)

    assert (set(topics.definitions), topics.errors) == ({"dam"}, [])


def test_a_missing_folder_is_an_error_and_never_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the topics folder cannot be read"):
        config.load_topics(tmp_path / "gone")


def test_a_topic_file_that_cannot_be_read_is_broken(tmp_path: Path) -> None:
    folder = a_house(tmp_path).parent / "topics"
    (folder / "weir.toml").symlink_to(tmp_path / "gone")

    topics = config.load_topics(folder)

    assert set(topics.definitions) == {"dam"}
    assert topics.broken == {"weir"}


def test_at_the_start_a_broken_topic_is_told_beside_a_broken_setting(tmp_path: Path) -> None:
    path = a_house(tmp_path, config="colour = 1\n", topics={"dam": "name = 3\n"})

    with pytest.raises(ConfigError) as caught:
        config.load_all(path)

    assert [(error.file.name, error.key) for error in caught.value.errors] == [
        ("watcher.toml", "colour"),
        ("dam.toml", "name"),
    ]


def test_at_the_start_settings_and_topics_come_together(tmp_path: Path) -> None:
    path = a_house(tmp_path)

    settings, topics = config.load_all(path)

    assert settings == config.load(path)
    assert set(topics.definitions) == {"dam"}


def test_a_length_of_quiet_is_read_as_it_is_written(tmp_path: Path) -> None:
    topics = topics_of(tmp_path, dam=DAM_TOPIC + 'quiet_after = "5d"\n')

    assert topics.definitions["dam"].quiet_after == "5d"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('"five days"', '\'five days\' is no length of time; write it like "90m", "12h"'),
        ('"0d"', "'0d' is out of range"),
        ("5", "expected text"),
    ],
)
def test_what_is_no_length_of_quiet_is_refused(tmp_path: Path, written: str, said: str) -> None:
    assert mistake(tmp_path, DAM_TOPIC + f"quiet_after = {written}\n").startswith(
        f"3 quiet_after: {said}"
    )
