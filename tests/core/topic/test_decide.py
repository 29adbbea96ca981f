"""News items, one after the other, and what each of their sentences comes to."""

import pytest

from tests.core.topic.desk import READERS, Desk
from tests.factories import an_article
from watcher.events import StatementRepeated, TopicChanged
from watcher.topic.decide import Copy, decide
from watcher.topic.mentions import mentions


def kinds(*events: object) -> list[str]:
    return [e.kind for e in events if isinstance(e, TopicChanged | StatementRepeated)]


def test_the_first_report_is_new() -> None:
    (event,) = Desk().reads("A crack was found in the dam above Velm.")

    assert isinstance(event, TopicChanged)
    assert event.kind == "new"
    assert event.reason.startswith("new: ")


def test_the_same_news_twice_is_told_once() -> None:
    desk = Desk()
    (first,) = desk.reads("A crack was found in the dam above Velm.")

    (again,) = desk.reads("A crack was found in the dam above Velm.")

    assert isinstance(again, StatementRepeated)
    assert again.kind == "repeat"
    assert again.earlier == desk.state.known[0].event
    assert first.quote == again.quote


def test_the_same_news_by_another_outlet_corroborates_it() -> None:
    desk = Desk()
    desk.reads("A crack was found in the dam above Velm.")

    assert kinds(*desk.reads("A crack was found in the dam above Velm.", outlet="The Lantern")) == [
        "corroborated"
    ]


def test_twenty_killed_after_nineteen_is_a_change() -> None:
    desk = Desk()
    desk.reads("The flood killed 19 people, the rescue service said.")

    (event,) = desk.reads(
        "The flood killed at least 20 people, the rescue service said.", published_at="2025-11-21"
    )

    assert event.kind == "figure"
    assert event.reason == "figure-changed: killed 19 -> at least 20"
    assert event.was is not None
    assert event.was.figure is not None
    assert event.was.figure.value == 19
    assert event.was.event == desk.state.known[0].event
    assert event.now is not None
    assert event.now.figure is not None
    assert (event.now.figure.value, event.now.figure.qualifier) == (20, "at least")


def test_nineteen_after_twenty_is_outdated() -> None:
    desk = Desk()
    desk.reads("The flood killed 19 people.")
    desk.reads("The flood killed 20 people.", published_at="2025-11-21")

    (event,) = desk.reads("The flood killed 19 people.", outlet="The Lantern")

    assert isinstance(event, StatementRepeated)
    assert event.kind == "outdated"


def test_an_older_figure_that_comes_late_is_outdated_though_nobody_told_it() -> None:
    desk = Desk()
    desk.reads("The flood killed 25 people, police said.", published_at="2025-11-20T10:00:00Z")

    (event,) = desk.reads(
        "Floods killed 19 people, officials said.",
        outlet="The Lantern",
        published_at="2025-11-18T10:00:00Z",
    )

    assert isinstance(event, StatementRepeated)
    assert (event.kind, event.late, event.earlier) == ("outdated", True, None)
    assert event.reason == "older-figure: killed 19, now 25"


def test_an_older_status_that_comes_late_is_outdated() -> None:
    desk = Desk()
    desk.reads("The dam summit is cancelled, the ministry said.", published_at="2025-11-20")

    (event,) = desk.reads(
        "The dam summit will be held on Sunday, the ministry said.", published_at="2025-11-17"
    )

    assert isinstance(event, StatementRepeated)
    assert event.kind == "outdated"
    assert event.reason == "older-status: planned, now cancelled"


def test_twelve_hundred_is_1200() -> None:
    desk = Desk()
    desk.reads("Kyro wants the release of 1,200 prisoners from the camps.")

    (event,) = desk.reads("Kyro wants the release of twelve hundred prisoners from the camps.")

    assert isinstance(event, StatementRepeated)


def test_a_figure_and_its_rise_in_one_sentence_is_held_against_the_figure_it_names() -> None:
    desk = Desk()
    desk.reads("Nordby offered 8.40 euros a share for the harbour bank.")

    (event,) = desk.reads(
        "Nordby raised its offer to 9.15 euros a share from 8.40 euros.", published_at="2025-11-25"
    )

    assert event.kind == "figure"
    assert event.was is not None
    assert event.was.figure is not None
    assert event.was.figure.value == 8.4


