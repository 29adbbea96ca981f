"""A figure says what it counts, how much, in what, and how surely."""

import pytest

from watcher.lexicon import load_language
from watcher.topic.figures import Figures, FigureSpan

FIGURES = Figures(load_language())


def only(text: str) -> FigureSpan:
    spans = FIGURES.read(text)
    assert len(spans) == 1, spans
    return spans[0]


@pytest.mark.parametrize(
    ("text", "what", "value", "unit", "qualifier"),
    [
        ("The strike killed at least 20 people.", "killed", 20, "people", "at least"),
        ("Nineteen people were killed in the fire.", "killed", 19, "people", None),
        ("The death toll rose to 28.", "killed", 28, "people", None),
        ("Seven are known to have drowned.", "killed", 7, "people", None),
        ("Some 40 are missing after the landslide.", "missing", 40, "people", "about"),
        ("The number of missing has fallen to 38.", "missing", 38, "people", None),
        ("Missing: 64.", "missing", 64, "people", None),
        ("Police said 64 others were still missing.", "missing", 64, "people", None),
        ("More than 200 have been hurt.", "injured", 200, "people", "more than"),
        ("A blast wounded upwards of 200 people.", "injured", 200, "people", "more than"),
        ("Around 2,400 people were taken to safety.", "evacuated", 2400, "people", "about"),
        ("A dozen passengers were rescued.", "passengers rescued", 12, "passengers", None),
        ("Two foreigners were killed.", "foreigners killed", 2, "foreigners", None),
        ("Norway brought home 307 of its people.", "released", 307, "people", None),
        ("Almost 430,000 homes were left without electricity.", "without power", 430000, "homes",
         "nearly"),
        ("The draft has 28 points.", "points", 28, "points", None),
        ("Up to 75 branches may have to be sold.", "branches", 75, "branches", "up to"),
        ("It would keep an army of twelve hundred.", "army", 1200, None, None),
        ("The rebels hold about 19 % of the country's territory.", "territory", 19, "percent",
         "about"),
        ("The reservoir was 96 percent full.", "reservoir", 96, "percent", None),
        ("The lake stood at 4.5 per cent.", "reservoir", 4.5, "percent", None),
        ("They raised the bid to EUR 4.2bn.", "offer", 4_200_000_000, "euros", None),
        ("The government set aside 40 million euros for aid.", "aid", 40_000_000, "euros", None),
        ("The cabinet agreed on a $300bn loan.", "loan", 300_000_000_000, "dollars", None),
        ("This values the firm at £1.2 million.", "value", 1_200_000, "pounds", None),
        ("He offered eight crowns and forty ore for each share.", "offer per share", 8.4, "crowns",
         None),
        ("The owners get a dividend of 55 cents a share.", "dividend per share", 0.55, None, None),
        ("The tower, 74 metres high, is shut.", "tower", 74, "metres", None),
        ("Up to 850 cubic metres a second passed the gates.", "pass", 850,
         "cubic metres a second", "up to"),
        ("The minister was jailed for 10 years.", "jail", 10, "years", None),
        ("Half a million voters stayed away.", "voters", 500_000, "voters", None),
        ("The mayor put the cost at 3.5 billion crowns.", "price", 3_500_000_000, "crowns", None),
        ("Three-quarters of the seats are taken.", "seats", 75, "percent", None),
        ("A 7.4-magnitude quake shook the coast.", "magnitude", 7.4, "magnitude", None),
    ],
)  # fmt: skip
def test_a_figure_is_read(
    text: str, what: str, value: float, unit: str | None, qualifier: str | None
) -> None:
    figure = only(text).figure
    assert (figure.what, figure.value, figure.unit, figure.qualifier) == (
        what,
        value,
        unit,
        qualifier,
    )


