"""A newsroom for tests of publishing: a log in a real file, subscriptions, and channels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from tests.core.digest.news import a_subscription, an_arrival
from tests.factories import NOON, a_change, a_definition
from watcher.delivery.channel import Channel, Letter, Part
from watcher.digest.ledger import Ledger
from watcher.digest.model import Digest, Subscription
from watcher.digest.render import render
from watcher.digest.schedule import parse_schedule
from watcher.events import Entry, Event, Recorded, TopicDefined, article_stream, topic_stream
from watcher.log.append import Log
from watcher.publish import Delivered, deliver_due, issue_due, open_ledger, start_subscriptions


@dataclass
class FakeChannel:
    """A channel that takes letters, or fails as often as it is told to."""

    name: str = "fake"
    recipients: Sequence[str] = ("desk",)
    retry_seconds: float = 60.0
    give_up_days: float = 5.0
    failures: dict[str, list[Exception]] = field(default_factory=dict)
    taken: list[Letter] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    threads: Mapping[str, str] = field(default_factory=dict)

    def write(
        self, digest: Digest, *, issued_at: datetime, threads: Mapping[str, str]
    ) -> tuple[Letter, ...]:
        del issued_at
        self.threads = threads
        return tuple(
            Letter(
                digest_id=digest.digest_id,
                channel=self.name,
                recipient=recipient,
                message_id=f"<{digest.digest_id[:6]}.{recipient}@example.org>",
                parts=(Part(name="letter.txt", content=render(digest, "txt").encode()),),
            )
            for recipient in self.recipients
        )

    def deliver(self, letter: Letter) -> None:
        self.tried.append(letter.recipient)
        waiting = self.failures.get(letter.recipient, [])
        if waiting:
            raise waiting.pop(0)
        self.taken.append(letter)

    def close(self) -> None:
        """Keep nothing open."""


class Press:
    """The newsroom. `now` is moved by the test; `restart` forgets all that is not in the log."""

    def __init__(self, path: Path, *channels: Channel, schedule: str = "immediate") -> None:
        self.now = NOON
        self.log = Log.open(path, now=NOON, wait_seconds=0)
        self.channels: dict[str, Channel] = {channel.name: channel for channel in channels}
        self.subscriptions = [self.a_subscription(schedule=schedule)]
        self.ledger: Ledger = open_ledger(self.log.reader)
        self._articles = 0

    def a_subscription(self, *topics: str, name: str = "desk", schedule: str) -> Subscription:
        return a_subscription(
            *topics, name=name, channels=tuple(self.channels), schedule=parse_schedule(schedule)
        )

    def start(self, *, first_run: str = "tell", ended: bool = True) -> None:
        start_subscriptions(
            self.log,
            self.subscriptions,
            first_run="silent" if first_run == "silent" else "tell",
            now=self.now,
            first_scan_ended=ended,
            ledger=self.ledger,
        )

    def news(self, *quotes: str, topic: str = "dam", late: bool = False) -> None:
        """An article comes in and says something new."""
        self._articles += 1
        article = f"{self._articles:064x}"
        self.append(article_stream(article), an_arrival(article))
        for quote in quotes:
            change = a_change(quote, topic=topic, article_id=article, late=late)
            self.append(topic_stream(topic), change)

    def define(self, topic: str, name: str, *, tags: tuple[str, ...] = ()) -> None:
        definition = replace(a_definition(name=name), tags=tags)
        self.append(
            topic_stream(topic), TopicDefined(topic=topic, revision=1, definition=definition)
        )

    def append(self, stream: str, *events: Event) -> None:
        with self.log.transaction(at=self.now) as transaction:
            transaction.append([Entry(stream=stream, events=events)])

    def issue(self) -> tuple[str, ...]:
        return issue_due(
            self.log, self.subscriptions, self.channels, now=self.now, ledger=self.ledger
        )

    def deliver(self) -> Delivered:
        return deliver_due(
            self.log,
            self.channels,
            now=lambda: self.now,
            ledger=self.ledger,
            subscriptions=self.subscriptions,
        )

    def publish(self) -> Delivered:
        self.issue()
        return self.deliver()

    def wait(self, **length: float) -> None:
        self.now += timedelta(**length)

    def restart(self) -> None:
        self.ledger = open_ledger(self.log.reader)

    def recorded(self, *types: str) -> list[Recorded]:
        return list(self.log.reader.events(types=types))

    def told(self) -> list[str]:
        """The quotes of each digest that was issued, in order."""
        quotes = {event.id: event.data for event in self.recorded("topic-changed")}
        digests = [event.data for event in self.recorded("digest-issued")]
        told = [each for digest in digests for each in getattr(digest, "events", ())]
        return [getattr(quotes[event], "quote", "") for event in told]
