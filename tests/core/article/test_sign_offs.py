"""A sign-off that is glued to the story is parted from it; a paragraph of credits stays one."""

import json

import pytest

from watcher.article.model import Article
from watcher.article.reading import read_article, read_record

LEAD = "The harbour of Port Maldora opens again on Friday after nine days, its master said."
CREDIT = "Ida Storm in Tessel and Per Holm in St. Velm contributed to this report."


def read(*paragraphs: str) -> Article:
    record = {"title": "Harbour opens", "text": "\n\n".join(paragraphs)}
    found = read_record(json.dumps(record).encode(), name="a.jsonl#1", file_time=None)
    assert isinstance(found, Article)
    return found


def sentences(article: Article) -> list[str]:
    return [article.quote(sentence) for sentence in article.sentences]


def furniture(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs if p.role == "furniture"]


@pytest.mark.parametrize("between", [" ", "", " ____"])
def test_a_paragraph_that_ends_in_a_sign_off_is_read_without_it(between: str) -> None:
    last = "Divers lifted the barge on Monday, and its crew of four went home."
    article = read(LEAD, f"{last}{between}{CREDIT}")

    assert sentences(article) == [LEAD, last]
    assert [credit.strip("_") for credit in furniture(article)] == [CREDIT]


def test_a_list_of_links_between_story_and_sign_off_takes_neither_with_it() -> None:
    last = "Divers lifted the barge on Monday, and its crew of four went home."
    article = read(LEAD, f"{last}MORE: The last wreck ____{CREDIT}")

    assert sentences(article) == [LEAD, f"{last}MORE: The last wreck"]


def test_a_page_keeps_the_paragraph_that_a_sign_off_is_glued_to() -> None:
    last = "Divers lifted the barge on Monday, and its crew of four went home."
    page = f"<html><body><article><p>{LEAD}</p><p>{last}{CREDIT}</p></article></body></html>"
    found = read_article(page.encode(), name="page.html", file_time=None)

    assert isinstance(found, Article)
    assert sentences(found) == [LEAD, last]


def test_a_paragraph_that_begins_with_a_sign_off_is_read_without_it() -> None:
    credit = "(Reporting by Ida Storm; Editing by Tom Reed)"
    article = read(f"{credit} {LEAD}", "Divers lifted the barge on Monday.")

    assert sentences(article) == [LEAD, "Divers lifted the barge on Monday."]
    assert furniture(article) == [credit]


@pytest.mark.parametrize(
    "credits_only",
    [
        CREDIT,
        f"___ {CREDIT}",
        "Reporting by Ida Storm; Editing by Tom Reed. Our Standards: The Quay Principles.",
        "(Reporting by Ida Storm; Editing by Tom Reed) A new way to read the tides of this coast",
        "This story was supplied by Wire and edited by The Quay. Get the Quay app for alerts.",
    ],
)
def test_a_paragraph_of_nothing_but_credits_is_furniture(credits_only: str) -> None:
    assert sentences(read(LEAD, credits_only)) == [LEAD]


@pytest.mark.parametrize(
    "story",
    [
        "The report was written by Ida Storm and edited by two clerks of the court in Tessel.",
        "The nurse helped with this report, the judge said. It names four ships.",
    ],
)
def test_a_sentence_about_writers_is_of_the_story(story: str) -> None:
    assert furniture(read(LEAD, story)) == []
