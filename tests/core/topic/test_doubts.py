"""What does not count for a topic says how likely it was, and what kept it out."""

from tests.factories import an_article
from watcher.events import Definition
from watcher.topic.doubts import COUNTS_FROM, doubts
from watcher.topic.mentions import TopicIndex, mentions
from watcher.topic.model import compile_topic

TUNNEL = Definition(
    name="harbour tunnel",
    about="The tunnel under Ostwick harbour: its cost, its opening, leaks and repairs.",
    terms=("harbour tunnel",),
    exclude=("tunnel vision",),
)
INDEX = TopicIndex([compile_topic("tunnel", TUNNEL)])


def test_a_sentence_about_bread_is_hardly_about_the_tunnel() -> None:
    article = an_article("The harbour tunnel leaks.", "The bakery on Mill Lane sells rye bread.")

    leaks, bread = doubts(article, INDEX)["tunnel"]

    assert leaks.likelihood > COUNTS_FROM > bread.likelihood
    assert leaks.found == "harbour tunnel"


def test_an_excluded_phrase_keeps_out_whatever_else_the_sentence_holds() -> None:
    article = an_article("The harbour tunnel was a case of tunnel vision, the mayor said.")

    (doubt,) = doubts(article, INDEX)["tunnel"]

    assert doubt.excluded
    assert mentions(article, INDEX) == {}


def test_a_topic_of_which_an_article_says_nothing_has_no_doubts() -> None:
    assert doubts(an_article("The bakery on Mill Lane sells rye bread."), INDEX) == {}
