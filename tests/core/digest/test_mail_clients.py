"""The page of a mail is held against what Gmail, Outlook and Apple Mail can show.

The table says for each property whether the three know it: "yes", "partly" or "no", in this
order: Gmail (web and apps), Outlook for Windows (which lays out with Word), Apple Mail. The facts
are those of caniemail.com, feature by feature (`css-padding`, `css-margin`, `html-bdi`, ...), as
they stood in its public data; what is not tested there has a word on why it is safe.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.core.digest.news import the_morning_digest, with_footers
from tests.core.digest.scenes import SCENES, flood
from watcher.digest.model import Digest
from watcher.digest.page import CLIPPED_BYTES
from watcher.digest.render import render

PROPERTIES = {
    "background-color": ("yes", "yes", "yes"),
    "border-collapse": ("yes", "yes", "yes"),
    "border-left": ("yes", "yes", "yes"),
    "border-top": ("yes", "yes", "yes"),
    "color": ("yes", "yes", "yes"),
    "font-family": ("yes", "yes", "yes"),
    "font-size": ("yes", "yes", "yes"),
    "font-weight": ("yes", "partly", "yes"),  # normal and bold; numbers between them are not known
    "height": ("yes", "partly", "yes"),  # of table cells
    "letter-spacing": ("yes", "partly", "yes"),  # large negative values differ
    "line-height": ("yes", "yes", "yes"),
    "margin": ("partly", "partly", "yes"),  # not negative; in Word not auto, not on span and body
    "padding": ("yes", "partly", "yes"),  # in Word on table cells alone
    "padding-right": ("yes", "partly", "yes"),
    "text-align": ("yes", "yes", "yes"),
    "text-decoration": ("partly", "partly", "yes"),  # one value at a time
    "text-transform": ("yes", "yes", "yes"),
    "vertical-align": ("yes", "yes", "yes"),
    "width": ("yes", "partly", "yes"),  # of tables and cells
}
# What some of them do not know, and why nothing is lost by it.
HARMLESS = {
    "color-scheme": "says that there are dark colours; who does not know it shows the light ones",
    "display": "hides a foretaste of the mail; Word is told so by mso-hide",
    "max-width": "Word has the width from a table in a comment that only it reads",
    "mso-hide": "is Word's own",
    "white-space": "keeps a few words on one line",
    "word-break": "breaks words that do not fit; a wide line is all that else comes of it",
}
ELEMENTS = set(
    "a b body br del div h1 h2 h3 head html ins meta p span style table tbody td".split()
)
ELEMENTS |= {"title", "tr"}
# Tags that Gmail or Outlook take away; the words inside them stay.
TRANSPARENT = {"bdi", "time"}
HEX = re.compile(r"#[0-9a-f]{6}")
STYLE_SHEET_LIMIT = 8192  # Gmail drops a longer one

MAILS: dict[str, Callable[[], Digest]] = {
    **SCENES,
    "morning": lambda: with_footers(the_morning_digest()),
}


def mail(digest: Digest) -> HtmlElement:
    return html.document_fromstring(
        render(
            digest, "html", medium="mail", stop="mailto:w@example.org", mark="mailto:w@example.org"
        )
    )


def declarations(element: HtmlElement) -> Iterator[tuple[str, str]]:
    for declaration in filter(None, (element.get("style") or "").split(";")):
        name, _, value = declaration.partition(":")
        yield name.strip(), value.strip()


def _is_link(address: str) -> bool:
    return address.startswith(("https://", "http://", "mailto:"))


def _of(tag: str, name: str, value: str) -> Iterator[str]:
    if name not in PROPERTIES and name not in HARMLESS:
        yield f"{name} is not in the table"
    if name.startswith("padding") and tag not in ("td", "body"):
        yield f"{name} works on table cells alone"
    if name == "margin" and ("-" in value or "auto" in value or tag == "span"):
        yield f"{name}: {value} is not known to all"
    if name == "text-decoration" and " " in value:
        yield "two decorations at once"
    if name == "display" and value != "none":
        yield f"display: {value}"
    if "color" in name and name != "color-scheme" and not HEX.fullmatch(value):
        yield f"{name}: {value} is no plain colour"
    if "(" in value:
        yield f"{value} calls a function"


@pytest.mark.parametrize("name", MAILS)
def test_gmail_outlook_and_apple_mail_can_show_a_mail(name: str) -> None:
    made = MAILS[name]()
    elements: list[HtmlElement] = mail(made).xpath("//*")
    assert set().union(*map(complaints_of, elements)) == set()


def complaints_of(element: HtmlElement) -> set[str]:
    tag = str(element.tag)
    found = set() if tag in ELEMENTS | TRANSPARENT else {f"<{tag}> is not known to all"}
    for name, value in declarations(element):
        found |= {f"{tag}: {complaint}" for complaint in _of(tag, name, value)}
    for name, value in element.attrib.items():
        if name in ("src", "background", "srcset") or (name == "href" and not _is_link(value)):
            found.add(f"{tag}: {name} leads to {value}")
    return found


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("<p style='padding:4px'>x</p>", "p: padding works on table cells alone"),
        ("<p style='margin:0 auto'>x</p>", "p: margin: 0 auto is not known to all"),
        ("<p style='display:flex'>x</p>", "p: display: flex"),
        ("<p style='box-shadow:none'>x</p>", "p: box-shadow is not in the table"),
        ("<p style='color:rgb(0,0,0)'>x</p>", "p: rgb(0,0,0) calls a function"),
        ("<section>x</section>", "<section> is not known to all"),
        ("<img src='https://example.org/pixel.gif'>", "img: src leads to https://example.org/"),
        ("<a href='javascript:1'>x</a>", "a: href leads to javascript:1"),
    ],
)
def test_what_they_cannot_show_is_found(markup: str, complaint: str) -> None:
    [element] = html.fromstring(f"<div>{markup}</div>")
    assert any(each.startswith(complaint) for each in complaints_of(element))


def test_sheets_hold_only_what_cannot_stand_in_the_elements() -> None:
    sheets = [sheet.text or "" for sheet in mail(the_morning_digest()).iter("style")]
    assert all(len(sheet) < STYLE_SHEET_LIMIT for sheet in sheets)
    outside = [re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", sheet) for sheet in sheets]
    assert " ".join(" ".join(outside).split()) == ":root { color-scheme: light dark; }"
    assert all(sheet.count("{") == sheet.count("}") for sheet in sheets)
    assert not any("url(" in sheet or "@import" in sheet for sheet in sheets)


def test_a_mail_has_no_picture_and_a_file_has_one() -> None:
    digest = SCENES["ordinary"]()
    letter, file = render(digest, "html", medium="mail"), render(digest, "html")
    assert "<svg" not in letter
    assert "▁▄▅▇▆█" in letter
    assert 'aria-label="killed: 12 → 19 → 23 → 27 → 25 → at least 31"' in file


def test_word_is_given_the_width_that_others_take_from_the_sheet() -> None:
    page = render(the_morning_digest(), "html", medium="mail")
    assert '<!--[if mso]><table role="presentation" width="600"' in page
    assert page.count("<!--[if mso]>") == page.count("<![endif]-->") == 2


def test_gmail_shows_sixty_lines_at_once_and_a_longer_mail_says_that_it_goes_on() -> None:
    usual, long = flood(300), flood(300, every=1)
    assert (len(usual.items), len(long.items)) == (60, 300)
    page = render(usual, "html", medium="mail")
    assert len(page.encode()) < CLIPPED_BYTES * 0.6
    assert "This mail is long" not in page
    page = render(long, "html", medium="mail")
    assert len(page.encode()) > CLIPPED_BYTES
    assert "This mail is long: where it ends in “View entire message”" in page
    assert "This mail is long" not in render(long, "html")
