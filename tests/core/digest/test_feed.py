"""Digests as Atom: valid, the same when they come twice, and never longer than asked."""

import re
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from lxml import html

from tests.core.digest.news import (
    NAMES,
    a_digest,
    a_log,
    a_notice,
    a_subscription,
    the_morning_digest,
    told,
)
from tests.factories import NOON, a_change
from watcher.digest.compose import compose
from watcher.digest.feed import ALL, NotOurFeedError, feed_name, feeds, merged
from watcher.digest.model import Digest

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MAY_HOLD = {
    "feed": {"author", "entry", "generator", "id", "link", "title", "updated"},
    "entry": {"category", "content", "id", "link", "published", "title", "updated"},
}


def whole(digest: Digest, *, base_url: str | None = None) -> str:
    return feeds(digest, channel="feed", base_url=base_url)[0].text


def a_day(number: int) -> Digest:
    """The digest of a day, with one thing that is new."""
    log = a_log(a_change(f"Dike {number} broke."), first=number, at=NOON + timedelta(days=number))
    digest = compose(
        log, subscription=a_subscription(), after=number - 1, upto=number, digest_id=f"{number:032}"
    )
    assert digest is not None
    return digest


def faults(text: str) -> list[str]:
    """What RFC 4287 would have against a feed of ours."""
    feed = ET.fromstring(text.encode())
    found = [] if feed.tag == f"{ATOM}feed" else ["the root is no feed"]
    for place in (feed, *feed.iter(f"{ATOM}entry")):
        name = place.tag.removeprefix(ATOM)
        children = [child.tag.removeprefix(ATOM) for child in place]
        found += [f"{name} holds {child}" for child in set(children) - MAY_HOLD[name]]
        for child in ("id", "title", "updated"):
            if children.count(child) != 1:
                found.append(f"{name} has {children.count(child)} {child}")
        identity = place.findtext(f"{ATOM}id") or ""
        if not URN.fullmatch(identity):
            found.append(f"{identity} is no absolute IRI")
        found += [
            f"{moment.text} is no moment"
            for tag in ("updated", "published")
            for moment in place.findall(f"{ATOM}{tag}")
            if not RFC_3339.fullmatch(moment.text or "")
        ]
    if feed.find(f"{ATOM}author/{ATOM}name") is None:
        found.append("nobody is the author")
    for entry in feed.iter(f"{ATOM}entry"):
        content = entry.find(f"{ATOM}content")
        if content is None or content.get("type") != "html" or len(content):
            found.append("the content is no escaped page")
        if [one.get("term") for one in entry.findall(f"{ATOM}category")] in ([], [None]):
            found.append("a category needs a term")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    return found + ["an id stands twice"] * (len(ids) != len(set(ids)))


@pytest.mark.parametrize("base_url", [None, "https://example.org/feeds/"])
def test_the_feeds_are_valid(base_url: str | None) -> None:
    for feed in feeds(the_morning_digest(), channel="feed", base_url=base_url):
        assert faults(feed.text) == []
        parsed = feedparser.parse(feed.text)
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert parsed.version == "atom10"


def test_there_is_a_feed_of_everything_and_one_for_each_topic() -> None:
    names = [feed.name for feed in feeds(the_morning_digest(), channel="feed")]
    assert names == [
        ALL,
        "topics/quake.atom",
        "topics/rail-accord.atom",
        "topics/tunnel.atom",
        "topics/ferries.atom",
    ]


def test_every_quote_stands_whole_in_an_entry_of_its_topic() -> None:
    digest = the_morning_digest()
    by_topic = {entry.tags[0].term: entry for entry in feedparser.parse(whole(digest)).entries}
    for item in digest.items:
        content = by_topic[item.topic].content[0].value
        assert item.quote in html.document_fromstring(content).text_content()


def test_an_entry_is_titled_by_its_change_and_dated_by_the_log() -> None:
    text = merged(None, whole(the_morning_digest()), limit=50)
    entry = feedparser.parse(text).entries[-1]
    assert entry.title == "Old town quake: killed 19 → at least 27 (+1 more)"
    assert entry.updated == "2025-11-20T12:00:02.000Z"


