"""The judge, with what he carries from article to article, folded from the log.

All of it can be thrown away; after a transaction that was rolled back it must be.
"""

from collections.abc import Iterable, Mapping, Sequence

from watcher.article.exchange import decode_reading
from watcher.article.model import Article
from watcher.article.printed import Printed
from watcher.events import (
    ArticleReceived,
    Definition,
    DuplicateFound,
    Entry,
    Event,
    Recorded,
    Statement,
    StatementRepeated,
    TopicChanged,
    TopicDefined,
    TopicRedefined,
    TopicRetired,
    event_id,
    topic_stream,
)
from watcher.judging.originals import Originals
from watcher.log.past import Held
from watcher.topic.decide import Copy, decide
from watcher.topic.doubts import Doubt, doubts
from watcher.topic.language import Language
from watcher.topic.learning import Learned, Lessons
from watcher.topic.mentions import TopicIndex, mentions, tokens_of, words_of
from watcher.topic.model import Mention, compile_topic
from watcher.topic.state import TopicState, evolve
from watcher.topic.statements import Readers
from watcher.topic.telling import Tell, is_worth_telling

_DEFINITIONS = (TopicDefined.name, TopicRedefined.name, TopicRetired.name)
_ARTICLES_LEARNT = 1000


class Judging:
    """Judges articles against what the log holds."""

    def __init__(self, reader: Held, language: Language, *, tell: Tell = is_worth_telling) -> None:
        self._reader = reader
        self._tell = tell
        self._language = language
        self._readers = Readers(language)
        self._states: dict[str, TopicState] = {}
        self._originals = Originals(reader)
        self._index: TopicIndex | None = None
        self._lessons: Lessons | None = None
        self._printed: Printed | None = None
        self._proposed: Mapping[str, Definition] | None = None

    @property
    def language(self) -> Language:
        """Give the language by which sentences are read."""
        return self._language

    def propose(self, definitions: Mapping[str, Definition]) -> None:
        """Judge by these definitions instead of those in force, as a dry run does.

        What a real run would record for that is in `pending`.
        """
        self._proposed = definitions
        self.forget()

    @property
    def pending(self) -> list[Entry]:
        """Give the definitions that a real run would record before it judges."""
        known = self._recorded_definitions()
        return [
            Entry(stream=topic_stream(topic), events=(self._defining(topic, definition),))
            for topic, definition in sorted((self._proposed or {}).items())
            if known.get(topic) != definition
        ]

    def forget(self) -> None:
        """Throw away all that was folded; it is folded again when it is needed."""
        self._states.clear()
        self._originals = Originals(self._reader)
        self._index = None
        self._lessons = None
        self._printed = None

    @property
    def index(self) -> TopicIndex:
        """Give the topics that are tracked."""
        if self._index is None:
            active = self.definitions()
            self._index = TopicIndex(
                (compile_topic(name, known) for name, known in active.items()),
                meaning=self._language.meaning,
            )
        return self._index

    def definitions(self) -> dict[str, Definition]:
        """Give the definitions in force, or proposed, by topic."""
        if self._proposed is not None:
            return dict(self._proposed)
        return self._recorded_definitions()

    def _defining(self, topic: str, definition: Definition) -> Event:
        state = self._folded(topic)
        make = TopicDefined if state.definition is None else TopicRedefined
        return make(topic=topic, revision=state.revision + 1, definition=definition)

    def _recorded_definitions(self) -> dict[str, Definition]:
        active: dict[str, Definition] = {}
        for recorded in self._reader.events(types=_DEFINITIONS):
            match recorded.data:
                case TopicDefined(topic=topic, definition=definition):
                    active[topic] = definition
                case TopicRedefined(topic=topic, definition=definition):
                    active[topic] = definition
                case TopicRetired(topic=topic):
                    active.pop(topic, None)
                case _:
                    pass
        return active

    def state(self, topic: str) -> TopicState:
        """Give what is known of a topic, folded from its stream."""
        if topic not in self._states:
            state = self._folded(topic)
            for entry in self.pending if self._proposed is not None else ():
                if entry.stream == topic_stream(topic):
                    state = evolve(state, entry.events[0], event_id="")
            self._states[topic] = state
        return self._states[topic]

    def _folded(self, topic: str) -> TopicState:
        state = TopicState(topic=topic)
        for recorded in self._reader.events(stream=topic_stream(topic)):
            state = evolve(state, recorded.data, event_id=recorded.id)
        return state

    def copy(self, article: Article, *, earlier_here: str | None) -> Copy | None:
        """Find the article that this one copies or updates, with how.

        `earlier_here` is the article that the same file held before.
        """
        return self._originals.find(article, first=earlier_here)

    def judge(
        self,
        article: Article,
        *,
        path: str,
        cause: str | None,
        copy: Copy | None,
        only: str | None = None,
    ) -> list[Entry]:
        """Judge an article for every topic, or for `only` one; nothing is learnt yet."""
        tokens = tokens_of(article)
        found = mentions(article, self.index, tokens=tokens, learned=self._learned)
        # folded before anything is learnt: what is recorded now is not in the reader yet
        furniture = self._print_run.furniture(article)
        return [
            self._entry(article, topic, some, furniture, path=path, cause=cause, copy=copy)
            for topic, some in sorted(found.items())
            if some and only in (None, topic)
        ]

    def doubts(
        self, article: Article, *, index: TopicIndex | None = None
    ) -> dict[str, tuple[Doubt, ...]]:
        """Say how each sentence was read for each topic that the article may speak of."""
        return doubts(article, index or self.index, learned=self._learned)

    def judge_again(
        self,
        article: Article,
        index: TopicIndex,
        *,
        path: str,
        known: set[tuple[str, int]],
        copy: Copy | None,
    ) -> tuple[Statement, ...]:
        """Judge an article that the log holds for the one topic of an index; nothing is learnt.

        Sentences that are `known`, as (article, start), are left out.
        """
        (topic,) = index.topics
        some = [
            mention
            for mention in mentions(article, index, learned=self._learned).get(topic, ())
            if (article.id, article.sentences[mention.sentence].start) not in known
        ]
        return decide(
            article,
            path=path,
            mentions=some,
            state=self.state(topic),
            readers=self._readers,
            copy=copy,
            furniture=self._print_run.furniture(article),
            tell=self._tell,
            retroactive=True,
        )

    def copy_of(self, article: Article, found: DuplicateFound | None) -> Copy | None:
        """Say again what an article that was found to be a copy has in common with its original."""
        return self._originals.again(article, found) if found else None

    def learn(self, topic: str, events: Iterable[Event]) -> None:
        """Take in events of a topic that are about to be recorded, or were."""
        state = self.state(topic)
        for event in events:
            evolve(state, event, event_id=event_id(topic_stream(topic), version=state.version + 1))

    def learn_article(
        self, article: Article, events: Iterable[Event], *, is_copy: bool = False
    ) -> None:
        """Remember an article, and the events of its sentences, for those that come later.

        `is_copy` says that it is a copy or an update of another.
        """
        self._originals.add(article)
        if self._printed is not None:
            self._printed.add(article, is_copy=is_copy)
        if self._lessons is not None:
            self._lessons.add(*_lesson(article, events))

    def forget_lessons(self) -> None:
        """Fold anew what words teach: articles that were taken in before have got statements.

        The topics too: an index made before a definition was committed lacks it.
        """
        self._lessons = None
        self._index = None

    @property
    def _learned(self) -> Learned | None:
        """Give what was learnt; where every sentence counts anyway nothing is to be learnt."""
        if all(topic.everything for topic in self.index.topics.values()):
            return None
        return self._fold_lessons().learned

    def _fold_lessons(self) -> Lessons:
        """Give what the words of the newest articles in the log teach of each topic."""
        if self._lessons is None:
            lessons = Lessons(most=_ARTICLES_LEARNT)
            after = self._before_the_newest()
            counted = self._statements(after=after)
            printed, copies = Printed(most=_ARTICLES_LEARNT), self._copies(after=after)
            for _, kept in self._reader.readings(after=after):
                article = decode_reading(kept.text, kept.reading)
                lessons.add(*_lesson(article, counted.get(article.id, ())))
                printed.add(article, is_copy=article.id in copies)
            self._lessons, self._printed = lessons, printed
        return self._lessons

    @property
    def _print_run(self) -> Printed:
        """Give what outlets print again and again, in the newest articles in the log."""
        if self._printed is None:
            after = self._before_the_newest()
            self._printed, copies = Printed(most=_ARTICLES_LEARNT), self._copies(after=after)
            for _, kept in self._reader.readings(after=after):
                article = decode_reading(kept.text, kept.reading)
                self._printed.add(article, is_copy=article.id in copies)
        return self._printed

    def _copies(self, *, after: int) -> frozenset[str]:
        return frozenset(
            recorded.data.article_id
            for recorded in self._reader.events(after=after, types=(DuplicateFound.name,))
            if isinstance(recorded.data, DuplicateFound) and recorded.data.kind != "exact"
        )

    def _before_the_newest(self) -> int:
        received = self._reader.events(
            types=(ArticleReceived.name,), newest_first=True, limit=_ARTICLES_LEARNT
        )
        return min((recorded.position for recorded in received), default=1) - 1

    def _statements(self, *, after: int) -> dict[str, list[Event]]:
        by_article: dict[str, list[Event]] = {}
        types = (TopicChanged.name, StatementRepeated.name)
        for recorded in self._reader.events(after=after, types=types):
            if isinstance(recorded.data, Statement):
                by_article.setdefault(recorded.data.article_id, []).append(recorded.data)
        return by_article

    def follow(self, recorded: Sequence[Recorded]) -> None:
        """Take in what was recorded of topics."""
        for one in recorded:
            kind, _, topic = one.stream.partition("/")
            if kind == "topic" and topic in self._states:
                evolve(self._states[topic], one.data, event_id=one.id)
            if one.data.name in _DEFINITIONS:
                self._index = None

    def _entry(
        self,
        article: Article,
        topic: str,
        some: Sequence[Mention],
        furniture: Mapping[int, int],
        *,
        path: str,
        cause: str | None,
        copy: Copy | None,
    ) -> Entry:
        state = self.state(topic)
        events = decide(
            article,
            path=path,
            mentions=some,
            state=state,
            readers=self._readers,
            copy=copy,
            furniture=furniture,
            tell=self._tell,
        )
        stream = topic_stream(topic)
        return Entry(stream=stream, events=events, expected=state.version, cause=cause)


def _lesson(
    article: Article, events: Iterable[Event]
) -> tuple[tuple[frozenset[str], ...], dict[str, list[int]]]:
    """Give the words of an article's sentences, and for each topic which of them counted."""
    starts: dict[str, set[int]] = {}
    for event in events:
        if isinstance(event, Statement):
            starts.setdefault(event.topic, set()).add(event.start)
    counted = {
        topic: [n for n, sentence in enumerate(article.sentences) if sentence.start in some]
        for topic, some in starts.items()
    }
    return words_of(article), counted
