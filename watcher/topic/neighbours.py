"""Neighbours: phrases that stand in a topic's sentences and hardly anywhere else."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from watcher.article.model import Article
from watcher.article.tokens import STOP, Token, tokenize
from watcher.events import Definition
from watcher.topic.census import Quote, Seen
from watcher.topic.content import is_telling
from watcher.topic.gazetteer import Gazetteer
from watcher.topic.language import Language
from watcher.topic.model import compile_topic
from watcher.topic.phrases import PhraseIndex
from watcher.topic.suggesting import Suggestion

_FEWEST = 3  # sentences of the topic that hold the phrase
_FEWEST_ARTICLES = 2
_PRECISE = 0.6
_PAST = frozenset({"past", "ed", "part"})
_MOSTLY = 0.7
_LONGEST = 4
_MOST = 12
_INNER = frozenset({"of", "for", "the", "and", "in", "on", "to"})
_Phrase = tuple[str, ...]


class Neighbours:
    """Counts the phrases of sentences that are on the topic, and of those that are not."""

    def __init__(self, definition: Definition, language: Language) -> None:
        topic = compile_topic("", definition)
        self._stems = frozenset(
            token.stem for phrase in definition.terms for token in tokenize(phrase)
        ).union(STOP)
        self._everything = topic.everything
        self._forms = language.forms
        self._places = Gazetteer(language)
        self._empty = _empty_words(language)
        self._known = PhraseIndex({"": (*topic.terms, *topic.names, *topic.exclude)})
        self._seen: dict[_Phrase, Seen] = {}
        self._said: set[str] = set()
        self._others: list[str] = []

    def add(self, article: Article, *, counted: Collection[int]) -> None:
        """Count an article; `counted` are the starts of its sentences that are on the topic."""
        for sentence in article.sentences:
            if article.paragraphs[sentence.paragraph].role != "body":
                continue
            text = article.quote(sentence)
            if text in self._said:
                continue  # what is printed again and again is one sentence
            self._said.add(text)
            if sentence.start in counted:
                self._count(text, article.id)
            else:
                self._others.append(text)

    def _count(self, text: str, article_id: str) -> None:
        quote = Quote(quote=text, article_id=article_id)
        for key, run in {_key(run): run for run in self._runs(text, tokenize(text))}.items():
            name = text[run[0].start : run[-1].end]
            self._seen.setdefault(key, Seen()).add(name, quote, on_topic=True)

    def propose(self) -> list[Suggestion]:
        """Give the phrases that say most surely that a sentence is on the topic, best first."""
        if self._everything:
            return []
        frequent = {
            key: seen
            for key, seen in self._seen.items()
            if seen.on_topic >= _FEWEST
            and len(seen.articles) >= _FEWEST_ARTICLES
            and not self._stems.issuperset(key)
            and self._places.country_of(seen.name) is None
            and not self._known.find(tokenize(seen.name), text=seen.name)
        }
        self._count_elsewhere(frequent)
        likely = {
            key: seen
            for key, seen in frequent.items()
            if seen.on_topic >= _PRECISE * seen.sentences
        }
        parts = _parts_of(likely)
        best = sorted(
            likely.keys() - parts,
            key=lambda key: (-(likely[key].on_topic ** 2) / likely[key].sentences, key),
        )
        return [self._suggestion(key) for key in best[:_MOST]]

    def _count_elsewhere(self, phrases: Mapping[_Phrase, Seen]) -> None:
        """Count the sentences off the topic that hold these phrases."""
        firsts = {key[0] for key in phrases}
        for text in self._others:
            stems = [token.stem for token in tokenize(text)]
            found = {
                key
                for at, stem in enumerate(stems)
                if stem in firsts
                for length in range(2, _LONGEST + 1)
                if (key := tuple(stems[at : at + length])) in phrases
            }
            for key in found:
                phrases[key].sentences += 1

    def _runs(self, text: str, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
        """Give the runs of two to four words between which nothing but blanks stands."""
        for first in range(len(tokens)):
            if not self._may_end(tokens[first]) or self._is_told(tokens[first]):
                continue
            for last in range(first + 1, min(first + _LONGEST, len(tokens))):
                between = text[tokens[last - 1].end : tokens[last].start]
                if between not in {" ", "-"}:
                    break
                if self._is_verb(tokens[last]):
                    break
                if self._may_end(tokens[last]):
                    yield tokens[first : last + 1]
                elif tokens[last].fold not in _INNER:
                    break

    def _may_end(self, token: Token) -> bool:
        return (
            token.fold not in self._empty and not is_telling(token) and not token.fold[0].isdigit()
        )

    def _is_told(self, token: Token) -> bool:
        """Tell a verb in the past ("sent pumps") from a participle ("displaced people")."""
        return self._is_verb(token) and not token.fold.endswith(("ed", "en"))

    def _is_verb(self, token: Token) -> bool:
        form = self._forms.get(token.fold)
        return form is not None and form[1] in _PAST

    def _suggestion(self, key: _Phrase) -> Suggestion:
        seen = self._seen[key]
        return Suggestion(
            kind="term",
            name=seen.name,
            of=None,
            rule="near-the-topic",
            sentences=seen.sentences,
            on_topic=seen.on_topic,
            articles=len(seen.articles),
            quotes=tuple(seen.quotes),
        )


def _key(run: Sequence[Token]) -> _Phrase:
    return tuple(token.stem for token in run)


def _parts_of(likely: Mapping[_Phrase, Seen]) -> set[_Phrase]:
    """Give the phrases that stand mostly inside a longer one, which says more."""
    return {
        part
        for key, seen in likely.items()
        for length in range(2, len(key))
        for at in range(len(key) - length + 1)
        if (part := key[at : at + length]) in likely
        and seen.on_topic >= _MOSTLY * likely[part].on_topic
    }


def _empty_words(language: Language) -> frozenset[str]:
    """Give words that by themselves belong to no topic: titles, days, numbers, bodies."""
    tables = language.tables
    phrases = (
        *tables.names.titles,
        *tables.names.openers,
        *tables.speech.offices,
        *tables.speech.bodies,
        *tables.calendar.months.names,
        *tables.calendar.weekdays.names,
        *tables.numbers.cardinals,
        *tables.numbers.scales,
        *(word for words in tables.units.durations.values() for word in words),
    )
    return STOP | {word for phrase in phrases for word in phrase.replace("-", " ").split()}
