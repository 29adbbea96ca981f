"""The first sight of a subscription: from which position on it is told things."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from watcher.book import current
from watcher.digest.ledger import Ledger
from watcher.digest.model import Subscription
from watcher.events import (
    ArticleReceived,
    ArticleRejected,
    Entry,
    SubscriptionStarted,
    digest_stream,
)
from watcher.fault import point
from watcher.log.append import Log

_ARTICLES = (ArticleReceived.name, ArticleRejected.name)


def start_subscriptions(
    log: Log,
    subscriptions: Iterable[Subscription],
    *,
    first_run: Literal["tell", "silent"],
    now: datetime,
    first_scan_ended: bool,
    ledger: Ledger | None = None,
) -> None:
    """Record the first sight of each subscription; call it before anything is taken in.

    A log without articles is new: `first_run` says whether a subscription is told what is there
    ("tell") or starts behind it ("silent"), that is, at the head once `first_scan_ended`. In a log
    that holds articles, a new subscription starts at the head.
    """
    ledger = current(ledger, log.reader)
    started = [
        _first_sight(subscription.name, log, first_run=first_run, ledger=ledger)
        for subscription in subscriptions
        if not ledger.has_started(subscription.name)
    ]
    if first_scan_ended:
        waiting = {event.subscription for event in started if event.after is None}
        started += [
            SubscriptionStarted(subscription=name, after=log.head.position, reason="silent")
            for name in sorted(waiting.union(ledger.silent))
        ]
    if started:
        _record(log, started, at=now)


def _first_sight(
    name: str, log: Log, *, first_run: Literal["tell", "silent"], ledger: Ledger
) -> SubscriptionStarted:
    is_new = not any(True for _ in log.reader.rows(types=_ARTICLES, limit=1))
    if ledger.silent or (is_new and first_run == "silent"):
        return SubscriptionStarted(subscription=name, after=None, reason="silent")
    if is_new:
        return SubscriptionStarted(subscription=name, after=0, reason="new-log")
    return SubscriptionStarted(subscription=name, after=log.head.position, reason="added")


def _record(log: Log, started: Iterable[SubscriptionStarted], *, at: datetime) -> None:
    with log.transaction(at=at) as transaction:
        transaction.append(
            Entry(stream=digest_stream(event.subscription), events=(event,)) for event in started
        )
    point("publish.started")
