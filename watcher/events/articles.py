"""What happens to an article: it comes in, is rejected, or copies another."""

from typing import ClassVar, Literal

from msgspec import Struct

PublishedFrom = Literal["metadata", "text", "file"]
CopyKind = Literal["exact", "near", "update"]


class ArticleReceived(Struct, frozen=True, kw_only=True):
    """An article was read for the first time; there is exactly one for each distinct content."""

    name: ClassVar[str] = "article-received"
    schema: ClassVar[int] = 1
    article_id: str
    path: str
    sha256: str
    format: str
    outlet: str | None
    agency: str | None = None
    headline: str | None
    authors: tuple[str, ...]
    published_at: str | None
    published_from: PublishedFrom | None
    url: str | None = None
    words: int


class ArticleRejected(Struct, frozen=True, kw_only=True):
    """A file, or a line of an archive, could not be taken in."""

    name: ClassVar[str] = "article-rejected"
    schema: ClassVar[int] = 1
    article_id: str
    path: str
    reason: str
    detail: str


class DuplicateFound(Struct, frozen=True, kw_only=True):
    """An article is a copy of an earlier one, or an update of it."""

    name: ClassVar[str] = "duplicate-found"
    schema: ClassVar[int] = 1
    article_id: str
    path: str
    of: str
    kind: CopyKind
    similarity: float
