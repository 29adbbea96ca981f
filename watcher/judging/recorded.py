"""What is recorded of an article before it is judged."""

from watcher.article.model import Article
from watcher.events import ArticleReceived, CopyKind, DuplicateFound


def received_event(article: Article, *, path: str) -> ArticleReceived:
    """Say that an article was received."""
    return ArticleReceived(
        article_id=article.id,
        path=path,
        sha256=article.id,
        format=article.format,
        outlet=article.outlet,
        agency=article.agency,
        headline=article.headline,
        authors=article.authors,
        published_at=article.published_at,
        published_from=article.published_from,
        url=article.url,
        words=article.words,
    )


def copy_event(
    article_id: str, *, path: str, of: str, kind: CopyKind, similarity: float
) -> DuplicateFound:
    """Say that an article is a copy or an update of another."""
    return DuplicateFound(
        article_id=article_id, path=path, of=of, kind=kind, similarity=round(similarity, 4)
    )
