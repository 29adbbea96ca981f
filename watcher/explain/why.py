"""Explains a recorded statement: why it counted, what it was judged against, what decided."""

from dataclasses import dataclass

from watcher.events import (
    ArticleReceived,
    Recorded,
    Statement,
    StatementRepeated,
    TopicChanged,
    article_stream,
)
from watcher.explain.rehearing import STATEMENTS, Rehearing, Rehearings
from watcher.explain.saying import Earlier, Scored, Today, earlier_of, scored, today
from watcher.log.read import Reader
from watcher.topic.language import Language
from watcher.topic.rules import in_words, rule_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A statement's event, and all that it was judged by.

    `scored` is by today's rules; where `today` is null, they say what was recorded.
    """

    event: Recorded
    statement: Statement
    rule: str
    says: str
    was: Earlier | None
    earlier: Earlier | None
    nearest: Earlier | None
    scored: Scored | None
    today: Today | None


def why(reader: Reader, recorded: Recorded, *, language: Language) -> Why:
    """Say of a recorded statement what it was judged by. Raises TypeError for another event."""
    statement = recorded.data
    if not isinstance(statement, TopicChanged | StatementRepeated):
        message = f"{recorded.id} is {statement.name}; only statements are judged"
        raise TypeError(message)

    def find(name: str | None) -> Earlier | None:
        return earlier_of(reader.event(name)) if name else None

    heard = _hear(reader, recorded, statement, language=language)
    weighed = heard.weighed.get((statement.topic, statement.start)) if heard else None
    number = _number(reader, recorded, statement)
    return Why(
        event=recorded,
        statement=statement,
        rule=rule_of(statement.reason),
        says=in_words(statement.reason),
        was=find(statement.was.event if statement.was else None),
        earlier=find(statement.earlier),
        nearest=find(statement.nearest),
        scored=scored(weighed) if weighed else None,
        today=today(statement, number=number, heard=heard) if heard else None,
    )


def _hear(
    reader: Reader, recorded: Recorded, said: Statement, *, language: Language
) -> Rehearing | None:
    received = received_of(reader, said.article_id)
    if received is None:
        return None
    rehearings = Rehearings(reader, language)
    if said.retroactive:
        return rehearings.hear_in_history(recorded, received)
    return rehearings.hear(received, only=said.topic)


def _number(reader: Reader, recorded: Recorded, said: Statement) -> int:
    """Count the statements that the same sentence gave before this one."""
    before = reader.events(
        stream=recorded.stream, upto=recorded.position - 1, types=STATEMENTS, newest_first=True
    )
    number = 0
    for one in before:
        if not isinstance(one.data, Statement):
            break
        if (one.data.article_id, one.data.start) != (said.article_id, said.start):
            break
        number += 1
    return number


def received_of(reader: Reader, article_id: str) -> Recorded | None:
    """Find the event that says that an article was received."""
    found = reader.events(stream=article_stream(article_id), types=(ArticleReceived.name,))
    return next(iter(found), None)
