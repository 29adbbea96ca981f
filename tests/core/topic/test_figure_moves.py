"""Pairs of news items: which figure of the second replaces which figure of the first."""

import pytest

from tests.core.topic.desk import Desk
from watcher.events import Figure, Statement, TopicChanged

# Items on other matters of the same topic, so that something must be picked.
AROUND = (
    "The harbour town of Velm has 40,000 inhabitants and two railway stations.",
    "Prices in the shops went up by 3 percent last year.",
    "The mayor, Ines Halvor, spoke to reporters outside the town hall.",
    "A hotel room in Velm costs 120 euros a night.",
    "Nobody answered the telephone at the ministry on Monday.",
)
Pair = tuple[int, str, int, str, float, float]
# (day of June, earlier item, day of June, later item, the value that was, the value that is)
DISASTERS: tuple[Pair, ...] = (
    (
        1,
        "At least 14 people died when a ferry capsized off Velm, the coastguard said.",
        2,
        "The death toll from the ferry disaster has risen to 21.",
        14,
        21,
    ),
    (
        1,
        "Some 60 people are unaccounted for after the landslide, the mayor said.",
        3,
        "Nine villagers are still missing after the landslide.",
        60,
        9,
    ),
    (
        1,
        "The quake injured 340 people, hospitals said.",
        2,
        "The number of injured climbed to 1,150, the health ministry said.",
        340,
        1150,
    ),
    (
        1,
        "About 12,000 people have been evacuated from villages along the river.",
        2,
        "Nearly 30,000 people have now been taken to safety along the river.",
        12000,
        30000,
    ),
    (
        1,
        "The storm left 220,000 households without electricity.",
        3,
        "Power has been restored to most homes, but 45,000 were still in the dark on Wednesday.",
        220000,
        45000,
    ),
    (
        1,
        "The wildfire has burned 3,000 hectares of forest.",
        2,
        "The wildfire has now destroyed 5,400 hectares of forest.",
        3000,
        5400,
    ),
    (
        2,
        "Seven climbers were killed in the avalanche, rescuers said.",
        3,
        "Rescuers revised the number of climbers killed in the avalanche to six.",
        7,
        6,
    ),
    (
        1,
        "The government has set aside 40 million euros for the flooded towns.",
        4,
        "The government raised its aid for the flooded towns to 65 million euros.",
        40e6,
        65e6,
    ),
    (
        1,
        "Thirty-one people were hurt in the blast at the mill.",
        1,
        "The blast at the mill killed two people and wounded 38.",
        31,
        38,
    ),
)
HEALTH: tuple[Pair, ...] = (
    (
        1,
        "The ministry has confirmed 46 cases of cholera in the camp.",
        4,
        "Confirmed cholera cases in the camp have reached 112.",
        46,
        112,
    ),
    (
        1,
        "The outbreak has infected 120 people in the province.",
        5,
        "The outbreak has now infected 190 people in the province, doctors said.",
        120,
        190,
    ),
    (
        1,
        "Doctors have vaccinated 8,000 children in the district.",
        6,
        "By Friday 15,000 children in the district had been vaccinated.",
        8000,
        15000,
    ),
)
BUSINESS: tuple[Pair, ...] = (
    (
        1,
        "Steelmaker Orsa offered 12.50 euros a share for its rival Tamm.",
        8,
        "Orsa raised its bid for Tamm to 13.75 euros a share.",
        12.5,
        13.75,
    ),
    (
        1,
        "Orsa's offer values Tamm at 2.1 billion euros.",
        8,
        "The higher offer from Orsa values Tamm at 2.4 billion euros.",
        2.1e9,
        2.4e9,
    ),
    (
        1,
        "Carmaker Dorna plans to cut 4,000 jobs at its Esk plant.",
        9,
        "Dorna will now cut 2,600 jobs at Esk, unions said after talks.",
        4000,
        2600,
    ),
    (
        1,
        "Holders of 18 percent of Tamm's shares have accepted the offer.",
        9,
        "Orsa said it had acceptances for 44 percent of Tamm.",
        18,
        44,
    ),
    (
        1,
        "The regulator fined the bank 30 million euros.",
        9,
        "A court cut the bank's fine to 12 million euros.",
        30e6,
        12e6,
    ),
    (
        1,
        "Shares in Skua closed at 41 euros on Monday.",
        2,
        "Skua shares fell to 36 euros on Tuesday.",
        41,
        36,
    ),
    (
        1,
        "Builders put the cost of the tunnel at 1.2 billion euros.",
        9,
        "The tunnel will cost 1.9 billion euros, the auditors found.",
        1.2e9,
        1.9e9,
    ),
    (
        1,
        "The central bank kept its key rate at 4.25 percent.",
        20,
        "The central bank lowered its key rate to 4 percent.",
        4.25,
        4,
    ),
    (
        1,
        "Unemployment stood at 7.4 percent in April.",
        20,
        "Unemployment rose to 7.9 percent in May.",
        7.4,
        7.9,
    ),
)
POLITICS: tuple[Pair, ...] = (
    (
        1,
        "A poll gives the Greens 17 percent of the vote.",
        4,
        "The Greens have climbed to 21 percent in the latest poll.",
        17,
        21,
    ),
    (
        1,
        "The draft treaty has 28 articles.",
        3,
        "Negotiators have cut the draft treaty from 28 articles to 22.",
        28,
        22,
    ),
    (
        1,
        "The bill would raise the pension age to 66 years.",
        6,
        "Under a compromise the pension age would rise to 65 years.",
        66,
        65,
    ),
    (
        1,
        "Police arrested 35 demonstrators in the capital.",
        2,
        "The number of demonstrators arrested in the capital rose to 82, police said.",
        35,
        82,
    ),
    (
        1,
        "The ministry plans to buy 24 fighter jets.",
        8,
        "The ministry will buy only 18 fighter jets, the minister said.",
        24,
        18,
    ),
    (
        1,
        "Turnout was 41 percent at noon, the election commission said.",
        1,
        "Turnout reached 63 percent by the evening, the election commission said.",
        41,
        63,
    ),
)
WAR_AND_SPORT: tuple[Pair, ...] = (
    (
        1,
        "Each side is to hand over 50 prisoners.",
        3,
        "Each side will now hand over 75 prisoners, the Red Cross said.",
        50,
        75,
    ),
    (
        1,
        "The army says it has taken 12 villages in the valley.",
        3,
        "The army now holds 19 villages in the valley, a spokesman said.",
        12,
        19,
    ),
    (
        1,
        "The runner was banned for four years.",
        9,
        "The court shortened the runner's ban to two years.",
        4,
        2,
    ),
    (
        1,
        "The stadium will hold 52,000 spectators.",
        9,
        "The stadium is now to hold 47,000 spectators, the club said.",
        52000,
        47000,
    ),
)
ALL = (*DISASTERS, *HEALTH, *BUSINESS, *POLITICS, *WAR_AND_SPORT)


