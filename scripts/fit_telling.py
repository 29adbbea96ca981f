"""Fits when a sentence is told, on labelled stories, by the live code.

    python scripts/fit_telling.py STREAMS

STREAMS is a folder of stories as the evaluation suite has them. Every article is taken into a log
of its own; what telling weighs is recorded for each sentence that counts, and held against the
labels: new here, known, or off the topic. Sentences that may or may not be told are left out. It
prints the weights for watcher/topic/weights.py, and what stories that were left out would get.
"""

import json
import math
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from logistic import fit, score

from watcher import define, ingest
from watcher.events import Definition
from watcher.intake.confined import Confined
from watcher.judging import Judging
from watcher.lexicon import load_language
from watcher.log.append import Log
from watcher.topic.telling import Weighed

RIDGE = 60.0
NEUTRAL = "neutral"


@dataclass
class Row:
    """A sentence: what was weighed, what it was worth, and the weight of its new facts."""

    story: str
    features: tuple[float, ...]
    worth: str
    gain: int


def rows_of(folder: Path) -> list[Row]:
    """Take a story in, telling everything, and label what was weighed."""
    story = json.loads((folder / "stream.json").read_text(encoding="utf-8"))
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    labels = labels_of(gold)
    seen: list[tuple[str, str, Weighed]] = []
    here = {"file": "", "topic": ""}

    def record(weighed: Weighed) -> bool:
        seen.append((here["file"], weighed.statement.quote, weighed))
        return True

    rows = []
    for topic in story["topics"]:
        seen.clear()
        take_in(folder, story, [topic, *others(story, topic)], record, here, wanted=topic["id"])
        for file, quote, weighed in seen:
            worth, gain = judged(labels, file, topic["id"], " ".join(quote.split()))
            rows.append(Row(folder.name, weighed.features, worth, gain))
    return rows


def others(story: dict, topic: dict) -> list[dict]:
    """Give the other topics of a story, which compete for sentences."""
    return [other for other in story["topics"] if other is not topic]


def take_in(folder, story, topics, record, here, *, wanted) -> None:
    """Take the articles of a story into a log of its own; only one topic's weighing is recorded."""
    definitions = {
        t["id"]: Definition(
            name=t["name"],
            about=t.get("description"),
            terms=tuple(t["terms"]),
            aliases={k: tuple(v) for k, v in t.get("aliases", {}).items()},
        )
        for t in topics
    }
    with tempfile.TemporaryDirectory() as temporary, Confined() as confined:
        root, clock = Path(temporary), datetime(2026, 1, 1, tzinfo=UTC)

        def now() -> datetime:
            return clock

        def record_if(weighed: Weighed) -> bool:
            return record(weighed) if here["topic"] == wanted else True

        with Log.open(root / "log.db", now=now()) as log:
            judging = Judging(log.reader, load_language(), tell=record_if)
            entry = judging._entry  # the topic that is being judged is not part of what is weighed

            def watched(article, topic, some, **rest):
                here["topic"] = topic
                return entry(article, topic, some, **rest)

            judging._entry = watched
            define.apply(definitions, log=log, judging=judging, now=now())
            for article in sorted(story["articles"], key=lambda a: a["arrives"]):
                clock = arrival(clock, article["published_at"])
                path = root / article["file"]
                shutil.copyfile(folder / "articles" / article["file"], path)
                os.utime(path, (clock.timestamp(), clock.timestamp()))
                here["file"] = article["file"]
                list(
                    ingest.take_in(
                        [ingest.Wanted(path=path)],
                        root=root,
                        max_bytes=10_000_000,
                        log=log,
                        judging=judging,
                        confined=confined,
                        now=now,
                    )
                )


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
    for other in gold["relevant_other"]:
        quote = " ".join(other["quote"].split())
        labels[other["article"], other["topic"]].append((quote, NEUTRAL, "", 0))
    return labels


def judged(labels, file: str, topic: str, quote: str) -> tuple[str, int]:
    """Tell what a sentence is worth, and the weight of the facts that are new in it."""
    found = [label for label in labels[file, topic] if label[0] in quote or quote in label[0]]
    worths = {worth for _, worth, _, _ in found}
    for worth in ("new", "known", NEUTRAL):
        if worth in worths:
            return worth, sum(gain for _, w, _, gain in found if w == "new")
    return "off", 0


def fitted(rows: list[Row]) -> tuple[list[float], float]:
    """Fit on what may be told or not told wrongly."""
    rated = [row for row in rows if row.worth != NEUTRAL]
    return fit(
        [row.features for row in rated],
        [float(row.worth == "new") for row in rated],
        [1.0 for _ in rated],
        ridge=RIDGE,
    )


def f1_of(rows: list[Row], scores: list[float], gate: float) -> tuple[float, float, float]:
    """Give F1, precision and weighted recall of telling what lies above a gate."""
    told = [row for row, found in zip(rows, scores, strict=True) if found >= gate]
    rated = [row for row in told if row.worth != NEUTRAL]
    precision = sum(row.worth == "new" for row in rated) / max(1, len(rated))
    gain = sum(row.gain for row in rows)
    recall = sum(row.gain for row in told if row.worth == "new") / max(1, gain)
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def main(streams: Path) -> None:
    """Fit, and tell what left-out stories would get."""
    folders = sorted(path.parent for path in streams.glob("*/gold.json"))
    rows = [row for folder in folders for row in rows_of(folder)]
    left_out: list[float] = [0.0] * len(rows)
    for folder in folders:
        weights, bias = fitted([row for row in rows if row.story != folder.name])
        for number, row in enumerate(rows):
            if row.story == folder.name:
                left_out[number] = score(row.features, weights) + bias
    gates = [gate / 10 for gate in range(-25, 16)]
    gate = max(gates, key=lambda g: f1_of(rows, left_out, g)[0])
    for shown in sorted({gate, gate - 0.3, gate + 0.3, -0.5, -0.8}):
        f1, precision, recall = f1_of(rows, left_out, shown)
        found = f"F1 {f1:.3f} precision {precision:.3f} recall {recall:.3f}"
        print(f"left out, gate {shown:5.2f}: {found}")
    weights, bias = fitted(rows)
    print(f"{len(rows)} sentences, {sum(row.worth == 'new' for row in rows)} new")
    print(f"TELL = ({', '.join(f'{w:.3f}' for w in weights)})")
    print(f"TELL_BIAS = {bias - gate:.3f}  # with the gate {gate:.2f}")
    assert math.isfinite(bias)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
