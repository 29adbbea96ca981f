"""Pairs of news items: what the second does to the state of what the first told."""

import pytest

from tests.core.topic.desk import Desk
from tests.core.topic.status_news import ALL, AROUND, Pair
from watcher.events import Statement, StatementRepeated, TopicChanged


def told(pair: Pair) -> tuple[Statement, Statement]:
    """Read the earlier item and then the later one by another outlet."""
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")
    before, earlier, after, later, _ = pair
    (first,) = desk.reads(earlier, published_at=f"2026-06-{before:02}T08:00:00Z")
    (second,) = desk.reads(
        later, published_at=f"2026-06-{after:02}T20:00:00Z", outlet="The Lantern"
    )
    return first, second


@pytest.mark.parametrize("pair", ALL, ids=lambda pair: pair[3])
def test_a_later_item_moves_the_state_of_what_an_earlier_one_told(pair: Pair) -> None:
    first, second = told(pair)

    assert isinstance(second, TopicChanged), second.reason
    assert second.was is not None, second.reason
    assert second.was.quote == first.quote
    if pair[4] == "denied":
        assert second.kind == "dispute"
    else:
        assert second.kind == "status", second.reason
        assert pair[4] in second.reason or second.reason.split(" -> ")[-1] in pair[4]


def test_a_day_that_moves_is_told_as_the_day_that_was_and_the_day_that_is() -> None:
    desk = Desk()
    desk.reads("The regulator is due to rule by 27 March.", published_at="2026-03-01")

    (event,) = desk.reads(
        "The regulator has put off its ruling to 17 April.", published_at="2026-03-20"
    )

    assert event.kind == "status"
    assert event.was is not None
    assert event.was.figure is not None
    assert event.now is not None
    assert event.now.figure is not None
    assert (event.was.figure.value, event.was.figure.unit) == (27, "March 2026")
    assert (event.now.figure.value, event.now.figure.unit) == (17, "April 2026")
    assert event.now.figure.text == "17 April"


NEW_DAYS = (
    (
        "The court is to rule on the merger of the two ferry lines on 12 June.",
        "The court will rule on the merger of the ferry lines on 19 June, its clerk said.",
        (12, 19),
    ),
    (
        "The museum plans to open its new wing on 20 June.",
        "The new wing of the museum will open on 9 June.",
        (20, 9),
    ),
)


@pytest.mark.parametrize(("earlier", "later", "days"), NEW_DAYS, ids=str)
def test_another_day_for_what_is_planned_is_told_as_a_change(
    earlier: str, later: str, days: tuple[int, int]
) -> None:
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")
    desk.reads(earlier, published_at="2026-06-01T08:00:00Z")

    (event,) = desk.reads(later, published_at="2026-06-03T20:00:00Z", outlet="The Lantern")

    assert event.kind == "status"
    assert event.was is not None
    assert event.was.figure is not None
    assert event.now is not None
    assert event.now.figure is not None
    assert (event.was.figure.value, event.now.figure.value) == days


@pytest.mark.parametrize(
    "later",
    [
        "The choir of Ost will sing in Tessel on 14 June.",
        "The choir of Ost will sing again on 14 June.",
    ],
)
def test_the_day_of_another_act_is_no_new_day(later: str) -> None:
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")
    desk.reads("The choir of Ost will sing in Velm on 12 June.", published_at="2026-06-01")

    (event,) = desk.reads(later, published_at="2026-06-03", outlet="The Lantern")

    assert event.was is None


def test_the_new_day_told_again_moves_nothing() -> None:
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")
    desk.reads("The court is to rule on the ferry merger on 12 June.", published_at="2026-06-01")
    desk.reads("The court will rule on the ferry merger on 19 June.", published_at="2026-06-02")

    (event,) = desk.reads(
        "The court's ruling on the ferry merger will be given on 19 June.",
        published_at="2026-06-03",
        outlet="The Lantern",
    )

    assert isinstance(event, StatementRepeated)


