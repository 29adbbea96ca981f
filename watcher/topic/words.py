"""Words: a sentence cut into words with their places, and phrases found in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from watcher.topic.language import Form, Language

_TOKEN = re.compile(
    r"(?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<number>\d+(?:[.,\u00a0\u202f\u2009]\d+)*)"
    r"|(?P<mark>\S)"
)
WORD, NUMBER, MARK = 1, 2, 3
# No sentence is longer; what is (a table, a list) must not cost more than it is worth.
LONGEST = 500
_GAP = 3
_OPENERS = frozenset('"“„«:;(—–')
_NO_PAST = frozenset({"hundred", "sacred", "naked", "wicked", "rugged", "beloved", "kindred"})
_STOPS = frozenset(',;:.?!—()"“”')
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Words `first` up to, not including, `last`; characters `start` to `end`.

    `main` is false where the clause hangs on another: "after ...", "who ...".
    """

    first: int
    last: int
    start: int
    end: int
    main: bool


class Words:
    """The words, numbers and marks of one text, in parallel lists.

    `low` is in lower case with a plain apostrophe and without a possessive ending; `lemma` is the
    verb that a word is a form of, else the word itself; `form` says which form, or is empty.
    Of a text of more than 500 words only the first 500 are kept.
    """

    __slots__ = ("clauses", "end", "form", "kind", "lemma", "low", "raw", "size", "start", "text")

    def __init__(self, text: str, *, forms: Mapping[str, tuple[str, Form]]) -> None:
        self.text = text
        found = list(islice(_TOKEN.finditer(text), LONGEST))
        self.raw: list[str] = [match.group() for match in found]
        self.start = [match.start() for match in found]
        self.end = [match.end() for match in found]
        self.kind = [match.lastindex or MARK for match in found]
        self.low: list[str] = [_plain(raw) for raw in self.raw]
        self.size = len(found)
        self.lemma = self.low.copy()
        self.form: list[str] = [""] * self.size
        self.clauses: tuple[Clause, ...] | None = None
        self._inflect(forms)

    def _inflect(self, forms: Mapping[str, tuple[str, Form]]) -> None:
        """Find the verb forms; a capital inside a sentence makes a name ("United States")."""
        capital = [raw[0].isupper() for raw in self.raw]
        headline = sum(capital) > 0.6 * self.kind.count(WORD)
        for at, low in enumerate(self.low):
            known = low in forms or (len(low) > 4 and low.endswith("ed"))
            if known and (not capital[at] or headline or at == 0 or self.raw[at - 1] in _OPENERS):
                self.lemma[at], self.form[at] = forms.get(low) or _guessed(low)

    def glued(self, index: int) -> bool:
        """Say whether there is no space between this word and the one before."""
        return 0 < index < self.size and self.start[index] == self.end[index - 1]

    def at(self, index: int) -> str:
        """Give the word at a place in lower case; empty outside of the text."""
        return self.low[index] if 0 <= index < self.size else ""

    def capital(self, index: int) -> bool:
        """Say whether the word begins with a capital."""
        return 0 <= index < self.size and self.raw[index][0].isupper()

    def piece(self, first: int, last: int) -> str:
        """Give the text from one word up to, not including, another."""
        return self.text[self.start[first] : self.end[last - 1]]


def _plain(raw: str) -> str:
    low = raw.lower()
    if "'" in low or "’" in low:
        low = low.replace("’", "'").removesuffix("'s") or low
    return low


def _guessed(low: str) -> tuple[str, str]:
    """Take an unknown word in -ed for the past of a verb."""
    if low.endswith("eed") or low in _NO_PAST:
        return low, ""
    return low.removesuffix("ed"), "ed"


def word_set(text: str) -> frozenset[str]:
    """Make a set of words from a text of words."""
    return frozenset(text.split())


def words_of(text: str, *, language: Language) -> Words:
    """Cut a text into words."""
    return Words(text, forms=language.forms)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found: words `first` up to, not including, `last`."""

    first: int
    last: int
    value: T


class Phrasebook(Generic[T]):
    """Phrases with a value each, found in one pass.

    A verb phrase matches in every form of its verbs, a word phrase as it stands. A "*" inside
    stands for up to three words.
    """

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], bool, T]]] = {}

    def add(self, phrases: Iterable[str], value: T, *, verbs: bool) -> None:
        """Add phrases that mean the same."""
        for phrase in phrases:
            parts = tuple(phrase.replace("-", " - ").split())
            entries = self._by_first.setdefault(parts[0], [])
            entries.append((parts, verbs, value))
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, words: Words) -> Iterator[Hit[T]]:
        """Find the phrases, the longest at each place; places do not overlap."""
        free = 0
        firsts = self._by_first
        for place, (low, lemma) in enumerate(zip(words.low, words.lemma, strict=True)):
            if place < free or (low not in firsts and lemma not in firsts):
                continue
            hit = self.match(words, place)
            if hit:
                yield hit
                free = hit.last

    def match(self, words: Words, place: int) -> Hit[T] | None:
        """Give the longest phrase that begins at a place."""
        for key in (words.low[place], words.lemma[place]):
            for parts, verbs, value in self._by_first.get(key, ()):
                if not verbs and key != words.low[place]:
                    continue
                last = _follow(words, place + 1, parts, verbs=verbs)
                if last:
                    return Hit(place, last, value)
            if words.lemma[place] == words.low[place]:
                break
        return None


def _follow(words: Words, place: int, parts: tuple[str, ...], *, verbs: bool) -> int:
    gap = 0
    for part in parts[1:]:
        if part == "*":
            gap += _GAP
            continue
        found = _next_of(words, place, part, gap=gap, verbs=verbs)
        if found < 0:
            return 0
        place, gap = found + 1, 0
    return place


def _next_of(words: Words, place: int, part: str, *, gap: int, verbs: bool) -> int:
    for at in range(place, min(place + gap + 1, words.size)):
        if words.low[at] == part or (verbs and words.lemma[at] == part):
            return at
        if words.low[at] in _STOPS:
            return -1
    return -1
