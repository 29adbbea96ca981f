"""Whatever the articles say, a digest can be written, sent, and read back."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from tests.core.digest.news import a_digest
from tests.factories import a_change, a_definition
from watcher.delivery.message import write_message
from watcher.delivery.thread import POLICY
from watcher.digest.feed import feeds, merged
from watcher.digest.model import Digest
from watcher.digest.render import render, subject
from watcher.digest.wording import clean, short

NOON = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)
ODD = st.sampled_from(
    ["\r\nBcc: all@example.org", "\u2028", "\x00", "\u202e", "\n.\n", "<b>", "x" * 1200, "水" * 90]
)
TEXTS = st.lists(st.one_of(ODD, st.text(max_size=60)), min_size=1, max_size=5).map(" ".join)

ATOM = "{http://www.w3.org/2005/Atom}"


def a_digest_of(quote: str, name: str, outlet: str) -> Digest:
    digest = a_digest(
        a_change(quote, outlet=outlet), definitions={"dam": a_definition(name=name or "x")}
    )
    assert digest is not None
    return digest


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(quote=TEXTS, name=TEXTS, outlet=TEXTS)
def test_any_text_gives_a_letter_that_can_be_sent(quote: str, name: str, outlet: str) -> None:
    digest = a_digest_of(quote, name, outlet)
    content = write_message(
        digest,
        sender="watcher@example.org",
        recipient="desk@example.org",
        issued_at=NOON,
        reply_to=None,
    )
    assert content.isascii()
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message["Bcc"] is None
    assert message["To"] == "desk@example.org"
    assert message["Subject"].strip() == subject(digest)
    text = message.get_body(("plain",))
    assert text is not None
    assert "".join(clean(quote).split()) in "".join(clean(text.get_content()).split())


@settings(max_examples=60, deadline=None)
@given(quote=TEXTS, name=TEXTS)
def test_any_quote_stands_whole_on_the_page(quote: str, name: str) -> None:
    page = html.document_fromstring(render(a_digest_of(quote, name, "Seed Wire"), "html"))
    assert clean(quote) in clean(page.text_content())


@given(text=st.text(), length=st.integers(min_value=4, max_value=80))
def test_a_cut_text_is_no_longer_than_asked(text: str, length: int) -> None:
    assert len(short(clean(text), length=length)) <= length


@given(quote=TEXTS, name=TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_subject_is_one_line_of_at_most_70(quote: str, name: str) -> None:
    line = subject(a_digest_of(quote, name, "Seed Wire"))
    assert len(line) <= 70
    assert line == clean(line)


def bare(text: str) -> str:
    return "".join(clean(text).split())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(quote=TEXTS, name=TEXTS, outlet=TEXTS)
def test_any_text_gives_a_feed_that_can_be_read(quote: str, name: str, outlet: str) -> None:
    digest = a_digest_of(quote, name, outlet)
    [feed, _] = feeds(digest, channel="feed")
    once = merged(None, feed.text, limit=5)
    assert merged(once, feed.text, limit=5) == once
    content = ET.fromstring(once.encode()).findtext(f"{ATOM}entry/{ATOM}content")
    assert content is not None
    assert bare(quote) in bare(html.document_fromstring(content).text_content())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(quote=TEXTS, name=TEXTS, outlet=TEXTS)
def test_any_text_stands_in_markdown_as_it_is(quote: str, name: str, outlet: str) -> None:
    page = (
        MarkdownIt()
        .enable(["table", "strikethrough"])
        .render(render(a_digest_of(quote, name, outlet), "md"))
    )
    assert bare(quote) in bare(html.document_fromstring(page).text_content())
    assert "<script" not in page


@pytest.mark.parametrize(
    "line",
    [
        'Zürich: "знайшли in старому → €5 місті"',
        'Zürich: "старому старому 23 загиблих Zürich"',
        'Zürich: "у résumé Malmö of 31 ще of Café of €5 more"',
        "Old town quake: killed 19 → at least 27 (+3 topics)",
        "Plain words alone, as most are",
    ],
)
def test_a_subject_keeps_its_spaces(line: str) -> None:
    message = EmailMessage(policy=POLICY)
    message["Subject"] = line
    written = message.as_bytes()
    read = message_from_bytes(written, policy=policy.default)
    assert read["Subject"] == line
    assert max(map(len, written.split(b"\r\n"))) <= 78
