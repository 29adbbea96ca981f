"""Units: the currency, share or measure that stands beside a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from watcher.topic.language import Language, List
from watcher.topic.numerals import Quantity
from watcher.topic.words import Words

UnitKind = Literal["currency", "coin", "percent", "measure", "duration"]
_RATE_LEADS = frozenset({"a", "an", "per", "each", "every"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit and the words that a number makes with it: `first` up to, not including, `last`.

    `rate` is what it is counted by ("share" in "euros a share"), `measured` what an adjective
    names ("height" in "metres high").
    """

    name: str | None
    kind: UnitKind | None
    first: int
    last: int
    rate: str | None = None
    measured: str | None = None


class Units:
    """Finds the unit of a number."""

    def __init__(self, language: Language) -> None:
        units = language.tables.units
        self._known: dict[str, tuple[str, UnitKind]] = {}
        self._add(units.currencies, "currency")
        self._add(units.percent, "percent")
        self._add(units.measures, "measure")
        self._add(units.durations, "duration")
        for word in units.coins.words:
            self._known.setdefault(word, (word, "coin"))
        self._rates = frozenset(units.rates.words)
        self._adjectives = {word: row[0] for word, row in units.adjectives.items()}

    def _add(self, table: Mapping[str, List], kind: UnitKind) -> None:
        for name, row in table.items():
            for spelling in row:
                self._known.setdefault(spelling, (name, kind))

    def read(self, words: Words, quantity: Quantity) -> Unit:
        """Give the unit of a number, and which words belong to both."""
        first, last = quantity.first, quantity.last
        sign = self._sign(words, first)
        if sign:
            name, width = sign
            after = self._after(words, last)
            last = after[2] if after and after[:2] == (name, "currency") else last
            return self._rated(words, name, "currency", first - width, last)
        if (
            words.at(first - 1) in {"magnitude", "-"}
            and "magnitude" in words.low[first - 2 : first]
        ):
            return Unit(name="magnitude", kind="measure", first=first, last=last)
        if quantity.kind == "vague" and words.at(last) == "of":
            last += 1
        if quantity.hyphened:
            last += 1
        found = self._after(words, last)
        if found is None or (quantity.hyphened and found[1] not in {"measure", "duration"}):
            return Unit(name=None, kind=None, first=first, last=quantity.last)
        name, kind, last = found
        return self._rated(words, name, kind, first, last)

    def _sign(self, words: Words, first: int) -> tuple[str, int] | None:
        for width in (2, 1):
            if first - width < 0:
                continue
            sign = "".join(words.low[first - width : first])
            known = self._known.get(sign)
            if known and known[1] == "currency" and _is_sign(words, first - width):
                return known[0], width
        return None

    def _after(self, words: Words, last: int) -> tuple[str, UnitKind, int] | None:
        if words.at(last) == "per" and words.at(last + 1) == "cent":
            return "percent", "percent", last + 2
        if words.at(last) in {"u.s.", "us"}:
            last += 1
        for width in (2, 1):
            low = " ".join(words.low[last : last + width])
            if last + width > words.size:
                continue
            known = self._known.get(low)
            if known and words.raw[last] != "BP":
                return (*known, last + width)
        return None

    def _rated(self, words: Words, name: str, kind: UnitKind, first: int, last: int) -> Unit:
        measured = self._adjectives.get(words.at(last)) if kind != "currency" else None
        if measured:
            return Unit(name=name, kind=kind, first=first, last=last + 1, measured=measured)
        rate, after = self._rate(words, last)
        return Unit(name=name, kind=kind, first=first, last=after, rate=rate)

    def _rate(self, words: Words, last: int) -> tuple[str | None, int]:
        for at in range(last, min(last + 7, words.size - 1)):
            low = words.low[at]
            if low in {",", ";", "."}:
                break
            if low in _RATE_LEADS and (at == last or low in {"each", "every", "per"}):
                for rate in (at + 1, at + 2):
                    if words.at(rate) in self._rates:
                        return words.low[rate], rate + 1 if at == last else last
            if low == "/" and words.at(at + 1) in self._rates:
                return words.low[at + 1], at + 2
        return None, last


def _is_sign(words: Words, place: int) -> bool:
    """Say whether a currency before a number is a sign or a code; "try 5" is neither."""
    raw = words.raw[place]
    return not raw.isalpha() or raw.isupper()
