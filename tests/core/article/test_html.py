"""Web pages: body, metadata and date."""

import pytest

from watcher.article.model import Article, Unreadable
from watcher.article.reading import read_article

STORY = """
<p>The lighthouse of Port Maldora went dark on Sunday night, and nobody at the harbour office could
say why the second lamp had not come on.</p>
<p>Fishermen on three boats found their way home by the lights of the cannery, one of them said.</p>
<h2>A lamp from 1931</h2>
<p>The lamp was last replaced in 1931. The harbour master has asked for a new one every year since
she took office, and every year the council has put it off.</p>
<p>Engineers are to look at the wiring on Tuesday, and a lightship will stand in until then.</p>
"""


def page(head: str = "", *, body: str = STORY, footer: str = "") -> bytes:
    return f"""<!DOCTYPE html>
<html><head><title>Lighthouse goes dark | The Quay</title>{head}</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li></ul></nav>
<main><article><h1>Lighthouse goes dark</h1>{body}</article></main>
<footer><p>{footer}</p></footer></body></html>""".encode()


def read(content: bytes, *, file_time: str | None = None) -> Article:
    found = read_article(content, name="page.html", file_time=file_time)
    assert isinstance(found, Article), found
    return found


def test_the_text_is_the_body_without_title_and_navigation() -> None:
    article = read(page())
    assert article.headline == "Lighthouse goes dark"
    assert "Lighthouse goes dark" not in article.text
    assert "Home" not in article.text
    assert [p.role for p in article.paragraphs] == ["body", "body", "heading", "body", "body"]
    assert article.text.startswith("The lighthouse of Port Maldora went dark on Sunday night, and")


def test_the_data_of_the_page_are_taken_over() -> None:
    data = """<link rel="canonical" href="https://quay.example/dark">
    <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lighthouse goes dark",
    "datePublished": "2026-03-02T07:15:00+02:00",
    "author": [{"name": "Ida Storm"}, {"name": "Per Holm"}],
    "publisher": {"@type": "Organization", "name": "The Quay"}}</script>"""
    article = read(page(data))
    assert article.outlet == "The Quay"
    assert article.authors == ("Ida Storm", "Per Holm")
    assert article.url == "https://quay.example/dark"
    assert article.published_at == "2026-03-02T07:15:00+02:00"
    assert article.published_from == "metadata"


@pytest.mark.parametrize(
    "line", ["© 2025 The Quay", "Copyright 2025 The Quay. All rights reserved."]
)
def test_the_year_of_a_copyright_line_is_no_date(line: str) -> None:
    article = read(page(footer=line), file_time="2026-03-03T10:00:00+00:00")
    assert (article.published_at, article.published_from) == ("2026-03-03T10:00:00+00:00", "file")


def test_a_date_after_the_file_is_refused() -> None:
    head = '<meta property="article:published_time" content="2031-01-05T10:00:00Z">'
    article = read(page(head), file_time="2026-03-03T10:00:00+00:00")
    assert article.published_from == "file"


def test_sign_ups_and_related_links_are_no_part_of_the_text() -> None:
    extra = "<p>Sign up for our morning newsletter.</p><p>Read more: Ten lighthouses to see</p>"
    article = read(page(body=STORY + extra))
    assert "Sign up" not in article.text
    assert "Read more" not in article.text


def test_a_page_in_another_encoding_is_read_as_it_declares() -> None:
    body = STORY.replace("Port Maldora", "Łódź").replace("cannery", "zażółć gęślą")
    head = '<meta charset="iso-8859-2">'
    content = page(head, body=body).decode().encode("iso-8859-2")
    assert "zażółć gęślą" in read(content).text


@pytest.mark.parametrize(
    "content",
    [
        b"<a " * 20_000,
        b"<!--" * 20_000,
        b"<div>" * 20_000 + b"text",
        b"<p>",
        b"<<<<<<",
        b"&" * 5000,
    ],
)
def test_broken_markup_is_refused_or_read_but_never_raises(content: bytes) -> None:
    found = read_article(content, name="page.html", file_time=None)
    assert isinstance(found, Article | Unreadable)


def test_an_own_digest_is_known_by_its_mark() -> None:
    content = page('<meta name="x-watcher-digest" content="17-desk">')
    found = read_article(content, name="digest.html", file_time=None)
    assert isinstance(found, Unreadable)
    assert (found.reason, found.detail) == ("own-digest", "digest 17-desk")
