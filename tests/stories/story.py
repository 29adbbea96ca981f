"""Labelled stories: articles in order, and of each sentence what is to come of it.

A sentence stands on a line of its own behind its label: `+` is new here (`+figure` and so on say
as what), `=` is known or out of date, `-` has nothing to do with the topic, `?` may be told or not.
A blank line ends a paragraph.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from watcher.events import Definition

FOLDER = Path(__file__).parent
LABELS = ("+", "=", "-", "?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A sentence, what it is, and as what it is to be told where the label says so."""

    quote: str
    label: str
    kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article of a story, as the file that a user would drop."""

    name: str
    content: bytes
    sentences: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A topic and its articles in the order in which they come."""

    id: str
    definition: Definition
    items: tuple[Item, ...]


def stories() -> list[Story]:
    """Read all stories, by name."""
    return [_story(path) for path in sorted(FOLDER.glob("*.toml"))]


def _story(path: Path) -> Story:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    topic = told["topic"]
    return Story(
        id=told["id"],
        definition=Definition(
            name=topic["name"],
            about=topic["about"],
            terms=tuple(topic["terms"]),
            aliases={name: tuple(others) for name, others in topic.get("aliases", {}).items()},
        ),
        items=tuple(_item(article) for article in told["article"]),
    )


def _item(article: dict[str, str]) -> Item:
    paragraphs = [list(_sentences(block)) for block in article["text"].strip().split("\n\n")]
    record = {
        "title": article["title"],
        "source": article["outlet"],
        "date": article["date"],
        "text": "\n\n".join(" ".join(one.quote for one in block) for block in paragraphs),
    }
    return Item(
        name=article["file"],
        content=json.dumps(record).encode(),
        sentences=tuple(one for block in paragraphs for one in block),
    )


def _sentences(block: str) -> Iterator[Labelled]:
    for line in block.splitlines():
        mark, _, quote = line.partition(" ")
        label, kind = mark[:1], mark[1:] or None
        if label not in LABELS or not quote:
            message = f"no label: {line!r}"
            raise ValueError(message)
        yield Labelled(quote=quote, label=label, kind=kind)
