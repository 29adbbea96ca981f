"""Readers who want different things, silence, mark, leave and come back: all adds up for each.

The log, the remarks and the folder of digests are the real ones; a plain model says what is right.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from tests.properties.readers import NOTICES, Town, a_town, steps, wishes
from watcher.digest.model import Subscription
from watcher.events import (
    ArticleReceived,
    ArticleRejected,
    DigestIssued,
    DuplicateFound,
    Recorded,
    SilenceAdded,
    SilenceExpired,
    StatementRepeated,
    SubscriptionStarted,
    TopicChanged,
    TopicQuiet,
)

thorough = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink real logs takes minutes
)


def is_asked(topic: str, reader: Subscription) -> bool:
    wanted: dict[tuple[str, ...], bool] = {
        ("*",): True,
        ("!rail",): topic != "rail",
        ("#water",): topic != "rail",
        ("dam",): topic == "dam",
    }
    return wanted[reader.topics]


def is_silenced(event: Recorded, log: Sequence[Recorded]) -> bool:
    """Go through all silences by hand: which began before, had not ended, and are of this."""
    topic, kind = getattr(event.data, "topic", ""), getattr(event.data, "kind", None)
    ended = {one.data.silence: one.position for one in log if isinstance(one.data, SilenceExpired)}
    return any(
        one.position < event.position < ended.get(one.data.silence, event.position + 1)
        and event.recorded_at < datetime.fromisoformat(one.data.until)
        and fnmatchcase(topic, one.data.pattern)
        and (not one.data.kinds or kind in one.data.kinds)
        for one in log
        if isinstance(one.data, SilenceAdded)
    )


def should_be_told(reader: Subscription, log: Sequence[Recorded]) -> Counter[str]:
    (began,) = (
        event.data.after
        for event in log
        if isinstance(event.data, SubscriptionStarted) and event.data.subscription == reader.name
    )
    return Counter(
        event.id
        for event in log
        if isinstance(event.data, TopicChanged)
        and event.position > (began or 0)
        and is_asked(event.data.topic, reader)
        and (reader.tell_history or not event.data.retroactive)
        and (not reader.kinds or event.data.kind in reader.kinds)
        and (event.data.importance >= reader.min_importance or event.data.kind == "correction")
        and not is_silenced(event, log)
    )


@thorough
@given(desk=wishes, night=wishes, happens=steps)
def test_each_reader_is_told_what_he_wants_once_and_the_accounts_add_up(
    desk: dict[str, Any], night: dict[str, Any], happens: list[object]
) -> None:
    with a_town(desk, night) as town:
        town.live(happens)

        log = list(town.press.log.reader.events())
        for reader in town.all:
            issued = town.digests(reader)
            told = Counter(event for digest in issued for event in digest.events)
            assert told == should_be_told(reader, log)
            assert_notices_are_told_once(reader, issued, log)
            for digest in issued:
                assert_it_adds_up(town.form(digest), reader, log)
                assert_it_is_whole(town, digest)
        assert len(town.seen) == 3 * len(town.press.recorded("digest-issued"))


def assert_notices_are_told_once(
    reader: Subscription, issued: Sequence[DigestIssued], log: Sequence[Recorded]
) -> None:
    noticed = Counter(event for digest in issued for event in digest.notices)
    wanted = [
        event
        for event in log
        if event.data.name in NOTICES
        and is_asked(getattr(event.data, "topic", ""), reader)
        and not is_silenced(event, log)
    ]
    assert max(noticed.values(), default=1) == 1
    assert noticed.keys() <= {event.id for event in wanted}
    assert noticed.keys() >= {event.id for event in wanted if event.data.name == TopicQuiet.name}


def assert_it_adds_up(form: dict[str, Any], reader: Subscription, log: Sequence[Recorded]) -> None:
    """Count by hand what the range holds, and hold the accounts against it."""
    statements, articles = form["accounts"]["statements"], form["accounts"]["articles"]
    came_in = [event for event in log if form["after"] < event.position <= form["upto"]]
    on_topic = [
        event.data
        for event in came_in
        if isinstance(event.data, TopicChanged | StatementRepeated)
        and is_asked(event.data.topic, reader)
        and form["topic"] in (None, event.data.topic)
        and (reader.tell_history or not event.data.retroactive)
    ]
    assert statements["total"] == len(on_topic)
    assert statements["total"] == sum(statements.values()) - statements["total"]
    assert statements["told"] == len(form["items"])
    assert statements["silenced"] == sum(one["count"] for one in form["silenced"])
    assert articles["total"] == sum(articles.values()) - articles["total"]
    if form["topic"] is None:
        copies = [one for one in came_in if isinstance(one.data, DuplicateFound)]
        counted = [one for one in came_in if isinstance(one.data, ArticleReceived)]
        rejected = [one for one in came_in if isinstance(one.data, ArticleRejected)]
        assert articles["total"] == len(copies) + len(counted) + len(rejected)


def assert_it_is_whole(town: Town, digest: DigestIssued) -> None:
    form = town.form(digest)
    assert {item["event"] for item in form["items"]} == set(digest.events)
    for ending in ("txt", "html"):
        page = " ".join(town.seen[f"{digest.digest_id}.{ending}"].decode().split())
        assert all(item["quote"] in page for item in form["items"])
