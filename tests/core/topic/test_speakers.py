"""Who says so, as the sentence names them."""

import pytest

from watcher.lexicon import load_language
from watcher.topic.speakers import Speakers, is_quote_only

SPEAKERS = Speakers(load_language())


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("In Oslo, palace spokesman Jan Dahl said nobody had been told.", "Jan Dahl", "official"),
        ('"The bridge is intact," chief executive Mia Holt told reporters.', "Mia Holt",
         "official"),
        ("“The lists did not match,” said Jan Dahl of the port authority.", "Jan Dahl",
         "official"),
        ("Jan Dahl, a spokesman for the port authority, told reporters of a leak.", "Jan Dahl",
         "official"),
        ("The port's head, Jan Dahl, told us so.", "Jan Dahl", "official"),
        ("Jan Dahl, the head of the port, said the water had fallen.", "Jan Dahl", "official"),
        ("Two people were hurt, according to the fire brigade.", "fire brigade", "official"),
        ("The president's office said it had never agreed.", "president's office", "official"),
        ("The grid was down, grid operator Nordstrom said.", "grid operator Nordstrom",
         "official"),
        ("On Wednesday, local authorities reported a fire.", "local authorities", "official"),
        ("The State Department denied it.", "State Department", "official"),
        ("Officials familiar with the process say it was changed.",
         "Officials familiar with the process", "unnamed"),
        ("A senior palace official told the Kurier that it was over.", "senior palace official",
         "unnamed"),
        ("Things got worse, with union leaders warning the mayor.", "union leaders", "unnamed"),
        ("The draft was criticized by some lawmakers.", "some lawmakers", "unnamed"),
        ("The paper reported a leak.", "paper", "media"),
        ("Mr. Dahl said he would go.", "Dahl", "person"),
        ("He said the road was open.", "He", "pronoun"),
    ],
)  # fmt: skip
def test_a_speaker_is_named(text: str, name: str, kind: str) -> None:
    span = SPEAKERS.read(text)
    assert span is not None
    assert (span.name, span.kind) == (name, kind)
    assert span.name in text[span.start : span.end]


@pytest.mark.parametrize(
    "text",
    [
        "The report is out.",
        "The United States settled the matter.",
        "Demand for gas fell.",
        "Nobody was hurt.",
    ],
)
def test_where_nobody_speaks_nobody_is_named(text: str) -> None:
    assert SPEAKERS.read(text) is None


def test_two_speakers_are_told_apart() -> None:
    spans = SPEAKERS.read_all("Eleven died, the brigade said, while Mayor Ida Lund claimed less.")
    assert [(span.name, span.verb) for span in spans] == [("brigade", "say"), ("Ida Lund", "claim")]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("“It is over.”", True),
        ('"It is over, and I am glad."', True),
        ("“It is over,” he said.", False),
        ("It is over.", False),
        ("“One,” he said, “and two.”", False),
        ("", False),
    ],
)
def test_a_sentence_of_quotation_alone_has_its_speaker_elsewhere(text: str, alone: bool) -> None:
    assert is_quote_only(text) is alone
