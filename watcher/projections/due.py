"""The view of what is due: how far each subscription was told, each letter's fate, what is held."""

from collections.abc import Sequence
from typing import Any

from watcher.digest.outbox import Receipt, destination, wider
from watcher.events import (
    DeliveryRequested,
    DigestAbandoned,
    DigestDelivered,
    DigestFailed,
    DigestIssued,
    Recorded,
    SubscriptionStarted,
)
from watcher.log.codec import instant
from watcher.projections.view import Cursor, View, ask

_SUBSCRIPTIONS = """
CREATE TABLE view_subscriptions (
  subscription TEXT PRIMARY KEY,
  told_upto INTEGER,              -- position of all topics; null while a silent run has not ended
  digests INTEGER NOT NULL DEFAULT 0,
  last_digest TEXT,
  last_issued_at TEXT
)
"""
_LETTERS = """
CREATE TABLE view_letters (
  digest_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subscription TEXT NOT NULL,
  message_id TEXT,
  subject TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  state TEXT NOT NULL,            -- waiting | delivered | abandoned
  attempts INTEGER NOT NULL DEFAULT 0,
  changed_at TEXT NOT NULL,
  retry_at TEXT,
  error TEXT,
  PRIMARY KEY (digest_id, channel, recipient)
)
"""
_HOLDS = """
CREATE TABLE view_holds (
  channel TEXT NOT NULL,
  destination TEXT NOT NULL,      -- an address, @host, or * for the whole channel
  stopped INTEGER NOT NULL,       -- whether only the operator can put it right
  failures INTEGER NOT NULL,
  since TEXT NOT NULL,
  retry_at TEXT,                  -- null: at once
  error TEXT NOT NULL,
  PRIMARY KEY (channel, destination)
)
"""
_STARTED = """
INSERT INTO view_subscriptions (subscription, told_upto) VALUES (?, ?)
ON CONFLICT (subscription) DO UPDATE SET told_upto = excluded.told_upto
"""
_ISSUED = """
INSERT INTO view_subscriptions (subscription, told_upto, digests, last_digest, last_issued_at)
VALUES (?, ?, 1, ?, ?)
ON CONFLICT (subscription) DO UPDATE
  SET told_upto = COALESCE(excluded.told_upto, told_upto), digests = digests + 1,
  last_digest = excluded.last_digest, last_issued_at = excluded.last_issued_at
"""
_LETTER = """
INSERT INTO view_letters (digest_id, channel, recipient, subscription, message_id, subject,
  issued_at, state, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?)
"""
_FATE = """
UPDATE view_letters SET state = ?, attempts = ?, changed_at = ?, retry_at = ?, error = ?
WHERE digest_id = ? AND channel = ? AND recipient = ?
"""
_REQUESTED = """
UPDATE view_letters SET state = 'waiting', changed_at = ?, retry_at = NULL
WHERE digest_id = ? AND channel = ? AND recipient = ? AND state <> 'delivered'
"""
_CLEAR = "DELETE FROM view_holds WHERE channel = ? AND destination = ?"
_RELEASE = "UPDATE view_holds SET retry_at = NULL WHERE channel = ? AND destination = ?"
_HOLD = """
INSERT INTO view_holds (channel, destination, stopped, failures, since, retry_at, error)
VALUES (?, ?, ?, 1, ?, ?, ?)
ON CONFLICT (channel, destination) DO UPDATE SET
  failures = CASE WHEN stopped <> excluded.stopped THEN 1
    WHEN retry_at IS NULL OR excluded.retry_at > retry_at THEN failures + 1 ELSE failures END,
  since = CASE WHEN stopped <> excluded.stopped THEN excluded.since ELSE since END,
  stopped = excluded.stopped, retry_at = excluded.retry_at, error = excluded.error
"""
_LETTERS_IN = """
SELECT * FROM view_letters WHERE state = ? ORDER BY issued_at, digest_id, channel, recipient
"""


def _fold(cursor: Cursor, events: Sequence[Recorded]) -> None:
    for event in events:
        match event.data:
            case SubscriptionStarted() as started:
                cursor.execute(_STARTED, (started.subscription, started.after))
            case DigestIssued() as digest:
                _issue(cursor, digest, at=instant(event.recorded_at))
            case (
                DigestDelivered() | DigestFailed() | DigestAbandoned() | DeliveryRequested()
            ) as receipt:
                at = instant(event.recorded_at)
                _receive(cursor, receipt, at=at)
                _hold(cursor, receipt, at=at)
            case _:
                pass


def _issue(cursor: Cursor, digest: DigestIssued, *, at: str) -> None:
    is_whole = digest.topic is None and not digest.urgent
    upto = digest.upto if is_whole else None
    told = (digest.subscription, upto, digest.digest_id, at)
    cursor.execute(_ISSUED, told)
    letters = [
        (
            digest.digest_id,
            letter.channel,
            letter.recipient,
            digest.subscription,
            letter.message_id,
            digest.subject,
            at,
            at,
        )
        for letter in digest.letters
    ]
    cursor.executemany(_LETTER, letters)


def _receive(cursor: Cursor, receipt: Receipt, *, at: str) -> None:
    letter = (receipt.digest_id, receipt.channel, receipt.recipient)
    match receipt:
        case DigestDelivered():
            cursor.execute(_FATE, ("delivered", receipt.attempt, at, None, None, *letter))
        case DigestFailed():
            failed = ("waiting", receipt.attempt, at, receipt.retry_at, receipt.error, *letter)
            cursor.execute(_FATE, failed)
        case DigestAbandoned():
            given_up = ("abandoned", receipt.attempt, at, None, receipt.error, *letter)
            cursor.execute(_FATE, given_up)
        case DeliveryRequested():
            cursor.execute(_REQUESTED, (at, *letter))


def _hold(cursor: Cursor, receipt: Receipt, *, at: str) -> None:
    """Note which destinations a receipt shows to be well, and which to be down."""
    if isinstance(receipt, DigestAbandoned):
        return
    channel, recipient = receipt.channel, receipt.recipient
    reach = receipt.reach if isinstance(receipt, DigestFailed) else "letter"
    statement = _RELEASE if isinstance(receipt, DeliveryRequested) else _CLEAR
    names = wider(reach, recipient=recipient)
    cursor.executemany(statement, [(channel, name) for name in names])
    if isinstance(receipt, DigestFailed) and receipt.retry_at is not None:
        name = destination(reach, recipient=recipient)
        if name is not None:
            hold = (channel, name, receipt.stopped, at, receipt.retry_at, receipt.error)
            cursor.execute(_HOLD, hold)


DUE = View(
    name="due",
    fold_number=3,
    create=(_SUBSCRIPTIONS, _LETTERS, _HOLDS),
    tables={
        "view_subscriptions": "subscription",
        "view_letters": "digest_id, channel, recipient",
        "view_holds": "channel, destination",
    },
    fold=_fold,
)


def read_subscriptions(cursor: Cursor) -> list[dict[str, Any]]:
    """List the subscriptions that the log has seen, by their id."""
    return ask(cursor, "SELECT * FROM view_subscriptions ORDER BY subscription")


def read_letters(cursor: Cursor, *, state: str) -> list[dict[str, Any]]:
    """List the letters that wait, were delivered or were abandoned, the oldest first."""
    return ask(cursor, _LETTERS_IN, (state,))


def read_holds(cursor: Cursor) -> list[dict[str, Any]]:
    """List the destinations that failed when they were last tried."""
    found = ask(cursor, "SELECT * FROM view_holds ORDER BY channel, destination")
    return [{**hold, "stopped": bool(hold["stopped"])} for hold in found]
