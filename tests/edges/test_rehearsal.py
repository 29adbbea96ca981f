"""Topic definitions are rehearsed on the articles of a log: same rules, same digests, no trace."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.core.digest.news import a_subscription
from tests.factories import NOON, an_article
from watcher import define
from watcher.digest.model import Subscription
from watcher.digest.schedule import parse_schedule
from watcher.events import (
    Definition,
    Entry,
    EventMarked,
    TopicChanged,
    mark_stream,
)
from watcher.ingest.arrivals import Arrival
from watcher.ingest.recording import Recording
from watcher.judging import Judging
from watcher.lexicon import load_language
from watcher.log.append import Log
from watcher.rehearsal import Backtest, compare, rehearse

LANGUAGE = load_language()
DAM = Definition(name="The dam", terms=("Elmford dam", "dam"))
RAIL = Definition(name="Rail strike", terms=("rail strike",))
NEWS = (
    "The Elmford dam has a crack, engineers said.",
    "The Elmford dam has a crack, engineers said on Monday.",
    "The flood below the Elmford dam killed 19 people.",
    "The flood below the Elmford dam killed 25 people.",
    "The rail strike on the Kellbrook line goes on.",
)


class Newsroom:
    """A log into which an article comes each hour."""

    def __init__(self, path: Path) -> None:
        self.log = Log.open(path, now=NOON, wait_seconds=0)
        self.judging = Judging(self.log.reader, LANGUAGE)
        self.now = NOON

    def tracks(self, **definitions: Definition) -> None:
        define.apply(definitions, log=self.log, judging=self.judging, now=self.now)

    def reads(self, *news: str) -> None:
        for number, text in enumerate(news):
            self.now += timedelta(hours=1)
            article = an_article(text, outlet=f"Outlet {number % 2}")
            with self.log.transaction(at=self.now) as transaction:
                recording = Recording(self.log, transaction, self.judging)
                arrival = Arrival(path=f"{self.now:%H}-{number}.txt", article_id=article.id)
                recording.record(arrival, article)

    def rehearses(
        self,
        topic: str,
        *subscriptions: Subscription,
        since: datetime | None = None,
        **definitions: Definition,
    ) -> Backtest:
        reader = self.log.reader
        gave = rehearse(
            reader,
            definitions,
            topics=[topic],
            subscriptions=subscriptions,
            language=LANGUAGE,
            since=since,
            until=None,
            now=self.now + timedelta(days=2),
        )
        return compare(
            reader,
            topic,
            definitions[topic],
            gave=gave,
            wanted_by=[one.name for one in subscriptions],
            since=since,
            until=None,
        )


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path / "log.db")
    yield room
    room.log.close()


def a_reader(schedule: str, *topics: str) -> Subscription:
    return a_subscription(*topics, name="desk", schedule=parse_schedule(schedule))


def quotes(backtest: Backtest, compared: str) -> Sequence[str]:
    return [one.quote for one in backtest.sentences if one.compared == compared]


def test_the_definition_in_force_gives_what_the_log_holds(newsroom: Newsroom) -> None:
    newsroom.tracks(dam=DAM, rail=RAIL)
    newsroom.reads(*NEWS)

    found = newsroom.rehearses("dam", dam=DAM, rail=RAIL)

    assert found.is_same_definition
    assert (found.articles, found.articles_before) == (len(NEWS), 0)
    assert found.changes == found.changes_in_log != {}
    assert found.repeats == found.repeats_in_log != {}
    assert {one.compared for one in found.sentences} == {"same"}


def test_nothing_is_appended(newsroom: Newsroom) -> None:
    newsroom.tracks(dam=DAM)
    newsroom.reads(*NEWS)
    before = newsroom.log.reader.head()

    newsroom.rehearses("dam", a_reader("immediate"), dam=DAM)

    assert newsroom.log.reader.head() == before


def test_a_wider_definition_adds_and_a_narrower_one_loses(newsroom: Newsroom) -> None:
    newsroom.tracks(dam=DAM)
    newsroom.reads(*NEWS)
    flood = Definition(name="The flood", terms=("flood", "rail strike"), exclude=("crack",))

    found = newsroom.rehearses("dam", dam=flood)

    assert not found.is_same_definition
    assert quotes(found, "lost") == ["The Elmford dam has a crack, engineers said."]
    assert quotes(found, "added") == ["The rail strike on the Kellbrook line goes on."]


def test_a_topic_that_the_log_has_not_heard_of_can_be_rehearsed(newsroom: Newsroom) -> None:
    newsroom.tracks(dam=DAM)
    newsroom.reads(*NEWS)

    found = newsroom.rehearses("rail", dam=DAM, rail=RAIL)

    assert not found.is_in_log
    assert quotes(found, "added") == ["The rail strike on the Kellbrook line goes on."]


def test_what_came_before_the_time_asked_for_is_known_and_not_told(newsroom: Newsroom) -> None:
    newsroom.tracks(dam=DAM)
    newsroom.reads(*NEWS)

    found = newsroom.rehearses(
        "dam", a_reader("immediate"), since=NOON + timedelta(hours=3, minutes=30), dam=DAM
    )

    (told,) = found.sentences
    assert (found.articles, found.articles_before) == (2, 3)
    assert (told.kind, told.reason) == ("figure", "figure-changed: killed 19 -> 25")
    assert [digest.changes for digest in found.subscriptions[0].digests] == [1]


def test_a_reader_who_wants_it_at_once_gets_a_digest_as_each_article_comes(
    newsroom: Newsroom,
) -> None:
    newsroom.tracks(dam=DAM)
    newsroom.reads(*NEWS)

    found = newsroom.rehearses("dam", a_reader("immediate"), dam=DAM)

    (desk,) = found.subscriptions
    told = [one for one in found.sentences if one.told]
    assert [digest.at for digest in desk.digests] == [one.at for one in told]
    assert [digest.lead for digest in desk.digests] == [one.quote for one in told]
    assert all("The dam" in digest.subject for digest in desk.digests)


def test_a_reader_of_the_morning_digest_gets_one_at_seven(newsroom: Newsroom) -> None:
    newsroom.tracks(dam=DAM)
    newsroom.reads(*NEWS)

    found = newsroom.rehearses("dam", a_reader("0 7 * * *"), dam=DAM)

    (digest,) = found.subscriptions[0].digests
    zone = a_reader("immediate").zone
    assert digest.at.astimezone(zone).strftime("%H:%M") == "07:00"
    assert digest.changes == sum(found.changes.values())


def test_a_digest_that_is_not_due_yet_is_counted_as_waiting(newsroom: Newsroom) -> None:
    newsroom.tracks(dam=DAM)
    newsroom.reads(*NEWS)

    found = newsroom.rehearses("dam", a_reader("0 7 1 1 *"), dam=DAM)

    (desk,) = found.subscriptions
    assert desk.digests == ()
    assert desk.waiting == sum(found.changes.values())


def test_what_readers_marked_is_said_to_be_told_or_not(newsroom: Newsroom) -> None:
    newsroom.tracks(dam=DAM)
    newsroom.reads(*NEWS)
    crack, *_ = (
        one
        for one in newsroom.log.reader.events(types=(TopicChanged.name,))
        if isinstance(one.data, TopicChanged)
    )
    mark = EventMarked(event=crack.id, topic="dam", mark="not-relevant")
    with newsroom.log.transaction(at=newsroom.now) as transaction:
        transaction.append([Entry(stream=mark_stream(crack.id), events=(mark,))])
    strict = Definition(name="The dam", terms=("Elmford dam", "dam"), exclude=("crack",))

    as_it_was = newsroom.rehearses("dam", dam=DAM)
    without = newsroom.rehearses("dam", dam=strict)

    counted = [
        {one.mark: (one.marked, one.told) for one in found.marks} for found in (as_it_was, without)
    ]
    assert [one["not-relevant"] for one in counted] == [(1, 1), (1, 0)]
    assert [one["important"] for one in counted] == [(0, 0), (0, 0)]


def test_a_more_sensitive_topic_is_seen_to_tell_more(newsroom: Newsroom) -> None:
    newsroom.tracks(dam=DAM)
    newsroom.reads(*NEWS, *(f"The dam of Elmford is old, said reader {n}." for n in "abcdef"))
    high = Definition(name="The dam", terms=("Elmford dam", "dam"), sensitivity="high")
    low = Definition(name="The dam", terms=("Elmford dam", "dam"), sensitivity="low")

    told = [sum(newsroom.rehearses("dam", dam=one).changes.values()) for one in (low, DAM, high)]

    assert told == sorted(told)
    assert told[0] < told[-1]


def test_an_empty_log_gives_nothing(newsroom: Newsroom) -> None:
    found = newsroom.rehearses("dam", a_reader("immediate"), dam=DAM)

    assert (found.articles, found.changes, found.repeats, found.sentences) == (0, {}, {}, ())


def test_history_that_was_told_to_nobody_is_counted_as_such(newsroom: Newsroom) -> None:
    newsroom.tracks(rail=RAIL)
    newsroom.reads(*NEWS)
    newsroom.tracks(rail=RAIL, dam=DAM)

    found = newsroom.rehearses("dam", a_reader("immediate"), dam=DAM, rail=RAIL)

    assert found.retroactive == sum(found.changes_in_log.values()) > 0
