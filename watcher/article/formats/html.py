"""Web pages: the body of the article, without title, navigation and furniture.

The landlord of trafilatura, htmldate and lxml, which are slow to import and come late.
"""

from watcher.article.byline import authors_of
from watcher.article.decoding import clean, decode, one_line_end
from watcher.article.draft import Block, Draft, Refusal, join_blocks


def read_html(content: bytes) -> Draft | Refusal:
    """Read a web page."""
    decoded = decode(content)
    if isinstance(decoded, Refusal):
        return decoded
    from trafilatura import bare_extraction

    document = bare_extraction(decoded, include_comments=False, with_metadata=True)
    if document is None or isinstance(document, dict):
        return Refusal(reason="empty", detail="the page holds no text of an article")
    texts = [line for line in clean(document.text or "").split("\n") if line.strip()]
    text, blocks = join_blocks([Block(start=0, end=0) for _ in texts], texts)
    return Draft(
        text=text,
        blocks=blocks,
        title=document.title,
        outlet=document.sitename,
        authors=authors_of(document.author or ""),
        dated=document.date,
        url=document.url,
    )


def paragraphs_of_fragment(markup: str) -> list[str]:
    """Give the paragraphs of a piece of HTML that holds nothing but the story."""
    from lxml import html
    from lxml.etree import ParserError

    try:
        root = html.fragment_fromstring(one_line_end(markup), create_parent="div")
    except (ParserError, ValueError):
        return []
    return [" ".join(root.text_content().split())]
