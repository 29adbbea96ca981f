"""The census: the names that articles use, how often, and with what they were introduced."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from watcher.article.model import Article
from watcher.article.tokens import fold_of
from watcher.topic.language import Language
from watcher.topic.names import Names, NameSpan, acronyms_of, surname_of
from watcher.topic.words import Words, words_of

_QUOTES = 3
_PARTS = re.compile(r"[\s-]+")
_CAPITAL = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence that shows a name in use, and the article that holds it."""

    quote: str
    article_id: str


@dataclass(slots=True, kw_only=True)
class Seen:
    """A name as it was seen: sentences that hold it, of these on the topic, and articles.

    `called` counts where it stood with a title or beside a verb of saying, as persons do.
    """

    writings: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    on_topic: int = 0
    articles: set[str] = field(default_factory=set)
    called: int = 0
    quotes: list[Quote] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Give the name as it is written most often."""
        return min(self.writings, key=lambda one: (-self.writings[one], one))

    def add(self, name: str, quote: Quote, *, on_topic: bool) -> None:
        """Count a sentence that holds the name."""
        self.writings[name] += 1
        self.sentences += 1
        self.on_topic += on_topic
        if quote.article_id not in self.articles and len(self.quotes) < _QUOTES:
            self.quotes.append(quote)
        self.articles.add(quote.article_id)

    def take(self, other: "Seen", *, last: bool = False) -> None:
        """Count the sentences of another name as well; `last` takes only its surname."""
        for name, count in other.writings.items():
            self.writings[_PARTS.split(name)[-1] if last else name] += count
        self.sentences += other.sentences
        self.on_topic += other.on_topic
        self.called += other.called
        self.quotes += other.quotes[: _QUOTES - len(self.quotes)]
        self.articles |= other.articles


class Census:
    """Counts names, what full name a surname came after, and which acronyms were introduced.

    `doubtful` holds single words that only begin a sentence there, and may be no names.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._names = Names(language)
        self._telling = frozenset(language.tables.speech.telling)
        self.names: dict[str, Seen] = {}
        self.doubtful: dict[str, Seen] = {}
        self.introduced: dict[tuple[str, str], Seen] = {}
        self.after: dict[str, dict[str, set[str]]] = {}
        self.sentences = 0

    def add(self, article: Article, *, counted: Collection[int]) -> None:
        """Count an article; `counted` are the starts of its sentences that are on the topic."""
        full: dict[str, set[str]] = {}
        for sentence in article.sentences:
            role = article.paragraphs[sentence.paragraph].role
            if role != "body" or article.paragraphs[sentence.paragraph].repeats is not None:
                continue
            text = article.quote(sentence)
            quote = Quote(quote=text, article_id=article.id)
            self.sentences += 1
            if _CAPITAL.search(text):
                self._count(quote, full=full, on_topic=sentence.start in counted)

    def key_of(self, name: str) -> str:
        """Give the key under which a name is counted."""
        return " ".join(fold_of(part) for part in _PARTS.split(name) if part)

    def names_in(self, text: str) -> list[str]:
        """Give the names of a text, those too that may be none."""
        return [span.name for span in self._names.read(text)]

    def _count(self, quote: Quote, *, full: dict[str, set[str]], on_topic: bool) -> None:
        words = words_of(quote.quote, language=self._language)
        spans = {
            self.key_of(span.name): span for span in self._names.read(quote.quote, words=words)
        }
        for key, span in spans.items():
            where = self.names if span.sure else self.doubtful
            seen = where.setdefault(key, Seen())
            seen.add(span.name, quote, on_topic=on_topic)
            seen.called += span.titled or self._speaks(words, span)
            for before in full.get(key, ()):
                self.after.setdefault(key, {}).setdefault(before, set()).add(quote.article_id)
        for key in spans:
            if " " in key:
                full.setdefault(surname_of(key), set()).add(key)
        for short, name in acronyms_of(quote.quote).items():
            seen = self.introduced.setdefault((short, self.key_of(name)), Seen())
            seen.add(name, quote, on_topic=on_topic)

    def _speaks(self, words: Words, span: NameSpan) -> bool:
        """Tell whether a verb of saying stands right beside a name."""
        first = next((at for at in range(words.size) if words.start[at] >= span.start), 0)
        last = next((at for at in range(first, words.size) if words.start[at] >= span.end), 0)
        beside = [words.lemma[at] for at in (first - 1, last) if 0 <= at < words.size]
        return any(lemma in self._telling for lemma in beside)
