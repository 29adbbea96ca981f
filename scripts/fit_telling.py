"""Fits when a sentence is told, on labelled stories, by the live code.

    python scripts/fit_telling.py STORY... [--same A=B] [--weigh STORY=2]

STORY is a folder of a story as the evaluation suite has them; those of scripts/stories are added.
Every article is taken into a log of its own, with weights of mentions that were fitted without its
story; what telling weighs is recorded for each sentence that counts, and held against the labels:
new here, known, or off the topic. Sentences that may or may not be told are left out. It prints the
weights for watcher/topic/weights.py, and what stories that were left out would get. Needs numpy.
"""

import argparse
import json
import math
import os
import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fit_mentions import OWN as OF_OURS
from fit_mentions import left_out
from logistic import fit, score
from mention_pages import definition, story_pages
from story_files import own_stories

from watcher import define, ingest
from watcher.intake.confined import Confined
from watcher.judging import Judging
from watcher.lexicon import load_language
from watcher.log.append import Log
from watcher.topic import mentions
from watcher.topic.telling import Weighed

RIDGE = 100.0
OWN = 0.5  # what a sentence of a story of ours weighs in the fit
OURS = {path.stem for path in (Path(__file__).parent / "stories").glob("*.txt")}
NEUTRAL = "neutral"


@dataclass
class Row:
    """A sentence: what was weighed, what it was worth, and the new facts in it by importance."""

    group: str
    story: str
    features: tuple[float, ...]
    worth: str
    facts: dict[str, int]


def rows_of(folder: Path, group: str) -> list[Row]:
    """Take a story in, telling everything, and label what was weighed."""
    story = json.loads((folder / "stream.json").read_text(encoding="utf-8"))
    labels = labels_of(json.loads((folder / "gold.json").read_text(encoding="utf-8")))
    seen: list[tuple[str, Weighed]] = []
    here = {"file": ""}

    def record(weighed: Weighed) -> bool:
        seen.append((here["file"], weighed))
        return True

    take_in(folder, story, record, here)
    rows = []
    for file, weighed in seen:
        quote = " ".join(weighed.statement.quote.split())
        worth, facts = judged(labels, file, weighed.topic, quote)
        rows.append(Row(group, folder.name, weighed.features, worth, facts))
    return rows


def take_in(folder, story, record, here) -> None:
    """Take the articles of a story into a log of its own; what is weighed is recorded."""
    definitions = {topic["id"]: definition(topic) for topic in story["topics"]}
    with tempfile.TemporaryDirectory() as temporary, Confined() as confined:
        root, clock = Path(temporary), datetime(2026, 1, 1, tzinfo=UTC)

        def now() -> datetime:
            return clock

        with Log.open(root / "log.db", now=now()) as log:
            judging = Judging(log.reader, load_language(), tell=record)
            define.apply(definitions, log=log, judging=judging, now=now())
            for article in sorted(story["articles"], key=lambda a: a["arrives"]):
                clock = arrival(clock, article["published_at"])
                path = root / article["file"]
                shutil.copyfile(folder / "articles" / article["file"], path)
                os.utime(path, (clock.timestamp(), clock.timestamp()))
                here["file"] = article["file"]
                wanted = [ingest.Wanted(path=path)]
                taken = ingest.take_in(
                    wanted,
                    root=root,
                    max_bytes=10_000_000,
                    log=log,
                    judging=judging,
                    confined=confined,
                    now=now,
                )
                list(taken)


def arrival(clock: datetime, published: str | None) -> datetime:
    """Give the time at which a file arrives: never before an earlier one."""
    after = clock + timedelta(minutes=5)
    if published is None:
        return after
    return max(after, datetime.fromisoformat(published) + timedelta(minutes=5))


def labels_of(gold: dict) -> dict[tuple[str, str], list[tuple[str, str, str, int]]]:
    """Give for each article and topic its labelled quotes: quote, worth, fact, importance."""
    facts = {fact["id"]: fact for fact in gold["facts"]}
    first = {m["fact"]: m["article"] for m in gold["mentions"] if m["label"] == "new"}
    labels = defaultdict(list)
    for m in gold["mentions"]:
        worth = "new" if first.get(m["fact"]) == m["article"] else "known"
        quote = " ".join(m["quote"].split())
        importance = facts[m["fact"]]["importance"]
        labels[m["article"], m["topic"]].append((quote, worth, m["fact"], importance))
    for other in (*gold["relevant_other"], *gold.get("unjudged", ())):
        quote = " ".join(other["quote"].split())
        labels[other["article"], other["topic"]].append((quote, NEUTRAL, "", 0))
    return labels


