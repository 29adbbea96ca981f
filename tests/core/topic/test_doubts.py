"""What does not count for a topic says how likely it was, and what kept it out."""

from tests.factories import an_article
from watcher.events import Definition
from watcher.lexicon import load_meaning
from watcher.topic.doubts import COUNTS_FROM, doubts
from watcher.topic.mentions import TopicIndex, mentions
from watcher.topic.model import compile_topic

TUNNEL = Definition(
    name="harbour tunnel",
    about="The tunnel under Ostwick harbour: its cost, its opening, leaks and repairs.",
    terms=("harbour tunnel",),
    exclude=("tunnel vision",),
)
INDEX = TopicIndex([compile_topic("tunnel", TUNNEL)], meaning=load_meaning())


def test_what_counts_is_what_was_likely_enough() -> None:
    bread = ("The bakery on Mill Lane sells rye bread.", "Its oven is a hundred years old.")
    article = an_article("The harbour tunnel leaks.", *bread, "Flour has become dear in Orlo.")

    read = doubts(article, INDEX)["tunnel"]

    likely = [number for number, doubt in enumerate(read) if doubt.likelihood >= COUNTS_FROM]
    assert likely == [mention.sentence for mention in mentions(article, INDEX)["tunnel"]]
    assert read[0].found == "harbour tunnel"
    assert read[0].likelihood > max(doubt.likelihood for doubt in read[1:])


def test_an_excluded_phrase_keeps_out_whatever_else_the_sentence_holds() -> None:
    article = an_article("The harbour tunnel was a case of tunnel vision, the mayor said.")

    (doubt,) = doubts(article, INDEX)["tunnel"]

    assert doubt.excluded
    assert mentions(article, INDEX) == {}


def test_a_topic_of_which_an_article_says_nothing_has_no_doubts() -> None:
    assert doubts(an_article("The bakery on Mill Lane sells rye bread."), INDEX) == {}
