"""Reads the bytes of a file: an Article, or why it is none. It picks the format by the name."""

import hashlib
import re
from collections.abc import Callable

from watcher.article.draft import Draft, Refusal
from watcher.article.exchange import decode_request, encode_answer
from watcher.article.formats.plain import read_plain
from watcher.article.formats.records import read_json
from watcher.article.model import Article, Unreadable
from watcher.article.understanding import understand

_OWN_DIGEST = re.compile(r"X-Watcher-Digest: ?(\S{1,200})\s*\Z")


def read_article(content: bytes, *, name: str, file_time: str | None) -> Article | Unreadable:
    """Read the content of a file.

    `name` is the path that is shown; its suffix tells the format. `file_time` is an ISO time with
    an offset, and stands in where the article states no time of publication.
    """
    suffix = name.rsplit("/", 1)[-1].rpartition(".")[2].lower()
    article_id = hashlib.sha256(content).hexdigest()
    if suffix not in _READERS:
        detail = f"no reader for .{suffix[:20]}" if "." in name else "the name has no suffix"
        return Unreadable(id=article_id, reason="unsupported-format", detail=detail)
    format, read = _READERS[suffix]  # noqa: A001 (the contract's word)
    return _understood(read(content), article_id=article_id, format=format, file_time=file_time)


def read_record(line: bytes, *, name: str, file_time: str | None) -> Article | Unreadable:
    """Read one line of an archive; the line end is no part of it. `name` is `path#line`."""
    del name
    content = line.rstrip(b"\r\n")
    article_id = hashlib.sha256(content).hexdigest()
    return _understood(
        read_json(content), article_id=article_id, format="jsonl", file_time=file_time
    )


def _understood(
    read: Draft | Refusal,
    *,
    article_id: str,
    format: str,  # noqa: A002 (the contract's word)
    file_time: str | None,
) -> Article | Unreadable:
    if isinstance(read, Refusal):
        return Unreadable(id=article_id, reason=read.reason, detail=read.detail)
    if not read.text.strip():
        return Unreadable(id=article_id, reason="empty", detail="no text of an article in it")
    if own := _OWN_DIGEST.search(read.text, max(0, len(read.text) - 300)):
        return Unreadable(id=article_id, reason="own-digest", detail=f"digest {own[1]}")
    return understand(read, article_id=article_id, format=format, file_time=file_time)


def _read_markdown(content: bytes) -> Draft | Refusal:
    from watcher.article.formats.markdown import read_markdown

    return read_markdown(content)


def _read_html(content: bytes) -> Draft | Refusal:
    from watcher.article.formats.html import read_html

    return read_html(content)


def _read_mail(content: bytes) -> Draft | Refusal:
    from watcher.article.formats.mail import read_mail

    return read_mail(content)


_READERS: dict[str, tuple[str, Callable[[bytes], Draft | Refusal]]] = {
    "txt": ("txt", read_plain),
    "md": ("md", _read_markdown),
    "html": ("html", _read_html),
    "htm": ("html", _read_html),
    "eml": ("eml", _read_mail),
    "json": ("json", read_json),
}


def answer(request: bytes) -> bytes:
    """Read what a request holds; this is what runs in the confined child."""
    asked = decode_request(request)
    read = read_article if asked.kind == "article" else read_record
    return encode_answer(
        read(item, name=asked.name, file_time=asked.file_time) for item in asked.items
    )
