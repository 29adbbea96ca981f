"""The texts of articles and the bytes of letters: kept whole, by id, and never changed.

Both lie outside the hash chain, so each row carries a checksum of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from watcher.log.codec import NotCanonical
from watcher.log.connection import Connection

_TEXT_COLUMNS = "article_id, text, reading, sketch, sha256"
_LETTER_COLUMNS = "digest_id, channel, recipient, message_id, name, content, sha256"
_PUT_TEXT = f"INSERT INTO texts ({_TEXT_COLUMNS}) VALUES (?, ?, ?, ?, ?)"
_PUT_LETTER = f"INSERT INTO letters ({_LETTER_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
_LETTERS_OF = (
    f"SELECT {_LETTER_COLUMNS} FROM letters"
    " WHERE digest_id = ? AND channel = ? AND recipient = ? ORDER BY rowid"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """An article's text, its reading (how it was understood), and its sketch."""

    article_id: str
    text: str
    reading: bytes
    sketch: bytes

    def checksum(self) -> str:
        """Compute the checksum that is stored beside the text."""
        return _checksum(self.text.encode(), self.reading, self.sketch)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLetter:
    """The bytes of a letter for one recipient, and the file name that a folder gives them."""

    digest_id: str
    channel: str
    recipient: str
    message_id: str | None
    name: str
    content: bytes


def put_text(connection: Connection, kept: KeptText) -> None:
    """Keep the text of an article. Raises NotCanonical for half a surrogate pair."""
    try:
        checksum = kept.checksum()
    except UnicodeEncodeError as error:
        message = f"half a surrogate pair in the text of {kept.article_id}"
        raise NotCanonical(message) from error
    row = (kept.article_id, kept.text, kept.reading, kept.sketch, checksum)
    connection.exec_driver_sql(_PUT_TEXT, row)


def find_text(connection: Connection, article_id: str) -> KeptText | None:
    """Find the text of an article."""
    sql = "SELECT article_id, text, reading, sketch FROM texts WHERE article_id = ?"
    row = connection.exec_driver_sql(sql, (article_id,)).first()
    return None if row is None else _text(*row)


def put_letter(connection: Connection, letter: KeptLetter) -> None:
    """Keep the bytes of a letter."""
    row = (
        letter.digest_id,
        letter.channel,
        letter.recipient,
        letter.message_id,
        letter.name,
        letter.content,
        _checksum(letter.content),
    )
    connection.exec_driver_sql(_PUT_LETTER, row)


def find_letters(
    connection: Connection, digest_id: str, *, channel: str, recipient: str
) -> list[KeptLetter]:
    """Find what was written for one recipient of a digest, in the order in which it was kept."""
    rows = connection.exec_driver_sql(_LETTERS_OF, (digest_id, channel, recipient))
    return [_letter(row) for row in rows]


def damaged(connection: Connection) -> Iterator[tuple[str, str]]:
    """Name each text and letter whose bytes do not match their checksum, and its id."""
    rows = connection.exec_driver_sql(f"SELECT {_TEXT_COLUMNS} FROM texts")
    for *text, checksum in rows:
        if _text(*text).checksum() != checksum:
            yield f"text of article {text[0]}", text[0]
    rows = connection.exec_driver_sql(f"SELECT {_LETTER_COLUMNS} FROM letters")
    for *letter, checksum in rows:
        if _checksum(letter[5]) != checksum:
            yield f"letter of digest {letter[0]} to {letter[2]} ({letter[1]})", letter[0]


def _text(article_id: str, text: str, reading: bytes, sketch: bytes) -> KeptText:
    return KeptText(article_id=article_id, text=text, reading=reading, sketch=sketch)


def _letter(row: Sequence[Any]) -> KeptLetter:
    digest_id, channel, recipient, message_id, name, content, _ = row
    return KeptLetter(
        digest_id=digest_id,
        channel=channel,
        recipient=recipient,
        message_id=message_id,
        name=name,
        content=content,
    )


def _checksum(*parts: bytes) -> str:
    digest = sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()
