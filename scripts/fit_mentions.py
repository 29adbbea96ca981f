"""Fits the weights by which a sentence counts for a topic, and says how well they do.

    python scripts/fit_mentions.py STREAMS [--trec TREC] [--write]

STREAMS holds labelled stories (stream.json, gold.json, articles/), TREC topics with judged
sentences (topic.json, stream.jsonl.gz). Needs numpy, which the program itself does not. Every
figure is for stories that the weights were not fitted on.
"""

import argparse
import gzip
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

import numpy as np
from msgspec import structs

from watcher.article.model import Article
from watcher.article.reading import read_article, read_record
from watcher.events import Definition
from watcher.topic import mentions as room
from watcher.topic.context import CONTEXT_FEATURES, CONTEXT_PRIORS
from watcher.topic.evidence import OWN_FEATURES, OWN_PRIORS
from watcher.topic.layout import Layout, assemble, lay_out
from watcher.topic.learning import LEARNED_FEATURES, Learned
from watcher.topic.model import compile_topic

WEIGHTS_FILE = Path(__file__).parent.parent / "watcher/topic/mention_weights.py"
ROUNDS = 3
LEARN_FROM = 0.3
KEEP, KEEP_OWN = 5.0, 10.0
NAMES = CONTEXT_FEATURES + LEARNED_FEATURES


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


def story_pages(folder, *, group):
    """Read the articles of a labelled story in order of arrival."""
    stream = json.loads((folder / "stream.json").read_text(encoding="utf-8"))
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    copies = {d["article"] for d in gold["duplicates"] if d["kind"] != "update"}
    index = room.TopicIndex(compile_topic(t["id"], definition(t)) for t in stream["topics"])
    labels = defaultdict(list)
    for kind, part in (("M", "mentions"), ("o", "relevant_other")):
        for label in gold[part]:
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
        yield Page(group, folder.name, layout, by_topic, index)


def label_of(span, kinds):
    """Give the label of a sentence."""
    found = {kind for kind, there in kinds if same(span, there)}
    return "M" if "M" in found else "o" if "o" in found else ""


WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d,.]*\d|\d")


def trec_pages(folder, *, group, every, weight):
    """Read judged sentences as short articles."""
    about = json.loads((folder / "topic.json").read_text(encoding="utf-8"))
    words = WORD.findall(f"{about['query']} {about['title']}")
    small = {"the", "of", "in", "and", "on", "a", "an", "at", "for", "to", "by"}
    terms = [*dict.fromkeys(w for w in words if w.lower() not in small), about["title"]]
    topic = Definition(name=about["title"], terms=tuple(terms))
    index = room.TopicIndex([compile_topic("topic", topic)])
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
            yield Page(page.group, f"{page.story} cut", layout, labels, page.index, weight)


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
            indexes[page.story] = room.TopicIndex(
                compile_topic(t.id, structs.replace(t.definition, about=None))
                for t in page.index.topics.values()
            )
        index = indexes[page.story]
        yield Page(page.group, f"{page.story} bare", page.layout, page.labels, index, weight)


def lone_pages(pages, *, weight):
    """The same with one topic at a time: nobody tracks its neighbours."""
    for page in pages:
        for topic in page.index.topics.values():
            labels = {topic.id: page.labels[topic.id]}
            story = f"{page.story} lone {topic.id}"
            yield Page(page.group, story, page.layout, labels, room.TopicIndex([topic]), weight)


def foreign_pages(pages, *, weight):
    """Articles of one story with the topics of another: nothing in them counts."""
    indexes = {page.story: (page.group, page.index) for page in pages}
    for story, (group, index) in indexes.items():
        for page in pages:
            if page.group != group and page.story != story:
                nothing = {topic: [""] * len(page.layout.texts) for topic in index.topics}
                yield Page(group, f"{story} < {page.story}", page.layout, nothing, index, weight)


def centre(names, priors):
    """Give what is believed before anything is fitted."""
    return np.asarray([priors.get(name, 0.0) for name in names])


