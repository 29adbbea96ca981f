"""Plain text, Markdown and mail: layout, head lines, dates, and what stands around."""

import pytest

from watcher.article.model import Article, Unreadable
from watcher.article.reading import read_article

FILE_TIME = "2026-03-03T10:00:00+00:00"
BODY = "The council of Tessel voted nine to four on Monday to sell the old ferry to a museum."


def read(content: str | bytes, name: str, *, file_time: str | None = FILE_TIME) -> Article:
    raw = content.encode() if isinstance(content, str) else content
    found = read_article(raw, name=name, file_time=file_time)
    assert isinstance(found, Article), found
    return found


def quotes(article: Article) -> list[str]:
    return [article.quote(sentence) for sentence in article.sentences]


def roles(article: Article) -> list[str]:
    return [p.furniture or p.role for p in article.paragraphs]


@pytest.mark.parametrize(
    ("head", "outlet", "authors", "published_at"),
    [
        (
            "By Ida Storm - The Quay - Sunday, March 1, 2026",
            "The Quay",
            ("Ida Storm",),
            "2026-03-01",
        ),
        ("By Ida Storm and Per Holm", None, ("Ida Storm", "Per Holm"), FILE_TIME),
        (
            "Ida Storm, harbour correspondent\n2 March 2026, 6.00am",
            None,
            ("Ida Storm",),
            "2026-03-02T06:00:00",
        ),
        ("Ida Storm in Tessel\n1 March 2026", None, ("Ida Storm",), "2026-03-01"),
        ("Sunday 1 March 2026, 6.40 am", None, (), "2026-03-01T06:40:00"),
    ],
)
def test_lines_below_the_headline_tell_who_and_when(
    head: str, outlet: str | None, authors: tuple[str, ...], published_at: str
) -> None:
    article = read(f"Ferry goes to museum\n\n{head}\n\n{BODY}\n", "story.txt")
    assert article.headline == "Ferry goes to museum"
    assert (article.outlet, article.authors) == (outlet, authors)
    assert article.published_at == published_at
    assert quotes(article) == ["Ferry goes to museum", BODY]


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("TESSEL, Norvia (CW) — ", "CW"),
        ("TESSEL/VARN (Coast Wire) -", "Coast Wire"),
        ("TESSEL, March 2 (Coast Wire) - ", "Coast Wire"),
        ("Tessel (Coast Wire) – ", "Coast Wire"),
        ("TESSEL — ", None),
        ("PORT MALDORA, Norvia, 2 March -- ", None),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(dateline: str, agency: str | None) -> None:
    article = read(f"Ferry goes to museum\n\n{dateline}{BODY}\n", "story.txt")
    assert article.agency == agency
    assert quotes(article) == ["Ferry goes to museum", BODY]


@pytest.mark.parametrize(
    ("head", "tail", "agency"),
    [
        ("TESSEL (AP) — ", "", "AP"),
        ("TESSEL (The Associated Press) — ", "", "AP"),
        ("TESSEL, March 2 (REUTERS) - ", "", "Reuters"),
        ("By Agence France-Presse\n\n", "", "AFP"),
        ("By Ida Storm\n\n", "(Reuters)", "Reuters"),
        ("", "With AFP", "AFP"),
        ("", "The Associated Press contributed to this report.", "AP"),
        ("", "(Reporting by Ida Storm for Reuters; Editing by Per Holm)", "Reuters"),
        ("", "Source: Coast Wire", "Coast Wire"),
        ("By Ida Storm\n\n", "", None),
        ("", "The Associated Press has a photographer in Tessel, and so has Reuters.", None),
    ],
)
def test_an_agency_is_known_by_any_credit_under_one_name(
    head: str, tail: str, agency: str | None
) -> None:
    article = read(f"Ferry goes to museum\n\n{head}{BODY}\n\n{tail}\n", "story.txt")
    assert article.agency == agency


@pytest.mark.parametrize("credit", [" (AP)", " — Reuters", " (Reuters)."])
def test_an_agency_is_known_behind_the_last_sentence(credit: str) -> None:
    article = read(f"Ferry goes to museum\n\n{BODY}{credit}\n", "story.txt")
    assert article.agency in {"AP", "Reuters"}


@pytest.mark.parametrize("opening", ["WHO: ", "UPDATE - ", "Mr. Holm - who is 80 - said that "])
def test_not_every_opening_in_capitals_is_a_dateline(opening: str) -> None:
    article = read(f"Ferry goes to museum\n\n{opening}{BODY}\n", "story.txt")
    assert quotes(article)[-1] == f"{opening}{BODY}"


def test_a_day_that_the_text_states_gets_its_hour_from_a_file_of_that_day() -> None:
    story = f"TESSEL, March 3 (CW) - {BODY}\n"
    assert read(story, "story.txt").published_at == FILE_TIME
    assert read(story, "story.txt").published_from == "file"
    later = read(story, "story.txt", file_time="2026-03-09T10:00:00+00:00")
    assert (later.published_at, later.published_from) == ("2026-03-03", "text")


