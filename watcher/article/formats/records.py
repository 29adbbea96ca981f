"""JSON objects as scrapers write them: one file, or one line of an archive."""

import json
import re
from collections.abc import Iterable
from typing import cast

from watcher.article.byline import authors_of
from watcher.article.decoding import clean, decode
from watcher.article.draft import Block, Draft, Refusal
from watcher.article.layout import paragraphs_of

_TEXTS = ("text", "articleBody", "maintext", "body", "content", "article_text", "full_text",
          "fulltext", "cleaned_text", "article", "story", "raw_text", "plain_text",
          "content_text", "summary", "description")  # fmt: skip
_TITLES = ("title", "headline", "name", "heading")
_DATES = ("date", "datePublished", "date_publish", "published_at", "publishedAt", "publish_date",
          "published", "pubDate", "pub_date", "date_published", "publication_date",
          "published_date", "published_time", "datetime", "timestamp", "time", "created_at",
          "dateCreated", "first_publication_date", "date_created")  # fmt: skip
_OUTLETS = ("source", "publisher", "outlet", "site_name", "sitename", "source_name", "publication",
            "newspaper", "media", "isPartOf", "provider", "source_domain", "hostname",
            "domain")  # fmt: skip
_AUTHORS = ("author", "authors", "byline", "creator", "writer", "dc:creator")
_URLS = ("url", "link", "canonical_url", "mainEntityOfPage", "source_url", "original_url", "@id")
_NOTHING = frozenset({"", "null", "none", "nan", "n/a", "unknown", "undefined", "-"})
_TAG = re.compile(r"<(?:p|br|div|h[1-6]|ul|li|a|em|strong|figure)\b[^<>]{0,300}>", re.IGNORECASE)
_DEEPEST = 4

Record = dict[str, object]


def read_json(content: bytes) -> Draft | Refusal:
    """Read a file or line that holds one JSON object."""
    decoded = decode(content)
    if isinstance(decoded, Refusal):
        return decoded
    try:
        found = json.loads(decoded)
    except RecursionError:
        return Refusal(reason="malformed", detail="the JSON is nested too deeply")
    except ValueError as error:
        return Refusal(reason="malformed", detail=f"not JSON: {error}"[:200])
    record = _article_in(found)
    if record is None:
        return Refusal(reason="malformed", detail="no JSON object with the text of an article")
    if {"digest_id", "subscription", "accounts"} <= record.keys():
        return Refusal(reason="own-digest", detail=f"digest {clean(str(record['digest_id']))[:80]}")
    return _draft_of(record)


def _draft_of(record: Record) -> Draft | Refusal:
    text = clean(_text_of(record))
    if not text.strip():
        return Refusal(reason="empty", detail="the object holds no text of an article")
    return Draft(
        text=text,
        blocks=_blocks_of(text),
        title=_one_line(_first(record, _TITLES)),
        outlet=_one_line(_first(record, _OUTLETS)),
        authors=_authors_in(record),
        dated=_first(record, _DATES),
        url=_one_line(_first(record, _URLS)),
    )


def _article_in(found: object, depth: int = 0) -> Record | None:
    """Find the object that is the article: itself, in a list of one kind, or in a wrapper."""
    if depth > _DEEPEST:
        return None
    if isinstance(found, list):
        held = (_article_in(item, depth + 1) for item in found[:50])
        return next((record for record in held if record is not None), None)
    if not isinstance(found, dict):
        return None
    record = cast("Record", found)
    if any(isinstance(record.get(key), str | list) for key in _TEXTS) or "digest_id" in record:
        return record
    held = (_article_in(record.get(key), depth + 1) for key in ("article", "@graph", "data", "item",
            "_source", "doc", "document", "post", "result"))  # fmt: skip
    return next((inner for inner in held if inner is not None), None)


def _text_of(record: Record) -> str:
    """Take the text as it stands; join paragraphs that come as a list; unwrap HTML."""
    for key in _TEXTS:
        found = record.get(key)
        if isinstance(found, list):
            found = "\n\n".join(part.strip() for part in found if isinstance(part, str))
        if isinstance(found, dict):
            found = _string_in(found)
        if isinstance(found, str) and found.strip():
            return _without_markup(found) if len(_TAG.findall(found, 0, 5000)) > 1 else found
    return ""


def _without_markup(markup: str) -> str:
    from watcher.article.formats.html import paragraphs_of_fragment

    return "\n\n".join(paragraphs_of_fragment(markup))


def _blocks_of(text: str) -> tuple[Block, ...]:
    return paragraphs_of(text)


def _first(record: Record, keys: Iterable[str]) -> str | None:
    for key in keys:
        written = _string_in(record.get(key))
        if written and written.strip().lower() not in _NOTHING:
            return clean(written.strip())
    return None


def _string_in(value: object) -> str | None:
    """Give the words of a value: itself, a number, or the name of an object."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return next((name for name in map(_string_in, value[:20]) if name), None)
    if isinstance(value, dict):
        keys = ("name", "title", "#text", "value", "text", "@id", "url", "$date")
        return next((name for key in keys if (name := _string_in(value.get(key)))), None)
    return None


def _authors_in(record: Record) -> tuple[str, ...]:
    for key in _AUTHORS:
        value = record.get(key)
        names = value if isinstance(value, list) else [value]
        written = [name for name in map(_string_in, names[:20]) if name]
        found = [author for name in written for author in _author_names(clean(name))]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _author_names(written: str) -> tuple[str, ...]:
    """Part a byline into names; a desk that is no person's name stays as it is written."""
    line = " ".join(written.split()).removeprefix("By ").strip()
    if line.lower() in _NOTHING or "://" in line:
        return ()
    return authors_of(line) or (line[:120],)


def _one_line(written: str | None) -> str | None:
    return " ".join(written.split()) if written else None
