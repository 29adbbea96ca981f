"""One name has one key, whatever its spelling and title."""

import pytest

from watcher.lexicon import load_language
from watcher.topic.names import Names, acronyms_of, is_same_name

NAMES = Names(load_language())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("President Ola Nordmann met Mr. Lund in Oslo on Wednesday.",
         ["Ola Nordmann", "Lund", "Oslo"]),
        ("The Kremlin's Ivan Petrov spoke.", ["Kremlin", "Ivan Petrov"]),
        ("Prime Minister Ida von der Au of the Bank of Sund left.",
         ["Ida von der Au", "Bank of Sund"]),
        ("U.S. Secretary of State Ida Lund spoke.", ["Ida Lund"]),
        ("In March they saw Anne-Marie Lund's house.", ["Anne-Marie Lund"]),
        ("Nobody came.", []),
    ],
)  # fmt: skip
def test_names_are_found_without_their_titles(text: str, names: list[str]) -> None:
    spans = NAMES.read(text)
    assert [span.name for span in spans] == names
    assert all(text[span.start : span.end] == span.name for span in spans)


def test_spellings_of_one_ending_are_one_key() -> None:
    spellings = ["Petrovsky", "Petrovskyy", "Petrovskiy", "Petrovskyi"]
    assert {NAMES.key_of(name) for name in spellings} == {"petrovsky"}


def test_accents_do_not_make_another_name() -> None:
    assert NAMES.key_of("Wójcik-Lund") == NAMES.key_of("Wojcik Lund")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ola nordmann", "nordmann", True),
        ("ola nordmann", "ola nordmann", True),
        ("ola nordmann", "kari nordmann", False),
        ("austria", "australia", False),
        ("niger", "nigeria", False),
    ],
)
def test_a_surname_stands_for_the_full_name(one: str, other: str, *, same: bool) -> None:
    assert is_same_name(one, other) is same


def test_a_single_word_at_the_start_of_a_sentence_is_not_sure_to_be_a_name() -> None:
    (first,) = NAMES.read("Plumbers saw cracks.")
    assert not first.sure


def test_an_acronym_is_known_by_the_name_before_it() -> None:
    text = "The Harbour Protection Service (HPS) and the Bank of Sund (BS) spoke (PS)."
    assert acronyms_of(text) == {"HPS": "Harbour Protection Service", "BS": "Bank of Sund"}


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("The Organisation for Security and Co-operation in Sund (OSCS) came.",
         "OSCS", "Organisation for Security and Co-operation in Sund"),
        ("The Ministry of Dykes (MoD) and", "MoD", "Ministry of Dykes"),
        ("the World Harbour Fund (the “WHF”) paid", "WHF", "World Harbour Fund"),
        ("The WHF (World Harbour Fund) paid.", "WHF", "World Harbour Fund"),
        ("An Anglo-Nordic Bank (ANB) lent it.", "ANB", "Anglo-Nordic Bank"),
    ],
)  # fmt: skip
def test_an_acronym_is_known_however_it_is_introduced(text: str, short: str, full: str) -> None:
    assert acronyms_of(text) == {short: full}


@pytest.mark.parametrize(
    "text", ["The mayor (PS) spoke.", "Ola Nordmann (Labour) won.", "UN (Sund and others) came."]
)
def test_what_stands_in_brackets_is_no_acronym_unless_its_letters_say_so(text: str) -> None:
    assert acronyms_of(text) == {}
