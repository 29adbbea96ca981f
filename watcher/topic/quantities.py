"""Quantities: the numbers of a sentence that count; never years, dates, times, ages or names."""

from watcher.topic.language import Language
from watcher.topic.numerals import DASHES, Numerals, Quantity, number_value
from watcher.topic.words import MARK, NUMBER, WORD, Words, word_set

_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th", "s", "'s"})
_CLOCK = word_set("am pm a.m. p.m. o'clock gmt utc hrs")
_DAY_PARTS = frozenset(
    {("this", "morning"), ("this", "afternoon"), ("this", "evening"), ("at", "night")}
)
_YEAR_BEFORE = word_set(
    """in since by of until till during before after through from to early late mid year and or
    spring summer autumn fall winter for around the between"""
)


class Quantities:
    """Finds the numbers of a text that can be a count or a measure."""

    def __init__(self, language: Language) -> None:
        self._numerals = Numerals(language)
        calendar, units = language.tables.calendar, language.tables.units
        self._designators = frozenset(language.tables.numbers.designators.words)
        self._months = frozenset(
            (*calendar.months.names, *calendar.months.short, *calendar.months.other)
        )
        self._weekdays = frozenset((*calendar.weekdays.names, *calendar.weekdays.short))
        self._signs = frozenset(s for row in units.currencies.values() for s in row)
        measures = (units.currencies, units.percent, units.measures)
        self._units = frozenset(s for table in measures for row in table.values() for s in row)
        people = language.tables.counts.people
        self._people = frozenset((*people.general, *people.special))

    def read(self, words: Words) -> tuple[Quantity, ...]:
        """Find the numbers in order; a part of a date or a name is left out."""
        found: list[Quantity] = []
        place = 0
        while place < words.size:
            quantity = None
            if words.kind[place] == NUMBER:
                quantity = self._numerals.digits(words, place)
                if self._is_other(words, place, quantity):
                    place = self._past_other(words, place)
                    continue
            elif words.low[place] in self._numerals.starts:
                quantity = self._numerals.spelled(words, place)
                if quantity and self._is_hour(words, place, quantity.last):
                    place = quantity.last
                    continue
            if quantity is None:
                place += 1
                continue
            found.append(quantity)
            place = quantity.last
        return tuple(found)

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

    def _is_hour(self, words: Words, place: int, last: int) -> bool:
        """Say whether a number in words is a time: "four o'clock", "at eleven this morning"."""
        if words.at(last) in _CLOCK:
            return True
        parts = (words.at(last), words.at(last + 1))
        return words.at(place - 1) in {"at", "by", "until", "before", "after"} and (
            parts in _DAY_PARTS or (parts[0] == "in" and parts[1] == "the")
        )

    def _is_clock(self, words: Words, place: int) -> bool:
        if words.at(place + 1) in _CLOCK:
            return True
        colon = words.at(place + 1) == ":" and words.glued(place + 1)
        return colon and words.glued(place + 2) and words.kind[place + 2] == NUMBER

    def _is_score(self, words: Words, place: int) -> bool:
        """Say whether it is 3-1, 2/3 or an ISO date; 200-300 is a range."""
        mark, second = words.at(place + 1), place + 2
        if mark not in DASHES | {"/"}:
            return False
        if second >= words.size or words.kind[second] != NUMBER:
            return False
        if not (words.glued(place + 1) and words.glued(second)):
            even = words.glued(place + 1) == words.glued(second)
            return even and not self._is_unit(words, second + 1)
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
            if before in DASHES and words.glued(place - 1) and place >= 2:
                named = words.kind[place - 2] == WORD and words.low[place - 2] != "magnitude"
                return named and not self._is_range(words, place)
        after = quantity.last
        tied = after < words.size and words.kind[after] == WORD and words.glued(after)
        if tied and words.low[after] not in self._units:
            return True
        if before in self._designators and words.at(place - 2) not in self._numerals.cardinals:
            return not self._is_unit(words, after)
        if before == "." and words.at(place - 2) in {"no", "nr"}:
            return True
        return self._is_numbered_name(words, place, after)

    def _is_range(self, words: Words, place: int) -> bool:
        return words.low[place - 2] in self._numerals.cardinals

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


def _is_age(words: Words, place: int) -> bool:
    if words.at(place - 1) in {"aged", "age"}:
        return True
    if words.at(place + 1) in DASHES and words.at(place + 2) in {"year", "month", "week"}:
        return words.at(place + 4) in {"old", "olds"}
    if words.at(place - 1) != "," or words.at(place + 1) not in {",", ".", ";"}:
        return False
    return words.capital(place - 2) and "," not in words.raw[place] and len(words.raw[place]) < 4
