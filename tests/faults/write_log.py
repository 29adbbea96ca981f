"""Writes five articles to a log, each in its transaction, goes on where an earlier run ended.

`python -m tests.faults.write_log LOG SAID` says each committed article in the file SAID, synced.
Where the disk is full it tries again, as the daemon does; any other error ends it.
"""

import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from tests.factories import a_change, a_receipt_of, an_article
from watcher.events import Entry, article_stream, topic_stream
from watcher.log.append import Log
from watcher.log.errors import LogError, LogFull
from watcher.log.sightings import Sighting
from watcher.log.texts import KeptLetter

ARTICLES = 5
TRIES = 3


def write(log: Log, number: int) -> None:
    """Write one article, with all that belongs to it."""
    article = an_article(f"Statement {number} of the dam.")
    at = datetime(2025, 11, 20, 9, number, tzinfo=UTC)
    with log.transaction(at=at) as transaction:
        transaction.append(
            [
                Entry(
                    stream=article_stream(article.id),
                    events=(a_receipt_of(article, path=f"{number}.txt"),),
                ),
                Entry(
                    stream=topic_stream("dam"),
                    events=(a_change(f"{number}a"), a_change(f"{number}b")),
                ),
            ]
        )
        transaction.keep_text(article.id, text=article.text, reading=b"{}", sketch=b"")
        transaction.keep_letter(
            KeptLetter(
                digest_id=f"d{number}",
                channel="mail",
                recipient="desk",
                message_id=None,
                name="d.eml",
                content=article.text.encode(),
            )
        )
        transaction.sight(
            Sighting(
                path=f"{number}.txt",
                dev=1,
                ino=number,
                size=1,
                mtime_ns=1,
                ctime_ns=1,
                outcome="received",
                article_id=article.id,
            )
        )


def main(path: Path, said: Path) -> None:
    """Write what is missing."""
    with Log.open(path, now=datetime(2025, 11, 20, tzinfo=UTC)) as log:
        done = sum(1 for _ in log.reader.readings())
        for number in range(done, ARTICLES):
            for _ in range(TRIES):
                with suppress(LogFull):
                    write(log, number)
                    break
            with said.open("a") as out:
                out.write(f"{number}\n")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except LogError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_status)
