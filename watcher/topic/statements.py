"""A sentence in comparable form: what it counts, says, who says it, and which day it speaks of."""

from dataclasses import dataclass
from datetime import date

from msgspec import structs

from watcher.article.model import Article
from watcher.article.tokens import Token, stem_of, tokenize
from watcher.events import Figure
from watcher.topic.acts import Acts
from watcher.topic.content import anchors_of, content_words, names_among
from watcher.topic.dates import Dates
from watcher.topic.figures import Figures, FigureSpan
from watcher.topic.language import Language
from watcher.topic.moments import day_of
from watcher.topic.speakers import Speakers
from watcher.topic.status import Statuses
from watcher.topic.words import words_of

_NO_COUNT = frozenset({"name", "group"})
_MOVES = frozenset(
    stem_of(word)
    for word in """added climbed cut dropped fallen fell grew grown increased jumped lifted lowered
    passed raised reached revised risen rose up updated widened""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence as it was read. `day` is the day it speaks of, where it tells one.

    `status` is null where no word of the sentence gives one; `status_verb` is the word that does.
    `acted` tells whether a verb in the past tense says that something was done.
    """

    sentence: int
    start: int
    end: int
    quote: str
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    names: frozenset[str]
    figures: tuple[FigureSpan, ...]
    status: str | None
    status_verb: str | None
    acted: bool
    speaker: str | None
    day: date | None

    @property
    def anchors(self) -> frozenset[str]:
        """Give its values and its day, in the form in which they are compared."""
        return anchors_of(self.counted, day=self.day)

    @property
    def has_move_word(self) -> bool:
        """Tell whether a word says that a figure has moved ("rose to")."""
        return any(token.stem in _MOVES for token in self.tokens)

    @property
    def counted(self) -> tuple[Figure, ...]:
        """Give the figures of the sentence."""
        return tuple(
            span.figure
            if span.role == "level" and not span.given
            else structs.replace(span.figure, role="given" if span.given else span.role)
            for span in self.figures
            if span.role not in _NO_COUNT
        )


class Readers:
    """Reads sentences; holds what reading needs of a language. `acts` says what they speak of."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._figures = Figures(language)
        self._statuses = Statuses(language)
        self._speakers = Speakers(language)
        self._dates = Dates(language)
        self.acts = Acts(lambda quote, published: self._dates.read(quote, published=published))

    def read(self, article: Article, number: int) -> Statement:
        """Read sentence number `number` of an article."""
        sentence = article.sentences[number]
        quote = article.quote(sentence)
        tokens = tokenize(quote)
        words = words_of(quote, language=self._language)
        status = self._statuses.best(quote, words=words)
        speaker = self._speakers.read(quote, words=words)
        published = day_of(article.published_at)
        dates = self._dates.read(quote, published=published, words=words)
        return Statement(
            sentence=number,
            start=sentence.start,
            end=sentence.end,
            quote=quote,
            tokens=tokens,
            words=content_words(tokens),
            names=names_among(tokens),
            figures=self._figures.read(quote, words=words),
            status=status.status if status else None,
            status_verb=status.verb if status else None,
            acted=self._statuses.tells_an_act(words),
            speaker=speaker.name if speaker else None,
            day=next((span.first for span in dates if span.precision == "day"), None),
        )
