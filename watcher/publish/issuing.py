"""Issues the digests that are due: the event and the bytes of every letter in one transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from watcher.book import catch_up, current, definitions_at, open_ledger, recall
from watcher.delivery.channel import Channel, Letter, Part
from watcher.digest.compose import compose, digest_id_of
from watcher.digest.due import Arrivals, Due, due_next, outlook
from watcher.digest.ledger import Ledger
from watcher.digest.model import Digest, Subscription
from watcher.digest.render import subject
from watcher.events import (
    DigestIssued,
    Entry,
    Statement,
    StatementRepeated,
    TopicChanged,
    digest_stream,
)
from watcher.events import Letter as LetterName
from watcher.fault import point
from watcher.log.append import Log
from watcher.log.errors import LogError, UnknownId
from watcher.log.read import Reader
from watcher.log.texts import KeptLetter
from watcher.publish.material import material


def issue_due(
    log: Log,
    subscriptions: Collection[Subscription],
    channels: Mapping[str, Channel],
    *,
    now: datetime,
    ledger: Ledger | None = None,
    arrivals: Arrivals = "running",
) -> tuple[str, ...]:
    """Issue a digest to each subscription that is due one and has something new; give their ids.

    With a `ledger` that is kept from call to call, only what is new in the log is read, and a slot
    of the schedule at which nothing was new is known to have passed. `arrivals` says whether more
    is on its way that is to be told in the same digest; a slot that passed meanwhile is not over.

    A digest that cannot be written holds up no other; its error is raised when all were tried.
    """
    ledger = current(ledger, log.reader)
    if not ledger.has_all_for(subscriptions):
        recall(ledger, log.reader)
    issued: list[str] = []
    broken: list[Exception] = []
    for subscription in subscriptions:
        view = outlook(subscription, ledger=ledger, now=now, arrivals=arrivals)
        for due in view.due:
            try:
                issued += _issue_one(log, subscription, channels, due=due, now=now, ledger=ledger)
            except LogError:
                raise
            except Exception as error:  # noqa: BLE001 - who is told by other channels must not wait
                broken.append(error)
    if arrivals != "first-run" and not broken:
        ledger.looked_at = now
    ledger.forget_told(subscriptions)
    if broken:
        raise broken[0]
    return tuple(issued)


def _issue_one(
    log: Log,
    subscription: Subscription,
    channels: Mapping[str, Channel],
    *,
    due: Due,
    now: datetime,
    ledger: Ledger,
) -> tuple[str, ...]:
    """Compose and issue one digest; give its id, or nothing where there is nothing to tell."""
    digest = _compose_due(log.reader, subscription, due, ledger=ledger)
    if digest is None:
        return ()
    point("publish.composed")
    _issue(log, digest, subscription, channels, due=due, now=now, ledger=ledger)
    point("publish.issued")
    catch_up(ledger, log.reader)
    return (digest.digest_id,)


def next_issue_at(
    subscriptions: Iterable[Subscription], *, ledger: Ledger, now: datetime
) -> datetime | None:
    """Say when to look next; None where only news can make a digest due."""
    times = [due_next(subscription, ledger=ledger, now=now) for subscription in subscriptions]
    return min((time for time in times if time is not None), default=None)


def preview(
    reader: Reader,
    subscription: Subscription,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    topic: str | None = None,
    ledger: Ledger | None = None,
) -> Digest | None:
    """Compose what would be issued now, or what was recorded in a stretch of time; send nothing.

    None means that there is nothing to tell. With a `topic`, the digest is about that one alone.
    """
    ledger = ledger or open_ledger(reader)
    if since is None and until is None:
        told = ledger.told(subscription.name)
        due = Due(topic=topic, is_first=told is None or told.awaits_first)
        return _compose_due(reader, subscription, due, ledger=ledger)
    stretch = [
        row.position
        for newest_first in (False, True)
        for row in reader.rows(since=since, until=until, newest_first=newest_first, limit=1)
    ]
    if not stretch:
        return None
    return _compose(
        reader,
        subscription,
        Due(topic=topic),
        after=stretch[0] - 1,
        upto=stretch[-1],
        ledger=ledger,
    )


def previews(
    reader: Reader,
    subscription: Subscription,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    topic: str | None = None,
) -> Iterator[Digest]:
    """Compose every digest that would be issued: one, or one for each topic; send nothing."""
    ledger = open_ledger(reader)
    topics = [topic]
    if topic is None and subscription.mode == "per-topic":
        topics = [*filter(ledger.wanting(subscription), sorted(ledger.definitions))]
    for one in topics:
        digest = preview(reader, subscription, since=since, until=until, topic=one, ledger=ledger)
        if digest is not None:
            yield digest


def _compose_due(
    reader: Reader, subscription: Subscription, due: Due, *, ledger: Ledger
) -> Digest | None:
    """Compose all that a subscription has not been told, of all topics or of one."""
    told = ledger.told(subscription.name)
    if told is not None and told.after is None:
        return None
    return _compose(
        reader,
        subscription,
        due,
        after=(told.cursor(due.topic) or 0) if told else 0,
        upto=reader.head().position,
        ledger=ledger,
        is_whole=True,
    )


def _compose(
    reader: Reader,
    subscription: Subscription,
    due: Due,
    *,
    after: int,
    upto: int,
    ledger: Ledger,
    is_whole: bool = False,
) -> Digest | None:
    """Compose a range; a whole one goes on from what was told, and tells of letters too."""
    name = subscription.name
    told = ledger.told(name) if is_whole else None
    upto_hash = "".join(row.hash for row in reader.rows(after=upto - 1, upto=upto))
    return compose(
        material(reader, topic=due.topic, after=after, upto=upto),
        subscription=subscription,
        after=after,
        upto=upto,
        digest_id=digest_id_of(
            name,
            after=after,
            upto=upto,
            upto_hash=upto_hash,
            topic=due.topic,
            only_urgent=due.urgent,
        ),
        find=lambda event_id: _find(reader, event_id),
        definitions=ledger.definitions if is_whole else definitions_at(reader, upto=upto),
        is_first=is_whole and due.is_first,
        abandoned=ledger.abandoned(name) if is_whole else (),
        held=ledger.held(name) if is_whole else (),
        topic=due.topic,
        told_before=told.has_told if told else lambda _: False,
        only_urgent=due.urgent,
        silences=ledger.silences,
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
    told = ledger.told(subscription.name)
    is_thread = due.topic is not None or subscription.only_topic is not None
    threads = told.thread(due.topic) if told and is_thread else {}
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


def _entry(digest: Digest, letters: Collection[Letter], *, slot: str | None) -> Entry:
    event = DigestIssued(
        digest_id=digest.digest_id,
        subscription=digest.subscription,
        after=digest.after,
        upto=digest.upto,
        events=tuple(item.event for item in digest.items),
        notices=tuple(notice.event for notice in digest.notices),
        letters=tuple(
            LetterName(channel=each.channel, recipient=each.recipient, message_id=each.message_id)
            for each in letters
        ),
        subject=subject(digest),
        slot=slot,
        abandoned=tuple(letter.name for letter in digest.abandoned),
        topic=digest.topic,
        urgent=digest.urgent,
        faults=tuple(dict.fromkeys(fault for letter in letters for fault in letter.faults)),
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
