"""What a digest tells, in which order, and accounts that add up."""

import pytest
from msgspec import structs

from tests.core.digest.news import (
    KYIV,
    NAMES,
    a_copy,
    a_digest,
    a_log,
    a_morning,
    a_rejection,
    a_subscription,
    an_arrival,
    moved,
    the_morning_digest,
    told,
)
from tests.factories import a_change, a_definition, a_figure, a_repeat, recorded
from watcher.digest.compose import compose, digest_id_of
from watcher.digest.model import Digest
from watcher.events import Event


def quotes(digest: Digest | None) -> list[str]:
    return [item.quote for item in digest.items] if digest else []


def test_a_change_is_told_by_its_quote_and_place() -> None:
    item = told(a_change("The dam broke.", importance=0.4)).items[0]
    assert (item.quote, item.start, item.end) == ("The dam broke.", 0, 14)
    assert item.source.outlet == "Seed Wire"


def test_nothing_new_is_no_digest() -> None:
    assert a_digest(a_repeat(), a_repeat(kind="outdated"), an_arrival("a" * 64)) is None


def test_an_empty_log_is_no_digest() -> None:
    assert a_digest() is None


def test_what_was_judged_in_hindsight_is_not_told() -> None:
    digest = a_digest(a_change("Old.", retroactive=True), a_change("New."))
    assert quotes(digest) == ["New."]


def test_only_what_comes_after_the_last_digest_is_told() -> None:
    log = a_log(a_change("One."), a_change("Two."), a_change("Three."))
    digest = compose(log, subscription=a_subscription(), after=1, upto=2, digest_id="x")
    assert quotes(digest) == ["Two."]


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (("*",), {"Rail.", "Dam.", "Dike."}),
        (("d*",), {"Dam.", "Dike."}),
        (("dam", "rail"), {"Rail.", "Dam."}),
        (("da?",), {"Dam."}),
        (("DAM",), set()),
    ],
)
def test_a_subscription_is_told_its_topics(patterns: tuple[str, ...], expected: set[str]) -> None:
    events = [
        a_change("Rail.", topic="rail"),
        a_change("Dam.", topic="dam"),
        a_change("Dike.", topic="dike"),
    ]
    assert set(quotes(a_digest(*events, subscription=a_subscription(*patterns)))) == expected


def test_sections_stand_in_their_order() -> None:
    was, now = moved("Nineteen.", was=a_figure(19), now=a_figure(20))
    digest = told(
        a_change("Late.", late=True),
        a_change("New."),
        a_change("Disputed.", kind="dispute", was=was, now=now),
        a_change("Corrected.", kind="correction", was=was, now=now),
        a_change("Twenty.", kind="figure", was=was, now=now),
    )
    assert [section.name for section in digest.topics[0].sections] == [
        "Changed",
        "Corrected",
        "Disputed",
        "New",
        "Late",
    ]


def test_the_weightiest_topic_comes_first_and_late_news_last() -> None:
    digest = told(
        a_change("Late but weighty.", topic="old", late=True, importance=1.0),
        a_change("Small.", topic="small", importance=0.2),
        a_change("Great.", topic="great", importance=0.8),
    )
    assert [news.topic for news in digest.topics] == ["great", "small", "old"]


def test_a_change_of_what_was_known_outweighs_something_new() -> None:
    was, now = moved("Nineteen.", was=a_figure(19), now=a_figure(20))
    digest = told(
        a_change("New.", importance=0.6),
        a_change("Twenty.", kind="figure", was=was, now=now, importance=0.5),
    )
    assert digest.topics[0].lead.last.quote == "Twenty."


def test_a_figure_that_moves_twice_leads_with_its_first_and_last_step() -> None:
    first = recorded(_figure("Twenty.", 19, 20, after="e0"), position=1)
    second = recorded(_figure("Thirty.", 20, 30, after=first.id), position=2)
    digest = compose([first, second], subscription=a_subscription(), after=0, upto=2, digest_id="x")
    assert digest is not None
    lead = digest.topics[0].lead
    assert (lead.first.quote, lead.last.quote, lead.steps) == ("Twenty.", "Thirty.", 2)
    assert quotes(digest) == ["Twenty.", "Thirty."]


def _figure(quote: str, before: int, after_value: int, *, after: str) -> Event:
    was, now = moved("Before.", was=a_figure(before), now=a_figure(after_value), event=after)
    return a_change(quote, kind="figure", was=was, now=now)


def test_one_sentence_that_moves_two_figures_is_one_line() -> None:
    dead = moved("Before.", was=a_figure(19), now=a_figure(20))
    hurt = moved("Before.", was=a_figure(5, what="hurt"), now=a_figure(9, what="hurt"))
    digest = told(
        a_change("20 dead, 9 hurt.", kind="figure", was=dead[0], now=dead[1]),
        a_change("20 dead, 9 hurt.", kind="figure", was=hurt[0], now=hurt[1]),
    )
    (line,) = digest.topics[0].sections[0].lines
    assert len(line.items) == 2


