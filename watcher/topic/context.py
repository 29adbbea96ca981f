"""What the rest of the article says of whether a sentence bears on a topic.

Every measure works on the likelihoods of the round before, so that what is sure spreads to what is
near: the same paragraph, the same section, the same words.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from watcher.topic.layout import Layout

_FADE = 0.75
CONTEXT_FEATURES = (
    "bias",
    "own log odds",
    "own",
    "headline",
    "lead",
    "article mean",
    "article mean, root",
    "article best",
    "article share of sure sentences",
    "sentence before",
    "sentence before, same paragraph",
    "sentence after",
    "sentence after, same paragraph",
    "paragraph best",
    "paragraph mean",
    "nearest, fading",
    "heading",
    "section mean",
    "shared words, mean",
    "shared words, best",
    "pronoun after",
    "pronoun after, same paragraph",
    "taken up, article",
    "taken up, nearest",
    "quote in paragraph",
    "other topics here",
    "other topics in paragraph",
    "other topics in section",
    "is headline",
    "is heading",
    "is short",
    "own log odds by article mean",
    "none of its names in the article",
    "share of its names in the article",
    "few sentences",
    "own log odds, few sentences",
    "term of several words or query",
    "term of one word",
    "closeness in meaning",
)
CONTEXT_PRIORS = {"own log odds": 0.7, "term of several words or query": 2.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicInArticle:
    """What holds for a topic in an article as a whole, and for each sentence.

    `closeness` says how close in meaning a sentence is to the topic, -1 to 1.
    """

    names_present: float | None
    taken_up: tuple[str | None, ...]
    direct: tuple[bool, ...]
    single: tuple[bool, ...]
    closeness: tuple[float, ...]


def log_odds(likelihood: float) -> float:
    """Give the log odds of a likelihood, kept within bounds."""
    bounded = min(max(likelihood, 0.001), 0.999)
    return math.log(bounded / (1 - bounded))


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values) if values else 0.0


@dataclass(frozen=True, slots=True)
class _Group:
    """The likelihoods of the sentences that stand together with one, itself left out."""

    best: float
    mean: float


_ALONE = _Group(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Round:
    """The likelihoods of one round, with what is computed once for the article."""

    layout: Layout
    own: Sequence[float]
    others: Sequence[float]
    headline: float
    lead: float
    mean: float
    best: float
    sure: float
    near: Sequence[float]
    paragraph: Sequence[_Group]
    section: Sequence[_Group]
    others_paragraph: Sequence[float]
    others_section: Sequence[_Group]


def _begin_round(layout: Layout, own: Sequence[float], others: Sequence[float]) -> _Round:
    roles = [place.role for place in layout.places]
    body = [number for number, role in enumerate(roles) if role == "body"]
    return _Round(
        layout=layout,
        own=own,
        others=others,
        headline=max((own[at] for at, role in enumerate(roles) if role == "headline"), default=0.0),
        lead=max((own[at] for at in body[:2]), default=0.0),
        mean=_mean(own),
        best=max(own, default=0.0),
        sure=_mean([float(likelihood > 0.6) for likelihood in own]),
        near=_near(layout, own),
        paragraph=_grouped(layout.paragraphs, own),
        section=_grouped(layout.sections, own),
        others_paragraph=_best_of_each(layout.paragraphs, others),
        others_section=_grouped(layout.sections, others),
    )


def _grouped(groups: Sequence[Sequence[int]], own: Sequence[float]) -> list[_Group]:
    """Give for each sentence what the rest of its group is like."""
    result = [_ALONE] * len(own)
    for group in groups:
        if len(group) < 2:
            continue
        first, second = sorted((own[at] for at in group), reverse=True)[:2]
        total = math.fsum(own[at] for at in group)
        for at in group:
            best = second if own[at] == first else first
            result[at] = _Group(best, (total - own[at]) / (len(group) - 1))
    return result


def _best_of_each(groups: Sequence[Sequence[int]], own: Sequence[float]) -> list[float]:
    result = list(own)
    for group in groups:
        best = max(own[at] for at in group)
        for at in group:
            result[at] = best
    return result


def _near(layout: Layout, own: Sequence[float]) -> list[float]:
    """Give the best likelihood around each sentence of its section, fading with distance."""
    near = [0.0] * len(own)
    for order in (range(len(own)), range(len(own) - 1, -1, -1)):
        carried, section = 0.0, -1
        for at in order:
            if layout.places[at].section != section:
                carried, section = 0.0, layout.places[at].section
            near[at] = max(near[at], carried)
            carried = _FADE * max(carried, own[at])
    return near


def context_features(
    layout: Layout, own: Sequence[float], *, others: Sequence[float], topic: TopicInArticle
) -> list[tuple[float, ...]]:
    """Measure each sentence's surroundings, given each sentence's likelihood so far.

    `others` is the best likelihood of each sentence among the other topics.
    """
    now = _begin_round(layout, own, others)
    return [_features(now, number, topic) for number in range(len(own))]


def _features(now: _Round, at: int, topic: TopicInArticle) -> tuple[float, ...]:
    place, own = now.layout.places[at], now.own[at]
    odds = log_odds(own)
    before, before_here = _neighbour(now, at, -1)
    after, after_here = _neighbour(now, at, 1)
    near, paragraph = now.near[at], now.paragraph[at]
    shared_mean, shared_best = _shared(now, at)
    few = float(len(now.own) < 5)
    takes_up = float(topic.taken_up[at] is not None)
    pronoun = float(place.pronoun is not None)
    return (
        1.0,
        odds,
        own,
        now.headline,
        now.lead,
        now.mean,
        math.sqrt(now.mean),
        now.best,
        now.sure,
        before,
        before_here,
        after,
        after_here,
        paragraph.best,
        paragraph.mean,
        near,
        now.own[place.heading] if place.heading is not None else 0.0,
        now.section[at].mean,
        shared_mean,
        shared_best,
        pronoun * before,
        pronoun * before_here,
        takes_up * now.mean,
        takes_up * near,
        float(place.quote) * paragraph.best,
        now.others[at],
        now.others_paragraph[at],
        now.others_section[at].mean,
        float(place.role == "headline"),
        float(place.role == "heading"),
        float(len(now.layout.tokens[at]) < 6),
        odds * now.mean,
        float(topic.names_present == 0.0),
        topic.names_present or 0.0,
        few,
        few * odds,
        float(topic.direct[at]),
        float(topic.single[at]),
        topic.closeness[at],
    )


def _neighbour(now: _Round, at: int, step: int) -> tuple[float, float]:
    """Give the likelihood of the next sentence of the section, and again if in the paragraph."""
    places, other = now.layout.places, at + step
    if not 0 <= other < len(places):
        return 0.0, 0.0
    if places[other].role == "headline" or places[other].section != places[at].section:
        return 0.0, 0.0
    here = places[other].paragraph == places[at].paragraph
    return now.own[other], now.own[other] if here else 0.0


def _shared(now: _Round, at: int) -> tuple[float, float]:
    """Measure how likely the other sentences are that hold the same words."""
    found = []
    for key in now.layout.shared[at]:
        holders = now.layout.holders[key]
        rest = math.fsum(now.own[other] for other in holders) - now.own[at]
        found.append(rest / (len(holders) - 1))
    return (_mean(found), max(found)) if found else (now.mean, 0.0)
