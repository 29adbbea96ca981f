"""Rules that need an article of a certain shape: what is printed twice, what hardly belongs."""

from dataclasses import replace

from tests.core.topic.desk import READERS, Desk
from tests.factories import an_article
from watcher.article.model import Paragraph
from watcher.events import StatementRepeated, TopicChanged
from watcher.topic.decide import decide
from watcher.topic.model import Mention
from watcher.topic.rules import rule_of


def test_what_an_article_prints_twice_is_told_once() -> None:
    article = an_article(
        "The mayor of Velm ordered the valley cleared.", headline="Crack in the dam"
    )
    twice = Paragraph(start=0, end=16, role="body", repeats=1)
    article = replace(article, paragraphs=(twice, *article.paragraphs[1:]))

    events = Desk().judges(article)

    by_rule = {rule_of(event.reason): event.kind for event in events}
    assert by_rule == {"said-twice": "repeat", "new": "new"}


def judged(*, strength: float) -> StatementRepeated | TopicChanged:
    """Judge a sentence far down an article that bears on the topic as surely as this."""
    article = an_article(*("Flour was dear." for _ in range(11)), "It went on for some time.")
    mention = Mention(sentence=11, how="follow-on", words="", strength=strength)
    (event,) = decide(
        article, path="a", mentions=[mention], state=Desk("dam").state, readers=READERS
    )
    return event


def test_a_sentence_that_hardly_bears_on_the_topic_is_background() -> None:
    event = judged(strength=0.05)

    assert (event.kind, event.reason) == ("background", "loosely-on-topic: follow-on (0.05)")


def test_the_same_sentence_is_told_where_it_surely_bears_on_the_topic() -> None:
    assert judged(strength=0.99).reason.startswith("new: ")


def test_the_furniture_of_an_outlet_is_one_rule_whatever_the_outlet_is_called() -> None:
    assert rule_of("furniture of The Lantern: stands in 3 of its articles") == "furniture"