def test_two_counts_by_two_speakers_in_one_sentence_are_a_dispute() -> None:
    desk = Desk()
    desk.reads("The fire killed 7 people.")

    events = desk.reads(
        "The fire killed 11 people, rescuers said, while the governor put the dead at 13.",
        published_at="2025-11-21",
    )

    assert "dispute" in kinds(*events)


def test_a_planned_visit_that_is_cancelled_is_a_change_of_status() -> None:
    desk = Desk()
    desk.reads("Envoy Per Lund will join the talks in Velm on Wednesday.")

    (event,) = desk.reads("Envoy Per Lund has cancelled his trip to the talks in Velm.")

    assert event.kind == "status"
    assert event.was is not None
    assert (event.was.status, event.now and event.now.status) == ("planned", "cancelled")


def test_a_denial_of_what_was_reported_is_a_dispute() -> None:
    desk = Desk()
    desk.reads("The dam above Velm has cracked, a newspaper reported.")

    (event,) = desk.reads("The operator denied that the dam above Velm had cracked.")

    assert event.kind == "dispute"


def test_a_report_that_is_withdrawn_is_a_correction() -> None:
    desk = Desk()
    desk.reads("The wall of the dam has given way, the Lantern reported.")

    (event,) = desk.reads(
        "The Lantern retracted its report that the wall of the dam had given way."
    )

    assert event.kind == "correction"


def test_a_copy_changes_nothing() -> None:
    desk = Desk()
    desk.reads("A crack was found in the dam above Velm.")
    copy = Copy(of="a" * 64, kind="near", similarity=0.97, unchanged=frozenset())

    events = desk.reads("Quite another sentence about 40 trains in Orlo.", copy=copy)

    assert kinds(*events) == ["repeat"]


def test_of_an_update_only_the_changed_sentences_count() -> None:
    desk = Desk()
    copy = Copy(of="a" * 64, kind="update", similarity=0.8, unchanged=frozenset({0}))

    events = desk.reads(
        "A crack was found in the dam above Velm.",
        "Forty engineers have reached the valley by helicopter.",
        copy=copy,
    )

    assert kinds(*events) == ["repeat", "new"]


def test_a_headline_only_says_ahead_what_the_article_says() -> None:
    events = Desk().reads("A crack was found in the dam above Velm.", headline="Crack in the dam")

    assert kinds(*events) == ["new", "repeat"]
    assert events[1].reason == "headline: the article says it"


def test_what_came_out_more_than_a_day_before_the_newest_is_late() -> None:
    desk = Desk()
    (fresh,) = desk.reads("A crack was found in the dam.", published_at="2025-11-20T09:00:00Z")

    (late,) = desk.reads("Heavy rain fell on Orlo.", published_at="2025-11-18T09:00:00+02:00")
    (same_day,) = desk.reads("Trains stood still.", published_at="2025-11-19T10:00:00Z")

    assert (fresh.late, late.late, same_day.late) == (False, True, False)


def test_judging_leaves_what_is_known_as_it_was() -> None:
    desk = Desk()
    desk.reads("The flood killed 19 people near Velm.", "Rain is forecast for Sunday.")
    before = (len(desk.state.known), desk.state.version, len(desk.state.memory))

    article = an_article("The flood killed 23 people near Velm.")
    some = mentions(article, desk.index)["dam"]

    first = decide(article, path="a", mentions=some, state=desk.state, readers=READERS)
    second = decide(article, path="a", mentions=some, state=desk.state, readers=READERS)

    assert first == second
    assert (len(desk.state.known), desk.state.version, len(desk.state.memory)) == before


@pytest.mark.parametrize(
    "quote", ["“It holds,” she said – 96 % full.", "İstanbul’da 3 ölü 😀 var."]
)
def test_a_quote_is_found_at_its_place(quote: str) -> None:
    article = an_article("The dam is old.", quote)

    events = Desk().judges(article)

    assert [article.text[e.start : e.end] for e in events] == [e.quote for e in events]
    assert quote in [e.quote for e in events]
