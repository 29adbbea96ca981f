"""What a decoder hands on: the text of an article, its blocks, and what its metadata say."""

from dataclasses import dataclass

from watcher.article.model import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph as the format marks it: characters `start` to `end` of the text.

    `role` is the format's own word for it (a heading element, a caption element); "body" leaves
    the choice to the reading of the words.
    """

    start: int
    end: int
    role: Role = "body"
    furniture: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article before its words were looked at.

    `dated` is the publication time as the metadata write it. `has_head` says that the text may
    begin with headline, byline and date, as a file has them that holds nothing else;
    `is_letter` that a greeting, a signature and an answered letter may stand around the story.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    dated: str | None = None
    url: str | None = None
    has_head: bool = False
    is_letter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a decoder makes no article of some bytes."""

    reason: str
    detail: str


def join_blocks(parts: list[Block], texts: list[str]) -> tuple[str, tuple[Block, ...]]:
    """Join paragraphs with a blank line; give the text and the blocks at their places in it."""
    placed, at = [], 0
    for block, text in zip(parts, texts, strict=True):
        placed.append(
            Block(start=at, end=at + len(text), role=block.role, furniture=block.furniture)
        )
        at += len(text) + 2
    return "\n\n".join(texts), tuple(placed)