@pytest.mark.parametrize(
    ("text", "low", "high", "what"),
    [
        ("Between 10 and 15 people were arrested.", 10, 15, "arrested"),
        ("Police arrested 200-300 people.", 200, 300, "arrested"),
        ("Fifty to 60 were wounded.", 50, 60, "injured"),
        ("They want between $2 million and $3 million.", 2_000_000, 3_000_000, ""),
    ],
)
def test_a_range_has_two_ends(text: str, low: int, high: int, what: str) -> None:
    figure = only(text).figure
    assert (figure.value, figure.max, figure.what) == (low, high, what)


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("Dozens killed in market fire | 98.4 Harbour Sound", 98.4),
        ("Two drowned at the weir 16.45 The boat is lifted", 16.45),
        ("The 6.1 quake killed three people near Velm.", 6.1),
        ("A tremor measuring 5.8 injured nine.", 5.8),
        ("On average 2.3 people died on the pass each week.", 2.3),
        ("Between 2 and 2.5 villagers fell ill for each well.", 2),
    ],
)
def test_a_fraction_counts_no_people(text: str, fraction: float) -> None:
    (span,) = [span for span in FIGURES.read(text) if span.figure.value == fraction]
    assert (span.figure.what, span.figure.unit) == ("", None)


def test_a_count_of_people_does_not_follow_upon_a_fraction() -> None:
    (average, dead) = FIGURES.read("Deaths rose from 1.5 a day to 12.")

    assert (average.figure.what, dead.figure.what) == ("", "killed")
    assert dead.previous is None


@pytest.mark.parametrize(
    ("text", "now", "before", "what"),
    [
        ("The firm raised its offer to 14.20 crowns a share from 13.50.", 14.2, 13.5,
         "offer per share"),
        ("The deal stretches the guarantee from 10 years to 15.", 15, 10, "guarantee"),
        ("Negotiators cut the draft from 28 points to 22.", 22, 28, "points"),
        ("The plan went from 30 points to 19.", 19, 30, "points"),
        ("Inflation fell to 2.1% in May from 2.4% in April.", 2.1, 2.4, "inflation"),
        ("Instead of forty million euros there will now be sixty-five.", 65_000_000, 40_000_000,
         ""),
        ("It may keep an army of 750,000, against a ceiling of 500,000 before.", 750_000, 500_000,
         "army"),
        ("The toll is 26, up from the 20 first announced.", 26, 20, "killed"),
        ("The number of displaced rose from 1.5 to 2.3 million.", 2_300_000, 1_500_000,
         "displaced"),
    ],
)  # fmt: skip
def test_a_change_tells_both_levels(text: str, now: float, before: float, what: str) -> None:
    (span,) = [span for span in FIGURES.read(text) if span.role == "level"]
    assert span.previous is not None
    assert (span.figure.value, span.previous.value) == (now, before)
    assert span.figure.what == span.previous.what == what
    assert span.figure.unit == span.previous.unit


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The toll rose by 5 to 33.", [(5, "change"), (33, "level")]),
        ("The index fell 9.4 percent.", [(9.4, "change")]),
        ("The rate was cut by 25 basis points.", [(25, "change")]),
        ("Nine more died in the night.", [(9, "change")]),
        ("The toll rose to six after two people died.", [(6, "level"), (2, "change")]),
        ("The toll rose to nine after 4 bodies were found.", [(9, "level"), (4, "change")]),
        ("The toll rose to eight after five on Monday.", [(8, "level"), (5, "previous")]),
        ("Two of the 19 victims were tourists.", [(2, "part"), (19, "level")]),
        ("Forty people died, 12 of them children.", [(40, "level"), (12, "part")]),
        ("The 28-point plan is out.", [(28, "name")]),
        ("The two leaders spoke.", [(2, "group")]),
        ("Two nations exchanged prisoners.", [(2, "group")]),
        ("Three people familiar with the text spoke.", [(3, "group")]),
        ("Two men were killed.", [(2, "level")]),
    ],
)
def test_a_number_plays_a_role(text: str, roles: list[tuple[float, str]]) -> None:
    assert [(span.figure.value, span.role) for span in FIGURES.read(text)] == roles