TURNS = (
    (
        "The Oller family refused to let its shipyard to the navy.",
        "The Oller family has changed its mind and will hand over the keys to the admirals.",
    ),
    (
        "The Oller family said that it would not lease the shipyard to the navy.",
        "The Oller family has relented and will let the admirals move in.",
    ),
    (
        "The drivers' union of Velm refused to meet the tram company over pay.",
        "The Velm union has changed course and will sit down with its employers on Friday.",
    ),
)


@pytest.mark.parametrize(("earlier", "later"), TURNS, ids=lambda text: text)
def test_whoever_changes_sides_moves_what_was_refused(earlier: str, later: str) -> None:
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")
    (refusal,) = desk.reads(earlier, published_at="2026-06-01T08:00:00Z")

    (event,) = desk.reads(later, published_at="2026-06-03T20:00:00Z", outlet="The Lantern")

    assert isinstance(event, TopicChanged)
    assert event.was is not None
    assert event.was.quote == refusal.quote


ENDED = (
    (
        "The airport of Ost has been closed since Monday because of fog.",
        "Ost airport opened again on Thursday morning.",
    ),
    (
        "Three hikers have been missing on Mount Tarn since Monday.",
        "The three hikers were found alive in a hut below Mount Tarn.",
    ),
    (
        "Police arrested two cashiers of the Merle casino.",
        "The two cashiers of the casino were released without charge.",
    ),
    (
        "Rescuers began a search of the lake for the crew of the Alba.",
        "The search for the crew of the Alba was wound up at dusk.",
    ),
)


@pytest.mark.parametrize(("earlier", "later"), ENDED, ids=lambda text: text)
def test_the_end_of_a_state_is_held_against_the_state(earlier: str, later: str) -> None:
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")
    (first,) = desk.reads(earlier, published_at="2026-06-01T08:00:00Z")

    (event,) = desk.reads(later, published_at="2026-06-04T20:00:00Z", outlet="The Lantern")
    (again,) = desk.reads(later, published_at="2026-06-05T20:00:00Z", outlet="Seed Wire")

    assert event.kind == "status"
    assert event.was is not None
    assert event.was.quote == first.quote
    assert again.was is None


NOT_ENDED = (
    (
        "Three hikers have been missing on Mount Tarn since Monday.",
        "The three hikers missing on Mount Tarn have not been found, police said.",
    ),
    (
        "The airport of Ost has been closed since Monday because of fog.",
        "Ost airport could reopen on Thursday, officials said.",
    ),
    (
        "Police arrested two cashiers of the Merle casino.",
        "The Merle casino released its figures for the year.",
    ),
    (
        "Talks between Ost and Velm were held in Tessel on Monday.",
        "Ost and Velm freed the price of fish in Tessel.",
    ),
    (
        "A fire broke out at the Alba refinery on Sunday.",
        "The lawsuit over the Alba refinery has ended.",
    ),
    (
        "Pilots of Alba Air walked out on Monday, their first strike in years.",
        "The strike of the pilots of Alba Air has not ended yet.",
    ),
    (
        "Police have closed the Merle bridge to lorries.",
        "Cars may be stopped again on the Merle bridge.",
    ),
)


@pytest.mark.parametrize(("earlier", "later"), NOT_ENDED, ids=lambda text: text)
def test_what_has_not_ended_or_is_another_matter_ends_no_state(earlier: str, later: str) -> None:
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")
    desk.reads(earlier, published_at="2026-06-01T08:00:00Z")

    (event,) = desk.reads(later, published_at="2026-06-04T20:00:00Z", outlet="The Lantern")

    assert event.was is None


def test_a_paper_that_takes_back_its_report_corrects_what_it_had_told() -> None:
    desk = Desk()
    (claim,) = desk.reads("The dam above Velm has a crack.", outlet="The Ost Courier")
    desk.reads("The operator denied that the dam had a crack.", published_at="2025-11-21")

    (event,) = desk.reads(
        "On Saturday the Ost Courier withdrew its article and apologised to the operator.",
        published_at="2025-11-22",
    )

    assert event.kind == "correction"
    assert event.was is not None
    assert event.was.quote == claim.quote


