"""Counts where everything went that came in, so that a digest's accounts add up."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from watcher.digest.model import Accounts, Item, NotNew
from watcher.digest.wishes import Fate
from watcher.events import (
    ArticleReceived,
    ArticleRejected,
    DuplicateFound,
    Event,
    Statement,
    StatementRepeated,
    TopicChanged,
)


class Tally:
    """The counts of a range of the log, as seen by a reader who wants some of the topics."""

    def __init__(self, *, wants: Callable[[str], bool]) -> None:
        self._wants = wants
        self._received: dict[str, str] = {}  # article id -> the newsroom that wrote it
        self._published: dict[str, str] = {}  # article id -> the outlet that published it
        self._urls: dict[str, str] = {}
        self._near: set[str] = set()
        self._exact = 0
        self._rejected = 0
        self._copies_of: Counter[str] = Counter()
        self._kinds: dict[str, Counter[str]] = {}
        self._backed: dict[str, dict[str, str]] = {}  # topic -> article id -> newsroom
        self._also: dict[str, list[str]] = {}  # event id -> outlets that said the same later
        self._left: Counter[str] = Counter()  # changes that are not told, by their fate
        self._left_articles: set[str] = set()

    def count(self, event: Event) -> None:
        """Count one event."""
        match event:
            case ArticleReceived():
                self._received[event.article_id] = _newsroom(event.agency or event.outlet, event)
                self._published[event.article_id] = _newsroom(event.outlet, event)
                if event.url:
                    self._urls[event.article_id] = event.url
            case ArticleRejected():
                self._rejected += 1
            case DuplicateFound(kind="near"):
                self._near.add(event.article_id)
                self._copies_of[event.of] += 1
            case DuplicateFound(kind="exact"):
                self._exact += 1
                self._copies_of[event.of] += 1
            case StatementRepeated(retroactive=False) if self._wants(event.topic):
                self._kinds.setdefault(event.topic, Counter())[event.kind] += 1
                if event.kind == "corroborated":
                    room = self._received.get(event.article_id) or _newsroom(event.outlet, event)
                    self._backed.setdefault(event.topic, {})[event.article_id] = room
                    if event.earlier and event.outlet:
                        self._also.setdefault(event.earlier, []).append(event.outlet)
            case _:
                pass

    def leave(self, change: TopicChanged, fate: Fate) -> None:
        """Count a change that is asked for and not told."""
        self._left[fate.name] += 1
        self._left_articles.add(change.article_id)

    def url_of(self, article_id: str) -> str | None:
        """Give the web address of an article that came in, if it has one."""
        return self._urls.get(article_id)

    def also(self, event_id: str, said: Statement) -> tuple[str, ...]:
        """Name the other outlets that said the same, each once."""
        names = {name.casefold(): name for name in reversed(self._also.get(event_id, ()))}
        names.pop((said.outlet or "").casefold(), None)
        return tuple(reversed(names.values()))

    @property
    def outlets(self) -> int:
        """Count who published the articles that came in, as far as they say."""
        return len({name for article, name in self._published.items() if name != article})

    @property
    def not_new(self) -> dict[str, NotNew]:
        """Give for each topic how many statements told nothing new."""
        return {topic: NotNew(**kinds) for topic, kinds in self._kinds.items()}

    def accounts(self, items: Sequence[Item]) -> Accounts:
        """Add up the articles that came in and the statements on the topics asked for."""
        came_in = [item for item in items if not item.retroactive]
        news = {item.article_id for item in came_in if not item.late}
        late = {item.article_id for item in came_in} - news
        copies = self._near - news - late
        left_out = (self._left_articles & self._received.keys()) - news - late - copies
        rest = self._received.keys() - news - late - copies - left_out
        return Accounts(
            with_news=len(news),
            late_only=len(late),
            nothing_new=len(rest),
            copies=len(copies) + self._exact,
            rejected=self._rejected,
            told=len(items),
            not_new=_sum(self.not_new.values()),
            left_out=len(left_out),
            filtered=self._left["filtered"],
            silenced=self._left["silenced"],
            told_before=self._left["told-before"],
            waiting=self._left["waits"],
        )

    def sources_of(self, topic: str, items: Iterable[Item]) -> tuple[int, int]:
        """Count the newsrooms that told news of a topic, and the reprints beyond them.

        Several articles of one outlet are one source and no reprints.
        """
        articles = dict(self._backed.get(topic, {}))
        for item in items:
            room = self._received.get(item.article_id)
            articles[item.article_id] = room or _newsroom(item.source.outlet, item)
        newsrooms = set(articles.values())
        outlets = {(room, self._published.get(name, name)) for name, room in articles.items()}
        copies = sum(self._copies_of[article] for article in articles)
        return len(newsrooms), len(outlets) - len(newsrooms) + copies


def _newsroom(name: str | None, told: ArticleReceived | StatementRepeated | Item) -> str:
    return name.casefold() if name else told.article_id


def _sum(counts: Iterable[NotNew]) -> NotNew:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(
            repeat=one.repeat,
            corroborated=one.corroborated,
            outdated=one.outdated,
            background=one.background,
        )
    return NotNew(**total)