def told(pair: Pair) -> tuple[Statement, tuple[Statement, ...]]:
    """Read the earlier item and then the later one by another outlet."""
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")
    before, earlier, after, later, _, _ = pair
    (first,) = desk.reads(earlier, published_at=f"2026-06-{before:02}T07:00:00Z")
    second = desk.reads(later, published_at=f"2026-06-{after:02}T21:00:00Z", outlet="The Lantern")
    return first, second


def values(figure: Figure | None) -> float | None:
    return figure.value if figure else None


@pytest.mark.parametrize("pair", ALL, ids=lambda pair: pair[3])
def test_a_later_value_is_held_against_the_value_that_it_replaces(pair: Pair) -> None:
    first, second = told(pair)

    moves = [
        (values(event.was.figure), values(event.now.figure), event.was.quote)
        for event in second
        if isinstance(event, TopicChanged) and event.kind == "figure" and event.was and event.now
    ]
    assert (pair[4], pair[5], first.quote) in moves, [event.reason for event in second]


APART = (
    ("The quake killed 40 people in Ost.", "A fire killed 3 people at a mill in Velm."),
    ("The bank has 300 branches.", "A museum with 12 rooms opened in Velm."),
    ("The tunnel is 9 kilometres long.", "The tunnel will cost 900 million euros."),
    ("The flood killed 19 people.", "The flood injured 60 people."),
    ("The company has 2,000 workers.", "The company paid 2.5 million euros in tax."),
    ("Police arrested 12 men.", "Two people close to the police said more would follow."),
    ("The club has 900 members.", "Some 2,400 people came to see the match."),
    ("The rate stands at 4 percent.", "Shares in the bank fell 2 percent."),
    ("The plan has 28 points.", "Six of the 28 points are about money."),
    ("The fire destroyed 40 homes.", "About 40 homes were destroyed by the fire."),
    ("The army lost 12 tanks.", "How many tanks were there, 12 or 20?"),
    ("The toll has reached 31.", "The 31 dead will be buried on Friday."),
)


