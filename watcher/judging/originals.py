"""Articles that a new one may be a copy of, found by the words they share."""

from collections.abc import Iterator

from watcher.article.exchange import decode_reading
from watcher.article.model import Article
from watcher.article.resemblance import compare
from watcher.article.sketch import Sketch, decode_sketch, sketch
from watcher.events import DuplicateFound
from watcher.log.past import Held
from watcher.topic.decide import Copy

_ARTICLES_KEPT = 64
_FEWEST_SHARED = 6


class Originals:
    """Articles to which a new one is compared, found by the words they share."""

    def __init__(self, reader: Held) -> None:
        self._reader = reader
        self._by_hash: dict[int, list[str]] | None = None
        self._articles: dict[str, Article] = {}

    def add(self, article: Article) -> None:
        """Remember an article, for those that come later."""
        if self._by_hash is not None:
            self._keep(article.id, sketch(article))
        self._remember(article)

    def again(self, article: Article, found: DuplicateFound) -> Copy:
        """Say again what a copy has in common with its original."""
        old = self._article(found.of)
        unchanged = compare(article, old).unchanged if old else frozenset()
        return Copy(of=found.of, kind=found.kind, similarity=found.similarity, unchanged=unchanged)

    def find(self, article: Article, *, first: str | None) -> Copy | None:
        """Find the article that this one copies or updates; `first` is looked at in any case."""
        best: Copy | None = None
        for name in self._candidates(article, first=first):
            old = self._article(name)
            found = compare(article, old) if old else None
            if found and found.kind and (best is None or found.similarity > best.similarity):
                best = Copy(
                    of=name,
                    kind=found.kind,
                    similarity=found.similarity,
                    unchanged=found.unchanged,
                )
        return best

    def _candidates(self, article: Article, *, first: str | None) -> Iterator[str]:
        if self._by_hash is None:
            self._by_hash = {}
            for name, packed in self._reader.sketches():
                self._keep(name, decode_sketch(packed))
        shared: dict[str, int] = {}
        for mark in sketch(article):
            for name in self._by_hash.get(mark, ()):
                shared[name] = shared.get(name, 0) + 1
        if first:
            yield first
        ranked = sorted(shared, key=shared.__getitem__, reverse=True)
        yield from [n for n in ranked if shared[n] >= _FEWEST_SHARED and n != first][:5]

    def _keep(self, name: str, marks: Sketch) -> None:
        if self._by_hash is not None:
            for mark in marks:
                self._by_hash.setdefault(mark, []).append(name)

    def _article(self, name: str) -> Article | None:
        if name not in self._articles:
            stored = self._reader.reading(name)
            if stored is None:
                return None
            self._remember(decode_reading(*stored))
        return self._articles[name]

    def _remember(self, article: Article) -> None:
        self._articles[article.id] = article
        while len(self._articles) > _ARTICLES_KEPT:
            del self._articles[next(iter(self._articles))]
