"""Nouns: the heads of the phrases around a number or a verb."""

from dataclasses import dataclass

from watcher.topic.language import Language
from watcher.topic.words import NUMBER, WORD, Words, word_set

PREPOSITIONS = word_set(
    """of in on at to from by for with within without after before since until under over
    against among into out across through during about as than per behind between near off
    down up along around below above beyond including"""
)
CONNECTIVES = word_set(
    """while although though whereas but because after when as before since until if where
    unless so which whose and or that who"""
)
_PRONOUNS = word_set(
    """it its their his her them they he she this that these those our my i we you who which
    what there one nobody others none each both"""
)
DETERMINERS = word_set("the a an its their his her our this that these those some any all")
_AUXILIARIES = word_set("be have will would could can may might must do shall should")
_NOT_HEADS = word_set(
    """more other others' further additional new own such least most or also have has had were
    was are is be been who that not now still so far yet ago later there instead ahead and but
    only morning afternoon evening night today tomorrow yesterday week month year nowhere
    total says does makes takes gives"""
)
_IRREGULAR_PLURALS = word_set(
    """people men women children police troops dead missing injured wounded hurt staff crew
    cattle sheep aircraft personnel feet mice lives others media"""
)
_PLURALS = {"man": "men", "woman": "women", "child": "children", "person": "people"}
_NOT_PLURALS = word_set("was is has does this his its thus perhaps always across besides says")
_COLLECTIVE = word_set("of in")


@dataclass(frozen=True, slots=True)
class Noun:
    """The head of the phrase after a number, and the word after which the phrase ends."""

    head: str
    last: int


class Nouns:
    """Finds heads; knows which nouns are one thing under several names."""

    def __init__(self, language: Language) -> None:
        counts, calendar = language.tables.counts, language.tables.calendar
        self.holders = frozenset(counts.holders.words)
        self._synonyms = {word: key for key, row in counts.synonyms.items() for word in row}
        self._synonyms |= {key: key for key in counts.synonyms}
        units, numbers = language.tables.units, language.tables.numbers
        tables = (units.currencies, units.percent, units.measures, units.durations)
        self._no_heads = (
            DETERMINERS
            | _PRONOUNS
            | _NOT_HEADS
            | frozenset((*numbers.cardinals, *numbers.scales, *units.coins.words))
            | frozenset(word for table in tables for row in table.values() for word in row)
            | frozenset((*calendar.weekdays.names, *calendar.months.names))
        )

    def key_of(self, noun: str) -> str:
        """Give the one key of a noun with several names."""
        return self._synonyms.get(noun, noun)

    def counted(self, words: Words, place: int, *, right: int) -> Noun | None:
        """Find the noun that a number just before `place` counts."""
        for at in range(place, min(place + 5, right)):
            low = words.low[at]
            if low in {"-", "‑", '"', "“", "'"} and at > place:
                continue
            if words.kind[at] != WORD or low in PREPOSITIONS | CONNECTIVES:
                return None
            if low in {"the", "a", "an"} or words.lemma[at] in _AUXILIARIES:
                return None
            if is_plural(low) and low not in _NOT_HEADS:
                return Noun(low, at + 1)
        return None

    def subject(self, words: Words, verb: int, *, left: int) -> str | None:
        """Give the head of what stands before a verb: of "the toll in the north rose" the toll."""
        first = _segment_start(words, verb, left=left)
        return self.head(words, first, _before_auxiliaries(words, verb, left=first))

    def object(self, words: Words, place: int, *, right: int) -> str | None:
        """Give the head of what follows: of "raised its offer for it to" the offer."""
        return self.head(words, place, _phrase_end(words, place, right=right))

    def head(self, words: Words, first: int, last: int) -> str | None:
        """Give the head of a noun phrase: the last noun before its first preposition."""
        while first < last and words.low[first] in PREPOSITIONS | {"and", "but", ",", "so"}:
            first += 1
        cut = next((at for at in range(first, last) if words.low[at] in PREPOSITIONS), last)
        found = self._last_noun(words, first, cut)
        if (found is None or found in self.holders) and words.at(cut) in _COLLECTIVE:
            return self.head(words, cut + 1, last) or found
        if found is None and cut < last:
            return self.head(words, cut + 1, last)
        return found

    def _last_noun(self, words: Words, first: int, last: int) -> str | None:
        for at in range(last - 1, first - 1, -1):
            low = words.low[at]
            if words.kind[at] != WORD or low in self._no_heads or low.endswith("ly"):
                continue
            if words.form[at] in {"past", "part", "ed", "ing"} and low != words.lemma[at]:
                continue
            return self.key_of(low)
        return None


def _phrase_end(words: Words, place: int, *, right: int) -> int:
    for at in range(place + 1, right):
        ended = words.lemma[at] in _AUXILIARIES or words.form[at] in {"past", "ed"}
        if ended and words.low[at - 1] not in DETERMINERS | PREPOSITIONS:
            return at
        if words.low[at] in {",", '"', "”", "(", ")"} or words.low[at] in CONNECTIVES:
            return at
    return right


def _segment_start(words: Words, verb: int, *, left: int) -> int:
    for at in range(verb - 1, left - 1, -1):
        if words.low[at] in {";", ":", "—", "–", "(", '"', "“", "”"}:
            return at + 1
        if words.low[at] == "," and verb - at > 1:
            return at + 1
    return left


def _before_auxiliaries(words: Words, verb: int, *, left: int) -> int:
    while verb - 1 > left and (
        words.lemma[verb - 1] in _AUXILIARIES
        or words.low[verb - 1] in {"now", "not", "also", "already", "since", "still", ","}
    ):
        verb -= 1
    return verb


def is_plural(low: str) -> bool:
    """Say whether a word looks like a noun in the plural."""
    if low in _IRREGULAR_PLURALS:
        return True
    if len(low) < 4 or low in _NOT_PLURALS:
        return False
    return low.endswith("s") and not low.endswith(("ss", "us", "is", "ous"))


def plural_of(noun: str) -> str:
    """Give the plural of a noun."""
    if is_plural(noun) or not noun.isalpha():
        return noun
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def is_digit(words: Words, at: int) -> bool:
    """Say whether a word is a number in digits."""
    return 0 <= at < words.size and words.kind[at] == NUMBER