@pytest.mark.parametrize(("earlier", "later"), APART, ids=lambda text: text)
def test_a_value_of_something_else_moves_nothing(earlier: str, later: str) -> None:
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")
    desk.reads(earlier, published_at="2026-06-01T07:00:00Z")
    events = desk.reads(later, published_at="2026-06-04T07:00:00Z", outlet="The Lantern")

    assert [event.kind for event in events if event.was] == []


def test_a_value_that_is_told_again_after_two_stood_against_each_other_settles_it() -> None:
    desk = Desk()
    desk.reads("Six people were killed in the blast at the mill.", published_at="2026-06-01")
    desk.reads(
        "Nine people were killed in the blast, rescuers said, while the governor spoke of 8 dead.",
        published_at="2026-06-02",
    )

    (event,) = desk.reads(
        "The row over the dead of the blast is over: the governor agreed that nine were killed.",
        published_at="2026-06-03",
    )

    assert event.kind == "figure"
    assert event.was is not None
    assert event.now is not None
    assert (values(event.was.figure), values(event.now.figure)) == (8, 9)


def test_two_values_in_one_sentence_stand_against_each_other_and_against_what_was_known() -> None:
    desk = Desk()
    desk.reads("The fire killed 7 people.", published_at="2026-06-01")

    rescuers, governor = desk.reads(
        "The fire killed 11 people, rescuers said, while the governor put the dead at 13.",
        published_at="2026-06-02",
    )

    assert (rescuers.kind, governor.kind) == ("figure", "dispute")
    assert governor.was is not None
    assert values(governor.was.figure) == 7


def test_two_voices_in_one_article_that_count_differently_are_a_dispute() -> None:
    desk = Desk()
    *_, event = desk.reads(
        "Kessia brought home 307 prisoners on Monday, the Kessian army said.",
        "Morra's defence ministry said 300 prisoners had been handed over by each side.",
        published_at="2026-06-02",
    )

    assert event.kind == "dispute"


def test_a_much_lower_count_of_victims_is_of_another_event() -> None:
    desk = Desk()
    desk.reads("The raid on Ost killed 26 people.", published_at="2026-06-01")

    (event,) = desk.reads("A missile hit a house in Velm, killing six.", published_at="2026-06-05")

    assert (event.kind, event.was) == ("new", None)


def test_a_value_of_which_the_writer_says_what_it_was_is_not_the_value_that_holds() -> None:
    desk = Desk()
    desk.reads("The paper has been cut from 28 points to 22.", published_at="2026-06-01")
    desk.reads("It had 28 points, which gave it its name.", published_at="2026-06-02")

    (event,) = desk.reads("The paper has 22 points, an envoy said.", published_at="2026-06-03")

    assert event.kind != "outdated"


def test_a_new_value_beside_the_one_that_somebody_stands_by_is_a_dispute() -> None:
    desk = Desk()
    desk.reads("Fourteen miners were killed in the blast.", published_at="2026-06-01")

    (event,) = desk.reads(
        "The union counts 17 dead; the operator stands by its figure of 14.",
        published_at="2026-06-03",
    )

    assert event.kind == "dispute"
    assert event.was is not None
    assert values(event.was.figure) == 14


def test_a_count_of_lives_that_a_blast_claimed_follows_the_count_of_the_dead() -> None:
    desk = Desk()
    desk.reads("Six patients have died of the fever.", published_at="2026-06-01")

    (event,) = desk.reads("The fever has now claimed seven lives.", published_at="2026-06-03")

    assert event.reason == "figure-changed: killed 6 patients -> 7"


def test_a_value_that_is_only_claimed_stands_against_the_one_that_is_known() -> None:
    desk = Desk()
    desk.reads("The treaty has 22 articles, the envoy said.", published_at="2026-06-01")

    (event,) = desk.reads(
        "A lawmaker claimed that the treaty had 24 articles.", published_at="2026-06-05"
    )

    assert event.kind == "dispute"
