"""Fits the weights of novelty on labelled data: new or known, given that it is on the topic.

    python scripts/fit_weights.py DATA

DATA is a folder with `trec`, `bgsum` and `streams`, laid out as the evaluation suite has them; the
stories of scripts/stories are added. It prints the coefficients to be put into
watcher/topic/weights.py, and how well sentences of streams that were left out of the fit are
ranked. Method: logistic regression by Newton's method, with a small ridge; the streams of a source
weigh the same, and in each the new and the known sentences. Stories weigh little here: whether a
sentence of theirs is told is fitted by itself.
"""

import gzip
import hashlib
import json
import math
import sys
import tempfile
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

import logistic
from story_files import own_stories

from watcher.article.model import Article, Sentence
from watcher.article.reading import read_article, read_record
from watcher.events import Definition
from watcher.lexicon import load_language, load_meaning
from watcher.topic.features import MEASURES, measure
from watcher.topic.memory import Memory
from watcher.topic.mentions import TopicIndex, mentions
from watcher.topic.model import compile_topic
from watcher.topic.statements import Readers, Statement

Row = tuple[float, ...]
RIDGE = 2.0
WEIGHT = {"trec": 100.0, "bgsum": 130.0, "streams": 6.0}  # of a stream of each source
BY_HISTORY = tuple(
    MEASURES.index(name)
    for name in (
        "contained",
        "alike",
        "unseen words",
        "unseen pairs",
        "known runs",
        "length",
        "repetition",
    )
)
PAIRS = (("1", "2"), ("2", "3"), ("3", "1"))


@dataclass
class Stream:
    """The measures of one stream's sentences, to which unit each belongs, and what units are new.

    A unit is what was judged as a whole: a sentence, or a few of them.
    """

    source: str
    name: str
    rows: list[Row] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    new: list[bool] = field(default_factory=list)

    def note(self, row: Row, *, new: bool) -> None:
        """Take in a sentence that was judged by itself."""
        self.units.append(len(self.new))
        self.rows.append(row)
        self.new.append(new)


