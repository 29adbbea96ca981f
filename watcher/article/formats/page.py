"""What the metadata of a web page say: title, outlet, authors, date, address."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watcher.article.byline import authors_of
from watcher.article.dating import day_of, find_date, read_date
from watcher.article.decoding import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = re.compile(r"(?:\w*Article|BlogPosting|Report|LiveBlogPosting|WebPage)\Z")
_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "article:published",
    "publishdate", "publish_date", "published_time", "publish-date", "pubdate", "publication_date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "sailthru.date",
    "parsely-pub-date", "cxenseparse:recs:publishtime", "article.published", "date_published",
    "datecreated", "citation_publication_date", "dc.date", "dcterms.date", "date",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "headline", "dc.title", "title", "parsely-title")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site")
_AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author",
            "byl", "authors", "twitter:data1")  # fmt: skip
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|\bcopyright\b)(?=.{0,60}\d{4})|\d{4}\s{0,3}©", re.IGNORECASE
)
_LATER = (
    "//meta[contains(@property, 'updated') or contains(@property, 'modified')"
    " or contains(@name, 'modified') or contains(@name, 'updated')]"
    "|//*[self::div or self::section or self::li or self::ol or self::ul or self::aside]"
    "[contains(@class, 'comment') or contains(@id, 'comment')]"
)
_ADDRESSED = re.compile(r"/(?:19|20)\d\d/[01]\d/[0-3]\d(?=/)")
_DEEPEST = 6
_MOST_LD = 40

Record = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The metadata of a page; `body` is the article's text as the metadata hold it."""

    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    dated: str | None
    url: str | None
    body: str | None
    own_digest: str | None


def describe(tree: "HtmlElement") -> Page:
    """Read the metadata of a page; the tree stays as it is."""
    meta = _meta_of(tree)
    linked = _article_data(tree)
    address = _address_of(tree, meta, linked)
    outlet = _name(linked.get("publisher")) or _first(meta, _OUTLETS)
    return Page(
        title=_title_of(tree, meta, linked, outlet=outlet),
        outlet=outlet.lstrip("@") if outlet else None,
        authors=_authors_of(meta, linked),
        dated=_date_of(tree, meta, linked, address=address),
        url=address,
        body=_name(linked.get("articleBody")),
        own_digest=_first(meta, ("x-watcher-digest",)),
    )


def _meta_of(tree: "HtmlElement") -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join(clean(element.get("content") or "").split())
        if name and content:
            found.setdefault(name.lower(), content[:2000])
    return found


def _article_data(tree: "HtmlElement") -> Record:
    """Give the JSON-LD object that describes the article, empty where none does."""
    best: Record = {}
    for script in tree.xpath("//script[@type='application/ld+json']")[:_MOST_LD]:
        try:
            found = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        for record in _objects(found):
            kinds = record.get("@type")
            kind = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds)
            if _ARTICLES.search(kind) and len(record) > len(best):
                best = record
    return best


def _objects(found: object, depth: int = 0) -> Iterator[Record]:
    if depth > _DEEPEST:
        return
    if isinstance(found, list):
        for item in found[:200]:
            yield from _objects(item, depth + 1)
    elif isinstance(found, dict):
        yield found
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(found.get(key), depth + 1)


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if meta.get(name)), None)


def _name(value: object) -> str | None:
    if isinstance(value, str):
        return clean(value).strip() or None
    if isinstance(value, list):
        return next((name for name in map(_name, value) if name), None)
    if isinstance(value, dict):
        return _name(value.get("name"))
    return None


def _title_of(
    tree: "HtmlElement", meta: dict[str, str], linked: Record, *, outlet: str | None
) -> str | None:
    """Take the headline of the data, of the page's only large heading, or of its title."""
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    stated = _name(linked.get("headline")) or _first(meta, _TITLES)
    if not stated and len(headings) == 1:
        stated = headings[0]
    if not stated:
        stated = next((t.text_content() for t in tree.iter("title")), None) or next(
            iter(headings), None
        )
    return _without_outlet(" ".join(clean(stated).split()), headings, outlet) if stated else None


def _without_outlet(title: str, headings: list[str], outlet: str | None) -> str:
    """Cut the outlet's name off a title ("Dam breaks | The Quay")."""
    for heading in headings:
        if len(heading) > 15 and title.startswith(heading):
            return heading
    for mark in (" | ", " - ", " – ", " — ", " :: ", " · "):
        front, found, last = title.rpartition(mark)
        if found and outlet and last.casefold() == outlet.casefold():
            return front
    return title[:500]


def _authors_of(meta: dict[str, str], linked: Record) -> tuple[str, ...]:
    written = linked.get("author")
    names = [_name(item) for item in written] if isinstance(written, list) else [_name(written)]
    if not any(names):
        names = [_first(meta, _AUTHORS)]
    found = [author for name in names if name and "://" not in name for author in authors_of(name)]
    return tuple(dict.fromkeys(found))


def _address_of(tree: "HtmlElement", meta: dict[str, str], linked: Record) -> str | None:
    for link in tree.xpath("//link[@rel='canonical']/@href"):
        if str(link).startswith("http"):
            return clean(str(link))[:2000]
    stated = meta.get("og:url") or _name(linked.get("url"))
    return stated if stated and stated.startswith("http") else None


def _date_of(
    tree: "HtmlElement", meta: dict[str, str], linked: Record, *, address: str | None
) -> str | None:
    """Take the date of the data, else search the page; the hour is added where it is known."""
    stated = [_name(linked.get(key)) for key in ("datePublished", "dateCreated")]
    stated += [meta.get(name) for name in _PUBLISHED]
    times = [read for written in stated if written for read in [read_date(written)] if read]
    linked_time = next((t for w in stated[:2] if w for t in [read_date(w)] if t), None)
    day = linked_time[:10] if linked_time else _searched(tree)
    if day is None:
        return None
    if addressed := _day_in(address, near=day):
        return addressed
    return next((time for time in times if time[:10] == day and len(time) > 10), day)


def _day_in(address: str | None, *, near: str) -> str | None:
    """Take the day of the address where a time in UTC falls on the day before or after it."""
    found = _ADDRESSED.search(address or "")
    day = read_date(found[0]) if found else None
    if day is None or abs((day_of(day) - day_of(near)).days) != 1:
        return None
    return day


def _searched(tree: "HtmlElement") -> str | None:
    """Search the page for its date; a year in a copyright line is no date.

    What tells of later changes and what readers wrote is looked at only when nothing else helps.
    """
    from copy import deepcopy

    from htmldate import find_date as search

    bare = deepcopy(tree)
    _blank_copyright(bare)
    first = deepcopy(bare)
    for element in first.xpath(_LATER):
        if element.getparent() is not None:
            element.drop_tree()
    for page in (first, bare):
        found = search(page, extensive_search=True, original_date=True)
        if found:
            return str(found)
    return None


def _blank_copyright(tree: "HtmlElement") -> None:
    for element in tree.iter():
        if isinstance(element.tag, str) and element.text and _is_copyright(element.text):
            element.text = ""
        if element.tail and _is_copyright(element.tail):
            element.tail = ""


def _is_copyright(text: str) -> bool:
    found = _COPYRIGHT.search(text[:500])
    return found is not None and find_date(text[:500]) is None
