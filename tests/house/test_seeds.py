"""The samples in seeds/ can be read, say when they were published, and are of every format."""

from pathlib import Path

from watcher.article.model import Article
from watcher.article.reading import read_article, read_record

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "seeds").iterdir())


def articles() -> list[Article]:
    """Read every article of the samples."""
    read = [
        found
        for path in FILES
        for found in (
            [
                read_record(line, name=path.name, file_time=None)
                for line in path.read_bytes().splitlines()
            ]
            if path.suffix == ".jsonl"
            else [read_article(path.read_bytes(), name=path.name, file_time=None)]
        )
    ]
    return [found for found in read if isinstance(found, Article)]


def test_every_sample_is_an_article() -> None:
    assert len(articles()) == 9


def test_there_is_a_sample_of_every_format() -> None:
    assert {path.suffix for path in FILES} == {".txt", ".md", ".html", ".eml", ".json", ".jsonl"}


def test_every_sample_says_who_published_it_and_when() -> None:
    told = [(one.headline, one.outlet or one.agency, one.published_at) for one in articles()]

    assert [one for one in told if not all(one)] == []
    assert {str(when)[:7] for _, _, when in told} == {"2025-11"}


def test_every_sample_stands_on_the_page_of_samples() -> None:
    page = (ROOT / "docs" / "samples.md").read_text(encoding="utf-8")

    assert [path.name for path in FILES if f"`{path.name}`" not in page] == []
