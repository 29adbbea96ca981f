"""Notices of a digest: what the passing of time tells of a topic, as events of the log say it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from watcher.digest.model import Notice, Source
from watcher.events import (
    Definition,
    ExpectationPassed,
    Recorded,
    TimeNotice,
    TopicQuiet,
    TopicTempo,
)

_ORDER = ("gone-quiet", "expected", "tempo")


def makes_due(notice: Notice) -> bool:
    """Tell whether a notice alone is worth a digest; the others ride along with one."""
    return notice.kind == "gone-quiet"


def in_order(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Sort notices by kind, then by topic."""
    return tuple(
        sorted(notices, key=lambda one: (_ORDER.index(one.kind), one.topic, one.due or ""))
    )


def notice_of(
    event: Recorded, said: TimeNotice, *, definitions: Mapping[str, Definition], zone: ZoneInfo
) -> Notice:
    """Make the notice that an event gives, with times in the reader's zone."""
    known = definitions.get(said.topic)
    name = known.name if known else said.topic
    match said:
        case TopicQuiet():
            since = datetime.fromisoformat(said.since).astimezone(zone)
            return Notice(
                event=event.id, kind="gone-quiet", topic=said.topic, name=name, since=since
            )
        case TopicTempo():
            return Notice(
                event=event.id,
                kind="tempo",
                topic=said.topic,
                name=name,
                since=event.recorded_at.astimezone(zone),
                count=said.count,
                usual=said.usual,
            )
        case ExpectationPassed():
            return Notice(
                event=event.id,
                kind="expected",
                topic=said.topic,
                name=name,
                since=event.recorded_at.astimezone(zone),
                due=said.due,
                announced=said.event,
                quote=said.quote,
                source=Source(outlet=said.outlet, path=said.path, published_at=said.published_at),
            )
        case _:
            assert_never(said)
