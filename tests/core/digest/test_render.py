"""The forms of a digest: the same quotes in each, marks that need no colour, a telling subject."""

import re
from dataclasses import dataclass, replace

import pytest
from lxml import html
from msgspec import json, structs

from tests.core.digest.news import (
    a_morning,
    a_notice,
    a_subscription,
    moved,
    the_morning_digest,
    told,
    with_footers,
)
from tests.factories import a_change, a_figure
from watcher.digest.columns import WIDTH
from watcher.digest.model import Digest, Line, Section
from watcher.digest.page import bare_page
from watcher.digest.render import FORMATS, Format, render, subject
from watcher.events import Now, Was


@dataclass
class Page:
    """A page as a reader sees it, and its tags with their attributes."""

    text: str
    tags: list[tuple[str, dict[str, str]]]


def page(digest: Digest) -> Page:
    body = html.document_fromstring(render(digest, "html")).body
    return Page(text=body.text_content(), tags=[(tag.tag, dict(tag.attrib)) for tag in body.iter()])


def squeezed(text: str) -> str:
    return " ".join(text.split())


def a_figure_move(quote: str = "20 died.", *, before: int = 19, after: int = 20) -> Digest:
    was, now = moved(f"{before} died.", was=a_figure(before), now=a_figure(after))
    return told(a_change(quote, kind="figure", was=was, now=now))


@pytest.mark.parametrize("form", FORMATS)
def test_every_quote_is_told_whole_in_every_form(form: Format) -> None:
    digest = the_morning_digest()
    text = page(digest).text if form == "html" else render(digest, form)
    if form == "json":
        text = " ".join(item["quote"] for item in json.decode(text)["items"])
    for item in digest.items:
        assert squeezed(item.quote) in squeezed(text)


@pytest.mark.parametrize("form", FORMATS)
def test_a_hundred_changes_are_all_told(form: Format) -> None:
    digest = told(*(a_change(f"Dike {n} of the valley broke.") for n in range(100)))
    text = squeezed(render(digest, form))
    assert all(f"Dike {n} of the valley broke." in text for n in range(100))


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_digest_has_the_same_bytes(form: Format) -> None:
    assert render(the_morning_digest(), form) == render(the_morning_digest(), form)


@pytest.mark.parametrize("form", FORMATS)
def test_each_form_can_be_known_as_our_own(form: Format) -> None:
    digest = the_morning_digest()
    text = render(digest, form)
    own = {
        "md": f"\nX-Watcher-Digest: {digest.digest_id}\n",
        "html": f'<meta name="x-watcher-digest" content="{digest.digest_id}">',
        "txt": f"\nX-Watcher-Digest: {digest.digest_id}\n",
        "json": f'"digest_id": "{digest.digest_id}"',
    }[form]
    assert own in text
    assert form not in ("txt", "md") or text.endswith(own)


def test_changed_words_are_marked_in_text() -> None:
    assert "killed [-19-] {+20+} people" in render(a_figure_move(), "txt")


def test_changed_words_are_marked_on_the_page_by_words_too() -> None:
    words = page(a_figure_move())
    assert "killed was 19 → now 20 people" in squeezed(words.text)
    assert {"del", "ins"} <= {tag for tag, _ in words.tags}


def test_both_sides_of_a_dispute_stand_and_neither_is_struck_out() -> None:
    was, now = moved("The mayor said 19.", was=a_figure(19), now=a_figure(35))
    digest = told(a_change("The union said 35.", kind="dispute", was=was, now=now))
    text = squeezed(render(digest, "txt"))
    assert "killed 19 against 35 people" in text
    assert 'said: "The mayor said 19."' in text
    assert 'but: "The union said 35."' in text
    assert "[-" not in text


def test_each_line_carries_its_evidence() -> None:
    digest = told(a_change("The dam broke.", outlet="Harbour Post"))
    assert "Harbour Post, 20 Nov 2025" in squeezed(render(digest, "txt"))
    assert f"[why {digest.items[0].event[:8]}]" in render(digest, "txt")
    assert f"[why {digest.items[0].event[:8]}]" in page(digest).text


