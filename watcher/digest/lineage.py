"""Lineage: which articles tell what one newsroom found out, and which only print it again.

Articles are of one lineage when they credit the same agency, when one was found to be a copy or
an update of the other, or when they share sentences word for word.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from watcher.article.agencies import one_name
from watcher.events import ArticleReceived, DuplicateFound, Statement

_FEWEST_WORDS = 8  # of a sentence that two do not write alike by chance
_RUN = 4  # words in a row by which shared sentences are found
_SHARED = 0.7  # share of these runs that a sentence has from another
_FEWEST_SHARED = 2  # sentences
_MOSTLY = 0.5  # or so large a part of what it says
_WORD = re.compile(r"\w+")
_QUOTE_MARKS = '"“”«»„'


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """How many told it independently, and how many printed what one of them had told."""

    independent: int
    reprints: int


class Lineages:
    """Follows each article to the first that told what it prints, as articles come in."""

    def __init__(self) -> None:
        self._outlets: dict[str, str] = {}
        self._agencies: dict[str, str] = {}
        self._copied: dict[str, str] = {}
        self._exact: Counter[str] = Counter()
        self._said: dict[str, set[int]] = {}
        self._shared: dict[str, dict[str, set[int]]] = {}
        self._runs: dict[tuple[str, ...], tuple[str, int]] = {}

    def receive(self, article: ArticleReceived) -> None:
        """Take in who published an article, and which agency it credits."""
        if article.outlet:
            self._outlets[article.article_id] = one_name(article.outlet).casefold()
        if article.agency:
            self._agencies[article.article_id] = one_name(article.agency).casefold()

    def copy(self, found: DuplicateFound) -> None:
        """Take in that an article copies or updates another, or was there twice."""
        if found.kind == "exact":
            self._exact[found.of] += 1
        else:
            self._copied[found.article_id] = found.of

    def say(self, said: Statement) -> None:
        """Take in a sentence, to find it again in other articles."""
        if said.headline is not None and said.quote.strip() == said.headline.strip():
            return
        if any(mark in said.quote for mark in _QUOTE_MARKS):
            return  # what somebody said is written alike by all who were there
        runs = _runs_of(said.quote)
        if not runs or said.start in self._said.setdefault(said.article_id, set()):
            return
        self._said[said.article_id].add(said.start)
        if said.outlet:
            self._outlets.setdefault(said.article_id, one_name(said.outlet).casefold())
        held = Counter(
            self._runs[run][0]
            for run in runs
            if run in self._runs and self._runs[run][0] != said.article_id
        )
        for other, count in held.items():
            if count >= _SHARED * len(runs):
                by_other = self._shared.setdefault(said.article_id, {})
                by_other.setdefault(other, set()).add(said.start)
        for run in runs:
            self._runs.setdefault(run, (said.article_id, said.start))

    def sources(self, articles: Collection[str]) -> Sources:
        """Count the lineages of these articles, and who printed of each after the first.

        Several articles of one outlet are one source, and are no reprints.
        """
        members: dict[str, list[str]] = {}
        for article in dict.fromkeys((*articles, *self._copies_of(articles))):
            members.setdefault(self._first(article), []).append(article)
        printed: dict[str, set[str]] = {}
        for first, some in members.items():
            name = self._name(first, some)
            printed.setdefault(name, set()).update(self._outlets.get(one, one) for one in some)
        exact = sum(self._exact[article] for some in members.values() for article in some)
        reprints = sum(len(outlets) - 1 for outlets in printed.values()) + exact
        return Sources(independent=len(printed), reprints=reprints)

    def are_one(self, one: str, other: str) -> bool:
        """Tell whether two articles are of one lineage."""
        first, second = self._first(one), self._first(other)
        return first == second or self._name(first, [one]) == self._name(second, [other])

    def _copies_of(self, articles: Collection[str]) -> list[str]:
        firsts = {self._first(article) for article in articles}
        return [copy for copy in self._copied if self._first(copy) in firsts]

    def _first(self, article: str) -> str:
        """Go from copy to original; an article copies only what came before it."""
        seen = {article}
        while (before := self._before(article)) is not None and before not in seen:
            article = before
            seen.add(article)
        return article

    def _before(self, article: str) -> str | None:
        if article in self._copied:
            return self._copied[article]
        shared = self._shared.get(article, {})
        best = max(shared, key=lambda other: len(shared[other]), default=None)
        if best is None:
            return None
        count = len(shared[best])
        is_enough = count >= _FEWEST_SHARED or count >= _MOSTLY * len(self._said[article])
        return best if is_enough else None

    def _name(self, first: str, some: Collection[str]) -> str:
        """Name a lineage by the agency that most of its members credit, else by who began it."""
        credited = Counter(self._agencies[one] for one in some if one in self._agencies)
        if credited:
            return min(credited, key=lambda name: (-credited[name], name))
        return self._outlets.get(first, first)


def _runs_of(quote: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(quote.casefold())
    if len(words) < _FEWEST_WORDS:
        return frozenset()
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