def judged(labels, file: str, topic: str, quote: str) -> tuple[str, dict[str, int]]:
    """Tell what a sentence is worth, and which facts are new in it."""
    found = [label for label in labels[file, topic] if label[0] in quote or quote in label[0]]
    worths = {worth for _, worth, _, _ in found}
    for worth in ("new", "known", NEUTRAL):
        if worth in worths:
            return worth, {fact: gain for _, w, fact, gain in found if w == "new"}
    return "off", {}


def fitted(rows: list[Row], weigh: dict[str, float]) -> tuple[list[float], float]:
    """Fit on what may be told or not told wrongly."""
    rated = [row for row in rows if row.worth != NEUTRAL]
    return fit(
        [row.features for row in rated],
        [float(row.worth == "new") for row in rated],
        [weight_of(row) * weigh.get(row.story, 1.0) for row in rated],
        ridge=RIDGE,
    )


def weight_of(row: Row) -> float:
    """Weigh a sentence: to tell again what is known, or to miss what matters most, is worst."""
    much = row.worth == "known" or 3 in row.facts.values()
    return (OWN if row.story in OURS else 1.0) * (2.0 if much else 1.0)


def f1_of(rows: list[Row], scores: list[float], gate: float) -> tuple[float, float, float]:
    """Give F1, precision and weighted recall (of what counts) of telling what lies above a gate."""
    told = [row for row, found in zip(rows, scores, strict=True) if found >= gate]
    rated = [row for row in told if row.worth != NEUTRAL]
    precision = sum(row.worth == "new" for row in rated) / max(1, len(rated))
    facts, got = (
        {(r.story, f): w for r in some for f, w in r.facts.items()} for some in (rows, told)
    )
    recall = sum(got.values()) / max(1, sum(facts.values()))
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def main() -> None:
    """Fit, and tell what left-out stories would get."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--same", action="append", default=[], metavar="A=B", help="one story")
    parser.add_argument("--weigh", action="append", default=[], metavar="STORY=2", help="more")
    options = parser.parse_args()
    group_of = dict(pair.split("=") for pair in options.same)
    weigh = {name: float(by) for name, by in (pair.split("=") for pair in options.weigh)}
    with tempfile.TemporaryDirectory() as laid_out:
        folders = [*options.stories, *own_stories(Path(laid_out))]
        groups = [group_of.get(folder.name, folder.name) for folder in folders]
        pages = [
            page
            for folder, group in zip(folders, groups, strict=True)
            for page in story_pages(
                folder,
                group=group,
                weight=weigh.get(folder.name, 1.0) if folder in options.stories else OF_OURS,
            )
        ]
        weights = left_out(pages)
        rows: list[Row] = []
        for folder, group in zip(folders, groups, strict=True):
            mentions.ARTICLE = weights[group]
            rows += rows_of(folder, group)
    scores = [0.0] * len(rows)
    for group in sorted(set(groups)):
        found, bias = fitted([row for row in rows if row.group != group], weigh)
        for number, row in enumerate(rows):
            if row.group == group:
                scores[number] = score(row.features, found) + bias
    for named in ("theirs", "ours"):
        kept = [n for n, row in enumerate(rows) if (row.story in OURS) == (named == "ours")]
        some, found = [rows[n] for n in kept], [scores[n] for n in kept]
        for gate in [gate / 5 for gate in range(-6, 6)]:
            f1, precision, recall = f1_of(some, found, gate)
            figures = f"F1 {f1:.3f} precision {precision:.3f} recall {recall:.3f}"
            print(f"{named}, left out, gate {gate:5.2f}: {figures}")
    found, bias = fitted(rows, weigh)
    print(f"{len(rows)} sentences, {sum(row.worth == 'new' for row in rows)} new")
    print(f"TELL = ({', '.join(f'{w:.3f}' for w in found)})")
    print(f"TELL_BIAS = {bias:.3f}  # less the gate")
    assert math.isfinite(bias)


if __name__ == "__main__":
    main()