def test_a_file_stands_in_for_an_outlet_and_no_date_is_said() -> None:
    item = told(a_change("The dam broke.", outlet=None, path="in/box/dam.txt")).items[0]
    digest = told(a_change())
    line = replace(item, source=replace(item.source, published_at=None))
    news = digest.topics[0]
    section = replace(news.sections[0], lines=(replace(news.sections[0].lines[0], items=(line,)),))
    digest = replace(digest, topics=(replace(news, sections=(section,)),))
    assert "dam.txt, undated" in render(digest, "txt")


def test_the_text_is_at_most_78_columns_wide() -> None:
    digest = with_footers(the_morning_digest())
    assert max(map(len, render(digest, "txt", stop="mailto:w@example.org").splitlines())) <= WIDTH


def test_wide_letters_count_as_two_columns() -> None:
    lines = render(told(a_change("水 " * 60)), "txt").splitlines()
    assert max(line.count("水") for line in lines[6:]) == (WIDTH - 13 + 1) // 3


def test_the_page_needs_nothing_from_elsewhere() -> None:
    words = page(with_footers(the_morning_digest()))
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in words.tags}
    sources = [a for _, attributes in words.tags for a in attributes if a == "src"]
    assert not sources


def test_what_an_article_says_is_never_markup() -> None:
    digest = told(a_change("<script>alert(1)</script> & <b>bold</b>", outlet="<i>Post</i>"))
    assert "<script>" not in render(digest, "html")
    assert "<i>Post" not in render(digest, "html")
    assert "<script>alert(1)</script> & <b>bold</b>" in squeezed(page(digest).text)


def test_only_web_addresses_are_linked() -> None:
    digest = the_morning_digest()
    links = [a["href"] for tag, a in page(digest).tags if tag == "a" and "href" in a]
    assert "https://harbourpost.example/quake?page=1" in links
    evil = replace(digest.items[0].source, url="javascript:alert(1)")
    item = replace(digest.items[0], source=evil)
    news = digest.topics[0]
    line = replace(news.sections[0].lines[0], items=(item,))
    section = replace(news.sections[0], lines=(line,))
    digest = replace(digest, topics=(replace(news, sections=(section,)),))
    assert "javascript" not in render(digest, "html")


def test_direction_marks_and_controls_never_reach_a_reader() -> None:
    digest = told(a_change("Evil \u202etxt.exe\u2066 \x1b[31mred\x07", outlet="A\u202eB"))
    for form in ("txt", "html"):
        assert not re.search("[\u202e\u2066\x1b\x07]", render(digest, form))
    assert not re.search("[\u202e\u2066\x1b\x07\n]", subject(digest))


def test_the_subject_is_the_change() -> None:
    assert subject(the_morning_digest()) == "Old town quake: killed 19 → at least 27 (+3 topics)"
    assert subject(a_figure_move()) == "dam: killed 19 → 20"


def test_the_subject_of_something_new_is_a_piece_of_the_quote() -> None:
    digest = told(
        a_change("The dam above the valley gave way at noon after a week of rain, engineers said.")
    )
    assert subject(digest) == 'dam: "The dam above the valley gave way at noon after a week of..."'


def test_a_status_moves_in_the_subject() -> None:
    was, now = moved("She will go.", was="planned", now="cancelled")
    digest = told(a_change("She will not go.", kind="status", was=was, now=now), a_change("New."))
    assert subject(digest) == 'dam: planned → cancelled: "She will not go." (+1 more)'


def test_what_is_counted_is_said_once() -> None:
    deputies = a_figure(what="deputies")
    was, now = (structs.replace(deputies, value=value, unit="deputies") for value in (56, 58))
    before, after = moved("56 deputies.", was=was, now=now)
    digest = told(a_change("58 deputies.", kind="figure", was=before, now=after))
    assert subject(digest) == "dam: deputies 56 → 58"


