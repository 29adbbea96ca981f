"""A country, its capital and its people are one place."""

import pytest

from watcher.lexicon import load_language
from watcher.topic.gazetteer import Gazetteer

GAZETTEER = Gazetteer(load_language())


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Paris", "france"),
        ("the Élysée", None),
        ("Élysée", "france"),
        ("French", "france"),
        ("Frenchmen", "france"),
        ("U.S.", "united states"),
        ("Washington", "united states"),
        ("Niger", "niger"),
        ("Nigeria", "nigeria"),
        ("Côte d'Ivoire", "ivory coast"),
        ("Guinea-Bissau", "guinea-bissau"),
        ("Türkiye", "turkey"),
        ("Atlantis", None),
    ],
)
def test_a_name_stands_for_its_country(name: str, country: str | None) -> None:
    assert GAZETTEER.country_of(name) == country


def test_countries_of_a_sentence_are_found_at_their_place() -> None:
    text = "Oslo told the South Koreans and Papua New Guinea that turkey is fine for us."
    spans = GAZETTEER.read(text)
    assert [(text[s.start : s.end], s.country, s.kind) for s in spans] == [
        ("Oslo", "norway", "seat"),
        ("South Koreans", "south korea", "people"),
        ("Papua New Guinea", "papua new guinea", "country"),
    ]
