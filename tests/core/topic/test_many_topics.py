"""Thousands of topics do not each cost a look."""

from tests.factories import an_article
from watcher.events import Definition
from watcher.lexicon import load_meaning
from watcher.topic.layout import lay_out
from watcher.topic.mentions import TopicIndex, mentions, tokens_of
from watcher.topic.model import compile_topic


def test_of_thousands_of_alike_topics_only_the_likeliest_are_looked_at() -> None:
    topics = [
        compile_topic(
            f"harbour-{number}",
            Definition(name=f"harbour {number}", terms=(f"harbour flood wall {number}",)),
        )
        for number in range(1000)
    ]
    index = TopicIndex(topics, meaning=load_meaning())
    article = an_article(
        "The harbour flood wall 417 has cracked.", "Water stands in the streets behind it."
    )

    looked_at = index.possible(lay_out(article, tokens_of(article)), (), doubtful=False)

    assert 0 < len(looked_at) <= 24
    assert "harbour-417" in mentions(article, index)
