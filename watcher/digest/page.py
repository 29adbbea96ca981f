"""A digest as a web page: one column, no script, nothing remote; the landlord of jinja2."""

from functools import cache, partial
from html import escape
from typing import TYPE_CHECKING

from watcher.digest import headline, wording
from watcher.digest.model import Digest, Item, Line, TopicNews
from watcher.digest.plain import plain_text

if TYPE_CHECKING:
    from jinja2 import Template

_LEAD_LENGTH = 110
_MARKS = "“”"
_BARE_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="x-watcher-digest" content="{digest_id}">
<title>{title}</title>
</head>
<body>
<p>The page could not be laid out ({fault}); this is the plain form.</p>
<pre>{text}</pre>
</body>
</html>
"""


def page_text(digest: Digest, *, minutes: int, stop: str | None = None) -> str:
    """Write a digest as a page. A template that is broken gives a plain page that says so."""
    from jinja2 import TemplateError

    subject = headline.subject(digest)
    try:
        text = _template().render(digest=digest, minutes=minutes, stop=stop)
        return str(text)
    except TemplateError as error:
        return _BARE_PAGE.format(
            digest_id=escape(digest.digest_id),
            title=escape(subject),
            fault=escape(wording.clean(str(error))),
            text=escape(plain_text(digest, minutes=minutes, stop=stop)),
        )


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    house = Environment(
        loader=PackageLoader("watcher.digest"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    house.filters["clean"] = wording.clean
    house.globals |= {
        "headline": headline,
        "held_together": _held_together,
        "quoted": partial(wording.quoted, marks=_MARKS),
        "wording": wording,
        "lead_quote": _lead_quote,
        "pieces": pieces,
        "marks": wording.line_moves,
        "befores": _befores,
        "link": _link,
        "zone": lambda digest: str(digest.as_of.tzinfo),
    }
    return house.get_template("digest.html.j2")


def _held_together(change: str) -> str:
    """Let no line begin with an arrow: what was stands before it."""
    return change.replace(" →", "\N{NO-BREAK SPACE}→")


def _lead_quote(news: TopicNews) -> str:
    piece = headline.lead_quote(news.lead, length=_LEAD_LENGTH, marks=_MARKS)
    return piece.replace("...”", "…”")


def _befores(line: Line) -> list[object]:
    return list({item.was.event: item.was for item in line.items if item.was}.values())


def _link(item: Item) -> str | None:
    return item.source.url if wording.is_link(item.source.url) else None


def pieces(line: Line) -> list[tuple[str, bool]]:
    """Cut a line's quote into pieces, those that say a new figure told apart; none is lost."""
    quote = wording.quoted(line.items[0].quote, marks=_MARKS)
    texts = {
        wording.clean(item.now.figure.text)
        for item in line.items
        if item.now and item.now.figure and item.kind == "figure"
    }
    spans = sorted((quote.find(text), len(text)) for text in texts if text and text in quote)
    found, at = [], 0
    for start, length in spans:
        if start >= at:
            found += [(quote[at:start], False), (quote[start : start + length], True)]
            at = start + length
    return [piece for piece in [*found, (quote[at:], False)] if piece[0]]
