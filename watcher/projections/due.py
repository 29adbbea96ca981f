"""The view of what is due: how far each subscription was told, and each letter's fate."""

from collections.abc import Sequence
from typing import Any

from watcher.events import (
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
  told_upto INTEGER,              -- position; null while a silent first run has not ended
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
  issued_at TEXT NOT NULL,
  state TEXT NOT NULL,            -- waiting | delivered | abandoned
  attempts INTEGER NOT NULL DEFAULT 0,
  changed_at TEXT NOT NULL,
  retry_at TEXT,
  error TEXT,
  PRIMARY KEY (digest_id, channel, recipient)
)
"""
_STARTED = """
INSERT INTO view_subscriptions (subscription, told_upto) VALUES (?, ?)
ON CONFLICT (subscription) DO UPDATE SET told_upto = excluded.told_upto
"""
_ISSUED = """
INSERT INTO view_subscriptions (subscription, told_upto, digests, last_digest, last_issued_at)
VALUES (?, ?, 1, ?, ?)
ON CONFLICT (subscription) DO UPDATE SET told_upto = excluded.told_upto, digests = digests + 1,
  last_digest = excluded.last_digest, last_issued_at = excluded.last_issued_at
"""
_LETTER = """
INSERT INTO view_letters (digest_id, channel, recipient, subscription, message_id, issued_at,
  state, changed_at) VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?)
"""
_FATE = """
UPDATE view_letters SET state = ?, attempts = ?, changed_at = ?, retry_at = ?, error = ?
WHERE digest_id = ? AND channel = ? AND recipient = ?
"""
_LETTERS_IN = """
SELECT * FROM view_letters WHERE state = ? ORDER BY issued_at, digest_id, channel, recipient
"""
_Receipt = DigestDelivered | DigestFailed | DigestAbandoned


def _fold(cursor: Cursor, events: Sequence[Recorded]) -> None:
    for event in events:
        match event.data:
            case SubscriptionStarted() as started:
                cursor.execute(_STARTED, (started.subscription, started.after))
            case DigestIssued() as digest:
                _issue(cursor, digest, at=instant(event.recorded_at))
            case DigestDelivered() | DigestFailed() | DigestAbandoned() as receipt:
                at = instant(event.recorded_at)
                cursor.execute(_FATE, _fate(receipt, at=at))
            case _:
                pass


def _issue(cursor: Cursor, digest: DigestIssued, *, at: str) -> None:
    told = (digest.subscription, digest.upto, digest.digest_id, at)
    cursor.execute(_ISSUED, told)
    letters = [
        (
            digest.digest_id,
            letter.channel,
            letter.recipient,
            digest.subscription,
            letter.message_id,
            at,
            at,
        )
        for letter in digest.letters
    ]
    cursor.executemany(_LETTER, letters)


def _fate(receipt: _Receipt, *, at: str) -> tuple[object, ...]:
    letter = (receipt.digest_id, receipt.channel, receipt.recipient)
    match receipt:
        case DigestDelivered():
            return ("delivered", receipt.attempt, at, None, None, *letter)
        case DigestFailed():
            return ("waiting", receipt.attempt, at, receipt.retry_at, receipt.error, *letter)
        case DigestAbandoned():
            return ("abandoned", receipt.attempt, at, None, receipt.error, *letter)


DUE = View(
    name="due",
    fold_number=1,
    create=(_SUBSCRIPTIONS, _LETTERS),
    tables={"view_subscriptions": "subscription", "view_letters": "digest_id, channel, recipient"},
    fold=_fold,
)


def read_subscriptions(cursor: Cursor) -> list[dict[str, Any]]:
    """List the subscriptions that the log has seen, by their id."""
    return ask(cursor, "SELECT * FROM view_subscriptions ORDER BY subscription")


def read_letters(cursor: Cursor, *, state: str) -> list[dict[str, Any]]:
    """List the letters that wait, were delivered or were abandoned, the oldest first."""
    return ask(cursor, _LETTERS_IN, (state,))
