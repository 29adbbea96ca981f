"""The view of articles: what came in, what was turned away, and which are copies."""

from collections.abc import Sequence

from watcher.events import ArticleReceived, ArticleRejected, DuplicateFound, Recorded
from watcher.log.codec import instant
from watcher.projections.view import Cursor, View

_TABLE = """
CREATE TABLE view_articles (
  position INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL,
  outcome TEXT NOT NULL,          -- received | rejected
  path TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  format TEXT,
  outlet TEXT,
  headline TEXT,
  published_at TEXT,
  published_from TEXT,
  words INTEGER,
  copy_kind TEXT,                 -- near | update
  copy_of TEXT,
  similarity REAL,
  exact_copies INTEGER NOT NULL DEFAULT 0,
  reason TEXT,                    -- why it was rejected
  detail TEXT
)
"""
_RECEIVED = """
INSERT INTO view_articles (position, article_id, outcome, path, recorded_at, format, outlet,
  headline, published_at, published_from, words)
VALUES (?, ?, 'received', ?, ?, ?, ?, ?, ?, ?, ?)
"""
_REJECTED = """
INSERT INTO view_articles (position, article_id, outcome, path, recorded_at, reason, detail)
VALUES (?, ?, 'rejected', ?, ?, ?, ?)
"""
_COPY = """
UPDATE view_articles SET copy_kind = ?, copy_of = ?, similarity = ?
WHERE article_id = ? AND outcome = 'received'
"""
_EXACT_COPY = """
UPDATE view_articles SET exact_copies = exact_copies + 1
WHERE article_id = ? AND outcome = 'received'
"""

_COUNTS = """
SELECT coalesce(sum(outcome = 'received'), 0), coalesce(sum(outcome = 'rejected'), 0),
  coalesce(sum(copy_kind = 'near'), 0), coalesce(sum(copy_kind = 'update'), 0),
  coalesce(sum(exact_copies), 0)
FROM view_articles
"""


def _fold(cursor: Cursor, events: Sequence[Recorded]) -> None:
    received, rejected, copies, exact = [], [], [], []
    for event in events:
        match event.data:
            case ArticleReceived():
                received.append(_received(event, event.data))
            case ArticleRejected() as turned_away:
                rejected.append(_rejected(event, turned_away))
            case DuplicateFound(kind="exact") as copy:
                exact.append((copy.article_id,))
            case DuplicateFound() as copy:
                copies.append((copy.kind, copy.of, copy.similarity, copy.article_id))
            case _:
                pass
    # an article stands in the log before what is said of it, so the order of these is safe
    cursor.executemany(_RECEIVED, received)
    cursor.executemany(_REJECTED, rejected)
    cursor.executemany(_COPY, copies)
    cursor.executemany(_EXACT_COPY, exact)


def _received(event: Recorded, article: ArticleReceived) -> tuple[object, ...]:
    return (
        event.position,
        article.article_id,
        article.path,
        instant(event.recorded_at),
        article.format,
        article.outlet,
        article.headline,
        article.published_at,
        article.published_from,
        article.words,
    )


def _rejected(event: Recorded, article: ArticleRejected) -> tuple[object, ...]:
    return (
        event.position,
        article.article_id,
        article.path,
        instant(event.recorded_at),
        article.reason,
        article.detail,
    )


ARTICLES = View(
    name="articles",
    fold_number=1,
    create=(_TABLE, "CREATE INDEX view_articles_id ON view_articles (article_id)"),
    tables={"view_articles": "position"},
    fold=_fold,
)


def count_articles(cursor: Cursor) -> dict[str, int]:
    """Count the articles received, rejected, and found to be copies or updates."""
    cursor.execute(_COUNTS)
    names = ("received", "rejected", "near_copies", "updates", "exact_copies")
    return dict(zip(names, cursor.fetchone(), strict=True))
