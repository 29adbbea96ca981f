"""Terms are found whatever their case, inflection and spelling."""

import pytest

from watcher.article.tokens import tokenize
from watcher.topic.phrases import PhraseIndex, Spellings, compile_phrase


def found(term: str, sentence: str, aliases: Spellings | None = None) -> bool:
    index = PhraseIndex({"topic": compile_phrase(term, aliases=aliases or {})})
    return bool(index.find(tokenize(sentence), text=sentence))


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ("harbour tunnel", "Both HARBOUR TUNNELS were closed."),
        ("harbour tunnel", "The harbour's new road tunnel leaks."),
        ("harbor tunnel", "The harbour tunnel leaks."),
        ("14-point plan", "Ministers read the 14-point farm rescue plan twice."),
        ("14-point plan", "The fourteen-point plan is dead."),
        ("fourteen-point plan", "The 14 point plan is dead."),
        ("21 points", "It has twenty-one points."),
        ("raid on depot", "Raids against the depots went on."),
        ("evacuated", "They evacuate the valley."),
        ("Halenky talks", "Talks: the Halenskiy talks go on"),
    ],
)
def test_a_term_is_found(term: str, sentence: str) -> None:
    aliases = {"Halenky": ("Halensky",)}
    assert found(term, sentence, aliases)


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ("harbour tunnel", "The tunnel ends in the harbour."),
        ("harbour tunnel", "In the harbour a ship lay beneath the old railway tunnel."),
        ("harbour tunnel", "He likes the harbour; a tunnel he fears."),
        ("farm plan", "The farm planned a party."),
        ("plan", "She plans to visit the farm."),
        ("plan", "They plan a party."),
        ("21 points", "It has 22 points."),
    ],
)
def test_other_words_are_not_the_term(term: str, sentence: str) -> None:
    assert not found(term, sentence)


def test_every_spelling_of_a_name_is_the_name() -> None:
    aliases = {"Dremmel": ("Dremmell", "Ida von Dremmel")}
    assert found("Dremmel inquiry", "The Ida von Dremmel inquiry begins.", aliases)
    assert found("Dremmell inquiry", "The Dremmel inquiry begins.", aliases)


def test_one_pass_finds_the_phrases_of_all_topics_with_their_places() -> None:
    phrases = {
        "tunnel": compile_phrase("harbour tunnel", aliases={}),
        "port": compile_phrase("harbour", aliases={}),
    }
    text = "The harbour road tunnel"
    hits = PhraseIndex(phrases).find(tokenize(text), text=text)
    assert {(hit.key, hit.start, hit.end) for hit in hits} == {("tunnel", 1, 4), ("port", 1, 2)}
