"""The journey of a question: events, topics, articles, a timeline. Reads only."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from watcher.digest.outbox import letter_id, wider
from watcher.events import (
    ArticleReceived,
    Definition,
    DuplicateFound,
    Recorded,
    Statement,
    StatementRepeated,
    TopicChanged,
    TopicDefined,
    article_stream,
    topic_stream,
)
from watcher.log.codec import Row, bound, instant
from watcher.log.read import Reader
from watcher.projections.articles import count_articles
from watcher.projections.catch_up import build, reached
from watcher.projections.changes import count_statements
from watcher.projections.compare import in_memory
from watcher.projections.due import read_holds, read_letters, read_subscriptions
from watcher.projections.known import KNOWN, read_known
from watcher.projections.topics import TOPICS, read_topic, read_topics
from watcher.projections.view import Cursor
from watcher.projections.words import search_positions, stored_at

if TYPE_CHECKING:  # most questions do without schedules, and start sooner
    from watcher.digest.timeline import Timeline

_NEWEST = 10
_TICK = timedelta(milliseconds=1)  # the log's clock ticks in milliseconds
_STATEMENTS = (TopicChanged.name, StatementRepeated.name)
_CHANGED = (TopicChanged.name,)
_LEFT = ("waiting", "abandoned")
_RECEIVED = (ArticleReceived.name,)
_UNHEARD: dict[str, Any] = {
    "revision": 0,
    "retired": False,
    "defined_at": None,
    "changes": 0,
    "repeats": 0,
    "last_change": None,
    "last_changed_at": None,
    "sources": 0,
    "reprints": 0,
    "figures": [],
    "statuses": [],
    "disputes": [],
    "newest": [],
}
_FORMS = {"figures": "figure", "statuses": "status", "disputes": "dispute"}


class UnknownTopicError(LookupError):
    """The log holds no topic of this id; the message names those that are like it."""


class UnreadArticleError(LookupError):
    """The log knows an article of this id, but rejected it and holds no text."""


def events(
    reader: Reader,
    *,
    after: int = 0,
    topic: str | None = None,
    types: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    found: Iterable[int] | None = None,
) -> Iterator[Row]:
    """Give the stored events that fit, in log order.

    `found` narrows them to these positions, which are those of a search.
    """
    stream = None if topic is None else topic_stream(topic)
    if found is None:
        yield from reader.rows(after=after, stream=stream, types=types, since=since, until=until)
        return
    for row in stored_at(reader, [position for position in found if position > after]):
        if (not types or row.type in types) and _fits(row, stream=stream, since=since, until=until):
            yield row


def search(views: Cursor, words: str) -> list[int]:
    """Find the positions of the events that hold all these words, in log order."""
    return search_positions(views, words)


def topics(reader: Reader, views: Cursor) -> list[dict[str, Any]]:
    """List what is tracked, with the sentence that was told last."""
    return [{**topic, "last_quote": _quote(reader, topic)} for topic in read_topics(views)]


def topic(
    reader: Reader, views: Cursor, name: str, *, configured: Definition | None = None
) -> dict[str, Any]:
    """Tell what is known of a topic now. Raises UnknownTopicError.

    Of one that is `configured` and that the log has not heard of yet, that is nothing.
    """
    about = read_topic(views, name)
    if about is None and configured is not None:
        return {**_unheard(name, configured), "as_of": None}
    return {**_known(reader, views, name), "as_of": None}


def topic_as_of(
    reader: Reader, name: str, moment: datetime, *, configured: Definition | None = None
) -> dict[str, Any]:
    """Tell what was known of a topic at a time, that time included. Raises UnknownTopicError.

    Before it was tracked, and of one that is only `configured`, that is nothing.
    """
    until = moment + _TICK
    with in_memory() as folded:
        build(folded, _Before(reader, name, until=until), views=(TOPICS, KNOWN))
        first = None if read_topic(folded, name) else _first_definition(reader, name) or configured
        known = _unheard(name, first) if first else _known(reader, folded, name, until=until)
        return {**known, "as_of": instant(moment)}


def articles(reader: Reader, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give articles as they were understood, in the order of these ids or beginnings of ids.

    Raises UnknownId, AmbiguousId and UnreadArticleError.
    """
    for given in ids:
        article_id = reader.article_id(given)
        received = next(reader.events(stream=article_stream(article_id), types=_RECEIVED), None)
        if received is None or not isinstance(received.data, ArticleReceived):
            message = f"article {article_id} was rejected; no text is kept"
            raise UnreadArticleError(message)
        yield {
            "article_id": article_id,
            "path": received.data.path,
            "headline": received.data.headline,
            "published_at": received.data.published_at,
            "text": reader.text(article_id),
        }


