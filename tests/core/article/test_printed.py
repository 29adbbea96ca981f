"""A paragraph that stands in several articles of an outlet is furniture of that outlet."""

from tests.factories import an_article
from watcher.article.model import Article
from watcher.article.printed import Printed

BACKGROUND = "The dam was built in 1961 by the Elmford water board and raised in 1988."


def story(number: int, *, outlet: str = "Post", background: str = BACKGROUND) -> Article:
    """Make an article of one paragraph that others have too, under a headline of its own."""
    return an_article(background, headline=f"Dam news {number}", outlet=outlet)


def after(*articles: Article, copies: frozenset[int] = frozenset(), most: int = 100) -> Printed:
    printed = Printed(most=most)
    for number, article in enumerate(articles):
        printed.add(article, is_copy=number in copies)
    return printed


def test_the_third_printing_is_furniture_and_the_first_two_are_not() -> None:
    first, second, third = story(1), story(2), story(3)

    assert after().furniture(first) == {}
    assert after(first).furniture(second) == {}
    assert after(first, second).furniture(third) == {1: 3}


def test_another_outlet_prints_it_for_the_first_time() -> None:
    assert after(story(1), story(2)).furniture(story(3, outlet="Herald")) == {}


def test_white_space_and_case_make_no_other_paragraph() -> None:
    third = story(3, background=BACKGROUND.upper().replace(" ", "  "))
    assert after(story(1), story(2)).furniture(third) == {1: 3}


def test_a_word_more_makes_another_paragraph() -> None:
    third = story(3, background=BACKGROUND.replace("raised", "raised again"))
    assert after(story(1), story(2)).furniture(third) == {}


def test_copies_and_updates_of_an_article_are_no_articles_of_their_own() -> None:
    printed = after(story(1), story(2), story(3), copies=frozenset({1, 2}))
    assert printed.furniture(story(4)) == {}


def test_what_is_short_may_be_said_again() -> None:
    short = "The road is closed."
    some = [story(number, background=short) for number in range(3)]
    assert after(*some).furniture(story(9, background=short)) == {}


def test_an_article_without_an_outlet_has_no_furniture() -> None:
    some = [story(number, outlet="") for number in range(3)]
    assert after(*some).furniture(story(9, outlet="")) == {}


def test_an_article_that_was_taken_in_is_seen_as_when_it_came() -> None:
    some = [story(number) for number in range(4)]
    printed = after(*some)

    assert [printed.furniture(article) for article in some] == [{}, {}, {1: 3}, {1: 4}]


def test_only_the_newest_articles_are_kept() -> None:
    others = [story(number, outlet="Herald") for number in range(10, 14)]
    assert after(story(1), story(2), *others, most=4).furniture(story(3)) == {}


def test_what_was_kept_from_the_start_is_what_is_folded_anew() -> None:
    some = [story(number) for number in range(6)]
    long, fresh = after(*some, most=4), after(*some[-4:], most=4)

    assert long.furniture(story(9)) == fresh.furniture(story(9)) == {1: 5}
