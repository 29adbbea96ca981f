"""What becomes of a change for one reader has a name and a reason; the accounts add up."""

from dataclasses import replace
from typing import Any

import pytest

from tests.core.digest.news import a_digest, a_log, a_subscription, an_arrival, moved
from tests.factories import a_change, a_repeat
from watcher.digest.compose import compose, digest_id_of
from watcher.digest.model import Digest, Subscription, Urgent
from watcher.digest.wishes import Change, Fate, change_of, fate_of, is_urgent


def wish(**wants: Any) -> Subscription:
    return replace(a_subscription(), **wants)


def change(**said: Any) -> Change:
    found = change_of(a_log(a_change(**said))[0])
    assert found is not None
    return found


DENIED = moved("The mayor resigned.", was="reported", now="denied")


@pytest.mark.parametrize(
    ("said", "wants", "fate", "reason"),
    [
        ({}, {}, "told", "wanted"),
        ({"importance": 0.4}, {"min_importance": 0.4}, "told", "wanted"),
        (
            {"importance": 0.3},
            {"min_importance": 0.4},
            "filtered",
            "importance 0.3 is below 0.4",
        ),
        ({"kind": "new"}, {"kinds": ("figure",)}, "filtered", "kind new"),
        ({"kind": "figure"}, {"kinds": ("figure",)}, "told", "wanted"),
        ({"retroactive": True}, {}, "unasked", "found in hindsight"),
        ({"retroactive": True}, {"tell_history": True}, "told", "wanted"),
    ],
)
def test_a_change_is_told_or_not_for_a_reason(
    said: dict[str, Any], wants: dict[str, Any], fate: str, reason: str
) -> None:
    assert fate_of(change(**said), subscription=wish(**wants)) == Fate(name=fate, reason=reason)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "correction"},
        {"kind": "status", "was": DENIED[0], "now": DENIED[1]},
    ],
)
def test_what_puts_right_what_was_told_is_never_too_light(said: dict[str, Any]) -> None:
    light = change(importance=0.01, **said)

    assert fate_of(light, subscription=wish(min_importance=0.9)).name == "told"
    assert fate_of(light, subscription=wish(kinds=("figure",))).name == "filtered"


def test_a_silence_comes_before_a_filter_and_says_which_it_is() -> None:
    fate = fate_of(
        change(importance=0.1),
        subscription=wish(min_importance=0.5),
        silence=lambda one: f"on {one.topic}",
    )

    assert fate == Fate(name="silenced", reason="on dam")


@pytest.mark.parametrize(
    ("said", "urgent", "expected"),
    [
        ({}, None, False),
        ({"importance": 0.8}, Urgent(min_importance=0.8), True),
        ({"importance": 0.7}, Urgent(min_importance=0.8), False),
        ({"kind": "status"}, Urgent(kinds=("status",)), True),
        ({"kind": "new"}, Urgent(kinds=("status",)), False),
        ({"kind": "new", "late": True}, Urgent(min_importance=0.1), False),
        ({"kind": "figure", "late": True}, Urgent(min_importance=0.1), True),
        ({"retroactive": True}, Urgent(min_importance=0.1), False),
    ],
)
def test_what_is_urgent_is_what_the_rule_says(
    said: dict[str, Any], urgent: Urgent | None, *, expected: bool
) -> None:
    assert is_urgent(change(**said), subscription=wish(urgent=urgent)) is expected


def a_day() -> tuple[Any, ...]:
    heavy, light, dull = "1" * 64, "2" * 64, "3" * 64
    return (
        an_arrival(heavy),
        a_change("The dam broke.", kind="status", importance=0.9, article_id=heavy),
        a_change("Geese were seen.", importance=0.2, article_id=heavy),
        an_arrival(light),
        a_change("A duck was seen.", importance=0.3, article_id=light),
        an_arrival(dull),
        a_repeat(article_id=dull),
    )


def composed(subscription: Subscription, **asked: Any) -> Digest:
    log = a_log(*a_day())
    found = compose(
        log,
        subscription=subscription,
        after=0,
        upto=len(log),
        digest_id="d" * 32,
        **asked,
    )
    assert found is not None
    return found


def test_what_is_filtered_is_counted_and_nothing_else_changes() -> None:
    accounts = composed(wish(min_importance=0.5)).accounts

    assert (accounts.told, accounts.filtered, accounts.not_new.repeat) == (1, 2, 1)
    assert (accounts.with_news, accounts.left_out, accounts.nothing_new) == (1, 1, 1)
    assert (accounts.articles, accounts.statements) == (3, 4)


def test_an_urgent_digest_leaves_the_rest_to_the_schedule_which_leaves_out_what_was_told() -> None:
    desk = wish(urgent=Urgent(min_importance=0.8))
    first = composed(desk, only_urgent=True)
    told = {item.event for item in first.items}
    rest = composed(desk, told_before=lambda one: one.event in told)

    assert [item.quote for item in first.items] == ["The dam broke."]
    assert (first.accounts.waiting, first.accounts.statements) == (2, 4)
    assert [item.quote for item in rest.items] == ["A duck was seen.", "Geese were seen."]
    assert (rest.accounts.told_before, rest.accounts.statements) == (1, 4)
    assert (first.urgent, rest.urgent) == (True, False)


def test_a_digest_of_one_topic_tells_and_counts_nothing_of_another() -> None:
    log = a_log(a_change("Dam."), a_change("Rail.", topic="rail"), a_repeat(topic="rail"))

    digest = compose(log, subscription=wish(), after=0, upto=3, digest_id="d" * 32, topic="dam")

    assert digest is not None
    assert [item.quote for item in digest.items] == ["Dam."]
    assert (digest.topic, digest.accounts.statements) == ("dam", 1)


def test_history_that_is_asked_for_counts_as_no_arrival() -> None:
    digest = a_digest(
        a_change("The dam leaked in May.", retroactive=True),
        subscription=wish(tell_history=True),
    )

    assert digest is not None
    assert (digest.accounts.told, digest.accounts.articles) == (1, 0)


def test_a_digest_is_named_by_whom_of_what_and_how_far() -> None:
    names = {
        digest_id_of("desk", after=0, upto=9, upto_hash="ff"),
        digest_id_of("desk", after=0, upto=9, upto_hash="ff", topic="dam"),
        digest_id_of("desk", after=0, upto=9, upto_hash="ff", topic="rail"),
        digest_id_of("desk", after=0, upto=9, upto_hash="ff", only_urgent=True),
        digest_id_of("wire", after=0, upto=9, upto_hash="ff"),
    }

    assert len(names) == 5


def test_tags_and_topics_are_wanted_by_whoever_asks_for_them() -> None:
    desk = a_subscription("#water", "!dam")

    assert desk.wants("lake", ["Water"])
    assert not desk.wants("dam", ["water"])
    assert not desk.wants("rail", [])
    assert a_subscription("#water").only_topic is None
