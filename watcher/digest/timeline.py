"""A topic's most telling days, and the sentences that tell them best.

A day is telling when many articles speak of it, and more so when articles still come back to it
more than a week later. A sentence is telling when it says what the other sentences of its day say.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from watcher.article.tokens import STOP, tokenize
from watcher.events import Recorded, StatementRepeated, TopicChanged

_A_WHILE = timedelta(days=7)
_UNDATED = 0.3  # a sentence that names no day may be about the day of its article
_MOST_COMPARED = 400
_SHORTEST, _LONGEST = 12, 30  # words of a sentence that is neither clipped nor crowded
_ALIKE = 0.5

Vector = dict[str, float]


class TimelineItem(TypedDict):
    """A sentence of a day."""

    text: str
    event: str
    outlet: str | None


class TimelineDay(TypedDict):
    """A day with its sentences."""

    date: str
    items: list[TimelineItem]


class Timeline(TypedDict):
    """The telling days of a topic, in order."""

    topic: str
    days: list[TimelineDay]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    event: str
    quote: str
    outlet: str | None
    article: str
    day: date
    published: date | None
    is_dated: bool


def timeline(
    topic: str,
    events: Iterable[Recorded],
    *,
    first: date | None,
    last: date | None,
    days: int,
    per_day: int,
) -> Timeline:
    """Choose at most `days` days from `first` to `last`, and `per_day` sentences for each.

    A day is the one on which it happened as far as the sentence tells, else the day of publication;
    a sentence with neither has no place.
    """
    said = [one for event in events if (one := _said(event))]
    weights = _weights(said)
    within = [
        day for day in weights if (first is None or day >= first) and (last is None or day <= last)
    ]
    chosen = sorted(sorted(within, key=lambda day: (-weights[day], day))[:days])
    by_day: dict[date, list[_Said]] = {day: [] for day in chosen}
    for one in said:
        if one.day in by_day:
            by_day[one.day].append(one)
    told = [(day, _telling(by_day[day], count=per_day)) for day in chosen]
    return Timeline(topic=topic, days=[_day(day, sentences) for day, sentences in told])


def _said(event: Recorded) -> _Said | None:
    statement = event.data
    if not isinstance(statement, TopicChanged | StatementRepeated):
        return None
    happened, published = _date(statement.event_date), _date(statement.published_at)
    day = happened or published
    if day is None:
        return None
    return _Said(
        event=event.id,
        quote=statement.quote,
        outlet=statement.outlet,
        article=statement.article_id,
        day=day,
        published=published,
        is_dated=happened is not None,
    )


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _weights(said: Iterable[_Said]) -> dict[date, float]:
    """Weigh days: by the articles that name them, that look back on them, that came out on them."""
    named: defaultdict[date, set[str]] = defaultdict(set)
    remembered: defaultdict[date, set[date]] = defaultdict(set)
    published: defaultdict[date, set[str]] = defaultdict(set)
    days = set[date]()
    for one in said:
        days.add(one.day)
        if one.published:
            published[one.published].add(one.article)
        if one.is_dated:
            named[one.day].add(one.article)
            if one.published and one.published - one.day > _A_WHILE:
                remembered[one.day].add(one.published)
    return {
        day: math.log1p(len(named[day]))
        + 2.0 * math.log1p(len(remembered[day]))
        + 0.1 * math.log1p(len(published[day]))
        for day in days
    }


def _telling(said: Sequence[_Said], *, count: int) -> list[_Said]:
    """Choose the sentences nearest to what is said of the day, no two of them alike."""
    compared = sorted(said, key=lambda one: not one.is_dated)[:_MOST_COMPARED]
    vectors = _vectors([one.quote for one in compared])
    centre: Vector = defaultdict(float)
    for one, vector in zip(compared, vectors, strict=True):
        for word, weight in vector.items():
            centre[word] += weight * (1.0 if one.is_dated else _UNDATED)
    worth = [
        _likeness(vector, centre) * _fitness(one.quote)
        for one, vector in zip(compared, vectors, strict=True)
    ]
    chosen: list[int] = []
    for number in sorted(range(len(compared)), key=lambda number: -worth[number]):
        if all(_likeness(vectors[number], vectors[other]) < _ALIKE for other in chosen):
            chosen.append(number)
            if len(chosen) == count:
                break
    return [compared[number] for number in chosen]


def _fitness(quote: str) -> float:
    words = len(quote.split())
    return min(1.0, words / _SHORTEST) * min(1.0, _LONGEST / max(1, words))


def _vectors(quotes: Sequence[str]) -> list[Vector]:
    bags = [
        Counter(token.stem for token in tokenize(quote) if token.fold not in STOP)
        for quote in quotes
    ]
    spread = Counter(word for bag in bags for word in bag)
    return [
        _scaled(
            {
                word: (1.0 + math.log(times)) * math.log(1.0 + len(bags) / spread[word])
                for word, times in bag.items()
            }
        )
        for bag in bags
    ]


def _scaled(vector: Vector) -> Vector:
    size = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / size for word, weight in vector.items()}


def _likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())


def _day(day: date, sentences: Iterable[_Said]) -> TimelineDay:
    items = [TimelineItem(text=one.quote, event=one.event, outlet=one.outlet) for one in sentences]
    return TimelineDay(date=day.isoformat(), items=items)