def read_lines(path: Path) -> list[dict]:
    """Read a compressed file of one object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def record(text: str, day: str) -> Article:
    """Read a text as a line of an archive would be read."""
    line = json.dumps({"title": "", "text": text, "date": day}).encode()
    article = read_record(line, name="a.jsonl#1", file_time=None)
    assert isinstance(article, Article), article
    return article


def remember(memory: Memory, statement: Statement) -> Row:
    """Measure a sentence and take it into memory."""
    measured = measure(statement, memory)
    alike = measured.near[0][1] if measured.near else 0.0
    memory.add(statement.words, anchors=statement.anchors, alike=alike)
    return measured.values


def trec(folder: Path, readers: Readers) -> Iterator[Stream]:
    """Judged on-topic sentences of real streams, a document at a time in order of arrival."""
    for path in sorted(folder.glob("*/stream.jsonl.gz")):
        stream, memory = Stream("trec", path.parent.name), Memory()
        documents: dict[str, list[dict]] = defaultdict(list)
        for row in read_lines(path):
            if row["label"] in ("new", "repeat"):
                documents[row["doc_id"]].append(row)
        for rows in documents.values():
            day = datetime.fromtimestamp(rows[0]["ts"], UTC).isoformat()
            texts = [" ".join(row["text"].split()) for row in rows]
            ends = list(accumulate(len(text) + 2 for text in texts))
            unit = len(stream.new)
            stream.new += [row["label"] == "new" for row in rows]
            for statement in all_of(record("\n\n".join(texts), day), readers):
                at = min(bisect_right(ends, statement.start), len(ends) - 1)
                stream.rows.append(remember(memory, statement))
                stream.units.append(unit + at)
        yield stream


def bgsum(folder: Path, readers: Readers) -> Iterator[Stream]:
    """Updates are new, background is a paraphrase of what was reported."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        stream = Stream("bgsum", path.name.partition(".")[0])
        steps = read_lines(path)
        dates = range(1, len(steps))
        if len(dates) > 12:
            dates = [dates[(2 * i + 1) * len(dates) // 24] for i in range(12)]
        for writer, reader in PAIRS:
            memory, done = Memory(), 0
            for at in dates:
                for step in steps[done:at]:
                    for text in step["annotators"].get(writer, {}).get("update", []):
                        for statement in all_of(record(text, step["date"]), readers):
                            remember(memory, statement)
                done = at
                parts = steps[at]["annotators"].get(reader, {})
                update = parts.get("update", [])
                known = sorted(
                    parts.get("background", []),
                    key=lambda s: hashlib.sha1(s.encode(), usedforsecurity=False).hexdigest(),
                )
                judged = [(s, True) for s in update] + [
                    (s, False) for s in known[: len(update) + 2]
                ]
                for text, new in judged:
                    for statement in all_of(record(text, steps[at]["date"]), readers)[:1]:
                        stream.note(measure(statement, memory).values, new=new)
        yield stream


def all_of(article: Article, readers: Readers) -> list[Statement]:
    """Read every sentence."""
    return [readers.read(article, number) for number in range(len(article.sentences))]


def stories(folder: Path, readers: Readers) -> Iterator[Stream]:
    """Labelled stories: sentences that tell a fact for the first time, or again."""
    for path in sorted(folder.glob("*/gold.json")):
        story = json.loads((path.parent / "stream.json").read_text(encoding="utf-8"))
        gold = json.loads(path.read_text(encoding="utf-8"))
        quotes: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for mention in gold["mentions"]:
            key = mention["article"], mention["topic"]
            quotes[key].append((" ".join(mention["quote"].split()), mention["label"]))
        articles = sorted(story["articles"], key=lambda a: a["arrives"])
        copies = {d["article"] for d in gold["duplicates"] if d["kind"] in ("exact", "near")}
        for topic in story["topics"]:
            stream, memory = (
                Stream("streams", f"{path.parent.name}/{topic['id']}"),
                Memory(),
            )
            index = TopicIndex(
                [compile_topic(topic["id"], definition_of(topic))], meaning=load_meaning()
            )
            for entry in articles:
                if entry["file"] in copies:
                    continue
                one = path.parent / "articles" / entry["file"]
                article = read_article(
                    one.read_bytes(), name=entry["file"], file_time=entry["published_at"]
                )
                assert isinstance(article, Article), article
                labels = quotes[entry["file"], topic["id"]]
                counting = {m.sentence for m in mentions(article, index).get(topic["id"], ())}
                for number, sentence in enumerate(article.sentences):
                    label = label_of(article, sentence, labels)
                    if label is None and number not in counting:
                        continue
                    if article.paragraphs[sentence.paragraph].role != "body":
                        continue
                    statement = readers.read(article, number)
                    measured = remember(memory, statement)
                    if label is not None:
                        stream.note(measured, new=label)
            yield stream


def definition_of(topic: dict) -> Definition:
    """Read a topic as the suite writes it into a topic file."""
    aliases = {name: tuple(others) for name, others in topic.get("aliases", {}).items()}
    return Definition(
        name=topic["name"],
        about=topic.get("description"),
        terms=tuple(topic["terms"]),
        aliases=aliases,
    )


def label_of(article: Article, sentence: Sentence, labels: list[tuple[str, str]]) -> bool | None:
    """Tell whether a sentence is new (one of its facts is), known, or not labelled."""
    quote = " ".join(article.quote(sentence).split())
    found = [label for text, label in labels if quote in text or text in quote]
    return None if not found else "new" in found


def fit(streams: Sequence[Stream]) -> tuple[list[float], float]:
    """Fit weights and a bias; each stream of a source weighs the same."""
    rows, targets, weights = [], [], []
    for stream in streams:
        labels = [stream.new[unit] for unit in stream.units]
        counts = (len(labels) - sum(labels), sum(labels))
        for row, new in zip(stream.rows, labels, strict=True):
            rows.append(expanded(row))
            targets.append(float(new))
            weights.append(WEIGHT[stream.source] / max(1, counts[new]))
    return logistic.fit(rows, targets, weights, ridge=RIDGE)


def expanded(row: Row) -> Row:
    """Give the measures, and some of them times the history."""
    return (*row, *(row[i] * row[-1] for i in BY_HISTORY))


def scores(stream: Stream, weights: Sequence[float]) -> list[float]:
    """Score the units of a stream by their newest sentence; only the order matters."""
    found = [-math.inf] * len(stream.new)
    for unit, row in zip(stream.units, stream.rows, strict=True):
        score = math.fsum(w * v for w, v in zip(weights, expanded(row), strict=True))
        found[unit] = max(found[unit], score)
    return found


def auc(found: Sequence[float], new: Sequence[bool]) -> float | None:
    """Give the chance that a new sentence scores above a known one."""
    ups = [s for s, n in zip(found, new, strict=True) if n]
    downs = [s for s, n in zip(found, new, strict=True) if not n]
    if not ups or not downs:
        return None
    wins = sum((u > d) + 0.5 * (u == d) for u in ups for d in downs)
    return wins / (len(ups) * len(downs))


def main(data: Path) -> None:
    """Fit on everything, and tell how well left-out streams are ranked."""
    readers = Readers(load_language())
    with tempfile.TemporaryDirectory() as laid_out:
        folders = [data / "streams", Path(laid_out)]
        own_stories(folders[1])
        streams = [
            *trec(data / "trec", readers),
            *bgsum(data / "bgsum", readers),
            *(stream for folder in folders for stream in stories(folder, readers)),
        ]
    for source in ("trec", "bgsum", "streams"):
        ours = [s for s in streams if s.source == source]
        groups = sorted({s.name.partition("/")[0] for s in ours})
        parts = [groups[i::4] for i in range(min(4, len(groups)))]
        found = []
        for part in parts:
            out = [s for s in ours if s.name.partition("/")[0] in part]
            weights, _ = fit([s for s in streams if s not in out])
            found += [auc(scores(s, weights), s.new) for s in out]
        known = [value for value in found if value is not None]
        print(
            f"{source}: left-out AUC {math.fsum(known) / len(known):.3f} of {len(known)} streams,"
        )
        print(f"  {sum(len(s.new) for s in ours)} sentences, {sum(sum(s.new) for s in ours)} new")
    weights, bias = fit(streams)
    plain, slopes = weights[: len(MEASURES)], weights[len(MEASURES) :]
    by_history = [0.0] * len(MEASURES)
    for place, slope in zip(BY_HISTORY, slopes, strict=True):
        by_history[place] = slope
    for name, weight, slope in zip(MEASURES, plain, by_history, strict=True):
        print(f"  {weight:8.3f} {slope:8.3f} x history  {name}")
    print(f"NOVELTY = ({', '.join(f'{w:.3f}' for w in plain)})")
    print(f"NOVELTY_BY_HISTORY = ({', '.join(f'{w:.3f}' for w in by_history)})")
    print(f"NOVELTY_BIAS = {bias:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
