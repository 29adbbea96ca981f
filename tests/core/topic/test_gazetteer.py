"""A country, its capital and its people are one place."""

import pytest

from watcher.lexicon import load_language
from watcher.topic.gazetteer import Gazetteer

GAZETTEER = Gazetteer(load_language())
UNITED_NATIONS = """
Afghanistan; Albania; Algeria; Andorra; Angola; Antigua and Barbuda; Argentina; Armenia;
Australia; Austria; Azerbaijan; Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium;
Belize; Benin; Bhutan; Bolivia; Bosnia and Herzegovina; Botswana; Brazil; Brunei; Bulgaria;
Burkina Faso; Burundi; Cabo Verde; Cambodia; Cameroon; Canada; Central African Republic; Chad;
Chile; China; Colombia; Comoros; Congo; Costa Rica; Côte d'Ivoire; Croatia; Cuba; Cyprus;
Czechia; Democratic Republic of the Congo; Denmark; Djibouti; Dominica; Dominican Republic;
Ecuador; Egypt; El Salvador; Equatorial Guinea; Eritrea; Estonia; Eswatini; Ethiopia; Fiji;
Finland; France; Gabon; Gambia; Georgia; Germany; Ghana; Greece; Grenada; Guatemala; Guinea;
Guinea-Bissau; Guyana; Haiti; Honduras; Hungary; Iceland; India; Indonesia; Iran; Iraq; Ireland;
Israel; Italy; Jamaica; Japan; Jordan; Kazakhstan; Kenya; Kiribati; Kuwait; Kyrgyzstan; Laos;
Latvia; Lebanon; Lesotho; Liberia; Libya; Liechtenstein; Lithuania; Luxembourg; Madagascar;
Malawi; Malaysia; Maldives; Mali; Malta; Marshall Islands; Mauritania; Mauritius; Mexico;
Micronesia; Moldova; Monaco; Mongolia; Montenegro; Morocco; Mozambique; Myanmar; Namibia; Nauru;
Nepal; Netherlands; New Zealand; Nicaragua; Niger; Nigeria; North Korea; North Macedonia;
Norway; Oman; Pakistan; Palau; Panama; Papua New Guinea; Paraguay; Peru; Philippines; Poland;
Portugal; Qatar; Romania; Russia; Rwanda; Saint Kitts and Nevis; Saint Lucia; Saint Vincent and
the Grenadines; Samoa; San Marino; Sao Tome and Principe; Saudi Arabia; Senegal; Serbia;
Seychelles; Sierra Leone; Singapore; Slovakia; Slovenia; Solomon Islands; Somalia; South Africa;
South Korea; South Sudan; Spain; Sri Lanka; Sudan; Suriname; Sweden; Switzerland; Syria;
Tajikistan; Tanzania; Thailand; Timor-Leste; Togo; Tonga; Trinidad and Tobago; Tunisia; Türkiye;
Turkmenistan; Tuvalu; Uganda; Ukraine; United Arab Emirates; United Kingdom; United States;
Uruguay; Uzbekistan; Vanuatu; Venezuela; Vietnam; Yemen; Zambia; Zimbabwe
"""


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
        ("Faroese", "faroe islands"),
        ("Tórshavn", "faroe islands"),
        ("Uyghurs", "xinjiang"),
        ("Kittitians", "saint kitts and nevis"),
        ("St Lucia", "saint lucia"),
        ("Holyrood", "united kingdom"),
        ("Bosniaks", "bosnia and herzegovina"),
        ("Filipinas", "philippines"),
        ("State Duma", "russia"),
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


def test_every_member_of_the_united_nations_is_a_place_of_its_own() -> None:
    members = UNITED_NATIONS.replace("\n", " ").strip().split("; ")
    keys = [GAZETTEER.country_of(name) for name in members]

    assert len(members) == 193
    assert [name for name, key in zip(members, keys, strict=True) if key is None] == []
    assert len(set(keys)) == 193