OTHER_ACTS = (
    ("The trial of a banker opens on Friday.", "A football match in Ost was called off."),
    ("The ministers will meet in Lisbon.", "A train to the coast was delayed by snow."),
    ("Nurses plan to strike on Monday.", "The museum cancelled its summer ball."),
    ("The union rejected the offer.", "The mayor opened a new swimming pool."),
    ("The envoy is expected in Velm.", "A shop denied selling bad fish."),
    ("The vote was postponed.", "The choir will sing on Sunday."),
    ("The dam was to be closed in May.", "Did the council cancel the fair?"),
)


@pytest.mark.parametrize(("earlier", "later"), OTHER_ACTS, ids=lambda text: text)
def test_the_state_of_another_act_moves_nothing(earlier: str, later: str) -> None:
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")
    desk.reads(earlier, published_at="2026-06-01T07:00:00Z")
    (event,) = desk.reads(later, published_at="2026-06-04T07:00:00Z", outlet="The Lantern")

    assert event.was is None


def test_a_claim_that_is_rejected_is_denied() -> None:
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")

    _, event = desk.reads(
        "The shipyard in Velm has sacked 30 welders for going on strike, their union said.",
        "The shipyard rejected this: the contracts had run out.",
        published_at="2026-06-02",
    )

    assert event.kind == "dispute"
    assert event.now is not None
    assert event.now.status == "denied"


def test_an_offer_that_is_rejected_is_not_denied() -> None:
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")

    _, event = desk.reads(
        "The buyers of the brewery in Ost have offered 40 million.",
        "The brewery's owners rejected it as an insult to their brewers.",
        published_at="2026-06-02",
    )

    assert event.kind != "dispute"


@pytest.mark.parametrize("quotes", ["{}", "“{}”"])
def test_a_question_is_nothing_that_a_state_is_held_against(quotes: str) -> None:
    desk = Desk()
    desk.reads(*AROUND, published_at="2026-05-30T08:00:00Z")
    question = quotes.format("Will the dockers of Velm go on strike on Monday?")
    desk.reads(question, published_at="2026-06-02")

    (event,) = desk.reads(
        "The strike of the Velm dockers on Monday was called off.", published_at="2026-06-03"
    )

    assert event.was is None


def test_the_same_state_told_again_moves_nothing() -> None:
    desk = Desk()
    desk.reads("The ministers will meet in Lisbon on Friday.", published_at="2026-06-01")
    desk.reads("The Lisbon meeting of the ministers is off.", published_at="2026-06-03")

    (event,) = desk.reads(
        "Friday's meeting of the ministers in Lisbon was cancelled.",
        published_at="2026-06-04",
        outlet="The Lantern",
    )

    assert isinstance(event, StatementRepeated)


def test_a_denial_that_points_back_is_held_against_the_sentence_above() -> None:
    desk = Desk()
    claim, denial = desk.reads(
        "Kessian troops had fired on a patrol near Ost, Morra said, wounding four soldiers.",
        "Kessia denied that; its men had been asleep, its defence minister said.",
    )

    assert denial.kind == "dispute"
    assert denial.was is not None
    assert denial.was.quote == claim.quote


def test_a_spokesman_who_has_nothing_to_add_denies_no_plan_of_others() -> None:
    desk = Desk()
    desk.reads("Ida Drell, the envoy of Kessia, will join the two presidents there.")

    [event] = desk.reads(
        "Its spokesman Tom Harl said that there was nothing new to announce since the two"
        " presidents had met in Velm in August.",
        published_at="2025-11-21",
    )

    assert event.kind != "dispute"


def test_a_bound_on_a_number_is_no_denial() -> None:
    desk = Desk()
    desk.reads("The blast in Velm killed 19 people.")

    [event] = desk.reads(
        "Officials said that there were no more than 19 people killed in the blast in Velm.",
        published_at="2025-11-21",
    )

    assert event.kind != "dispute"
