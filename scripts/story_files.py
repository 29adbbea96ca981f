"""Reads the labelled stories of scripts/stories and lays them out as an evaluation suite does."""

import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

_LABEL = re.compile(r"(?P<topic>[\w-]+)(?P<sign>[+=!~])(?P<fact>[\w-]*)(?::(?P<weight>[123]))?")
_WORTH = {"+": "new", "=": "repeat", "!": "outdated"}


@dataclass
class Story:
    """A story as written: topics, articles, and what each sentence is worth."""

    name: str
    topics: list[dict] = field(default_factory=list)
    articles: list[dict] = field(default_factory=list)
    facts: dict[str, dict] = field(default_factory=dict)
    mentions: list[dict] = field(default_factory=list)
    others: list[dict] = field(default_factory=list)


def read_story(path: Path) -> Story:
    """Read a story; a line that cannot be read is named and ends the program."""
    story = Story(path.stem)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            _take(story, line.strip())
        except (KeyError, ValueError, IndexError) as error:
            sys.exit(f"{path}:{number}: {error}: {line}")
    return story


def _take(story: Story, line: str) -> None:
    if line.startswith("# "):
        story.topics.append({"id": line[2:].strip(), "aliases": {}, "description": ""})
    elif line.startswith("== "):
        date, outlet, headline = (part.strip() for part in line[3:].split("|", 2))
        story.articles.append({"date": date, "source": outlet, "title": headline, "lines": []})
    elif not story.articles:
        _describe(story, line)
    elif not line:
        story.articles[-1]["lines"].append("")
    else:
        labels, _, sentence = line.partition("|")
        story.articles[-1]["lines"].append(sentence.strip())
        for label in labels.split():
            _label(story, label, sentence.strip())


def _describe(story: Story, line: str) -> None:
    key, _, value = line.partition(":")
    if not line:
        return
    topic, value = story.topics[-1], value.strip()
    if key == "terms":
        topic["terms"] = [term.strip() for term in value.split(";")]
    elif key == "aliases":
        for alias in value.split(";"):
            name, _, others = alias.partition("=")
            topic["aliases"][name.strip()] = [other.strip() for other in others.split(",")]
    else:
        topic[{"name": "name", "about": "description"}[key]] = value


def _label(story: Story, label: str, sentence: str) -> None:
    if label == "-":
        return
    found = _LABEL.fullmatch(label)
    topics = {topic["id"] for topic in story.topics}
    if found is None or found["topic"] not in topics:
        message = f"no label: {label}"
        raise ValueError(message)
    file, topic = f"{len(story.articles):02d}.json", found["topic"]
    if found["sign"] == "~":
        story.others.append({"article": file, "topic": topic, "quote": sentence})
        return
    fact = f"{topic}/{found['fact']}"
    if found["sign"] == "+":
        if fact in story.facts:
            message = f"told before: {fact}"
            raise ValueError(message)
        story.facts[fact] = {"id": fact, "topic": topic, "importance": int(found["weight"])}
    elif fact not in story.facts:
        message = f"never told: {fact}"
        raise ValueError(message)
    worth = _WORTH[found["sign"]]
    story.mentions.append(
        {"article": file, "topic": topic, "fact": fact, "quote": sentence, "label": worth}
    )


def lay_out(story: Story, folder: Path) -> Path:
    """Write a story as stream.json, gold.json and articles; give the folder."""
    home = folder / story.name
    (home / "articles").mkdir(parents=True)
    entries = []
    for number, article in enumerate(story.articles, 1):
        file = f"{number:02d}.json"
        record = {key: article[key] for key in ("title", "date", "source")}
        record["text"] = paragraphs(article["lines"])
        (home / "articles" / file).write_text(json.dumps(record), encoding="utf-8")
        entries.append({"file": file, "arrives": number, "published_at": article["date"]})
    stream = {"topics": story.topics, "articles": entries}
    gold = {
        "facts": list(story.facts.values()),
        "mentions": story.mentions,
        "relevant_other": story.others,
        "duplicates": [],
        "boilerplate": [],
        "unjudged": [
            {"article": entry["file"], "topic": topic["id"], "quote": article["title"]}
            for entry, article in zip(entries, story.articles, strict=True)
            for topic in story.topics
        ],
    }
    (home / "stream.json").write_text(json.dumps(stream), encoding="utf-8")
    (home / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return home


def paragraphs(lines: list[str]) -> str:
    """Join sentences to paragraphs at the empty lines."""
    groups = defaultdict(list)
    number = 0
    for line in lines:
        if line:
            groups[number].append(line)
        else:
            number += 1
    return "\n\n".join(" ".join(group) for group in groups.values())


def own_stories(folder: Path) -> list[Path]:
    """Lay out every story of scripts/stories in a folder; give their folders."""
    here = Path(__file__).resolve().parent / "stories"
    return [lay_out(read_story(path), folder) for path in sorted(here.glob("*.txt"))]