def test_a_report_taken_back_is_in_the_subject_by_its_words() -> None:
    was, now = moved("She will go.", was="planned", now="corrected")
    digest = told(a_change("Her trip was a mistake.", kind="correction", was=was, now=now))
    assert subject(digest) == 'dam: corrected: "Her trip was a mistake."'


def test_late_news_alone_is_counted_and_not_shouted() -> None:
    digest = told(a_change("Old one.", late=True), a_change("Old two.", late=True))
    assert subject(digest) == "dam: 2 late reports"


@pytest.mark.parametrize("length", [1, 40, 300])
def test_a_subject_is_at_most_70_characters(length: int) -> None:
    quote, name = "word " * length, "name" * length
    assert len(subject(told(a_change(quote, topic=name), a_change(topic="other")))) <= 70


def test_a_sum_is_written_for_people() -> None:
    figures = [a_figure(value) for value in (1_200_000_000, 1200, 4.5, 2_345_678)]
    texts = []
    for figure in figures:
        was, now = moved("Before.", was=a_figure(1), now=figure)
        texts.append(render(told(a_change("Q.", kind="figure", was=was, now=now)), "txt"))
    found = [re.search(r"\{\+(.*?)\+\}", text) for text in texts]
    assert [match and match[1] for match in found] == ["1.2 billion", "1,200", "4.5", "2,345,678"]


def test_the_accounts_stand_in_every_form() -> None:
    digest = the_morning_digest()
    for text in (squeezed(render(digest, "txt")), squeezed(page(digest).text)):
        assert "8 articles in = 4 with news + 1 late only + 0 nothing new + 2 copies" in text
        assert "21 statements = 6 told + 11 repeated + 1 corroborated + 1 outdated" in text
    accounts = json.decode(render(digest, "json"))["accounts"]
    assert accounts["articles"]["total"] == 8
    assert accounts["statements"]["total"] == 21


def test_a_letter_that_was_given_up_is_named() -> None:
    digest = with_footers(the_morning_digest())
    for text in (render(digest, "txt"), page(digest).text):
        assert "1 letter never delivered" in squeezed(text)
        assert "550 5.1.1 no such mailbox" in squeezed(text)
    assert json.decode(render(digest, "json"))["abandoned"][0]["recipient"] == "desk@example.org"


def test_a_long_list_of_letters_says_how_many_more_there_are() -> None:
    digest = with_footers(the_morning_digest())
    digest = replace(digest, held=digest.held * 9)
    for text in (render(digest, "txt"), page(digest).text):
        assert "9 letters not yet delivered" in squeezed(text)
        assert "and 4 more: watcher status" in squeezed(text)
    assert len(json.decode(render(digest, "json"))["held"]) == 9


def test_json_holds_what_a_reader_of_files_needs() -> None:
    digest = the_morning_digest()
    form = json.decode(render(digest, "json"))
    assert form["subscription"] == "desk"
    assert (form["after"], form["upto"]) == (0, len(a_morning()))
    first = form["items"][0]
    assert first["quote"] == digest.items[0].quote
    assert (first["start"], first["end"]) == (digest.items[0].start, digest.items[0].end)
    assert first["was"]["figure"]["value"] == 19
    assert first["now"]["figure"]["value"] == 27


def test_a_page_that_cannot_be_laid_out_is_a_plain_one() -> None:
    text = bare_page(the_morning_digest(), title="<News>", fault="no room", text="19 & 20")
    assert "The page could not be laid out (no room)" in text
    assert "&lt;News&gt;" in text
    assert "19 &amp; 20" in text
    assert 'name="x-watcher-digest"' in text