def test_a_paragraph_said_twice_points_to_the_first() -> None:
    again = BODY.replace("The council", "On Monday the council").replace(" on Monday", "")
    other = BODY.replace("nine to four", "eight to five")
    article = read(f"{BODY}\n\n{again}\n\n{BODY}\n\n{other}\n", "story.txt")
    assert [p.repeats for p in article.paragraphs] == [None, 0, 0, None]
    assert len(article.sentences) == 4


def test_list_marks_are_no_part_of_a_sentence() -> None:
    article = read(
        f"Highlights\n\n- {BODY}\n- No ferry sailed on Sunday, the port said.\n", "s.txt"
    )
    assert quotes(article)[-2:] == [BODY, "No ferry sailed on Sunday, the port said."]


MARKDOWN = f"""\
---
title: 'Ferry: an end'
date: 2026-03-01
source: The Quay
author: Ida Storm
---

*A note to readers.*

# Ferry: an end

{BODY} [More](https://quay.example) is *not* known.

## What now?

Nobody can say
what comes **next**.

---

The Quay is free. [Join](https://quay.example/join).
"""


def test_markdown_keeps_headings_and_drops_marks() -> None:
    article = read(MARKDOWN, "story.md")
    assert (article.headline, article.outlet, article.authors) == (
        "Ferry: an end",
        "The Quay",
        ("Ida Storm",),
    )
    assert (article.published_at, article.published_from) == ("2026-03-01", "metadata")
    assert quotes(article) == [
        BODY,
        "More is not known.",
        "What now?",
        "Nobody can say what comes next.",
    ]
    assert roles(article) == ["notice", "body", "heading", "body", "footer"]


def test_broken_front_matter_is_read_line_by_line() -> None:
    article = read(f"---\ntitle: Ferry: an end\ndate: 2026-03-01\n---\n{BODY}\n", "story.md")
    assert (article.headline, article.published_at) == ("Ferry: an end", "2026-03-01")


MAIL = b"""\
From: "The Quay Brief" <brief@quay.example>
Subject: =?utf-8?q?Ferry_goes_to_museum_=E2=80=93_at_last?=
Date: Mon, 02 Mar 2026 07:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset="windows-1252"
Content-Transfer-Encoding: quoted-printable

Good morning. This is your brief.

THE FERRY

The council of Tessel voted nine to four on Monday to sell the old ferry to=
 a museum =96 at last.

--=20
Ida Storm
The Quay

On Sun, 1 Mar 2026 at 10:00, Per Holm <per@quay.example> wrote:
> Is it sold?
--x
Content-Type: text/html

<p>Other</p>
--x--
"""


def test_a_letter_is_read_without_greeting_signature_and_answer() -> None:
    article = read(MAIL, "brief.eml")
    assert article.headline == "Ferry goes to museum – at last"
    assert article.outlet == "The Quay Brief"
    assert article.published_at == "2026-03-02T07:00:00+01:00"
    assert quotes(article) == ["THE FERRY", BODY.removesuffix(".") + " – at last."]


def test_a_letter_of_html_alone_is_read() -> None:
    article = read(
        f"Subject: Ferry\nContent-Type: text/html\n\n<html><body><p>{BODY}</p><p>Two<br>lines."
        "</p></body></html>".encode(),
        "brief.eml",
    )
    assert article.text == f"{BODY}\n\nTwo\n\nlines."


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 300,
        b"Content-Type: multipart/mixed; boundary=a\n" * 800,
        b"To: " + b"(" * 20_000 + b"\nSubject: x\n\nText of a letter.\n",
        b"From: " + b"<" * 5_000 + b"\n\nText of a letter.\n",
        b"Content-Type: text/plain; charset=no-such\n\nText of a letter.\n",
        b"Content-Transfer-Encoding: base64\n\n!!!!\n",
        b"\n\n\n",
        b"Date: 99 Foo 2026\nSubject: \xff\xfe\n\nText.\n",
    ],
)
def test_a_broken_letter_never_raises(content: bytes) -> None:
    found = read_article(content, name="letter.eml", file_time=None)
    assert isinstance(found, Article | Unreadable)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
def test_text_is_decoded_whatever_it_was_written_in(encoding: str) -> None:
    text = "The café’s owner, Zoë Brøndum, said “no” – twice, and then once more for the café.\n"
    assert read(text.encode(encoding), "story.txt").text == text


def test_control_characters_are_replaced_one_by_one() -> None:
    article = read(b"One\x00 two\x1b[31m three.\x0cFour \xc2\x92five.\n", "story.txt")
    assert article.text == "One  two [31m three.\nFour ’five.\n"
    broken = read(b'{"text": "A lone \\ud800 surrogate."}', "story.json")
    assert broken.text == "A lone \ufffd surrogate."