def test_an_entry_leads_to_the_article_that_told_the_news() -> None:
    entries = feedparser.parse(whole(the_morning_digest())).entries
    links = {
        entry.tags[0].term: [link.href for link in entry.get("links", [])] for entry in entries
    }
    assert links["quake"] == ["https://harbourpost.example/quake?page=1"]
    assert links["rail-accord"] == []


def test_a_feed_says_where_it_lies_if_it_can_be_reached() -> None:
    own = feeds(the_morning_digest(), channel="feed", base_url="https://example.org/a b")
    assert 'rel="self"' not in whole(the_morning_digest())
    assert '/topics/quake.atom"/>' in own[1].text


def test_what_comes_twice_is_there_once_and_changes_nothing() -> None:
    first = merged(None, whole(a_day(1)), limit=50)
    second = merged(first, whole(a_day(2)), limit=50)
    assert merged(second, whole(a_day(1)), limit=50) == second
    assert merged(second, whole(a_day(2)), limit=50) == second


def test_letters_that_overtake_each_other_give_the_same_feed() -> None:
    one, two, three = (whole(a_day(number)) for number in (1, 2, 3))
    in_order = merged(merged(merged(None, one, limit=9), two, limit=9), three, limit=9)
    otherwise = merged(merged(merged(None, three, limit=9), one, limit=9), two, limit=9)
    assert in_order == otherwise


def test_the_newest_entries_are_kept_and_stand_first() -> None:
    feed = None
    for number in range(1, 8):
        feed = merged(feed, whole(a_day(number)), limit=3)
    assert feed is not None
    titles = [entry.title for entry in feedparser.parse(feed).entries]
    assert titles == [f'dam: "Dike {number} broke."' for number in (7, 6, 5)]
    assert faults(feed) == []
    assert feedparser.parse(feed).feed.updated == "2025-11-27T12:00:00.000Z"
    assert merged(feed, whole(a_day(1)), limit=3) == feed


@pytest.mark.parametrize("other", ["", "<html></html>", "<?xml version='1.0'?><feed/>"])
def test_a_file_of_somebody_else_is_not_written_over(other: str) -> None:
    with pytest.raises(NotOurFeedError):
        merged(other, whole(a_day(1)), limit=3)


def test_what_an_article_says_is_never_markup() -> None:
    hostile = "]]></content></entry>\n<entry>\n<id>x</id> <script>alert(1)</script> & \ufffe\u202e"
    digest = a_digest(
        a_change(hostile, outlet="<b>\"P&P'", topic="a&b"),
        definitions=NAMES,
    )
    assert digest is not None
    text = whole(digest)
    assert faults(merged(merged(None, text, limit=5), whole(a_day(1)), limit=5)) == []
    [entry] = feedparser.parse(text, sanitize_html=False).entries
    assert "<script>" not in entry.content[0].value
    assert "<script>alert(1)</script>" in html.fromstring(entry.content[0].value).text_content()


def test_two_subscriptions_to_the_same_topics_do_not_double_an_entry() -> None:
    mine = the_morning_digest()
    theirs = replace(mine, digest_id="9" * 32, subscription="other")
    feed = merged(None, whole(mine), limit=50)
    assert merged(feed, whole(theirs), limit=50) == feed


def test_a_notice_on_a_topic_without_news_is_an_entry() -> None:
    digest = replace(told(a_change()), notices=(a_notice("gone-quiet", topic="ferries"),))
    entries = feedparser.parse(whole(digest)).entries
    assert "Ferry safety: nothing since 12 Nov 2025" in [entry.title for entry in entries]
    assert faults(whole(digest)) == []


@pytest.mark.parametrize(
    ("topic", "name"),
    [("all", "topics/all.atom"), ("../x", "topics/_x.atom"), ("a/b", "topics/a_b.atom")],
)
def test_a_topic_s_feed_lies_inside_the_folder(topic: str, name: str) -> None:
    assert feed_name(topic) == name