def timeline(
    reader: Reader,
    topic: str,
    *,
    first: date | None,
    last: date | None,
    days: int,
    per_day: int,
) -> "Timeline":
    """Choose the most telling days of a topic and the sentences that tell them."""
    from watcher.digest.timeline import timeline as choose

    said = reader.events(stream=topic_stream(topic), types=_STATEMENTS)
    return choose(topic, said, first=first, last=last, days=days, per_day=per_day)


def has_topic(reader: Reader, name: str) -> bool:
    """Tell whether the log has ever heard of a topic."""
    return reader.version(topic_stream(name)) > 0


def standing(reader: Reader, views: Cursor, subscriptions: Iterable[str]) -> dict[str, Any]:
    """Tell how far the log is, what was told to whom, and which letters wait or were given up."""
    head = reader.head()
    newest = next(reader.rows(newest_first=True, limit=1), None)
    changed, repeated = count_statements(views)
    return {
        "log": {
            "path": str(reader.path),
            "position": head.position,
            "hash": head.hash,
            "recorded_at": newest.recorded_at if newest else None,
            "views_at": reached(views),
        },
        "articles": count_articles(views),
        "statements": {"changed": changed, "repeated": repeated},
        "topics": sum(not topic["retired"] for topic in read_topics(views)),
        "subscriptions": [_due(views, subscription) for subscription in subscriptions],
        "letters": {state: outbox(views, states=(state,)) for state in _LEFT},
        "holds": read_holds(views),
    }


def outbox(views: Cursor, *, states: Sequence[str]) -> list[dict[str, Any]]:
    """List the letters in these states, each with what holds it up and when it is tried next.

    `next_at` is null for one that the next round tries.
    """
    holds = {(hold["channel"], hold["destination"]): hold for hold in read_holds(views)}
    return [
        _letter(letter, holds) for state in states for letter in read_letters(views, state=state)
    ]


def _letter(
    letter: dict[str, Any], holds: Mapping[tuple[str, str], dict[str, Any]]
) -> dict[str, Any]:
    channel, recipient = letter["channel"], letter["recipient"]
    found = [holds.get((channel, name)) for name in wider("letter", recipient=recipient)]
    held_by = [hold for hold in found if hold and (hold["stopped"] or letter["attempts"])]
    times = [letter["retry_at"], *(hold["retry_at"] for hold in held_by)]
    is_waiting = letter["state"] == "waiting"
    return {
        **letter,
        "id": letter_id(letter["digest_id"], channel=channel, recipient=recipient),
        "error": letter["error"] or next((hold["error"] for hold in held_by), None),
        "next_at": max((at for at in times if at), default=None) if is_waiting else None,
        "held_up_by": [hold["destination"] for hold in held_by] if is_waiting else [],
    }


def _due(views: Cursor, subscription: str) -> dict[str, Any]:
    seen = {row["subscription"]: row for row in read_subscriptions(views)}.get(subscription)
    return {
        "subscription": subscription,
        "started": seen is not None and seen["told_upto"] is not None,
        "told_upto": seen["told_upto"] if seen else None,
        "digests": seen["digests"] if seen else 0,
        "last_issued_at": seen["last_issued_at"] if seen else None,
    }


