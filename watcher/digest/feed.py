"""A digest as Atom feeds (RFC 4287): an entry for what it tells of each topic, in two feeds.

A feed is written line by line, so that the entries of an older one can be taken over as they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from uuid import UUID, uuid5

from watcher.digest.headline import subject
from watcher.digest.model import Digest, Notice, TopicNews
from watcher.digest.page import MARKS
from watcher.digest.templating import fill
from watcher.digest.view import Remark, topic_view, view
from watcher.digest.wording import clean, is_link

ALL = "all.atom"
_IDS = UUID("0a6f8f43-8d0c-5f1b-9c35-666565647321")
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
_OURS = "\n<generator>watcher</generator>\n"
_ENTRY = re.compile(r"^<entry>\n.*?^</entry>\n", re.MULTILINE | re.DOTALL)
_ID = re.compile(r"^<id>(.*)</id>$", re.MULTILINE)
_UPDATED = re.compile(r"^<updated>(.*)</updated>$", re.MULTILINE)


class NotOurFeedError(Exception):
    """A file that stands where a feed is to be was not written by this program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed with the entries of one digest; `name` is its path inside the folder of feeds."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    topic: str
    name: str
    id: str
    title: str
    updated: str
    content: str
    link: str | None = None


def feeds(digest: Digest, *, channel: str, base_url: str | None = None) -> tuple[Feed, ...]:
    """Write the feeds that a digest adds to: that of everything, then those of its topics."""
    entries = tuple(_entries(digest))
    names = {entry.topic: entry.name for entry in entries}
    mine = {topic: tuple(one for one in entries if one.topic == topic) for topic in names}

    def feed(name: str, title: str, held: tuple[_Entry, ...]) -> Feed:
        text = _feed(name, title, held, channel=channel, base_url=base_url)
        return Feed(name=name, text=text)

    topics = (feed(feed_name(topic), names[topic], mine[topic]) for topic in names)
    return feed(ALL, "all topics", entries), *topics


def feed_name(topic: str) -> str:
    """Name the feed of a topic inside the folder of feeds."""
    return f"topics/{topic.replace('/', '_').lstrip('.') or '_'}.atom"


def merged(old: str | None, fresh: str, *, limit: int) -> str:
    """Add the entries of a fresh feed to an old one and keep the newest.

    An entry that is there stays as it is, so that a letter that comes twice changes nothing.
    Raises NotOurFeedError.
    """
    if old is None:
        return _joined(fresh, _ENTRY.findall(fresh), limit=limit)
    if not (old.startswith(_HEAD) and _OURS in old and old.endswith("</feed>\n")):
        raise NotOurFeedError
    known = _ENTRY.findall(old)
    ids = {_id(entry) for entry in known}
    added = [entry for entry in _ENTRY.findall(fresh) if _id(entry) not in ids]
    return _joined(fresh, [*known, *added], limit=limit)


def _joined(fresh: str, entries: list[str], *, limit: int) -> str:
    newest = sorted(entries, key=lambda entry: (_updated(entry), _id(entry)), reverse=True)[:limit]
    head = _UPDATED.sub(f"<updated>{_updated(newest[0])}</updated>", fresh, count=1)
    return "".join([head.partition("<entry>\n")[0], *newest, "</feed>\n"])


def _id(entry: str) -> str:
    found = _ID.search(entry)
    return found[1] if found else ""


def _updated(entry: str) -> str:
    found = _UPDATED.search(entry)
    return found[1] if found else ""


def _entries(digest: Digest) -> Iterator[_Entry]:
    for news in digest.topics:
        seen = topic_view(news, digest, marks=MARKS)
        yield _Entry(
            topic=news.topic,
            name=clean(news.name),
            id=_entry_id(news),
            title=subject(replace(digest, topics=(news,))),
            updated=_moment(max(item.recorded_at for item in news.items)),
            content=fill("entry.html.j2", topic=seen, one=None),
            link=_link(news),
        )
    told = {news.topic for news in digest.topics}
    alone = [one for one in digest.notices if one.kind != "expected" or one.topic not in told]
    for notice, remark in zip(alone, view(digest, marks=MARKS).remarks, strict=True):
        yield _noticed(notice, remark, at=digest.as_of)


def _link(news: TopicNews) -> str | None:
    """Give the web address of the article that told the weightiest news."""
    address = news.lead.last.source.url
    return address if is_link(address) else None


def _noticed(notice: Notice, remark: Remark, *, at: datetime) -> _Entry:
    return _Entry(
        topic=notice.topic,
        name=remark.name,
        id=uuid5(_IDS, f"notice\n{notice.event}\n{notice.topic}\n{at.astimezone(UTC)}").urn,
        title=f"{remark.name}: {remark.text}",
        updated=_moment(at),
        content=fill("entry.html.j2", topic=None, one=remark),
    )


def _entry_id(news: TopicNews) -> str:
    """Name an entry by what it tells, so that two subscriptions to the same do not double it."""
    told = sorted(f"{item.event} {item.article_id} {item.start}" for item in news.items)
    return uuid5(_IDS, "\n".join(["told", news.topic, *told])).urn


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _feed(
    name: str, title: str, entries: tuple[_Entry, ...], *, channel: str, base_url: str | None
) -> str:
    place = f"{base_url.rstrip('/')}/{_in_address(name)}" if base_url else None
    lines = [
        f'{_HEAD} xml:lang="en">',
        f"<id>{uuid5(_IDS, f'feed {place or channel} {name}').urn}</id>",
        f"<title>{escape(f'watcher: {title}')}</title>",
        f"<updated>{max((entry.updated for entry in entries), default='')}</updated>",
        "<author><name>watcher</name></author>",
        "<generator>watcher</generator>",
    ]
    if place:
        lines.append(f'<link rel="self" type="application/atom+xml" href="{escape(place)}"/>')
    return "\n".join([*lines, *(line for entry in entries for line in _lines(entry)), "</feed>\n"])


def _lines(entry: _Entry) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>{entry.id}</id>"
    yield f"<title>{escape(entry.title)}</title>"
    yield f"<updated>{entry.updated}</updated>"
    yield f"<published>{entry.updated}</published>"
    if entry.link:
        yield f'<link rel="via" href="{escape(entry.link)}"/>'
    yield f'<category term="{escape(clean(entry.topic))}" label="{escape(entry.name)}"/>'
    yield f'<content type="html">{escape(entry.content, quote=False).rstrip()}</content>'
    yield "</entry>"


def _in_address(name: str) -> str:
    """Write a path so that it can stand in a web address."""
    return "".join(
        chr(byte)
        if chr(byte).isascii() and (chr(byte).isalnum() or chr(byte) in "-._~/")
        else f"%{byte:02X}"
        for byte in name.encode()
    )