@pytest.mark.parametrize(
    "text",
    [
        "No one path leads there, and no one knows it.",
        "One of them left in 2014.",
        "They met on March 31 and on 9 June 2026, at 12:30 and at 5 pm.",
        "It happened two days ago, in the past 24 hours and three years earlier.",
        "Jan Dahl, 34, is the fourth to go.",
        "A 14-year-old came home.",
        "The team won 3-1 on the 20th.",
        "Article 5 stands, and so does COVID-19 in the 1990s.",
        "An F-16 and a Boeing 737 landed on 2026-06-09.",
        "He said it three times.",
    ],
)
def test_what_is_no_figure_is_not_read(text: str) -> None:
    assert FIGURES.read(text) == ()


def test_one_sentence_counts_several_things() -> None:
    spans = FIGURES.read("The strike killed 19 people and injured 38 others; six are missing.")
    assert [(span.figure.what, span.figure.value) for span in spans] == [
        ("killed", 19),
        ("injured", 38),
        ("missing", 6),
    ]


def test_a_bare_number_counts_what_the_one_before_it_counts() -> None:
    first, second = FIGURES.read(
        "Eleven people are known to have died, the brigade said, while the mayor spoke of 13."
    )
    assert not first.elliptic
    assert second.elliptic
    assert (second.figure.what, second.figure.value) == ("killed", 13)


def test_a_number_that_counts_nothing_named_says_so() -> None:
    span = only("The rescuers say eleven.")
    assert span.elliptic
    assert span.figure.what == ""


def test_a_share_of_land_and_dead_people_are_never_the_same_count() -> None:
    land, people = FIGURES.read("They hold 19 percent of the territory and killed 19 people.")
    assert land.figure.what != people.figure.what


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hundreds of homes burned", "hundreds of homes"),
        ("tens of thousands of people fled their homes", "tens of thousands of people"),
    ],
)
def test_a_vague_size_has_no_value(text: str, said: str) -> None:
    figure = only(text).figure
    assert (figure.value, figure.qualifier, figure.text) == (None, "vague", said)


def test_a_number_too_large_to_hold_keeps_its_words() -> None:
    figure = only("The debt reached 9,007,199,254,740,993 yen.").figure
    assert figure.value is None
    assert figure.text == "9,007,199,254,740,993 yen"


def test_the_words_of_a_figure_stand_in_the_text_at_its_place() -> None:
    text = "“İt killed — at least ” twenty-three people…"
    span = only(text)
    assert text[span.start : span.end] == span.figure.text


def test_a_number_that_the_writer_takes_for_known_is_given() -> None:
    assert only("The 19 victims were buried.").given
    assert not only("Police found 19 victims.").given


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("Thirty people, not 31, died when the ship sank.", "killed", 30),
        ("He was sentenced to five years and six months.", "sentence", 5.5),
        ("About 23,500 people have now left their homes.", "evacuated", 23500),
        ("Twenty-three thousand people are out of their homes.", "evacuated", 23000),
        ("The blast has cost at least nine miners their lives.", "miners killed", 9),
        ("The virus has claimed seven lives.", "killed", 7),
        ("Twenty-one men are still below ground.", "men trapped", 21),
        ("The ministry expects a deficit of 4.1 percent of output.", "loss", 4.1),
    ],
)
def test_a_count_is_read_over_an_aside_and_a_sum(text: str, what: str, value: float) -> None:
    first = FIGURES.read(text)[0].figure

    assert (first.what, first.value) == (what, value)


@pytest.mark.parametrize(
    "text",
    ["The airline stopped flying at four o'clock.", "The plane landed at eleven this morning."],
)
def test_an_hour_in_words_counts_nothing(text: str) -> None:
    assert FIGURES.read(text) == ()


def test_people_who_tell_it_are_a_source_and_the_whole_of_a_part_is_taken_for_known() -> None:
    (people,) = FIGURES.read("Two people in the room say that the swap will take place.")
    assert people.role == "group"

    _, seats = FIGURES.read("Together they would have 104 of 200 seats.")
    assert seats.given