def test_who_told_it_before_is_looked_up() -> None:
    was, now = moved("Nineteen died.", was=a_figure(19), now=a_figure(20), event="earlier")
    earlier = a_change("Nineteen died.", outlet="Coast Radio")
    digest = compose(
        a_log(a_change("Twenty.", kind="figure", was=was, now=now)),
        subscription=a_subscription(),
        after=0,
        upto=1,
        digest_id="x",
        find={"earlier": earlier}.get,
    )
    assert digest is not None
    before = digest.items[0].was
    assert before is not None
    assert before.source is not None
    assert before.source.outlet == "Coast Radio"


def test_the_morning_s_accounts_add_up() -> None:
    accounts = the_morning_digest().accounts
    assert (accounts.with_news, accounts.late_only, accounts.nothing_new) == (4, 1, 0)
    assert (accounts.copies, accounts.rejected, accounts.articles) == (2, 1, 8)
    assert (accounts.told, accounts.not_new.repeat, accounts.statements) == (6, 11, 21)


def test_an_article_off_the_topics_is_nothing_new() -> None:
    digest = told(
        an_arrival("1" * 64),
        a_change("Dam.", article_id="1" * 64),
        an_arrival("2" * 64),
        a_change("Rail.", topic="rail", article_id="2" * 64),
        subscription=a_subscription("dam"),
    )
    assert (digest.accounts.with_news, digest.accounts.nothing_new) == (1, 1)
    assert digest.accounts.statements == 1


def test_hindsight_is_left_out_of_the_accounts() -> None:
    digest = told(a_change("New."), a_change("Old.", retroactive=True))
    assert digest.accounts.statements == 1


def test_forty_copies_do_not_corroborate() -> None:
    copies = [a_copy("1" * 64, of="1" * 64) for _ in range(38)]
    digest = told(
        an_arrival("1" * 64, outlet="Harbour Post"),
        a_change("The dam broke.", article_id="1" * 64),
        an_arrival("2" * 64, outlet="Coast Radio"),
        a_repeat(kind="corroborated", article_id="2" * 64),
        *copies,
    )
    assert (digest.topics[0].sources, digest.topics[0].reprints) == (2, 38)


def test_two_papers_with_the_same_agency_are_one_source() -> None:
    digest = told(
        an_arrival("1" * 64, outlet="Harbour Post", agency="Seed Wire"),
        a_change("The dam broke.", article_id="1" * 64),
        an_arrival("2" * 64, outlet="Coast Radio", agency="Seed Wire"),
        a_change("The lake is empty.", article_id="2" * 64),
    )
    assert (digest.topics[0].sources, digest.topics[0].reprints) == (1, 1)


def test_a_rejected_file_is_counted() -> None:
    assert told(a_change(), a_rejection()).accounts.rejected == 1


def test_names_with_two_spellings_in_what_is_told_are_listed() -> None:
    aliases = {"Moen": ("Möen",), "Oslo": ("Kristiania",)}
    definition = structs.replace(a_definition(), aliases=aliases)
    digest = a_digest(
        a_change("Moen left Oslo."), a_change("Möen left."), definitions={"dam": definition}
    )
    assert digest is not None
    assert digest.spellings == (("Moen", "Möen"),)


def test_the_same_range_composes_to_the_same_digest() -> None:
    assert a_digest(*a_morning(), definitions=NAMES) == a_digest(*a_morning(), definitions=NAMES)


def test_time_is_the_reader_s() -> None:
    digest = the_morning_digest()
    assert digest.as_of.tzinfo is KYIV
    assert digest.as_of.hour == 14


def test_a_digest_s_name_says_what_it_tells() -> None:
    name = digest_id_of("desk", after=0, upto=7, upto_hash="00ff")
    assert name == digest_id_of("desk", after=0, upto=7, upto_hash="00ff")
    others = {
        digest_id_of("wire", after=0, upto=7, upto_hash="00ff"),
        digest_id_of("desk", after=1, upto=7, upto_hash="00ff"),
        digest_id_of("desk", after=0, upto=8, upto_hash="00ff"),
        digest_id_of("desk", after=0, upto=7, upto_hash="00fe"),
    }
    assert len(others | {name}) == 5


def test_several_articles_of_one_outlet_are_one_source_and_no_reprint() -> None:
    digest = told(
        an_arrival("1" * 64, outlet="Harbour Post"),
        a_change("The dam broke.", article_id="1" * 64, outlet="Harbour Post"),
        an_arrival("2" * 64, outlet="Harbour Post"),
        a_change("Forty houses are flooded.", article_id="2" * 64, outlet="Harbour Post"),
    )
    assert (digest.topics[0].sources, digest.topics[0].reprints) == (1, 0)
