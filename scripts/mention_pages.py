"""Labelled articles that `fit_mentions` learns from: whole, cut, with bare and lone topics."""

import gzip
import json
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from msgspec import structs

from watcher.article.model import Article
from watcher.article.reading import read_article, read_record
from watcher.events import Definition
from watcher.lexicon import load_meaning
from watcher.topic import mentions as room
from watcher.topic.layout import Layout, assemble, lay_out
from watcher.topic.model import compile_topic


@dataclass
class Page:
    """An article with the labels of its sentences by topic: M fact, o other, '' neither."""

    group: str
    story: str
    layout: Layout
    labels: dict[str, list[str]]
    index: room.TopicIndex
    weight: float = 1.0
    readings: list = field(default_factory=list)
    judged: list = field(default_factory=list)


def squeeze(text):
    """Keep letters and digits only, in lower case."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).lower()))


def place(text, quote, occurrence=1):
    """Give where a quote stands in a squeezed text."""
    text, quote, at = f" {text} ", f" {squeeze(quote)} ", -1
    for _ in range(occurrence):
        found = text.find(quote, at + 1)
        if found < 0:
            break
        at = found
    return (at + 1, at + len(quote) - 1) if at >= 0 else None


def same(one, other):
    """Tell whether two places share at least half of the shorter."""
    if one is None or other is None:
        return False
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and 2 * shared >= min(one[1] - one[0], other[1] - other[0])


def definition(topic):
    """Make a definition of a story's topic."""
    aliases = {name: tuple(others) for name, others in topic.get("aliases", {}).items()}
    return Definition(
        name=topic["name"],
        about=topic.get("description"),
        terms=tuple(topic["terms"]),
        aliases=aliases,
    )


def story_pages(folder, *, group, weight=1.0):
    """Read the articles of a labelled story in order of arrival."""
    stream = json.loads((folder / "stream.json").read_text(encoding="utf-8"))
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    copies = {d["article"] for d in gold["duplicates"] if d["kind"] != "update"}
    index = room.TopicIndex(
        (compile_topic(t["id"], definition(t)) for t in stream["topics"]), meaning=load_meaning()
    )
    labels = defaultdict(list)
    for kind, part in (("M", "mentions"), ("o", "relevant_other"), ("?", "unjudged")):
        for label in gold.get(part, ()):
            labels[label["article"], label["topic"]].append((kind, label))
    for entry in sorted(stream["articles"], key=lambda entry: entry["arrives"]):
        name = entry["file"]
        content = (folder / "articles" / name).read_bytes()
        article = read_article(content, name=name, file_time=None)
        if name in copies or not isinstance(article, Article):
            continue
        layout = lay_out(article, room.tokens_of(article))
        whole = squeeze(" ".join(layout.texts))
        spans, seen = [], Counter()
        for text in layout.texts:
            seen[text] += 1
            spans.append(place(whole, text, seen[text]))
        by_topic = {}
        for topic in index.topics:
            kinds = [
                (kind, place(whole, label["quote"], label.get("occurrence", 1)))
                for kind, label in labels[name, topic]
            ]
            by_topic[topic] = [label_of(span, kinds) for span in spans]
        yield Page(group, folder.name, layout, by_topic, index, weight)


def label_of(span, kinds):
    """Give the label of a sentence; "?" where nobody judged it."""
    found = {kind for kind, there in kinds if same(span, there)}
    return next((kind for kind in ("M", "o", "?") if kind in found), "")


_FOREIGN = 3
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d,.]*\d|\d")


