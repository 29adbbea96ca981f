"""Templates of a user's own: used where they can be, refused with a reason where they cannot."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.core.digest.news import the_morning_digest, told, with_footers
from tests.factories import a_change
from watcher.digest.model import Digest
from watcher.digest.render import FORMATS, Format, Rendered, render, rendered
from watcher.digest.sample import faults
from watcher.digest.templating import Templates

PAGE = Path(__file__).parents[3] / "docs" / "templates.md"
EVERYTHING = """\
{% for topic in digest.topics %}{% for part in topic.sections %}{% for line in part.lines %}
{{ line.quote }}
{% endfor %}{% endfor %}{% endfor %}
"""


def by(text: str, *, form: Format = "txt", digest: Digest | None = None) -> Rendered:
    templates = Templates(texts={f"digest.{form}.j2": text})
    return rendered(digest or the_morning_digest(), form, templates=templates)


def sample(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n```jinja\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found, f"{PAGE.name} has no sample called {name}"
    return found[1]


def test_a_template_takes_the_place_of_the_built_in_one() -> None:
    made = by(f"News for {{{{ digest.subscription }}}}\n{EVERYTHING}")
    assert made.fault is None
    assert made.text.startswith("News for desk\n")


def test_a_form_without_a_template_stays_as_it_is() -> None:
    templates = Templates(texts={"digest.txt.j2": EVERYTHING})
    made = rendered(the_morning_digest(), "html", templates=templates)
    assert made.text == render(the_morning_digest(), "html")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% for x %}", "digest.txt.j2, line 1: "),
        ("a\n{{ digest.subjekt }}", "digest.txt.j2, line 2: "),
        ("{{ digest.topics[99].name }}", "digest.txt.j2, line 1: "),
        ("{{ 1 // 0 }}", "digest.txt.j2, line 1: ZeroDivisionError"),
        ("{% include 'gone.j2' %}", "gone.j2"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{% for n in range(10**9) %}x{% endfor %}", "Range too big"),
        ("nothing at all", "leaves out what is told: At least 27 people were killed when"),
        (EVERYTHING.replace("line.quote", "line.quote[:40]"), "leaves out what is told"),
    ],
)
def test_a_broken_template_is_named_and_the_built_in_one_used(text: str, said: str) -> None:
    made = by(text)
    assert made.fault is not None
    assert said in made.fault
    assert made.text == render(the_morning_digest(), "txt")


@pytest.mark.parametrize("form", ["html", "txt", "md"])
def test_a_digest_by_a_template_is_known_as_our_own(form: Format) -> None:
    made = by(EVERYTHING, form=form)
    assert made.fault is None
    own = {"html": '<meta name="x-watcher-digest" content="'}.get(form, "\nX-Watcher-Digest: ")
    assert f"{own}{the_morning_digest().digest_id}" in made.text


def test_words_of_articles_are_never_markup_on_a_page_by_a_template() -> None:
    digest = told(a_change("<script>alert(1)</script> broke.", outlet="<i>Post</i>"))
    made = by(EVERYTHING, form="html", digest=digest)
    assert made.fault is None
    assert "<script>" not in made.text
    for way_out in ("{{ digest.subject|safe }}", "{% autoescape false %}{% endautoescape %}"):
        assert by(way_out + EVERYTHING, form="html").fault is not None
    texts = {"digest.html.j2": "{% include 'part.txt.j2' %}", "part.txt.j2": EVERYTHING}
    made = rendered(digest, "html", templates=Templates(texts=texts))
    assert made.fault is None
    assert "<script>" not in made.text


def test_a_quote_that_a_page_hides_in_its_head_is_lost() -> None:
    hidden = f"<html><head><title>{EVERYTHING}</title></head><body>News</body></html>"
    fault = by(hidden, form="html").fault
    assert fault is not None
    assert "leaves out" in fault


def test_a_template_can_build_on_the_built_in_ones() -> None:
    made = by('<p>My paper</p>{% include "entry.html.j2" ignore missing %}' + EVERYTHING)
    assert made.fault is not None  # the entry wants a topic
    dark = Templates(texts={"dark.css": "/* no dark */", "digest.html.j2": EVERYTHING})
    assert rendered(the_morning_digest(), "html", templates=dark).fault is None


def test_a_template_that_could_not_be_read_is_a_fault() -> None:
    templates = Templates(unread={"digest.html.j2": "Permission denied"})
    made = rendered(the_morning_digest(), "html", templates=templates)
    assert made.fault == "digest.html.j2: Permission denied"
    assert made.text == render(the_morning_digest(), "html")


def test_the_trial_finds_what_only_some_digests_would_show() -> None:
    fails_on_late = "{{ digest.names[0] }}" + EVERYTHING
    assert "digest.txt.j2" in " ".join(faults(Templates(texts={"digest.txt.j2": fails_on_late})))
    assert faults(Templates(texts={"digest.txt.j2": EVERYTHING})) == ()
    assert faults(Templates()) == ()


@pytest.mark.parametrize("form", ["html", "txt"])
def test_the_samples_of_the_page_can_be_used(form: Format) -> None:
    text = sample(f"digest.{form}.j2")
    assert faults(Templates(texts={f"digest.{form}.j2": text})) == ()
    for digest in (the_morning_digest(), with_footers(the_morning_digest())):
        assert by(text, form=form, digest=digest).fault is None


def test_every_word_that_templates_are_given_is_explained() -> None:
    from dataclasses import fields

    from watcher.digest import view
    from watcher.digest.wording import Move

    page = PAGE.read_text(encoding="utf-8")
    kinds = (view.View, view.Topic, view.Part, view.Told, view.Known, view.Way, view.Piece)
    names = {
        field.name for kind in (*kinds, view.Remark, view.Letters, Move) for field in fields(kind)
    }
    assert [name for name in sorted(names) if f"`{name}`" not in page] == []


@pytest.mark.parametrize("form", FORMATS)
def test_the_sandbox_changes_nothing_in_the_digest(form: Format) -> None:
    digest = with_footers(the_morning_digest())
    before = replace(digest)
    by("{% set digest.subject = 'x' %}", digest=digest)
    assert digest == before
    assert render(digest, form) == render(before, form)
