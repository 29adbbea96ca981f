"""What a topic is once it is compiled, and what it means that a sentence counts for it."""

from dataclasses import dataclass
from typing import Literal

from watcher.events import Definition
from watcher.topic.boolean import Query, parse_query
from watcher.topic.phrases import Pattern, compile_phrase
from watcher.topic.vocabulary import Vocabulary, vocabulary_of

How = Literal["everything", "query", "term", "words", "alias", "anaphora", "section", "follow-on"]
EVERYTHING = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A tracked subject: its definition, and its phrases in comparable form.

    `everything` says that every sentence counts, whatever it says; `loose_keywords` that the
    topic is little more than a list of single words.
    """

    id: str
    definition: Definition
    everything: bool
    terms: tuple[Pattern, ...]
    names: tuple[Pattern, ...]
    exclude: tuple[Pattern, ...]
    query: Query | None
    vocabulary: Vocabulary
    loose_keywords: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Sentence number `sentence` of an article counts for a topic.

    `how` says by what, `words` are the words that say so, `strength` is the likelihood (0 to 1)
    that the sentence bears on the topic.
    """

    sentence: int
    how: How
    words: str
    strength: float

    @property
    def matched(self) -> str:
        """Say it in a few words, as an event does."""
        if self.how in ("term", "query"):
            return self.words
        if self.how == "alias":
            return f"alias {self.words}"
        return f"{self.how}: {self.words}" if self.words else self.how


def compile_topic(topic_id: str, definition: Definition) -> Topic:
    """Compile a topic's definition; raises QueryError."""
    aliases = definition.aliases
    names = [name for known, others in aliases.items() for name in (known, *others)]
    query = definition.query
    terms = _compile(tuple(term for term in definition.terms if term != EVERYTHING), aliases)
    single = sum(len(pattern.keys) == 1 for pattern in terms)
    return Topic(
        id=topic_id,
        definition=definition,
        everything=EVERYTHING in definition.terms,
        terms=terms,
        names=_compile(tuple(names), {}),
        exclude=_compile(definition.exclude, aliases),
        query=None if query is None else parse_query(query, aliases=aliases),
        vocabulary=vocabulary_of(definition),
        loose_keywords=definition.about is None and single > len(terms) / 2,
    )


def has_loose_keywords(definition: Definition) -> bool:
    """Tell whether a topic is no more than words to look for: most terms are one word."""
    words = [term for term in definition.terms if term != EVERYTHING]
    single = sum(" " not in word and "-" not in word for word in words)
    return definition.about is None and single > len(words) / 2


def _compile(phrases: tuple[str, ...], aliases: dict[str, tuple[str, ...]]) -> tuple[Pattern, ...]:
    return tuple(
        pattern for phrase in phrases for pattern in compile_phrase(phrase, aliases=aliases)
    )
