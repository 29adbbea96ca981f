"""Chooses from which newness on a sentence is told where every sentence counts.

    python scripts/fit_gate.py TREC

TREC holds judged sentences of real streams (topic.json, stream.jsonl.gz). The documents of each
are judged by the live code as those of a topic `*`, and each setting of GATE (in
watcher/topic/weights.py) is held against the labels: F1 of sentences and of documents, averaged
over the streams. Beside each stands the mean of itself and its neighbours on the grid: what differs
by a hundredth is luck.
"""

import gzip
import json
import sys
from collections import defaultdict
from itertools import product
from pathlib import Path
from statistics import fmean

from fit_weights import Stream, trec

from watcher.lexicon import load_language
from watcher.topic.features import MEASURES
from watcher.topic.novelty import log_odds_of
from watcher.topic.statements import Readers

PLAIN = (-0.5, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5)
BY_HISTORY = (-4.0, -3.0, -2.5, -2.0, -1.5, -1.0, 0.0)
BY_REPETITION = (0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
Setting = tuple[int, int, int]
Point = tuple[float, float, float]  # log-odds, history, repetition


def documents_of(path: Path) -> list[int]:
    """Give for each judged sentence the number of its document, in the order of the streams."""
    numbers: dict[str, int] = {}
    labelled: dict[str, list[int]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["label"] in ("new", "repeat"):
                number = numbers.setdefault(row["doc_id"], len(numbers))
                labelled[row["doc_id"]].append(number)
    return [number for some in labelled.values() for number in some]


def points_of(stream: Stream) -> list[list[Point]]:
    """Give for each judged sentence what its parts come to."""
    history, repetition = MEASURES.index("history"), MEASURES.index("repetition")
    points: list[list[Point]] = [[] for _ in stream.new]
    for row, unit in zip(stream.rows, stream.units, strict=True):
        points[unit].append((log_odds_of(row), row[history], row[repetition]))
    return points


def f1(told: list[bool], new: list[bool]) -> float:
    """Give the harmonic mean of precision and recall."""
    both = sum(a and b for a, b in zip(told, new, strict=True))
    return 2 * both / max(1, sum(told) + sum(new))


def figures(streams: list, gate: tuple[float, float, float]) -> tuple[float, float]:
    """Give F1 of sentences and of documents."""
    plain, by_history, by_repetition = gate
    sentences, whole = [], []
    for points, new, documents in streams:
        told = [
            any(o >= plain + by_history * h + by_repetition * r for o, h, r in p) for p in points
        ]
        sentences.append(f1(told, new))
        count = max(documents) + 1
        told_of, new_of = [False] * count, [False] * count
        for number, a, b in zip(documents, told, new, strict=True):
            told_of[number] |= a
            new_of[number] |= b
        whole.append(f1(told_of, new_of))
    return fmean(sentences), fmean(whole)


def beside(setting: Setting) -> list[Setting]:
    """Give a setting and its neighbours on the grid."""
    i, j, k = setting
    near = [(0, 0, 0), (1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)]
    found = [(i + a, j + b, k + c) for a, b, c in near]
    sizes = (len(PLAIN), len(BY_HISTORY), len(BY_REPETITION))
    return [one for one in found if all(0 <= at < n for at, n in zip(one, sizes, strict=True))]


def main() -> None:
    """Judge the streams once, try every setting, print the best."""
    folder, readers = Path(sys.argv[1]), Readers(load_language())
    streams = [
        (points_of(stream), stream.new, documents_of(folder / stream.name / "stream.jsonl.gz"))
        for stream in trec(folder, readers)
    ]
    grid = product(range(len(PLAIN)), range(len(BY_HISTORY)), range(len(BY_REPETITION)))
    found = {
        at: figures(streams, (PLAIN[at[0]], BY_HISTORY[at[1]], BY_REPETITION[at[2]])) for at in grid
    }
    smooth = {at: fmean(found[one][0] + found[one][1] for one in beside(at)) / 2 for at in found}
    for at in sorted(smooth, key=lambda at: -smooth[at])[:12]:
        gate = (PLAIN[at[0]], BY_HISTORY[at[1]], BY_REPETITION[at[2]])
        print(f"GATE = {gate}  F1 {found[at][0]:.3f} {found[at][1]:.3f}  around {smooth[at]:.3f}")


if __name__ == "__main__":
    main()