def trec_pages(folder, *, group, every, weight):
    """Read judged sentences as short articles."""
    about = json.loads((folder / "topic.json").read_text(encoding="utf-8"))
    words = WORD.findall(f"{about['query']} {about['title']}")
    small = {"the", "of", "in", "and", "on", "a", "an", "at", "for", "to", "by"}
    terms = [*dict.fromkeys(w for w in words if w.lower() not in small), about["title"]]
    topic = Definition(name=about["title"], terms=tuple(terms))
    index = room.TopicIndex([compile_topic("topic", topic)], meaning=load_meaning())
    with gzip.open(folder / "stream.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    by_document = defaultdict(list)
    for row in rows:
        by_document[row["doc_id"]].append(row)
    for number, document in enumerate(by_document.values()):
        if number % every or all(row["label"] == "unjudged" for row in document):
            continue
        text = "\n\n".join(" ".join(row["text"].split()) for row in document)
        line = json.dumps({"title": "", "text": text}).encode()
        article = read_record(line, name="archive#1", file_time=None)
        if not isinstance(article, Article):
            continue
        layout = lay_out(article, room.tokens_of(article))
        at, spans = 0, []
        for row in document:
            spans.append((at, at + len(" ".join(row["text"].split())), row["label"]))
            at = spans[-1][1] + 2
        labels = []
        for sentence in article.sentences:
            label = next((name for a, b, name in spans if a <= sentence.start < b), "unjudged")
            labels.append({"new": "M", "repeat": "M", "irrelevant": ""}.get(label, "?"))
        yield Page(group, folder.name, layout, {"topic": labels}, index, weight)


def cut_pages(pages, *, weight):
    """Short articles: the headline with two paragraphs at a time."""
    for page in pages:
        numbers = [n for n, place in enumerate(page.layout.places) if place.role == "headline"]
        paragraphs = sorted({place.paragraph for place in page.layout.places})
        for first in range(1, len(paragraphs) - 1, 2):
            window = set(paragraphs[first : first + 2])
            kept = [
                n
                for n, place in enumerate(page.layout.places)
                if (n in numbers and first % 4 == 1) or place.paragraph in window
            ]
            labels = {t: [some[n] for n in kept] for t, some in page.labels.items()}
            layout = cut(page.layout, kept)
            yield Page(
                page.group, f"{page.story} cut", layout, labels, page.index, weight * page.weight
            )


def cut(layout, kept):
    """Keep some sentences of a layout."""
    renumbered = {old: new for new, old in enumerate(kept)}
    places = tuple(
        replace(layout.places[n], heading=renumbered.get(layout.places[n].heading)) for n in kept
    )
    return assemble(
        texts=tuple(layout.texts[n] for n in kept),
        tokens=tuple(layout.tokens[n] for n in kept),
        words=tuple(layout.words[n] for n in kept),
        places=places,
    )


def bare_pages(pages, *, weight):
    """The same with topics that have no description."""
    indexes = {}
    for page in pages:
        if page.story not in indexes:
            bare = [
                compile_topic(t.id, structs.replace(t.definition, about=None))
                for t in page.index.topics.values()
            ]
            indexes[page.story] = room.TopicIndex(bare, meaning=load_meaning())
        index = indexes[page.story]
        yield Page(
            page.group, f"{page.story} bare", page.layout, page.labels, index, weight * page.weight
        )


def lone_pages(pages, *, weight):
    """The same with one topic at a time: nobody tracks its neighbours."""
    for page in pages:
        for topic in page.index.topics.values():
            labels = {topic.id: page.labels[topic.id]}
            story = f"{page.story} lone {topic.id}"
            yield Page(
                page.group,
                story,
                page.layout,
                labels,
                room.TopicIndex([topic], meaning=load_meaning()),
                weight * page.weight,
            )


def foreign_pages(pages, *, weight):
    """Articles of some stories with the topics of another: nothing in them counts."""
    indexes = {page.story: (page.group, page.index) for page in pages}
    order = list(indexes)
    for number, (story, (group, index)) in enumerate(indexes.items()):
        others = {order[(number + step) % len(order)] for step in range(1, _FOREIGN + 1)} - {story}
        for page in pages:
            if page.group != group and page.story in others:
                nothing = {topic: [""] * len(page.layout.texts) for topic in index.topics}
                yield Page(group, f"{story} < {page.story}", page.layout, nothing, index, weight)