def test_a_subscription_to_one_topic_knows_it() -> None:
    assert a_subscription("dam").only_topic == "dam"
    assert a_subscription("da*").only_topic is None
    assert a_subscription("dam", "rail").only_topic is None


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("The dam broke.", '"The dam broke."'),
        ("“It broke,” she said.", "“It broke,” she said."),
        ("It will rain.”", '"It will rain.”'),
        ('"It will rain.', '"It will rain."'),
        ('He called it "a lake".', '"He called it "a lake"."'),
    ],
)
def test_a_quote_stands_between_marks_and_half_a_pair_is_made_whole(quote: str, shown: str) -> None:
    assert shown in render(told(a_change(quote)), "txt")


def test_who_speaks_is_said_where_the_quote_does_not_say_it() -> None:
    digest = told(a_change("The dam broke, the mayor said."))
    item = digest.items[0]
    for speaker, shown in [("the mayor", "Seed Wire, 20"), ("Ana Moen", "Ana Moen, Seed Wire, 20")]:
        line = Line(items=(replace(item, speaker=speaker),))
        section = Section(name="New", lines=(line,))
        news = replace(digest.topics[0], sections=(section,))
        text = render(replace(digest, topics=(news,)), "txt")
        assert f"\n{' ' * 13}{shown}" in text


def test_a_figure_s_move_is_shown_without_the_status_that_went_with_it() -> None:
    was = Was(event="e0", quote="19 died.", figure=a_figure(19), status="reported")
    now = Now(figure=a_figure(20), status="confirmed")
    text = render(told(a_change("20 died.", kind="figure", was=was, now=now)), "txt")
    assert "killed [-19-] {+20+}" in text
    assert "[-reported-]" not in text
    text = render(told(a_change("20 died.", kind="status", was=was, now=now)), "txt")
    assert "status [-reported-] {+confirmed+}" in text
    assert "[-19-]" not in text


def test_no_line_of_the_page_s_headline_begins_with_an_arrow() -> None:
    assert "killed 19&nbsp;→ at least 27" in render(the_morning_digest(), "html")


def test_a_piece_of_a_quote_on_the_page_ends_in_an_ellipsis() -> None:
    quote = "The dam above the valley gave way at noon after a week of rain, " * 3
    assert "gave way at noon…”</bdi>" in render(told(a_change(quote)), "html")


@pytest.mark.parametrize("form", FORMATS)
def test_a_digest_of_notices_alone_says_them(form: Format) -> None:
    quiet, overdue = a_notice("gone-quiet"), a_notice("expected", topic="quake")
    digest = replace(told(a_change()), topics=(), notices=(quiet, overdue))
    assert subject(digest) == "Ferry safety: nothing since 12 Nov 2025 (+1 more)"
    text = page(digest).text if form == "html" else render(digest, form)
    assert "The inspectors are to report by Thursday, the ministry said." in squeezed(text)
    assert "c0ffee00" in text


def test_labels_of_remarks_leave_a_gap() -> None:
    digest = replace(told(a_change()), notices=(a_notice("expected", topic="quake"),))
    assert "EXPECTED     Old town quake: due 20 Nov 2025" in render(digest, "txt")


def test_urgent_news_is_known_as_such() -> None:
    digest = replace(told(a_change()), urgent=True)
    for form in ("txt", "html", "md"):
        assert "Urgent: the rest waits for the schedule." in render(digest, form)
    assert json.decode(render(digest, "json"))["urgent"] is True


def test_a_status_that_moved_is_told_with_what_it_is_the_status_of() -> None:
    was, now = moved("She is due in Oslo.", was="planned", now="happened")
    digest = told(a_change("The minister met the king in Oslo.", kind="status", was=was, now=now))
    said = "planned → happened: “The minister met the king in Oslo.”"
    assert said in squeezed(page(digest).text.replace("\u00a0", " "))
    assert 'planned → happened: "The minister met the king in' in render(digest, "txt")


def test_where_there_is_no_room_a_status_stands_alone() -> None:
    was, now = moved("She is due in Oslo.", was="planned", now="happened")
    change = a_change("She came.", kind="status", was=was, now=now, topic="x" * 30)
    assert subject(told(change, a_change("More."))).startswith(f"{'x' * 30}: planned → happened")
