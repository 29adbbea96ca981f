"""What an outlet prints again and again: a paragraph of several of its articles is furniture.

Disposable: it is folded from the newest articles, in the order in which they came.
"""

from bisect import bisect_left
from collections import deque
from hashlib import blake2b

from watcher.article.model import Article

_SEVERAL = 3  # articles of an outlet, this one among them
_FEWEST_WORDS = 8  # what is shorter is said again without being furniture

_Key = tuple[str, bytes]


class Printed:
    """The paragraphs of the newest articles, by outlet; the oldest is forgotten when too many.

    A paragraph's first printings are not furniture: only articles that came before count.
    """

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._came = 0
        self._order: dict[str, int] = {}
        self._places: dict[_Key, list[int]] = {}
        self._kept: deque[tuple[str, frozenset[_Key]]] = deque()

    def add(self, article: Article, *, is_copy: bool) -> None:
        """Take in the next article; a copy or an update prints nothing of its own."""
        keys = frozenset() if is_copy else frozenset(_keys(article).values())
        self._order[article.id] = self._came
        for key in keys:
            self._places.setdefault(key, []).append(self._came)
        self._came += 1
        self._kept.append((article.id, keys))
        if len(self._kept) > self._most:
            self._forget(*self._kept.popleft())

    def furniture(self, article: Article) -> dict[int, int]:
        """Give the paragraphs of an article that are furniture, each with its number of articles.

        Of an article that was taken in, only those that came before it count.
        """
        before = self._order.get(article.id, self._came)
        found = {}
        for number, key in _keys(article).items():
            printed = bisect_left(self._places.get(key, ()), before) + 1
            if printed >= _SEVERAL:
                found[number] = printed
        return found

    def _forget(self, article_id: str, keys: frozenset[_Key]) -> None:
        del self._order[article_id]
        for key in keys:
            places = self._places[key]
            del places[0]
            if not places:
                del self._places[key]


def _keys(article: Article) -> dict[int, _Key]:
    """Name each paragraph of the story by its outlet and its words."""
    if not article.outlet:
        return {}
    outlet = article.outlet.casefold()
    keys = {}
    for number, paragraph in enumerate(article.paragraphs):
        if paragraph.role != "body" or paragraph.repeats is not None:
            continue
        words = article.text[paragraph.start : paragraph.end].casefold().split()
        if len(words) >= _FEWEST_WORDS:
            keys[number] = (outlet, blake2b(" ".join(words).encode(), digest_size=8).digest())
    return keys
