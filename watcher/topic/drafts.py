"""Drafts: numbers with unit, qualifier and range, before it is known what they count."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from watcher.topic.language import Language
from watcher.topic.nouns import Noun
from watcher.topic.numerals import Quantity
from watcher.topic.quantities import Quantities
from watcher.topic.units import Unit, Units
from watcher.topic.words import Words, word_set

Role = Literal["level", "change", "previous", "part", "group", "name"]
_AFTER = {
    ("or", "more"): "at least",
    ("or", "so"): "about",
    ("or", "fewer"): "up to",
    ("or", "less"): "up to",
    ("at", "least"): "at least",
    ("at", "most"): "up to",
}
_TIME_AFTER = word_set(
    "ago later earlier before after since old on away apart early late running prior"
)
_TIME_BEFORE = word_set(
    """past last next first previous coming every in after recent final opening within early
    these those for over than following during"""
)
_LASTING = word_set(
    "last run jail sentence imprison ban suspend extend stretch lengthen shorten guarantee be"
)
_RANGING = frozenset({"range", "ranging", "ranges", "ranged", "anywhere", "varying", "vary"})


@dataclass(slots=True, kw_only=True)
class Draft:
    """A figure while it is being read: words `first` up to, not including, `last`."""

    quantity: Quantity
    unit: Unit
    first: int
    last: int
    value: float | None
    max: float | None = None
    qualifier: str | None = None
    noun: Noun | None = None
    what: str = ""
    role: Role = "level"
    elliptic: bool = False
    given: bool = False
    verb: str | None = None
    previous: "Draft | None" = None
    keys: set[str] = field(default_factory=set)

    @property
    def lead(self) -> int:
        """Give the place of the word before the figure; -1 where it opens the sentence."""
        return self.first - 1

    @property
    def is_bare(self) -> bool:
        """Say whether the number stands without unit and noun."""
        return self.unit.kind is None and self.noun is None


class Drafts:
    """Reads the numbers of a sentence with their units."""

    def __init__(self, language: Language) -> None:
        self._quantities = Quantities(language)
        self._units = Units(language)
        self._qualifiers: dict[str, list[tuple[list[str], str]]] = {}
        for name, row in language.tables.numbers.qualifiers.items():
            for phrase in row:
                parts = phrase.split()
                self._qualifiers.setdefault(parts[-1], []).append((parts, name))
        for entries in self._qualifiers.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def read(self, words: Words) -> list[Draft]:
        """Give the numbers of a sentence in order; lengths of time that only date are left out."""
        quantities = self._quantities.read(words)
        if not quantities:
            return []
        drafts = _ranges(words, self._united(words, quantities))
        return [draft for draft in drafts if not _is_time(words, draft)]

    def _united(self, words: Words, quantities: Sequence[Quantity]) -> list[Draft]:
        drafts: list[Draft] = []
        for quantity in quantities:
            unit = self._units.read(words, quantity)
            if drafts and _is_coin_of(words, drafts[-1], unit):
                _add_coin(drafts[-1], quantity, unit)
                continue
            if drafts and _is_months_of(words, drafts[-1], unit):
                _add_months(drafts[-1], quantity, unit)
                continue
            first, qualifier = self._qualified(words, unit.first)
            draft = Draft(
                quantity=quantity,
                unit=unit,
                first=first,
                last=unit.last,
                value=quantity.value,
                qualifier="vague" if quantity.kind == "vague" else qualifier,
            )
            _qualify_after(words, draft)
            drafts.append(draft)
        _settle_coins(drafts)
        return drafts

    def _qualified(self, words: Words, first: int) -> tuple[int, str | None]:
        at = first
        while words.at(at - 1) in {"a", "an"}:
            at -= 1
        for phrase, name in self._qualifiers.get(words.at(at - 1), ()):
            start = at - len(phrase)
            if start >= 0 and words.low[start:at] == phrase:
                further, also = self._qualified(words, start)
                return (further, also) if also in {"at least", "up to"} else (start, name)
        return first, None


def _is_coin_of(words: Words, before: Draft, unit: Unit) -> bool:
    joined = words.at(unit.first - 1) == "and" and before.last == unit.first - 1
    return joined and unit.kind == "coin" and before.unit.kind == "currency"


def _add_coin(draft: Draft, quantity: Quantity, unit: Unit) -> None:
    draft.value = (draft.value or 0) + (quantity.value or 0) / 100
    draft.last = unit.last
    draft.unit = replace(draft.unit, rate=unit.rate or draft.unit.rate)


def _is_months_of(words: Words, before: Draft, unit: Unit) -> bool:
    """Say whether a number goes on with a length of time: "five years and six months"."""
    joined = words.at(unit.first - 1) == "and" and before.last == unit.first - 1
    return joined and (before.unit.name, unit.name) == ("years", "months")


def _add_months(draft: Draft, quantity: Quantity, unit: Unit) -> None:
    draft.value = round((draft.value or 0) + (quantity.value or 0) / 12, 3)
    draft.last = unit.last


def _settle_coins(drafts: list[Draft]) -> None:
    """Write 55 cents as 0.55 of the currency that the sentence speaks of, where it does."""
    currency = next((d.unit.name for d in drafts if d.unit.kind == "currency"), None)
    for draft in drafts:
        if draft.unit.kind == "coin" and draft.value is not None:
            draft.value = round(draft.value / 100, 6)
            draft.unit = replace(draft.unit, name=currency, kind="currency")
        if draft.quantity.kind == "fraction" and draft.unit.kind is None:
            draft.unit = replace(draft.unit, name="percent", kind="percent")
        if draft.unit.name == "decades" and draft.value is not None:
            draft.value = draft.value * 10
            draft.unit = replace(draft.unit, name="years")


def _qualify_after(words: Words, draft: Draft) -> None:
    after = _AFTER.get((words.at(draft.last), words.at(draft.last + 1)))
    if after and draft.qualifier is None:
        draft.qualifier = after
        draft.last += 2


def _ranges(words: Words, drafts: list[Draft]) -> list[Draft]:
    merged: list[Draft] = []
    for draft in drafts:
        if merged and _is_range(words, merged[-1], draft):
            low = merged[-1]
            low.value, low.max = scaled_like(low, draft), draft.value
            low.unit, low.last = _joint(low, draft), draft.last
            low.quantity = replace(low.quantity, last=draft.quantity.last)
            if words.at(low.lead) == "between":
                low.qualifier, low.first = "between", low.lead
            continue
        merged.append(draft)
    return merged


def _is_range(words: Words, low: Draft, high: Draft) -> bool:
    if low.value is None or high.value is None or low.max is not None:
        return False
    between = words.low[low.last : high.unit.first]
    lead = words.at(low.lead)
    if lead == "between" and between == ["and"]:
        return True
    if len(between) == 1 and between[0] in {"-", "–", "—"}:
        return low.value < high.value
    if between != ["to"] or scaled_like(low, high) is None or low.value >= high.value:
        return False
    if lead == "by":
        return False
    return lead != "from" or words.at(low.lead - 1) in _RANGING


def _is_time(words: Words, draft: Draft) -> bool:
    """Say whether a number only dates or repeats: "two days ago", "three times"."""
    if words.at(draft.quantity.last) in {"times", "time", "fold"}:
        return True
    if draft.unit.kind != "duration" or draft.quantity.hyphened:
        return False
    if words.at(draft.last) in _TIME_AFTER or draft.qualifier == "fewer than":
        return True
    lead = words.at(draft.lead)
    if lead in {"the", "a", "another"}:
        lead = words.at(draft.lead - 1)
    if lead not in _TIME_BEFORE:
        return False
    near = words.lemma[max(0, draft.first - 8) : draft.first]
    return not (lead in {"for", "over", "within"} and any(verb in _LASTING for verb in near))


def scaled_like(bare: Draft, full: Draft) -> float | None:
    """Read "from forty million to sixty-five" or "2 to 3 billion": the scale is said once."""
    if bare.value is None or full.value is None or bare.value >= 1000 or full.value < 1_000_000:
        return bare.value
    scale = next(size for size in (1e12, 1e9, 1e6) if full.value >= size)
    return bare.value * scale


def _joint(low: Draft, high: Draft) -> Unit:
    unit = high.unit if high.unit.kind else low.unit
    return replace(unit, first=low.unit.first, last=high.unit.last)
