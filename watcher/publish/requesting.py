"""What is asked for by hand: that letters be tried now, or not any more."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from watcher.book import current
from watcher.digest.ledger import Ledger
from watcher.digest.outbox import Outbox, Pending, letter_id
from watcher.events import DeliveryRequested, DigestAbandoned, Entry, digest_stream
from watcher.fault import point
from watcher.log.append import Log


class NoSuchLetterError(LookupError):
    """No letter, or more than one, goes by the id that was given."""


class Request(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wish about letters: these, those that wait for a channel, or all that wait.

    An id may be cut to its beginning. One to try again may be of a letter that was given up.
    """

    do: Literal["retry", "drop"]
    ids: tuple[str, ...] = ()
    channel: str | None = None
    every: bool = False
    comment: str | None = None


def fulfil(
    log: Log, wish: Request, *, now: datetime, ledger: Ledger | None = None
) -> tuple[str, ...]:
    """Write a wish down; what it means is done by the next round. Gives the ids of the letters.

    Raises NoSuchLetterError.
    """
    outbox = current(ledger, log.reader).outbox
    letters = list(dict.fromkeys(_chosen(outbox, wish)))
    if letters:
        entries = [
            Entry(stream=digest_stream(letter.subscription), events=(_event(letter, wish),))
            for letter in letters
        ]
        with log.transaction(at=now) as transaction:
            transaction.append(entries)
        point("publish.requested")
    return tuple(id_of(letter) for letter in letters)


def fulfil_without_log(wish: Request) -> tuple[str, ...]:
    """Answer a wish where there is no log yet: no letter waits. Raises NoSuchLetterError."""
    return tuple(id_of(letter) for letter in _chosen(Outbox(), wish))


def id_of(letter: Pending) -> str:
    """Name a letter in short."""
    return letter_id(letter.digest_id, channel=letter.channel, recipient=letter.recipient)


def _chosen(outbox: Outbox, wish: Request) -> list[Pending]:
    if wish.ids:
        is_retry = wish.do == "retry"
        return [_one(outbox, given, is_given_up_too=is_retry) for given in wish.ids]
    return [one for one in outbox.waiting if wish.every or one.channel == wish.channel]


def _one(outbox: Outbox, given: str, *, is_given_up_too: bool) -> Pending:
    found = [letter for letter in outbox.waiting if id_of(letter).startswith(given)]
    given_up = [letter for letter in outbox.abandoned if id_of(letter).startswith(given)]
    candidates = found + (given_up if is_given_up_too else [])
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        listed = ", ".join(id_of(letter) for letter in candidates[:10])
        message = f"{given!r} begins the ids of {len(candidates)} letters: {listed}"
        raise NoSuchLetterError(message)
    why = "was given up already" if given_up else "does not wait in the outbox"
    message = f"letter {given!r} {why}; see watcher outbox"
    raise NoSuchLetterError(message)


def _event(letter: Pending, wish: Request) -> DeliveryRequested | DigestAbandoned:
    if wish.do == "retry":
        return DeliveryRequested(
            digest_id=letter.digest_id,
            subscription=letter.subscription,
            channel=letter.channel,
            recipient=letter.recipient,
            message_id=letter.message_id,
            comment=wish.comment,
        )
    return DigestAbandoned(
        digest_id=letter.digest_id,
        subscription=letter.subscription,
        channel=letter.channel,
        recipient=letter.recipient,
        message_id=letter.message_id,
        attempt=letter.attempts,
        error=f"dropped by hand: {wish.comment}",
    )
