"""Web pages: the body of the article, without its title, navigation and furniture.

The landlords of trafilatura, htmldate and lxml are the modules on web pages here; these libraries
are slow to import and come only with a page.
"""

import re

from watcher.article.decoding import clean, decode, one_line_end
from watcher.article.draft import Block, Draft, Refusal, join_blocks
from watcher.article.formats.extraction import Piece, pieces_of
from watcher.article.formats.page import Page, describe

_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_BLOCKS = ("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "br")
_SPACE = re.compile(r"[ \t\r\f\v\xa0]+")


def read_html(content: bytes) -> Draft | Refusal:
    """Read a web page."""
    decoded = _decode(content)
    if isinstance(decoded, Refusal):
        return decoded
    from lxml.etree import LxmlError
    from trafilatura import load_html

    try:
        tree = load_html(decoded)
        if tree is None:
            return Refusal(reason="malformed", detail="the content is no HTML page")
        page = describe(tree)
        if page.own_digest:
            return Refusal(reason="own-digest", detail=f"digest {page.own_digest[:80]}")
        pieces = pieces_of(tree, title=page.title)
    except (LxmlError, ValueError, RecursionError) as error:
        return Refusal(reason="malformed", detail=f"no HTML page: {type(error).__name__}")
    return _draft_of(page, pieces)


def paragraphs_of_fragment(markup: str) -> list[str]:
    """Give the paragraphs of a piece of HTML that holds nothing but the story."""
    from lxml import html
    from lxml.etree import LxmlError

    try:
        root = html.fragment_fromstring(one_line_end(clean(markup)), create_parent="div")
    except (LxmlError, ValueError):
        return []
    for element in list(root.iter("script", "style", "template", "noscript")):
        element.drop_tree()
    for element in root.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
        if element.tag != "br":
            element.text = "\n" + (element.text or "")
    lines = _SPACE.sub(" ", root.text_content()).split("\n")
    return [line.strip() for line in lines if line.strip()]


def _draft_of(page: Page, pieces: list[Piece]) -> Draft | Refusal:
    if not pieces:
        return Refusal(reason="empty", detail="the page holds no text of an article")
    parts = [Block(start=0, end=0, role="heading" if p.tag == "head" else "body") for p in pieces]
    text, blocks = join_blocks(parts, [clean(piece.text) for piece in pieces])
    return Draft(
        text=text,
        blocks=blocks,
        title=page.title,
        outlet=page.outlet,
        authors=page.authors,
        dated=page.dated,
        url=page.url,
    )


def _decode(content: bytes) -> str | Refusal:
    """Decode a page: UTF-8, else what it declares, else a guess."""
    decoded = _decode_as_declared(content) or decode(content)
    return decoded if isinstance(decoded, Refusal) else clean(decoded)


def _decode_as_declared(content: bytes) -> str | None:
    declared = _CHARSET.search(content[:4096])
    if declared is None or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return content.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return None
    return None
