"""Files become articles, or reasons why they do not."""

import json

import pytest

from watcher.article.exchange import ask, decode_answer, decode_reading, encode_reading
from watcher.article.model import Article, Unreadable
from watcher.article.reading import answer, read_article, read_record

FILE_TIME = "2026-03-03T10:00:00+00:00"

WIRE = """\
Ferry runs aground off Maldora, 12 rescued

By Tilda Aasen and Milo Brandt

PORT MALDORA, March 2 (Coastal Wire) - Twelve people were taken off a ferry
that ran aground on Monday, the coast guard said.

"We saw the rocks too late. Nobody was hurt," said Capt. Jonas Field, who
commands the U.S.-built ship.

CAUSE UNKNOWN

The owner, Maldora Lines, said it would hire 1.2 million crowns' worth of tugs.

(Reporting by Tilda Aasen; Editing by Ruth Holm)
"""


def read(content: str | bytes, name: str = "story.txt") -> Article:
    found = read_article(
        content.encode() if isinstance(content, str) else content, name=name, file_time=FILE_TIME
    )
    assert isinstance(found, Article), found
    return found


def quotes(article: Article) -> list[str]:
    return [" ".join(article.quote(sentence).split()) for sentence in article.sentences]


def test_a_wire_story_is_read_without_its_furniture() -> None:
    article = read(WIRE)
    assert article.headline == "Ferry runs aground off Maldora, 12 rescued"
    assert article.authors == ("Tilda Aasen", "Milo Brandt")
    assert article.agency == "Coastal Wire"
    assert article.outlet is None
    assert (article.published_at, article.published_from) == ("2026-03-02", "text")
    assert quotes(article) == [
        "Ferry runs aground off Maldora, 12 rescued",
        "Twelve people were taken off a ferry that ran aground on Monday, the coast guard said.",
        '"We saw the rocks too late.',
        'Nobody was hurt," said Capt. Jonas Field, who commands the U.S.-built ship.',
        "CAUSE UNKNOWN",
        "The owner, Maldora Lines, said it would hire 1.2 million crowns' worth of tugs.",
    ]


def test_the_text_of_a_text_file_is_the_file_itself() -> None:
    article = read(b"\xef\xbb\xbfFirst line here.\r\n\r\nSecond one here.\r\n")
    assert article.text == "First line here.\n\nSecond one here.\n"


def test_one_paragraph_a_line_is_not_taken_for_wrapping() -> None:
    long = "The harbour board met for nine hours on Friday and agreed on nothing, its chair said"
    article = read(f"{long} in a letter.\n{long} on the phone.\n")
    assert [p.start for p in article.paragraphs] == [0, len(long) + 14]


def test_json_text_is_kept_as_it_is() -> None:
    text = "  One thing happened.\n\nAnother thing  happened.\n"
    record = {
        "title": "Things happen",
        "text": text,
        "date": "2026-03-01T08:00:00+02:00",
        "source": "The Harbour",
        "author": "null",
        "url": "https://harbour.example/1",
    }
    article = read(json.dumps(record), "story.json")
    assert article.text == text
    assert article.headline == "Things happen"
    assert article.outlet == "The Harbour"
    assert article.authors == ()
    assert article.url == "https://harbour.example/1"
    assert (article.published_at, article.published_from) == (
        "2026-03-01T08:00:00+02:00",
        "metadata",
    )
    assert quotes(article) == ["One thing happened.", "Another thing happened."]


def test_a_line_of_an_archive_may_lack_a_title() -> None:
    line = b'{"title": "", "text": "A dam broke.", "date": "2026-01-02T03:04:05Z"}\n'
    found = read_record(line, name="archive.jsonl#1", file_time=None)
    assert isinstance(found, Article)
    assert (found.format, found.headline) == ("jsonl", None)
    assert found.published_at == "2026-01-02T03:04:05+00:00"
    bare = read_record(line.rstrip(b"\n"), name="archive.jsonl#2", file_time=None)
    assert isinstance(bare, Article)
    assert bare.id == found.id


@pytest.mark.parametrize(
    ("record", "text", "outlet", "published_at"),
    [
        (
            {
                "@type": "NewsArticle",
                "headline": "H",
                "articleBody": "Body here.",
                "datePublished": "2026-02-01",
                "publisher": {"@type": "Organization", "name": "The Quay"},
            },
            "Body here.",
            "The Quay",
            "2026-02-01",
        ),
        (
            {
                "maintext": "Main text here.",
                "date_publish": "2026-02-01 06:30:00",
                "source_domain": "quay.example",
            },
            "Main text here.",
            "quay.example",
            "2026-02-01T06:30:00",
        ),
        (
            {"content": ["Part one.", "Part two."], "pubDate": "Sun, 01 Feb 2026 06:30:00 +0100"},
            "Part one.\n\nPart two.",
            None,
            "2026-02-01T06:30:00+01:00",
        ),
        (
            {"body": "Body.", "published_at": 1769927400, "source": {"id": None, "name": "Q"}},
            "Body.",
            "Q",
            "2026-02-01T06:30:00+00:00",
        ),
    ],
)
def test_what_scrapers_write_is_understood(
    record: dict[str, object], text: str, outlet: str | None, published_at: str
) -> None:
    article = read(json.dumps(record), "story.json")
    assert (article.text, article.outlet, article.published_at) == (text, outlet, published_at)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"text", "story.pdf", "unsupported-format"),
        (b"text", "story", "unsupported-format"),
        (b"", "story.txt", "empty"),
        (b" \n\t\n", "story.txt", "empty"),
        (b"%PDF-1.7 ...", "story.txt", "binary"),
        (bytes(range(256)) * 40, "story.txt", "binary"),
        (b"{", "story.json", "malformed"),
        (b"[" * 100_000, "story.json", "malformed"),
        (b'{"a": 1}', "story.json", "malformed"),
        (b'{"text": " "}', "story.json", "empty"),
        (b"\xff\xfeA", "story.txt", "undecodable"),
        (b"Some digest.\n\nX-Watcher-Digest: 12-34\n", "digest.txt", "own-digest"),
        (b"# Digest\n\nX-Watcher-Digest: 12-34\n", "digest.md", "own-digest"),
        (
            b'{"digest_id": "12", "subscription": "desk", "accounts": {}, "items": []}',
            "digest.json",
            "own-digest",
        ),
        (b"Subject: News\nX-Watcher-Digest: 12\n\nText.\n", "digest.eml", "own-digest"),
    ],
)
def test_what_is_no_article_says_why(content: bytes, name: str, reason: str) -> None:
    found = read_article(content, name=name, file_time=None)
    assert isinstance(found, Unreadable)
    assert found.reason == reason
    assert found.detail


def test_the_confined_child_gives_what_was_asked_in_order() -> None:
    lines = [b'{"text": "A storm came."}', b"not json", b'{"text": "It went."}']
    request = ask(lines, kind="records", name="a.jsonl", file_time=FILE_TIME)
    storm, broken, gone = decode_answer(answer(request))
    assert isinstance(storm, Article)
    assert isinstance(broken, Unreadable)
    assert isinstance(gone, Article)
    assert (storm.text, broken.reason, gone.text) == ("A storm came.", "malformed", "It went.")


def test_an_article_is_put_together_again_from_text_and_reading() -> None:
    article = read(WIRE)
    assert decode_reading(article.text, encode_reading(article)) == article
