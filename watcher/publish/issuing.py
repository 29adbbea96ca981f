"""Issues the digests that are due: the event and the bytes of every letter in one transaction."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from watcher.delivery.channel import Channel, Letter, Part
from watcher.digest.compose import compose, digest_id_of
from watcher.digest.due import Due, due_next, is_due
from watcher.digest.ledger import Ledger
from watcher.digest.model import Digest, Subscription
from watcher.digest.render import subject
from watcher.events import (
    ArticleReceived,
    ArticleRejected,
    DigestIssued,
    DuplicateFound,
    Entry,
    Statement,
    StatementRepeated,
    TopicChanged,
    digest_stream,
)
from watcher.events import Letter as LetterName
from watcher.fault import point
from watcher.log.append import Log
from watcher.log.errors import UnknownId
from watcher.log.read import Reader
from watcher.log.texts import KeptLetter
from watcher.publish.book import catch_up, current

_COUNTED = tuple(
    kind.name
    for kind in (ArticleReceived, ArticleRejected, DuplicateFound, TopicChanged, StatementRepeated)
)


def issue_due(
    log: Log,
    subscriptions: Collection[Subscription],
    channels: Mapping[str, Channel],
    *,
    now: datetime,
    ledger: Ledger | None = None,
) -> tuple[str, ...]:
    """Issue a digest to each subscription that is due one and has something new; give their ids.

    With a `ledger` that is kept from call to call, only what is new in the log is read, and a slot
    of the schedule at which nothing was new is known to have passed.
    """
    ledger = current(ledger, log.reader)
    issued = []
    for subscription in subscriptions:
        due = is_due(subscription, ledger=ledger, now=now)
        digest = _compose_all(log.reader, subscription, ledger=ledger) if due else None
        if due and digest:
            _issue(log, digest, subscription, channels, due=due, now=now, ledger=ledger)
            point("publish.issued")
            issued.append(digest.digest_id)
            catch_up(ledger, log.reader)
    ledger.looked_at = now
    ledger.forget_told(subscriptions)
    return tuple(issued)


def next_issue_at(
    subscriptions: Iterable[Subscription], *, ledger: Ledger, now: datetime
) -> datetime | None:
    """Say when a schedule comes round next; None where only news can make a digest due."""
    times = [due_next(subscription, ledger=ledger, now=now) for subscription in subscriptions]
    return min((time for time in times if time is not None), default=None)


def preview(
    reader: Reader,
    subscription: Subscription,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Digest | None:
    """Compose what would be issued now, or what was recorded in a stretch of time; send nothing.

    None means that there is nothing to tell.
    """
    ledger = current(None, reader)
    if since is None and until is None:
        return _compose_all(reader, subscription, ledger=ledger)
    stretch = [
        row.position
        for newest_first in (False, True)
        for row in reader.rows(since=since, until=until, newest_first=newest_first, limit=1)
    ]
    if not stretch:
        return None
    return _compose(reader, subscription, after=stretch[0] - 1, upto=stretch[-1], ledger=ledger)


def _compose_all(reader: Reader, subscription: Subscription, *, ledger: Ledger) -> Digest | None:
    """Compose all that a subscription has not been told."""
    if subscription.name in ledger.silent:
        return None
    return _compose(
        reader,
        subscription,
        after=ledger.after(subscription.name) or 0,
        upto=reader.head().position,
        ledger=ledger,
        is_whole=True,
    )


def _compose(
    reader: Reader,
    subscription: Subscription,
    *,
    after: int,
    upto: int,
    ledger: Ledger,
    is_whole: bool = False,
) -> Digest | None:
    """Compose a range; a whole one goes on from the last digest, and tells of letters too."""
    name = subscription.name
    upto_hash = "".join(row.hash for row in reader.rows(after=upto - 1, upto=upto))
    return compose(
        reader.events(after=after, upto=upto, types=_COUNTED),
        subscription=subscription,
        after=after,
        upto=upto,
        digest_id=digest_id_of(name, after=after, upto=upto, upto_hash=upto_hash),
        find=lambda event_id: _find(reader, event_id),
        definitions=ledger.definitions,
        is_first=is_whole and after == 0 and ledger.digests(name) == 0,
        abandoned=ledger.abandoned(name) if is_whole else (),
        held=ledger.held(name) if is_whole else (),
    )


def _find(reader: Reader, event_id: str) -> Statement | None:
    try:
        found = reader.event(event_id).data
    except UnknownId:
        return None
    return found if isinstance(found, TopicChanged | StatementRepeated) else None


def _issue(
    log: Log,
    digest: Digest,
    subscription: Subscription,
    channels: Mapping[str, Channel],
    *,
    due: Due,
    now: datetime,
    ledger: Ledger,
) -> None:
    threads = ledger.first_message_ids(subscription.name) if subscription.only_topic else {}
    letters = [
        letter
        for name in dict.fromkeys(subscription.channels)
        for letter in channels[name].write(digest, issued_at=now, threads=threads)
    ]
    with log.transaction(at=now) as transaction:
        transaction.append([_entry(digest, letters, slot=due.slot)])
        for letter in letters:
            for part in letter.parts:
                transaction.keep_letter(_kept(letter, part))


def _entry(digest: Digest, letters: Iterable[Letter], *, slot: str | None) -> Entry:
    event = DigestIssued(
        digest_id=digest.digest_id,
        subscription=digest.subscription,
        after=digest.after,
        upto=digest.upto,
        events=tuple(item.event for item in digest.items),
        letters=tuple(
            LetterName(channel=each.channel, recipient=each.recipient, message_id=each.message_id)
            for each in letters
        ),
        subject=subject(digest),
        slot=slot,
        abandoned=tuple(letter.name for letter in digest.abandoned),
    )
    return Entry(stream=digest_stream(digest.subscription), events=(event,))


def _kept(letter: Letter, part: Part) -> KeptLetter:
    return KeptLetter(
        digest_id=letter.digest_id,
        channel=letter.channel,
        recipient=letter.recipient,
        message_id=letter.message_id,
        name=part.name,
        content=part.content,
    )
