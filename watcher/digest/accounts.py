"""Counts where everything went that came in, so that a digest's accounts add up."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from watcher.digest.lineage import Lineages
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
        self._received: dict[str, str] = {}  # article id -> the outlet that published it
        self._lineages = Lineages()
        self._urls: dict[str, str] = {}
        self._near: set[str] = set()
        self._exact = 0
        self._rejected = 0
        self._kinds: dict[str, Counter[str]] = {}
        self._backed: dict[str, set[str]] = {}  # topic -> articles that told it as well
        self._also: dict[str, list[Statement]] = {}  # event id -> who said the same later
        self._left: Counter[str] = Counter()  # changes that are not told, by their fate
        self._left_articles: set[str] = set()

    def count(self, event: Event) -> None:
        """Count one event."""
        match event:
            case ArticleReceived():
                self._received[event.article_id] = (event.outlet or event.article_id).casefold()
                self._lineages.receive(event)
                if event.url:
                    self._urls[event.article_id] = event.url
            case ArticleRejected():
                self._rejected += 1
            case DuplicateFound():
                self._count_copy(event)
            case TopicChanged(retroactive=False) if self._wants(event.topic):
                self._lineages.say(event)
            case StatementRepeated(retroactive=False) if self._wants(event.topic):
                self._lineages.say(event)
                self._kinds.setdefault(event.topic, Counter())[event.kind] += 1
                if event.kind == "corroborated":
                    self._backed.setdefault(event.topic, set()).add(event.article_id)
                    if event.earlier and event.outlet:
                        self._also.setdefault(event.earlier, []).append(event)
            case _:
                pass

    def _count_copy(self, found: DuplicateFound) -> None:
        self._lineages.copy(found)
        if found.kind == "near":
            self._near.add(found.article_id)
        elif found.kind == "exact":
            self._exact += 1

    def leave(self, change: TopicChanged, fate: Fate) -> None:
        """Count a change that is asked for and not told."""
        self._left[fate.name] += 1
        self._left_articles.add(change.article_id)

    def url_of(self, article_id: str) -> str | None:
        """Give the web address of an article that came in, if it has one."""
        return self._urls.get(article_id)

    def also(self, event_id: str, said: Statement) -> tuple[str, ...]:
        """Name the other outlets that said the same independently, each once."""
        names: dict[str, str] = {}
        for other in self._also.get(event_id, ()):
            if other.outlet and not self._lineages.are_one(said.article_id, other.article_id):
                names.setdefault(other.outlet.casefold(), other.outlet)
        names.pop((said.outlet or "").casefold(), None)
        return tuple(names.values())

    @property
    def outlets(self) -> int:
        """Count who published the articles that came in, as far as they say."""
        return len({name for article, name in self._received.items() if name != article})

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
        """Count the newsrooms that told news of a topic independently, and the reprints."""
        articles = [*(item.article_id for item in items), *sorted(self._backed.get(topic, ()))]
        sources = self._lineages.sources(articles)
        return sources.independent, sources.reprints


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
