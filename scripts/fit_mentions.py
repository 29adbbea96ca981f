"""Fits the weights by which a sentence counts for a topic, and says how well they do.

    python scripts/fit_mentions.py STREAMS [--trec TREC] [--write]

STREAMS holds labelled stories (stream.json, gold.json, articles/), TREC topics with judged
sentences (topic.json, stream.jsonl.gz); the stories of scripts/stories are added. Needs numpy,
which the program itself does not. Every figure is for stories that the weights were not fitted on.
"""

import argparse
import math
import tempfile
from itertools import groupby
from pathlib import Path

import numpy as np
from mention_pages import bare_pages, cut_pages, foreign_pages, lone_pages, story_pages, trec_pages
from story_files import own_stories

from watcher.topic import mentions as room
from watcher.topic.context import CONTEXT_FEATURES, CONTEXT_PRIORS
from watcher.topic.evidence import OWN_FEATURES, OWN_PRIORS
from watcher.topic.learning import LEARNED_FEATURES, Learned
from watcher.topic.mention_weights import MentionWeights

WEIGHTS_FILE = Path(__file__).parent.parent / "watcher/topic/mention_weights.py"
ROUNDS = 3
LEARN_FROM = 0.3
KEEP, KEEP_OWN = 5.0, 10.0
OWN = 0.4  # what an article of a story of ours weighs
NAMES = CONTEXT_FEATURES + LEARNED_FEATURES


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
    parser.add_argument("--weigh", action="append", default=[], metavar="STORY=2", help="more")
    parser.add_argument("--fit-only", action="store_true", help="leave out the reports: faster")
    parser.add_argument("--same", action="append", default=[], metavar="A=B", help="one story")
    options = parser.parse_args()
    group_of = dict(pair.split("=") for pair in options.same)
    weights = {name: float(by) for name, by in (pair.split("=") for pair in options.weigh)}
    pages = []
    with tempfile.TemporaryDirectory() as laid_out:
        for folder in options.streams:
            group, weight = group_of.get(folder.name, folder.name), weights.get(folder.name, 1.0)
            pages += story_pages(folder, group=group, weight=weight)
        for folder in own_stories(Path(laid_out)):
            pages += story_pages(folder, group=folder.name, weight=OWN)
    whole = list(pages)
    pages += bare_pages(whole, weight=0.5)
    pages += cut_pages(whole, weight=0.3)
    pages += lone_pages(whole, weight=0.3)
    pages += foreign_pages(whole, weight=0.3)
    for number, folder in enumerate(sorted(options.trec.glob("TS*")) if options.trec else []):
        pages += trec_pages(folder, group=f"trec {number % 3}", every=2, weight=0.5)
    fitted = []
    for loose in (False, True):
        some = [page for page in pages if is_keywords(page) == loose]
        begin(some)
        if not options.fit_only:
            judge(some)
        fitted.append(run(some, []))
    if options.write:
        write(*fitted)


def left_out(pages):
    """Give for each group of stories the weights of described topics, fitted without it."""
    pages = [*pages, *cut_pages(pages, weight=0.3), *lone_pages(pages, weight=0.3)]
    pages = [page for page in pages if not is_keywords(page)]
    found = {}
    for group in sorted({page.group for page in pages}):
        rest = [page for page in pages if page.group != group]
        begin(rest)
        own, *rounds = (tuple(map(float, weights)) for weights in run(rest, [], folds=False))
        found[group] = MentionWeights(own=own, rounds=tuple(rounds))
    return found


def is_keywords(page):
    """Tell whether the topics of a page are loose keywords."""
    return all(topic.loose_keywords for topic in page.index.topics.values())


def judge(pages):
    """Report on each story by weights fitted on the others."""
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


if __name__ == "__main__":
    main()
