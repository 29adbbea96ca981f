"""The page on digests shows a digest as it is, and the program knows its own digests."""

import re
from pathlib import Path

import pytest

from tests.core.digest.news import the_morning_digest
from tests.factories import NOON
from watcher.article.model import Unreadable
from watcher.article.reading import read_article
from watcher.delivery.message import write_message
from watcher.digest.machine import machine_text
from watcher.digest.render import FORMATS, Format, render, subject

PAGE = Path(__file__).parents[2] / "docs" / "digests.md"


def sample(name: str) -> str:
    page = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"<!-- {name} -->\n```text\n(.*?)```", page, re.DOTALL)
    assert found, f"{PAGE.name} has no sample called {name}"
    return found[1]


def test_the_page_shows_the_subject_and_the_text_as_they_are() -> None:
    digest = the_morning_digest()
    assert sample("subject") == f"{subject(digest)}\n"
    assert sample("text") == render(digest, "txt")


def test_the_page_names_every_field_of_the_json_form() -> None:
    digest = the_morning_digest()
    fields = re.findall(r'^ {2}"(\w+)":', machine_text(digest, subject=""), re.MULTILINE)
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in fields if f"`{name}`" not in page] == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_digest_in_the_watched_folder_is_known_as_our_own(form: Format) -> None:
    content = render(the_morning_digest(), form).encode()
    answer = read_article(content, name=f"seeds/digest.{form}", file_time=None)
    assert isinstance(answer, Unreadable)
    assert answer.reason == "own-digest"


def test_a_letter_in_the_watched_folder_is_known_as_our_own() -> None:
    content = write_message(
        the_morning_digest(),
        sender="watcher@example.org",
        recipient="desk@example.org",
        issued_at=NOON,
        reply_to=None,
    )
    answer = read_article(content, name="seeds/letter.eml", file_time=None)
    assert isinstance(answer, Unreadable)
    assert answer.reason == "own-digest"
