"""The query language: what it matches, and what it says of a query that it cannot read."""

import pytest

from watcher.article.tokens import tokenize
from watcher.topic.boolean import QueryError, parse_query

SENTENCE = "The 14-point Norvian rescue plan worries farmers in the valleys."


@pytest.mark.parametrize(
    "query",
    [
        "plan",
        "PLANS",
        '"rescue plan"',
        '"rescue plans"',
        "valley rescue",
        "rescue AND valley",
        "sheep OR farmer",
        "plan NOT sheep",
        "plan AND NOT (sheep OR goats)",
        '"14-point" NEAR/4 (plan OR proposal)',
        "plan NEAR/0 rescue",
        "farm*",
        "sheep goats OR plan",
        '"fourteen-point"',
        "NOT NOT plan",
    ],
)
def test_a_query_matches(query: str) -> None:
    assert parse_query(query).matches(tokenize(SENTENCE))


@pytest.mark.parametrize(
    "query",
    [
        "sheep",
        '"plan rescue"',
        "plan sheep",
        "plan NOT farmers",
        "plan NEAR/2 valley",
        "vall* AND sheep",
        "(plan OR sheep) goats",
        "plan NEAR/9 plan",
    ],
)
def test_a_query_does_not_match(query: str) -> None:
    assert parse_query(query).matches(tokenize(SENTENCE)) is None


def test_a_match_says_which_words_it_needed() -> None:
    spans = parse_query("plan NEAR/3 farmers").matches(tokenize(SENTENCE))
    assert spans == ((5, 8),)


def test_every_spelling_of_a_name_is_the_name() -> None:
    query = parse_query("Dremmel AND inquiry", aliases={"Dremmel": ("Ida Dremmell",)})
    assert query.matches(tokenize("An inquiry into Ida Dremmell"))
    assert not query.matches(tokenize("An inquiry into Ida"))


@pytest.mark.parametrize(
    ("query", "column", "hint"),
    [
        ("", 1, "empty"),
        ("NOT sheep", 1, "NOT alone"),
        ("plan OR NOT sheep", 9, "write a AND NOT b"),
        ("plan NEAR/3 NOT sheep", 13, "NOT (a NEAR/3 b)"),
        ("plan AND (sheep", 10, "add a )"),
        ("plan) sheep", 5, "closes nothing"),
        ("plan AND", 9, "at the end"),
        ("OR plan", 1, 'write "OR"'),
        ("plan NEAR sheep", 6, "NEAR/5"),
        ("plan NEAR/x sheep", 6, "NEAR/5"),
        ("plan NEAR/-1 sheep", 6, "NEAR/5"),
        ('plan "sheep', 6, "not closed"),
        ("plan ()", 7, "nothing stands before"),
        ("plan *", 6, "no prefix"),
        ("plan AND ...", 10, "no word"),
    ],
)
def test_a_broken_query_says_where_and_what_to_do(query: str, column: int, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(query)
    assert caught.value.column == column
    assert hint in caught.value.message
