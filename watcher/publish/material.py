"""What a digest is made of: the events of a range of the log, of all topics or of one."""

from collections.abc import Iterator

from watcher.events import (
    ArticleReceived,
    ArticleRejected,
    DuplicateFound,
    ExpectationPassed,
    Recorded,
    StatementRepeated,
    TopicChanged,
    TopicQuiet,
    TopicTempo,
    article_stream,
    notice_stream,
    topic_stream,
)
from watcher.log.read import Reader

_COUNTED = tuple(
    kind.name
    for kind in (
        ArticleReceived,
        ArticleRejected,
        DuplicateFound,
        TopicChanged,
        StatementRepeated,
        TopicQuiet,
        TopicTempo,
        ExpectationPassed,
    )
)


def material(reader: Reader, *, topic: str | None, after: int, upto: int) -> Iterator[Recorded]:
    """Read what came in after a position, up to another, in order.

    With a `topic` that is what bears on it: its statements, and the articles that made them. A
    topic that seldom moves has a long range, of which most has nothing to do with it.
    """
    if topic is None:
        yield from reader.events(after=after, upto=upto, types=_COUNTED)
        return
    said = [
        event
        for stream in (topic_stream(topic), notice_stream(topic))
        for event in reader.events(stream=stream, after=after, upto=upto, types=_COUNTED)
    ]
    articles = {
        event.data.article_id
        for event in said
        if isinstance(event.data, TopicChanged | StatementRepeated)
    }
    arrived = [
        event
        for article in articles
        for event in reader.events(
            stream=article_stream(article), after=after, upto=upto, types=_COUNTED
        )
    ]
    yield from sorted([*said, *arrived], key=lambda event: event.position)
