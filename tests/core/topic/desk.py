"""Judges invented articles one after the other, as the log would see them."""

from dataclasses import replace

from tests.factories import a_definition, an_article
from watcher.article.model import Article
from watcher.events import Statement, event_id, topic_stream
from watcher.lexicon import load_language, load_meaning
from watcher.topic.decide import Copy, decide
from watcher.topic.mentions import TopicIndex, mentions
from watcher.topic.model import compile_topic
from watcher.topic.state import TopicState, evolve
from watcher.topic.statements import Readers

READERS = Readers(load_language())


class Desk:
    """One topic, and what is known of it; by default every sentence counts."""

    def __init__(self, *terms: str) -> None:
        self.state = TopicState(topic="dam")
        self.index = TopicIndex(
            [compile_topic("dam", a_definition(*(terms or ("*",))))], meaning=load_meaning()
        )

    def reads(
        self,
        *sentences: str,
        outlet: str = "Seed Wire",
        published_at: str | None = "2025-11-20",
        headline: str | None = None,
        copy: Copy | None = None,
    ) -> tuple[Statement, ...]:
        """Judge an article of these sentences and learn from it."""
        article = an_article(*sentences, headline=headline, outlet=outlet)
        return self.judges(replace(article, published_at=published_at), copy=copy)

    def judges(self, article: Article, *, copy: Copy | None = None) -> tuple[Statement, ...]:
        """Judge an article and learn from it."""
        events = decide(
            article,
            path="seeds/a.txt",
            mentions=mentions(article, self.index).get("dam", ()),
            state=self.state,
            readers=READERS,
            copy=copy,
        )
        for event in events:
            name = event_id(topic_stream("dam"), version=self.state.version + 1)
            self.state = evolve(self.state, event, event_id=name)
        return events