def fit(table, wanted, weights, *, keep):
    """Fit a logistic regression around what is believed before."""
    x, y, w = np.asarray(table), np.asarray(wanted, float), np.asarray(weights, float)
    own = x.shape[1] == len(OWN_FEATURES)
    prior = centre(OWN_FEATURES, OWN_PRIORS) if own else centre(NAMES, CONTEXT_PRIORS)
    beta, penalty = prior.copy(), np.full(x.shape[1], keep)
    penalty[0] = 1e-6
    penalty[prior > 0] = 10 * keep
    best = objective((x, y, w), beta, prior=prior, penalty=penalty)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (y - p)) - penalty * (beta - prior)
        hessian = (x * (w * np.maximum(p * (1 - p), 1e-6))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        while np.abs(step).max() > 1e-5:
            new = objective((x, y, w), beta + step, prior=prior, penalty=penalty)
            if new <= best:
                beta, best = beta + step, new
                break
            step /= 2
        else:
            break
    return beta


def objective(data, beta, *, prior, penalty):
    """Give what the fit makes small."""
    x, y, w = data
    z = x @ beta
    return float(w @ (np.logaddexp(0, z) - y * z) + penalty @ (beta - prior) ** 2 / 2)


def begin(pages):
    """Read what each sentence says by itself; the likelihoods are filled in later."""
    for page in pages:
        page.readings = room.read(page.layout, page.index, learned=Learned(), doubtful=True)


def training_rows(pages, tables):
    """Line up features, labels and weights."""
    x, y, w = [], [], []
    for page, of_page in zip(pages, tables, strict=True):
        for reading, table in zip(page.readings, of_page, strict=True):
            for row, label in zip(table, page.labels[reading.topic.id], strict=True):
                if label != "?":
                    x.append(row)
                    y.append(label in ("M", "o"))
                    w.append(page.weight)
    return x, y, w


def own_tables(pages):
    """Give the features of each sentence by itself."""
    return [[[one.features for one in r.evidence] for r in page.readings] for page in pages]


def context_tables(pages):
    """Give the features of each sentence in its surroundings."""
    return [list(room.rows(page.layout, page.readings)) for page in pages]


def apply(pages, tables, weights):
    """Give every sentence its likelihood."""
    for page, of_page in zip(pages, tables, strict=True):
        for reading, table in zip(page.readings, of_page, strict=True):
            p = 1 / (1 + np.exp(-np.clip(np.asarray(table) @ weights, -30, 30)))
            reading.own = [float(value) for value in p]


def teach(pages):
    """Fill in what each page can have learnt from the pages of its story before it."""
    for _, story in groupby(pages, key=lambda page: page.story):
        learned = Learned()
        for page in story:
            for reading in page.readings:
                room.relearn(page.layout, reading, learned=learned)
            counted = {
                r.topic.id: [n for n, p in enumerate(r.own) if p > LEARN_FROM]
                for r in page.readings
            }
            learned.learn([words.content for words in page.layout.words], counted)


def run(train, test, *, folds=True):
    """Fit on some pages, with likelihoods of each group by weights fitted on the others."""
    groups = sorted({page.group for page in train})
    tables = own_tables(train)
    weights = [fit(*training_rows(train, tables), keep=KEEP_OWN)]
    inner_fit(train, tables, groups, keep=KEEP_OWN, whole=weights[0], folds=folds)
    if test:
        apply(test, own_tables(test), weights[0])
    for number in range(ROUNDS):
        if number:
            teach(train)
            teach(test)
        tables = context_tables(train)
        weights.append(fit(*training_rows(train, tables), keep=KEEP))
        test_tables = context_tables(test)
        inner_fit(train, tables, groups, keep=KEEP, whole=weights[-1], folds=folds)
        apply(test, test_tables, weights[-1])
    return weights


def inner_fit(pages, tables, groups, *, keep, whole, folds):
    """Give every page likelihoods by weights that did not see its group."""
    if not folds:
        apply(pages, tables, whole)
        return
    for group in groups:
        rest = [n for n, page in enumerate(pages) if page.group != group]
        mine = [n for n, page in enumerate(pages) if page.group == group]
        weights = fit(
            *training_rows([pages[n] for n in rest], [tables[n] for n in rest]), keep=keep
        )
        apply([pages[n] for n in mine], [tables[n] for n in mine], weights)


def report(pages, name):
    """Print how well likelihoods part what counts from what does not."""
    points, missed = [], 0
    for page in pages:
        known = {reading.topic.id: reading.own for reading in page.readings}
        for topic, labels in page.labels.items():
            own = known.get(topic, [0.0] * len(labels))
            points += [(p, label) for p, label in zip(own, labels, strict=True) if label != "?"]
            missed += sum(label == "M" for label in labels) * (topic not in known)
    points.sort(key=lambda point: -point[0])
    facts = sum(label == "M" for _, label in points) or 1
    good = sum(label in ("M", "o") for _, label in points)
    if not good:
        alarms = sum(p >= 0.4 for p, _ in points)
        print(f"{name:34} {len(points):6} sentences, counted by mistake: {alarms}")
        return
    right = covered = pairs = 0
    best, at, levels = 0.0, {}, (0.7, 0.8, 0.85, 0.9, 0.92, 0.95)
    for number, (p, label) in enumerate(points, 1):
        right += label in ("M", "o")
        covered += label == "M"
        pairs += right if label == "" else 0
        if right / number >= 0.85:
            best = covered / facts
        for level in levels:
            if covered / facts >= level:
                at.setdefault(level, (right / number, p))
    area = pairs / (good * (len(points) - good))
    loss = -sum(math.log(max(1e-6, p if label else 1 - p)) for p, label in points) / len(points)
    figures = " ".join(f"{level}:{p:.2f}({t:.2f})" for level, (p, t) in at.items())
    print(
        f"{name:34} {len(points):6} {good / len(points):.2f} auc {area:.3f} loss {loss:.3f}"
        f" unread {missed} cov@P.85 {best:.3f}  precision at coverage {figures}"
    )


def write(article, keywords):
    """Put the weights into the program."""
    text = WEIGHTS_FILE.read_text(encoding="utf-8")
    head = text[: text.index("ARTICLE = ")]
    lines = [*table("ARTICLE", article), "", *table("KEYWORDS", keywords), ""]
    WEIGHTS_FILE.write_text(head + "\n".join(lines), encoding="utf-8")


def table(name, weights):
    """Write weights as Python."""
    lines = [f"{name} = MentionWeights(", "    own=(", *entries(weights[0], OWN_FEATURES), "    ),"]
    lines.append("    rounds=(")
    for of_round in weights[1:]:
        lines += ["        (", *entries(of_round, NAMES), "        ),"]
    return [*lines, "    ),", ")"]


def entries(weights, names):
    """Write one row of weights, one a line with its name."""
    return [f"    {round(float(w), 3)},  # {n}" for w, n in zip(weights, names, strict=True)]


def main():
    """Read the command line, report, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("streams", type=Path, nargs="+")
    parser.add_argument("--trec", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--same", action="append", default=[], metavar="A=B", help="one story")
    options = parser.parse_args()
    group_of = dict(pair.split("=") for pair in options.same)
    pages = []
    for folder in options.streams:
        pages += story_pages(folder, group=group_of.get(folder.name, folder.name))
    whole = list(pages)
    pages += bare_pages(whole, weight=0.5)
    pages += cut_pages(whole, weight=0.3)
    pages += lone_pages(whole, weight=0.3)
    pages += foreign_pages(whole, weight=0.3)
    for number, folder in enumerate(sorted(options.trec.glob("TS*")) if options.trec else []):
        pages += trec_pages(folder, group=f"trec {number % 3}", every=2, weight=0.5)
    fitted = [judge([p for p in pages if is_keywords(p) == loose]) for loose in (False, True)]
    if options.write:
        write(*fitted)


def is_keywords(page):
    """Tell whether the topics of a page are loose keywords."""
    return all(topic.loose_keywords for topic in page.index.topics.values())


def judge(pages):
    """Report on each story by weights fitted on the others, then fit on all."""
    begin(pages)
    for held in sorted({page.group for page in pages}):
        test = [page for page in pages if page.group == held]
        run([page for page in pages if page.group != held], test)
        for page in test:
            page.judged = [list(r.own) for r in page.readings]
    for page in pages:
        for reading, own in zip(page.readings, page.judged, strict=True):
            reading.own = own
    for story in sorted({page.story for page in pages if not page.story.startswith("TS")}):
        report([page for page in pages if page.story == story], story)
    report([page for page in pages if page.story.startswith("TS")], "trec")
    begin(pages)
    return run(pages, [])


if __name__ == "__main__":
    main()
