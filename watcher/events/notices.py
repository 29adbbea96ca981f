"""What time tells of a topic: it went quiet, gathers speed, or what was announced did not come."""

from typing import ClassVar

from msgspec import Struct


class TopicQuiet(Struct, frozen=True, kw_only=True):
    """Nothing new came on a topic for as long as its definition allows; once for each such time.

    `last` is the change that was the last one, `since` when it was recorded, and `repeats` how many
    statements came since then that told nothing new.
    """

    name: ClassVar[str] = "topic-quiet"
    schema: ClassVar[int] = 1
    topic: str
    quiet_after: str
    last: str
    since: str
    repeats: int


class TopicTempo(Struct, frozen=True, kw_only=True):
    """Far more was said on a topic within 24 hours than is usual; at most once a day.

    `usual` is how many statements a day it had in the days before, `days` how many days that are.
    """

    name: ClassVar[str] = "topic-tempo"
    schema: ClassVar[int] = 1
    topic: str
    day: str
    count: int
    usual: float
    days: int


class ExpectationPassed(Struct, frozen=True, kw_only=True):
    """A day for which something was announced has passed, and nothing reported it.

    `event` is the statement that announced it, `due` the day (ISO date).
    """

    name: ClassVar[str] = "expectation-passed"
    schema: ClassVar[int] = 1
    topic: str
    event: str
    due: str
    quote: str
    path: str
    outlet: str | None
    published_at: str | None


TimeNotice = TopicQuiet | TopicTempo | ExpectationPassed
