"""Numerals: numbers in digits and in words, with scales, fractions and vague sizes."""

from dataclasses import dataclass
from typing import Literal

from watcher.topic.language import Language
from watcher.topic.words import WORD, Words

QuantityKind = Literal["exact", "vague", "fraction"]
DASHES = frozenset("-–—‑")
_ARTICLES = frozenset({"a", "an"})
_NO_ONE = frozenset({"no", "the", "this", "that", "any", "every", "each"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: words `first` up to, not including, `last`; `value` is null where it is vague."""

    first: int
    last: int
    value: float | None
    kind: QuantityKind
    hyphened: bool = False


class Numerals:
    """Reads a number that begins at a given word."""

    def __init__(self, language: Language) -> None:
        numbers, units = language.tables.numbers, language.tables.units
        self.cardinals = numbers.cardinals
        self._scales = numbers.scales
        self._short = numbers.short_scales
        self._fractions = numbers.fractions
        self._vague = frozenset(numbers.vague.words)
        self._vague_before = frozenset(numbers.vague.before)
        self._signs = frozenset(s for row in units.currencies.values() for s in row)
        measures = (units.currencies, units.percent, units.measures)
        self._units = frozenset(s for table in measures for row in table.values() for s in row)
        people = language.tables.counts.people
        self._people = frozenset((*people.general, *people.special))
        words = (self.cardinals, self._scales, self._vague, self._vague_before)
        self.starts = frozenset({"half", "a", "an"}.union(*words))

    def digits(self, words: Words, place: int) -> Quantity:
        """Read the number whose digits stand at a place, with its scale."""
        value = number_value(words.raw[place])
        last = place + 1
        value, last = self._and_a_half(words, last, value)
        value, last = self._scaled(words, place, last, value)
        return Quantity(place, last, value, "exact", _is_hyphened(words, last))

    def _scaled(self, words: Words, first: int, last: int, value: float) -> tuple[float, int]:
        while last < words.size:
            low = words.low[last]
            if low in self._scales and low not in {"score", "dozen"}:
                value *= self._scales[low]
            elif low == "dozen":
                value *= 12
            elif low in self._short and self._is_short_scale(words, first, last):
                value *= self._short[low]
            else:
                break
            last += 1
        return value, last

    def _is_short_scale(self, words: Words, first: int, last: int) -> bool:
        low = words.low[last]
        if low in {"bn", "bln", "mn", "mln", "mio", "tn", "trn"}:
            return True
        sign = words.at(first - 1)
        if sign in self._signs or words.at(last + 1) in self._signs:
            return True
        return words.glued(last) and words.at(last + 1) in self._people

    def _and_a_half(self, words: Words, last: int, value: float) -> tuple[float, int]:
        if words.at(last) == "and" and words.at(last + 1) == "a":
            part = words.at(last + 2)
            if part in {"half", "quarter"}:
                return value + self._fractions[part], last + 3
        return value, last

    def spelled(self, words: Words, place: int) -> Quantity | None:
        """Read the number in words that begins at a place, if one does."""
        hyphen = place > 0 and words.glued(place) and words.low[place - 1] in DASHES
        if hyphen and words.at(place - 2) not in self.cardinals:
            return None
        low = words.low[place]
        if low in self._vague:
            return self._vague_at(words, place)
        if low in self._vague_before or (low in _ARTICLES and self._is_few(words, place + 1)):
            return self._several(words, place)
        if low in _ARTICLES or low == "half":
            return self._part_of_scale(words, place)
        if low in self.cardinals:
            return self._cardinal(words, place)
        return None

    def _is_few(self, words: Words, place: int) -> bool:
        return words.at(place) in {"few", "couple"}

    def _vague_at(self, words: Words, place: int) -> Quantity | None:
        last = place + 1
        while words.at(last) == "of" and words.at(last + 1) in self._vague:
            last += 2
        if last < words.size and (words.kind[last] == WORD):
            return Quantity(place, last, None, "vague")
        return None

    def _several(self, words: Words, place: int) -> Quantity | None:
        last = place + (2 if words.low[place] in _ARTICLES else 1)
        if words.at(last) == "of":
            last += 1
        if words.at(last) in self._scales:
            return Quantity(place, last + 1, None, "vague")
        return None

    def _part_of_scale(self, words: Words, place: int) -> Quantity | None:
        at = place + (words.low[place] in _ARTICLES)
        low = words.at(at)
        if low in self._fractions:
            return self._fraction(words, place, at, 1.0)
        if at > place and low in self._scales and low != "score":
            value, last = self._scaled(words, place, at, 1.0)
            value, last = self._half_more(words, at, last, value)
            return Quantity(place, last, value, "exact")
        return None

    def _half_more(self, words: Words, scale: int, last: int, value: float) -> tuple[float, int]:
        more, after = self._and_a_half(words, last, 0.0)
        if more:
            return value + more * self._scales.get(words.at(scale), 1), after
        return value, last

    def _fraction(self, words: Words, first: int, at: int, times: float) -> Quantity | None:
        part = self._fractions[words.low[at]] * times
        last = at + 1
        of = words.at(last) == "of" and words.at(last + 1) in _ARTICLES
        if of and words.at(last + 2) in self._scales:
            return self._whole(words, first, last + 2, part)
        if words.at(last) in _ARTICLES and words.at(last + 1) in self._scales:
            return self._whole(words, first, last + 1, part)
        if words.at(last) in self._scales:
            return self._whole(words, first, last, part)
        if words.at(last) in {"of", "the", "its", "their"}:
            return Quantity(first, last, round(part * 100, 1), "fraction")
        return None

    def _whole(self, words: Words, first: int, scale: int, part: float) -> Quantity:
        value, last = self._scaled(words, first, scale, part)
        return Quantity(first, last, value, "exact")

    def _cardinal(self, words: Words, place: int) -> Quantity | None:
        value, last = self._composed(words, place)
        part = last + 1 if words.at(last) in DASHES and words.glued(last) else last
        if words.at(part) in self._fractions and words.at(part) != "half":
            return self._fraction(words, place, part, value)
        if value == 1 and last == place + 1:
            return self._one(words, place)
        return Quantity(place, last, value, "exact", _is_hyphened(words, last))

    def _composed(self, words: Words, place: int) -> tuple[float, int]:
        total, current, last, before = 0.0, 0.0, place, ""
        while last < words.size:
            low = words.low[last]
            if low in self.cardinals and self._fits(before, low):
                current += self.cardinals[low]
            elif low in {"hundred", "dozen"}:
                current = max(current, 1.0) * self._scales[low]
            elif low in self._scales and low != "score":
                total, current = total + max(current, 1.0) * self._scales[low], 0.0
            else:
                step = self._joint(words, last, before, total + current)
                if step == 0:
                    break
                last += step
                continue
            before = low
            last += 1
            current, last = self._and_a_half(words, last, current)
        return total + current, last

    def _fits(self, before: str, low: str) -> bool:
        if before in self.cardinals:
            return self.cardinals[before] >= 20 and self.cardinals[low] < 10
        return True

    def _joint(self, words: Words, place: int, before: str, value: float) -> int:
        """Count the words that join two parts of a number: the hyphen, or "and"."""
        following = words.at(place + 1)
        if words.low[place] in DASHES and words.glued(place):
            tens = self.cardinals.get(before, 0) >= 20 and following in self.cardinals
            return 1 if tens or following in {"hundred", "thousand", "million"} else 0
        joins = words.low[place] == "and" and before in self._scales and value >= 100
        return 1 if joins and following in self.cardinals else 0

    def _one(self, words: Words, place: int) -> Quantity | None:
        if words.at(place + 1) == "in" and words.at(place + 2) in self.cardinals:
            of = self.cardinals[words.at(place + 2)]
            return Quantity(place, place + 3, round(100 / of, 1), "fraction")
        counted = words.at(place + 1) in self._units or words.at(place + 1) in self._people
        if counted and words.at(place - 1) not in _NO_ONE:
            return Quantity(place, place + 1, 1.0, "exact")
        return None


def number_value(raw: str) -> float:
    """Read a number in digits: 1,200.5, 1.200.000, 4,5 or 18 000."""
    plain = raw.replace(" ", "").replace(" ", "")
    if plain.count(".") > 1 or ("," in plain and plain.rfind(",") > plain.rfind(".") >= 0):
        plain = plain.replace(".", "")
    head, comma, tail = plain.rpartition(",")
    if comma and len(tail.partition(".")[0]) != 3 and "," not in head:
        plain = f"{head}.{tail}"
    try:
        return float(plain.replace(",", ""))
    except ValueError:
        return float(plain.replace(",", "").split(".")[0])


def _is_hyphened(words: Words, last: int) -> bool:
    """Say whether the number makes an adjective: "28-point", "nine-storey"."""
    return (
        words.at(last) in DASHES
        and words.glued(last)
        and words.glued(last + 1)
        and last + 1 < words.size
        and words.kind[last + 1] == WORD
    )
