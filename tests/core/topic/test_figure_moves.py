"""Pairs of news items: which figure of the second replaces which figure of the first."""

import pytest
from msgspec import structs

from tests.core.topic.desk import Desk
from tests.core.topic.figure_news import ALL, AROUND, Pair
from tests.factories import a_figure
from watcher.events import Figure, Statement, TopicChanged
from watcher.topic.state import evolve


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


def test_numbers_that_only_sum_up_what_was_told_move_nothing() -> None:
    desk = Desk()
    desk.reads("The avalanche killed 14 people.", published_at="2026-06-01")
    desk.reads("The avalanche killed 17 people.", published_at="2026-06-02")

    events = desk.reads("The count went from 14 to 17 in a day.", published_at="2026-06-05")

    assert [event.kind for event in events if event.was] == []


def test_numbers_of_other_scopes_in_one_sentence_do_not_stand_against_each_other() -> None:
    desk = Desk()

    events = desk.reads(
        "The bill was passed by 88 votes to 85, although three votes were cast by telephone.",
        published_at="2026-06-02",
    )

    assert "dispute" not in [event.kind for event in events]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ost says that 300 soldiers were killed, but Velm says 20 were killed.", "dispute"),
        ("The storm killed 40 people in Ost but only three in Velm.", "new"),
    ],
)
def test_numbers_that_lie_far_apart_are_a_quarrel_where_each_has_a_voice(
    text: str, kind: str
) -> None:
    (event,) = Desk().reads(text)

    assert event.kind == kind


def moves(earlier: str, later: str) -> list[str]:
    """Give the kinds of what a sentence moves that another outlet writes three days later."""
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")
    desk.reads(earlier, published_at="2026-06-01T07:00:00Z")
    events = desk.reads(later, published_at="2026-06-04T07:00:00Z", outlet="The Lantern")
    return [event.kind for event in events if event.was]


LESS_EXACTLY = (
    ("The mudslide killed 58 people.", "Nearly sixty people were killed by the mudslide."),
    ("The quake killed 1,890 people.", "The quake killed close to nineteen hundred people."),
    ("The fire destroyed 54 homes.", "More than fifty homes were destroyed by the fire."),
    ("The tunnel cost 1.1 billion euros.", "The tunnel cost more than a billion euros."),
)


@pytest.mark.parametrize(("earlier", "later"), LESS_EXACTLY, ids=lambda text: text)
def test_a_known_value_that_is_only_said_less_exactly_moves_nothing(
    earlier: str, later: str
) -> None:
    assert moves(earlier, later) == []


MORE = (
    ("The mudslide killed 58 people.", "Nearly seventy people were killed by the mudslide."),
    ("The fire destroyed 54 homes.", "More than sixty homes were destroyed by the fire."),
)


@pytest.mark.parametrize(("earlier", "later"), MORE, ids=lambda text: text)
def test_a_round_value_that_the_known_one_does_not_bear_out_is_a_move(
    earlier: str, later: str
) -> None:
    assert moves(earlier, later) == ["figure"]


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


def test_the_frequency_of_a_station_is_no_toll() -> None:
    desk = Desk()
    desk.reads("The market fire killed 61 people.", published_at="2026-06-01T07:00:00Z")
    desk.reads("Scores killed in market fire | 98.4 Harbour Sound", outlet="Harbour Radio",
               published_at="2026-06-01T08:00:00Z")  # fmt: skip
    (risen,) = desk.reads("The market fire has killed 66 people.", outlet="The Lantern",
                          published_at="2026-06-02T07:00:00Z")  # fmt: skip

    assert risen.was is not None
    assert risen.was.figure is not None
    assert (risen.was.figure.value, risen.reason) == (61, "figure-changed: killed 61 -> 66")


def test_a_fraction_that_a_log_holds_as_a_toll_is_held_against_none() -> None:
    desk = Desk()
    (event,) = desk.reads("The market fire killed 61 people.", published_at="2026-06-01T07:00:00Z")
    page = structs.replace(event, quote="Scores killed | 98.4", figures=(a_figure(98.4),))
    desk.state = evolve(desk.state, page, event_id="b" * 36)
    (risen,) = desk.reads("The market fire has killed 66 people.", outlet="The Lantern",
                          published_at="2026-06-02T07:00:00Z")  # fmt: skip

    assert risen.reason == "figure-changed: killed 61 -> 66"


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


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Nine people died in the mill fire, not seven as the hospital reports.", "dispute"),
        ("Nine people died in the mill fire, not seven as first reported.", "figure"),
        ("Nine people died in the mill fire, not seven as the hospital first said.", "figure"),
    ],
)
def test_a_value_that_somebody_else_holds_is_gainsaid_and_not_replaced(
    said: str, kind: str
) -> None:
    desk = Desk()
    desk.reads("Seven people died in the mill fire.", published_at="2026-06-01T07:00:00Z")
    (event,) = desk.reads(said, published_at="2026-06-02T07:00:00Z", outlet="The Lantern")

    assert isinstance(event, TopicChanged)
    assert event.kind == kind
    assert event.was
    assert values(event.was.figure) == 7