def _unheard(name: str, definition: Definition) -> dict[str, Any]:
    """Tell what is known of a topic that was not tracked yet."""
    about = {"topic": name, "name": definition.name, "definition": to_builtins(definition)}
    return {**about, **_UNHEARD}


def _first_definition(reader: Reader, name: str) -> Definition | None:
    defined = reader.events(stream=topic_stream(name), types=(TopicDefined.name,), limit=1)
    return next(
        (one.data.definition for one in defined if isinstance(one.data, TopicDefined)), None
    )


class _Before:
    """The events of one topic that were recorded before a time."""

    def __init__(self, reader: Reader, topic: str, *, until: datetime) -> None:
        self._reader = reader
        self._stream = topic_stream(topic)
        self._until = until

    def events(self, *, after: int, upto: int | None, limit: int | None) -> Iterator[Recorded]:
        """Give the events after one position up to another, in order."""
        return self._reader.events(
            after=after, upto=upto, limit=limit, stream=self._stream, until=self._until
        )


def _known(
    reader: Reader, views: Cursor, name: str, *, until: datetime | None = None
) -> dict[str, Any]:
    about = read_topic(views, name)
    if about is None:
        raise UnknownTopicError(_no_topic(views, name))
    ledger = read_known(views, name)
    parts = {
        part: [line for line in ledger if line["form"] == form] for part, form in _FORMS.items()
    }
    newest = reader.events(
        stream=topic_stream(name), types=_CHANGED, until=until, newest_first=True, limit=_NEWEST
    )
    changes = ((event, event.data) for event in newest if isinstance(event.data, TopicChanged))
    return {
        **about,
        **_sources(reader, name, until=until),
        **parts,
        "newest": [_change(said, event) for event, said in changes],
    }


def _sources(reader: Reader, topic: str, *, until: datetime | None) -> dict[str, int]:
    """Count who told of a topic independently, and the reprints; history alone tells nothing."""
    from watcher.digest.lineage import Lineages

    lineages = Lineages()
    told: dict[str, bool] = {}
    for said in reader.events(stream=topic_stream(topic), types=_STATEMENTS, until=until):
        if not isinstance(said.data, Statement):
            continue
        if said.data.article_id not in told:
            for one in reader.events(stream=article_stream(said.data.article_id), until=until):
                if isinstance(one.data, ArticleReceived):
                    lineages.receive(one.data)
                elif isinstance(one.data, DuplicateFound):
                    lineages.copy(one.data)
        told.setdefault(said.data.article_id, False)
        if said.data.kind != "background":
            lineages.say(said.data)
            told[said.data.article_id] = True
    found = lineages.sources([article for article, tells in told.items() if tells])
    return {"sources": found.independent, "reprints": found.reprints}


def _fits(row: Row, *, stream: str | None, since: datetime | None, until: datetime | None) -> bool:
    return (
        stream in {None, row.stream}
        and (since is None or row.recorded_at >= bound(since))
        and (until is None or row.recorded_at < bound(until))
    )


def _change(said: TopicChanged, event: Recorded) -> dict[str, Any]:
    recorded_at = instant(event.recorded_at)
    return {
        "event": event.id,
        "kind": said.kind,
        "quote": said.quote,
        "speaker": said.speaker,
        "outlet": said.outlet,
        "path": said.path,
        "as_of": said.event_date or said.published_at or recorded_at,
        "recorded_at": recorded_at,
    }


def _no_topic(views: Cursor, name: str) -> str:
    from difflib import get_close_matches

    known = [topic["topic"] for topic in read_topics(views)]
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return f"there is no topic {name!r}; did you mean {near[0]}?"
    listed = f"; there are {', '.join(known[:10])}" if known else ", nor any other yet"
    return f"there is no topic {name!r}{listed}"


def _quote(reader: Reader, topic: dict[str, Any]) -> str | None:
    if topic["last_change"] is None:
        return None
    said = reader.event(topic["last_change"]).data
    return said.quote if isinstance(said, TopicChanged) else None
