"""What an article is once it has been read."""

from dataclasses import dataclass
from typing import Literal

PublishedFrom = Literal["metadata", "text", "file"]
Role = Literal["headline", "heading", "body", "furniture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the text: characters `start` to `end`.

    `role` "heading" is a crosshead inside the article; "furniture" is text around the article,
    and `furniture` then names what it is (byline, caption, credit, newsletter, ...). `repeats` is
    the number of the earlier paragraph of this article that it says again.
    """

    start: int
    end: int
    role: Role
    furniture: str | None = None
    repeats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence: characters `start` to `end` of the text, in paragraph number `paragraph`.

    A dateline ("ANKARA, Nov 17 (Reuters) -") in front of it is not part of it. Furniture has no
    sentences; a headline and each heading are one sentence.
    """

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as it was understood.

    `id` is the SHA-256 of the whole content in hex. `published_at` is an ISO date or an ISO time
    with the article's own offset. `agency` is the wire agency that a credit line or dateline
    names. `words` counts the words of the body.
    """

    id: str
    format: str
    text: str
    outlet: str | None
    agency: str | None
    headline: str | None
    authors: tuple[str, ...]
    published_at: str | None
    published_from: PublishedFrom | None
    url: str | None
    words: int
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]

    def quote(self, sentence: Sentence) -> str:
        """Give the words of a sentence, exactly as they stand."""
        return self.text[sentence.start : sentence.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Content that is no article, and why. It is a value: unreadable files are normal."""

    id: str
    reason: str
    detail: str
