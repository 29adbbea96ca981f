"""Quantities: the numbers of a sentence in digits and words; never years, dates, times or names."""

from dataclasses import dataclass
from typing import Literal

from watcher.topic.language import Language
from watcher.topic.words import MARK, NUMBER, WORD, Words

QuantityKind = Literal["exact", "vague", "fraction"]
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th", "s", "'s"})
_DASHES = frozenset("-–—‑")
_CLOCK = frozenset({"am", "pm", "a.m.", "p.m.", "o'clock", "gmt", "utc", "hrs"})
_YEAR_BEFORE = frozenset({
    "in", "since", "by", "of", "until", "till", "during", "before", "after", "through", "from",
    "to", "early", "late", "mid", "year", "and", "or", "spring", "summer", "autumn", "fall",
    "winter", "for", "around", "the", "between",
})  # fmt: skip
_ARTICLES = frozenset({"a", "an"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: words `first` up to, not including, `last`; `value` is null where it is vague."""

    first: int
    last: int
    value: float | None
    kind: QuantityKind
    hyphened: bool = False


class Quantities:
    """Finds the numbers of a text that can be a count or a measure."""

    def __init__(self, language: Language) -> None:
        numbers, calendar = language.tables.numbers, language.tables.calendar
        self._cardinals = numbers.cardinals
        self._scales = numbers.scales
        self._short = numbers.short_scales
        self._fractions = numbers.fractions
        self._vague = frozenset(numbers.vague.words)
        self._vague_before = frozenset(numbers.vague.before)
        self._designators = frozenset(numbers.designators.words)
        self._months = frozenset(
            (*calendar.months.names, *calendar.months.short, *calendar.months.other)
        )
        self._weekdays = frozenset((*calendar.weekdays.names, *calendar.weekdays.short))
        units = language.tables.units
        self._signs = frozenset(s for row in units.currencies.values() for s in row)
        measures = (units.currencies, units.percent, units.measures)
        self._units = frozenset(s for table in measures for row in table.values() for s in row)
        people = language.tables.counts.people
        self._people = frozenset((*people.general, *people.special))
        self._starts = frozenset((
            *self._cardinals, *self._scales, *self._vague, "half", "a", "an", *self._vague_before,
        ))  # fmt: skip

    def read(self, words: Words) -> tuple[Quantity, ...]:
        """Find the numbers in order; a part of a date or a name is left out."""
        found: list[Quantity] = []
        place = 0
        while place < words.size:
            quantity = None
            if words.kind[place] == NUMBER:
                quantity = self._digits(words, place)
                if self._is_other(words, place, quantity):
                    place = self._past_other(words, place)
                    continue
            elif words.low[place] in self._starts:
                quantity = self._spelled(words, place)
            if quantity is None:
                place += 1
                continue
            found.append(quantity)
            place = quantity.last
        return tuple(found)

    def _digits(self, words: Words, place: int) -> Quantity:
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

    def _spelled(self, words: Words, place: int) -> Quantity | None:
        if place and words.glued(place) and words.low[place - 1] in _DASHES:
            if words.at(place - 2) not in self._cardinals:
                return None
        low = words.low[place]
        if low in self._vague:
            return self._vague_at(words, place)
        if low in self._vague_before or (low in _ARTICLES and self._is_few(words, place + 1)):
            return self._several(words, place)
        if low in _ARTICLES or low == "half":
            return self._part_of_scale(words, place)
        if low in self._cardinals:
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
        if words.at(last) == "of" and words.at(last + 1) in _ARTICLES:
            if words.at(last + 2) in self._scales:
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
        part = last + 1 if words.at(last) in _DASHES and words.glued(last) else last
        if words.at(part) in self._fractions and words.at(part) != "half":
            return self._fraction(words, place, part, value)
        if value == 1 and last == place + 1:
            return self._one(words, place)
        return Quantity(place, last, value, "exact", _is_hyphened(words, last))

    def _composed(self, words: Words, place: int) -> tuple[float, int]:
        total, current, last, before = 0.0, 0.0, place, ""
        while last < words.size:
            low = words.low[last]
            if low in self._cardinals and self._fits(before, low):
                current += self._cardinals[low]
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
        if before in self._cardinals:
            return self._cardinals[before] >= 20 and self._cardinals[low] < 10
        return True

    def _joint(self, words: Words, place: int, before: str, value: float) -> int:
        """Count the words that join two parts of a number: the hyphen, or "and"."""
        following = words.at(place + 1)
        if words.low[place] in _DASHES and words.glued(place):
            tens = self._cardinals.get(before, 0) >= 20 and following in self._cardinals
            return 1 if tens or following in {"hundred", "thousand", "million"} else 0
        joins = words.low[place] == "and" and before in self._scales and value >= 100
        return 1 if joins and following in self._cardinals else 0

    def _one(self, words: Words, place: int) -> Quantity | None:
        if words.at(place + 1) == "in" and words.at(place + 2) in self._cardinals:
            of = self._cardinals[words.at(place + 2)]
            return Quantity(place, place + 3, round(100 / of, 1), "fraction")
        if words.at(place + 1) in self._units or words.at(place + 1) in self._people:
            if words.at(place - 1) not in {"no", "the", "this", "that", "any", "every", "each"}:
                return Quantity(place, place + 1, 1.0, "exact")
        return None

    def _is_other(self, words: Words, place: int, quantity: Quantity) -> bool:
        """Say whether a number in digits is a year, a date, a time, an age or part of a name."""
        return (
            self._is_date(words, place)
            or self._is_clock(words, place)
            or self._is_score(words, place)
            or self._is_name(words, place, quantity)
            or (quantity.last == place + 1 and self._is_year(words, place))
            or _is_age(words, place)
        )

    def _past_other(self, words: Words, place: int) -> int:
        last = place + 1
        while (
            last + 1 < words.size
            and words.glued(last)
            and words.glued(last + 1)
            and words.kind[last] == MARK
            and words.low[last] not in self._signs
            and words.kind[last + 1] == NUMBER
        ):
            last += 2
        return last

    def _is_date(self, words: Words, place: int) -> bool:
        if words.at(place + 1) in _ORDINAL_ENDS and words.glued(place + 1):
            return True
        value = number_value(words.raw[place])
        if not (value.is_integer() and 1 <= value <= 31 and "." not in words.raw[place]):
            return False
        before = place - 2 if words.at(place - 1) == "." else place - 1
        if words.at(before) in self._months and words.capital(before):
            return True
        after = place + 1
        return words.at(after) in self._months and words.capital(after)

    def _is_clock(self, words: Words, place: int) -> bool:
        if words.at(place + 1) in _CLOCK:
            return True
        colon = words.at(place + 1) == ":" and words.glued(place + 1)
        return colon and words.glued(place + 2) and words.kind[place + 2] == NUMBER

    def _is_score(self, words: Words, place: int) -> bool:
        """Say whether it is 3-1, 2/3 or an ISO date; 200-300 is a range."""
        mark, second = words.at(place + 1), place + 2
        if mark not in _DASHES | {"/"}:
            return False
        if second >= words.size or words.kind[second] != NUMBER:
            return False
        if not (words.glued(place + 1) and words.glued(second)):
            return not self._is_unit(words, second + 1) and words.glued(place + 1) == words.glued(
                second
            )
        if mark == "/" or (words.at(second + 1) == mark and words.glued(second + 1)):
            return True
        low, high = number_value(words.raw[place]), number_value(words.raw[second])
        years = 1800 <= low < high <= 2100 and "," not in words.raw[place]
        return low >= high or years or (high < 10 and not self._is_unit(words, second + 1))

    def _is_unit(self, words: Words, place: int) -> bool:
        return words.at(place) in self._units or words.at(place) in self._people

    def _is_name(self, words: Words, place: int, quantity: Quantity) -> bool:
        before = words.at(place - 1)
        if words.glued(place) and before not in self._signs:
            if words.kind[place - 1] == WORD or before == "#":
                return True
            if before in _DASHES and words.glued(place - 1) and place >= 2:
                named = words.kind[place - 2] == WORD and words.low[place - 2] != "magnitude"
                return named and not self._is_range(words, place)
        after = quantity.last
        if after < words.size and words.kind[after] == WORD and words.glued(after):
            if words.low[after] not in self._units:
                return True
        if before in self._designators and words.at(place - 2) not in self._cardinals:
            return not self._is_unit(words, after)
        if before == "." and words.at(place - 2) in {"no", "nr"}:
            return True
        return self._is_numbered_name(words, place, after)

    def _is_range(self, words: Words, place: int) -> bool:
        return words.low[place - 2] in self._cardinals

    def _is_numbered_name(self, words: Words, place: int, after: int) -> bool:
        """Say whether a capitalised word gives the number its name: "Boeing 737"."""
        if place < 2 or not words.capital(place - 1) or words.at(place - 1) in self._signs:
            return False
        if words.kind[place - 1] != WORD or words.at(place - 1) in self._weekdays:
            return False
        follows = words.at(after)
        counted = follows.endswith("s") or follows in self._people or self._is_unit(words, after)
        return not counted and after == place + 1

    def _is_year(self, words: Words, place: int) -> bool:
        raw = words.raw[place]
        if len(raw) != 4 or not raw.isdigit() or not 1700 <= int(raw) <= 2150:
            return False
        if words.at(place - 1) in self._signs or self._is_unit(words, place + 1):
            return False
        if words.at(place - 1) in _YEAR_BEFORE or words.at(place - 1) in self._months:
            return True
        return not (words.at(place + 1).endswith("s") and words.at(place + 1) not in {"was", "is"})


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
        words.at(last) in _DASHES
        and words.glued(last)
        and words.glued(last + 1)
        and last + 1 < words.size
        and words.kind[last + 1] == WORD
    )


def _is_age(words: Words, place: int) -> bool:
    if words.at(place - 1) in {"aged", "age"}:
        return True
    if words.at(place + 1) in _DASHES and words.at(place + 2) in {"year", "month", "week"}:
        return words.at(place + 4) in {"old", "olds"}
    if words.at(place - 1) != "," or words.at(place + 1) not in {",", ".", ";"}:
        return False
    return words.capital(place - 2) and "," not in words.raw[place] and len(words.raw[place]) < 4
