"""What the articles of a topic say is proposed for its file: spellings, acronyms, terms."""

import tomllib
from collections.abc import Sequence

import pytest

from tests.factories import an_article
from watcher.events import Definition
from watcher.lexicon import load_language
from watcher.topic.census import Census
from watcher.topic.neighbours import Neighbours
from watcher.topic.suggesting import Aliases, Suggestion, toml_lines

LANGUAGE = load_language()


def proposed(
    *articles: Sequence[str], terms: tuple[str, ...] = ("dam",), **aliases: tuple[str, ...]
) -> list[Suggestion]:
    """Propose aliases from articles all of whose sentences are on the topic."""
    census = Census(LANGUAGE)
    for sentences in articles:
        article = an_article(*sentences)
        census.add(article, counted={sentence.start for sentence in article.sentences})
    definition = Definition(name="Dam", terms=terms, aliases=aliases)
    return Aliases(census, definition, LANGUAGE).propose()


def said(suggestions: list[Suggestion]) -> set[tuple[str | None, str, str]]:
    return {(one.of, one.name, one.rule) for one in suggestions}


def test_another_spelling_of_an_alias_is_proposed() -> None:
    found = proposed(
        ["At the dam Ivan Petrovskyy spoke."],
        ["Petrovskiy left the dam.", "Then Petrovskiy came back."],
        Petrovsky=(),
    )

    assert said(found) == {
        ("Petrovsky", "Petrovskyy", "spelling"),
        ("Petrovsky", "Petrovskiy", "spelling"),
    }
    assert {one.name: one.sentences for one in found} == {"Petrovskyy": 1, "Petrovskiy": 2}
    assert "At the dam Ivan Petrovskyy spoke." in {one.quotes[0].quote for one in found}


def test_a_spelling_that_stands_in_the_file_is_not_proposed_again() -> None:
    assert proposed(["At the dam Petrovskyy spoke."], Petrovsky=("Petrovskyy",)) == []


def test_what_differs_by_accents_alone_is_found_anyway_and_not_proposed() -> None:
    assert proposed(["At the dam Wójcik spoke."], Wojcik=()) == []


def test_a_name_from_another_script_needs_the_given_name_in_common() -> None:
    loose = proposed(
        ["The dam was shown to Omar Gadiri."], ["Omar Qadiri left the dam."], Gadiri=()
    )
    bare = proposed(["The dam was shown to Gadiri."], ["Later on Qadiri left the dam."], Gadiri=())

    assert said(loose) == {("Gadiri", "Qadiri", "transliteration")}
    assert bare == []


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("Ali Khamenei", "Ali Khomeini"),
        ("Austria", "Australia"),
        ("Niger", "Nigeria"),
        ("Iran", "Iraq"),
        ("Mali", "Male"),
    ],
)
def test_names_that_are_merely_alike_are_not_proposed(known: str, other: str) -> None:
    articles = [[f"At the dam {known} was named."], [f"At the dam {other} was named."]] * 3
    assert proposed(*articles, terms=("dam", f"{known} dam"), **{known: ()}) == []


def test_two_who_are_named_side_by_side_are_two() -> None:
    both = ["At the dam Omar Gadiri met Omar Qadiri."]
    assert proposed(both, both, Gadiri=()) == []


def test_a_person_goes_by_the_surname_after_the_full_name() -> None:
    one = ["Ayse Demir came to the dam.", "Ms Demir said that it would hold."]
    two = ["The dam held, Ayse Demir wrote.", "It was dry, Demir said."]

    assert said(proposed(one, two)) == {("Ayse Demir", "Demir", "surname")}


def test_a_surname_that_two_share_is_not_proposed() -> None:
    one = ["Ayse Demir came to the dam.", "Ms Demir said that it would hold."]
    two = ["Cem Demir left the dam.", "Mr Demir said it leaked.", "Ayse Demir stayed."]

    assert proposed(one, two) == []


def test_a_part_of_a_body_or_of_a_place_is_no_surname() -> None:
    one = ["The Bank of England paid for the dam.", "England said so.", "New Zealand came."]
    two = ["The Bank of England paid again.", "England said no.", "New Zealand left, Zealand said."]

    assert proposed(one, two) == []


def test_an_acronym_in_brackets_is_proposed_for_a_name_of_the_file() -> None:
    found = proposed(
        ["The Organisation for Dam Safety (ODS) came.", "Then the ODS left."],
        terms=("Organisation for Dam Safety report",),
    )

    assert said(found) == {("Organisation for Dam Safety", "ODS", "acronym")}
    assert found[0].sentences == 2


def test_the_full_name_is_proposed_where_the_file_has_the_acronym() -> None:
    found = proposed(["The Organisation for Dam Safety (ODS) came."], terms=("ODS",))

    assert said(found) == {("ODS", "Organisation for Dam Safety", "acronym")}


def test_the_lines_can_be_pasted_into_a_topic_file() -> None:
    definition = Definition(name="Dam", terms=("dam",), aliases={"Petrovsky": ("Petrovskyy",)})
    found = proposed(
        ["At the dam Petrovskiy met the Organisation for Dam Safety (ODS)."],
        Petrovsky=("Petrovskyy",),
    )

    table = tomllib.loads("\n".join(toml_lines(definition, found)))

    assert table == {
        "aliases": {
            "Petrovsky": ["Petrovskyy", "Petrovskiy"],
            "Organisation for Dam Safety": ["ODS"],
        }
    }


def neighbours(on_topic: Sequence[str], off_topic: Sequence[str] = ()) -> list[Suggestion]:
    counting = Neighbours(Definition(name="Dam", terms=("dam",)), LANGUAGE)
    for sentence in on_topic:
        counting.add(an_article(sentence), counted={0})
    for sentence in off_topic:
        counting.add(an_article(sentence), counted=set())
    return counting.propose()


ON_TOPIC = (
    "The spillway gate of the dam was opened on Monday.",
    "On Tuesday a spillway gate stuck, and the dam was closed.",
    "The dam has one spillway gate left.",
)


def test_a_phrase_that_stands_beside_the_topic_is_proposed_as_a_term() -> None:
    (found,) = neighbours(ON_TOPIC)
    assert (found.name, found.rule, found.on_topic) == ("spillway gate", "near-the-topic", 3)
    lines = toml_lines(Definition(name="Dam", terms=("dam",)), [found])
    assert lines == ['terms = ["dam", "spillway gate"]']


def test_a_phrase_that_stands_everywhere_is_not() -> None:
    elsewhere = [f"The garden of number {n} has a spillway gate." for n in range(4)]
    assert neighbours(ON_TOPIC, elsewhere) == []


def test_a_sentence_that_is_printed_again_and_again_counts_once() -> None:
    assert neighbours([ON_TOPIC[0]] * 5) == []


def test_a_country_is_no_term() -> None:
    sentences = [f"New Zealand sent pump {n} to the dam." for n in range(4)]
    assert neighbours(sentences) == []


def test_titles_days_and_the_terms_themselves_are_no_terms() -> None:
    sentences = [f"The prime minister saw the dam wall on day {n} last week." for n in range(4)]
    assert neighbours(sentences) == []
