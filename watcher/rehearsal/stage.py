"""The stage of a rehearsal: a log of its own, in which articles are taken in once more."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from watcher import define, publish
from watcher.article.exchange import decode_reading
from watcher.digest.ledger import Ledger
from watcher.digest.model import Subscription
from watcher.events import (
    ArticleReceived,
    Definition,
    DigestIssued,
    DuplicateFound,
    Recorded,
    Statement,
    StatementRepeated,
    TopicChanged,
    topic_stream,
)
from watcher.ingest.arrivals import Arrival
from watcher.ingest.recording import Recording
from watcher.judging import Judging
from watcher.log.append import Log
from watcher.log.read import Reader
from watcher.log.sightings import Sighting
from watcher.topic.language import Language

STATEMENTS = (TopicChanged.name, StatementRepeated.name)
_ARRIVALS = (ArticleReceived.name, DuplicateFound.name)
_TICK = timedelta(milliseconds=1)
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_TURNS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A digest that a subscription would have been issued for one topic alone.

    `lead` is the quote that stands first in it.
    """

    subscription: str
    topic: str
    at: datetime
    subject: str
    changes: int
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What definitions gave: statements in log order, digests, and what still waits.

    `articles` are those of the time asked for, with when they came; `before` counts the older
    ones, which only tell what was known.
    """

    articles: Mapping[str, datetime]
    before: int
    statements: tuple[Statement, ...]
    letters: tuple[Letter, ...]
    waiting: Mapping[tuple[str, str], int]


def rehearse(
    reader: Reader,
    definitions: Mapping[str, Definition],
    *,
    topics: Sequence[str],
    subscriptions: Sequence[Subscription],
    language: Language,
    since: datetime | None,
    until: datetime | None,
    now: datetime,
) -> Rehearsed:
    """Take the articles of a log in once more by these definitions; `topics` are asked about.

    All articles before `until` are judged, so that what was known is known; what those from
    `since` on tell would have been told.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="watcher-rehearsal-")))
        log = stack.enter_context(Log.open(folder / "log.db", now=since or _BEGINNING))
        stage = _Stage(log, Judging(log.reader, language), readers=_readers(subscriptions, topics))
        stage.define(definitions, at=_BEGINNING)
        for at, some in groupby(_arrivals(reader, until=until), key=lambda one: one.recorded_at):
            if since is None or at >= since:
                stage.start(at=since or at)
            stage.take_in(some, reader=reader, at=at)
        stage.wait(until=min(until or now, now))
        return stage.outcome(topics)


def _readers(
    subscriptions: Sequence[Subscription], topics: Sequence[str]
) -> dict[str, tuple[Subscription, str]]:
    """Let each subscription wait for each topic alone, by a name of its own."""
    return {
        f"{one.name} {topic}": (
            replace(one, name=f"{one.name} {topic}", topics=(topic,), channels=()),
            one.name,
        )
        for one in subscriptions
        for topic in topics
    }


def _arrivals(reader: Reader, *, until: datetime | None) -> Iterator[Recorded]:
    return reader.events(types=_ARRIVALS, until=until)


class _Stage:
    """The log of a rehearsal, and those who wait for digests."""

    def __init__(
        self, log: Log, judging: Judging, *, readers: Mapping[str, tuple[Subscription, str]]
    ) -> None:
        self._log, self._judging, self._readers = log, judging, readers
        self._subscriptions = [subscription for subscription, _ in readers.values()]
        self._ledger: Ledger | None = None
        self._at: dict[str, datetime] = {}
        self._before = 0
        self._clock = _BEGINNING

    def define(self, definitions: Mapping[str, Definition], *, at: datetime) -> None:
        define.apply(definitions, log=self._log, judging=self._judging, now=at)

    def start(self, *, at: datetime) -> None:
        """Let the time begin that is asked about; what was taken in before is known."""
        if self._ledger is not None:
            return
        publish.start_subscriptions(
            self._log, self._subscriptions, first_run="tell", now=at, first_scan_ended=True
        )
        self._ledger = publish.open_ledger(self._log.reader)
        self._clock = at

    def take_in(self, some: Iterator[Recorded], *, reader: Reader, at: datetime) -> None:
        """Take in what came at one time, after what the time before it made due."""
        if self._ledger is not None:
            self.wait(until=at - _TICK)
        with self._log.transaction(at=at) as transaction:
            recording = Recording(self._log, transaction, self._judging)
            for one in some:
                self._record(one, recording=recording, reader=reader, at=at)
        if self._ledger is not None:
            self._issue(at)

    def wait(self, *, until: datetime) -> None:
        """Issue what becomes due up to a time."""
        for _ in range(_MOST_TURNS):
            if self._ledger is None or not any(map(self._ledger.waiting, self._subscriptions)):
                break
            due = publish.next_issue_at(self._subscriptions, ledger=self._ledger, now=self._clock)
            if due is None or not self._clock < due < until:
                break
            self._issue(due)
        self._issue(until)

    def outcome(self, topics: Sequence[str]) -> Rehearsed:
        reader = self._log.reader
        found = [
            one.data
            for topic in topics
            for one in reader.events(stream=topic_stream(topic), types=STATEMENTS)
            if isinstance(one.data, Statement) and one.data.article_id in self._at
        ]
        return Rehearsed(
            articles=self._at,
            before=self._before,
            statements=tuple(found),
            letters=tuple(self._letters(reader)),
            waiting=self._waiting(),
        )

    def _record(self, one: Recorded, *, recording: Recording, reader: Reader, at: datetime) -> None:
        arrived = one.data
        if isinstance(arrived, DuplicateFound) and arrived.kind == "exact":
            recording.record(_arrival(arrived.article_id, arrived.path), None)
        if not isinstance(arrived, ArticleReceived):
            return
        stored = reader.reading(arrived.article_id)
        if stored is None:
            return
        if self._ledger is None:
            self._before += 1
        else:
            self._at[arrived.article_id] = at
        recording.record(_arrival(arrived.article_id, arrived.path), decode_reading(*stored))

    def _issue(self, at: datetime) -> None:
        if self._ledger is None or at < self._clock:
            return
        publish.issue_due(self._log, self._subscriptions, {}, now=at, ledger=self._ledger)
        self._clock = at

    def _letters(self, reader: Reader) -> Iterator[Letter]:
        for one in reader.events(types=(DigestIssued.name,)):
            if isinstance(one.data, DigestIssued) and one.data.events:
                lead = reader.event(one.data.events[0]).data
                subscription, name = self._readers[one.data.subscription]
                yield Letter(
                    subscription=name,
                    topic=subscription.topics[0],
                    at=one.recorded_at,
                    subject=one.data.subject,
                    changes=len(one.data.events),
                    lead=lead.quote if isinstance(lead, TopicChanged) else "",
                )

    def _waiting(self) -> dict[tuple[str, str], int]:
        if self._ledger is None:
            return {}
        counts = {
            (name, subscription.topics[0]): len(self._ledger.waiting(subscription))
            for subscription, name in self._readers.values()
        }
        return {key: count for key, count in counts.items() if count}


def _arrival(article_id: str, path: str) -> Arrival:
    """Let an article arrive under the path that it had, so that a new version is known as one."""
    sighting = Sighting(
        path=path,
        dev=0,
        ino=0,
        size=0,
        mtime_ns=0,
        ctime_ns=0,
        sha256=article_id,
        article_id=article_id,
        outcome="received",
    )
    return Arrival(path=path, article_id=article_id, sighting=None if "#" in path else sighting)
