"""Figures: every number of a sentence with what it counts, its unit and what bends it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from watcher.events import Figure
from watcher.topic.clauses import clauses_of
from watcher.topic.counted import BREAKS, CONNECTIVES, PREPOSITIONS, Counting, Noun, Span, is_plural
from watcher.topic.language import Language
from watcher.topic.quantities import Quantities, Quantity
from watcher.topic.units import Unit, Units
from watcher.topic.words import WORD, Hit, Words, word_set, words_of

Role = Literal["level", "change", "previous", "part", "group", "name"]
LARGEST = 2**53
_TIME_AFTER = word_set(
    """ago later earlier before after since old on away apart early late running prior"""
)
_TIME_BEFORE = word_set("""past last next first previous coming every in after recent final opening within early
    these those for over than""")
_LASTING = word_set("""last run jail sentence imprison ban suspend extend stretch give face get serve lengthen
    shorten guarantee cut reduce raise""")
_SKIPPED_LEADS = frozenset({"a", "an", "the", "another", "extra", "further", "additional"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSpan:
    """A figure and the characters that say it.

    `role` tells what the number is in its sentence: a level that holds now; a change ("rose by
    5"); a previous level ("up from 19"); a part of another count ("two of the 19 victims"); the
    size of a party or a source ("the two leaders"); a part of a name ("28-point plan").
    `elliptic`: the sentence does not say what is counted, so `what` is taken from the figure
    before, or is empty. `given`: the writer takes the number for known ("the 19 victims").
    `previous` is the level that this one replaced. `keys` are words of what is counted and done.
    """

    start: int
    end: int
    figure: Figure
    role: Role = "level"
    elliptic: bool = False
    given: bool = False
    previous: Figure | None = None
    keys: frozenset[str] = frozenset()

    @property
    def name_like(self) -> bool:
        """Say whether the number is a part of a name or an adjective."""
        return self.role == "name"

    @property
    def change(self) -> bool:
        """Say whether the number is an amount of change, not a level."""
        return self.role == "change"


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A figure while it is being read."""

    quantity: Quantity
    unit: Unit
    first: int
    last: int
    value: float | None
    max: float | None = None
    qualifier: str | None = None
    lead: int = -1
    noun: Noun | None = None
    what: str = ""
    role: Role = "level"
    elliptic: bool = False
    given: bool = False
    verb: str | None = None
    previous: "_Draft | None" = None
    keys: set[str] = field(default_factory=set)


class Figures:
    """Reads the figures of a sentence."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._quantities = Quantities(language)
        self._units = Units(language)
        self._counting = Counting(language)
        counts, numbers = language.tables.counts, language.tables.numbers
        self._before = sorted((p.split() for p in counts.before.words), key=len, reverse=True)
        self._groups = frozenset(counts.groups.words)
        self._sources = frozenset(counts.groups.sources)
        self._qualifiers = sorted(
            ((p.split(), name) for name, row in numbers.qualifiers.items() for p in row),
            key=lambda entry: -len(entry[0]),
        )
        self._cardinals = numbers.cardinals

    def read(self, text: str, *, words: Words | None = None) -> tuple[FigureSpan, ...]:
        """Give the figures of one sentence in order; offsets count characters into the text."""
        words = words if words is not None else words_of(text, language=self._language)
        quantities = self._quantities.read(words)
        if not quantities:
            return ()
        drafts = self._ranges(words, self._drafts(words, quantities))
        drafts = [draft for draft in drafts if not self._is_time(words, draft)]
        hits = self._counting.hits(words)
        starts = frozenset(clause.first for clause in clauses_of(words))
        for number in range(len(drafts)):
            self._count(words, drafts, number, hits=hits, starts=starts)
        self._inherit(drafts)
        self._pair(words, drafts)
        return tuple(_span(words, draft) for draft in drafts)

    def _drafts(self, words: Words, quantities: Sequence[Quantity]) -> list[_Draft]:
        drafts: list[_Draft] = []
        for quantity in quantities:
            unit = self._units.read(words, quantity)
            if drafts and self._is_coin_of(words, drafts[-1], unit):
                drafts[-1].value = (drafts[-1].value or 0) + (quantity.value or 0) / 100
                drafts[-1].last = unit.last
                continue
            first, qualifier = self._qualified(words, unit.first)
            draft = _Draft(
                quantity=quantity,
                unit=unit,
                first=first,
                last=unit.last,
                value=quantity.value,
                qualifier="vague" if quantity.kind == "vague" else qualifier,
                lead=first - 1,
            )
            self._after_unit(words, draft)
            drafts.append(draft)
        self._settle_coins(drafts)
        return drafts

    def _is_coin_of(self, words: Words, before: _Draft, unit: Unit) -> bool:
        joined = words.at(unit.first - 1) == "and" and before.last == unit.first - 1
        return joined and unit.kind == "coin" and before.unit.kind == "currency"

    def _settle_coins(self, drafts: list[_Draft]) -> None:
        currency = next((d.unit.name for d in drafts if d.unit.kind == "currency"), None)
        for draft in drafts:
            if draft.unit.kind == "coin" and draft.value is not None:
                draft.value = round(draft.value / 100, 6)
                draft.unit = replace(draft.unit, name=currency, kind="currency")
            if draft.quantity.kind == "fraction" and draft.unit.kind is None:
                draft.unit = replace(draft.unit, name="percent", kind="percent")

    def _qualified(self, words: Words, first: int) -> tuple[int, str | None]:
        at = first
        while words.at(at - 1) in {"a", "an"}:
            at -= 1
        for phrase, name in self._qualifiers:
            start = at - len(phrase)
            if start >= 0 and words.low[start:at] == phrase:
                return start, name
        return first, None

    def _after_unit(self, words: Words, draft: _Draft) -> None:
        pair = (words.at(draft.last), words.at(draft.last + 1))
        after = {
            ("or", "more"): "at least",
            ("or", "so"): "about",
            ("or", "fewer"): "up to",
            ("or", "less"): "up to",
            ("at", "least"): "at least",
            ("at", "most"): "up to",
        }.get(pair)
        if after and draft.qualifier is None:
            draft.qualifier = after
            draft.last += 2

    def _ranges(self, words: Words, drafts: list[_Draft]) -> list[_Draft]:
        merged: list[_Draft] = []
        for draft in drafts:
            if merged and self._is_range(words, merged[-1], draft):
                low = merged[-1]
                low.max, low.last, low.unit = draft.value, draft.last, _joint(low, draft)
                low.value = _scaled_like(low, draft)
                if words.at(low.lead) == "between":
                    low.qualifier, low.first, low.lead = "between", low.lead, low.lead - 1
                continue
            merged.append(draft)
        return merged

    def _is_range(self, words: Words, low: _Draft, high: _Draft) -> bool:
        if low.value is None or high.value is None or low.max is not None:
            return False
        between = words.low[low.last : high.unit.first]
        lead = words.at(low.lead)
        if lead == "between" and between == ["and"]:
            return True
        if between and between[0] in {"-", "–", "—"} and len(between) == 1:
            return low.value < high.value
        if between != ["to"] or low.value >= high.value:
            return False
        return lead != "from" or words.at(low.lead - 1) in {
            "range",
            "ranging",
            "ranges",
            "anywhere",
        }

    def _is_time(self, words: Words, draft: _Draft) -> bool:
        if words.at(draft.quantity.last) in {"times", "time", "fold"}:
            return True
        if draft.unit.kind != "duration":
            return False
        if words.at(draft.last) in _TIME_AFTER or words.at(draft.last) == "of":
            return True
        lead = words.at(draft.lead)
        if lead in {"the", "a"}:
            lead = words.at(draft.lead - 1)
        if draft.quantity.hyphened or lead == "to" or draft.qualifier == "fewer than":
            return draft.qualifier == "fewer than" and not draft.quantity.hyphened
        lasting = any(
            words.lemma[at] in _LASTING for at in range(max(0, draft.first - 8), draft.first)
        )
        return lead in _TIME_BEFORE and not (lasting and lead in {"for", "in", "over"})

    def _span(
        self, words: Words, drafts: list[_Draft], number: int, *, starts: frozenset[int]
    ) -> Span:
        draft = drafts[number]
        floor = drafts[number - 1].last if number else 0
        ceiling = drafts[number + 1].first if number + 1 < len(drafts) else words.size
        left = draft.first
        while left > floor and not (_is_break(words, left - 1) or left in starts):
            left -= 1
        right = draft.last
        while right < ceiling and not (_is_end(words, right) or right in starts):
            right += 1
        return Span(left, draft.first, draft.last, right)

    def _count(
        self,
        words: Words,
        drafts: list[_Draft],
        number: int,
        *,
        hits: tuple[Hit[str], ...],
        starts: frozenset[int],
    ) -> None:
        draft = drafts[number]
        span = self._span(words, drafts, number, starts=starts)
        draft.noun = self._noun(words, draft, span)
        if draft.noun:
            draft.last = max(draft.last, draft.noun.last)
        draft.role = self._role(words, draft)
        draft.verb = self._counting.verb_near(words, span)
        if draft.unit.kind:
            draft.what = self._measured(words, draft, span)
        else:
            draft.what = self._counted(words, draft, span, hits)
        if draft.noun is None and draft.unit.kind is None:
            draft.elliptic = not draft.what
        draft.keys |= {key for key in (draft.noun and draft.noun.head, draft.verb) if key}

    def _noun(self, words: Words, draft: _Draft, span: Span) -> Noun | None:
        if draft.unit.kind:
            return None
        last = draft.quantity.last
        if draft.quantity.hyphened:
            return Noun(_plural(words.at(last + 1)), last + 2)
        if words.at(last) == "of":
            return self._counting.noun(words, last + 1, right=span.right)
        found = self._counting.noun(words, last, right=span.right)
        if found is None and draft.value == 1 and words.at(last):
            return Noun(words.at(last), last + 1)
        return found

    def _role(self, words: Words, draft: _Draft) -> Role:
        low, last = words.low, draft.quantity.last
        lead = words.at(draft.lead)
        draft.given = lead in {"the", "those", "these", "all", "its", "their", "both"}
        if draft.quantity.hyphened and words.at(last + 1) != "strong":
            return "name"
        if self._is_before(words, draft):
            return "previous"
        if words.at(last) == "of" and draft.quantity.kind == "exact" and not draft.unit.kind:
            owned = words.at(last + 1) in {"its", "their", "his", "her", "our", "my"}
            return "level" if owned else "part"
        if lead == "by" and words.at(draft.lead - 1) != "":
            verb = words.lemma[draft.lead - 1]
            if verb in self._counting.levels or draft.unit.kind:
                return "change"
        if lead in {"another", "further", "additional", "extra"} or words.at(last) == "more":
            return "change"
        if self._is_group(words, draft):
            return "group"
        del low
        return "level"

    def _is_before(self, words: Words, draft: _Draft) -> bool:
        end = draft.first
        while words.at(end - 1) in _SKIPPED_LEADS:
            end -= 1
        return any(
            words.low[max(0, end - len(phrase)) : end] == phrase for phrase in self._before
        ) or words.low[max(0, end - 4) : end - 1] in (["against", "a", "ceiling"],)

    def _is_group(self, words: Words, draft: _Draft) -> bool:
        if draft.noun is None or draft.unit.kind:
            return False
        head, value = draft.noun.head, draft.value
        if head in self._groups and value is not None and value <= 4:
            return True
        if value is not None and value <= 10 and head in self._counting.people:
            return any(
                words.at(at) in self._sources for at in range(draft.noun.last, draft.noun.last + 3)
            )
        return False

    def _counted(self, words: Words, draft: _Draft, span: Span, hits: tuple[Hit[str], ...]) -> str:
        noun = draft.noun
        people = noun is None or noun.head in self._counting.people or self._is_bare_part(noun)
        if draft.quantity.hyphened:
            return self._named(words, draft)
        kind = self._counting.classed(words, hits, span) if people else None
        inside = noun and next((h for h in hits if span.first <= h.first < noun.last), None)
        if inside and not kind:
            kind = inside.value
        if kind and draft.role == "part":
            return f"of the {kind}"
        if kind:
            return self._counting.of_people(noun, kind) if noun else kind
        if noun and draft.role == "part":
            return f"of the {self._counting.key_of(noun.head)}"
        if noun and noun.head in self._counting.people and draft.verb:
            return f"{noun.head} {draft.verb}"
        if noun:
            return self._counting.key_of(noun.head)
        return self._level(words, draft, span) or ""

    def _is_bare_part(self, noun: Noun) -> bool:
        return noun.head in {"homes", "households", "customers", "houses", "properties"}

    def _named(self, words: Words, draft: _Draft) -> str:
        after = words.at(draft.quantity.last + 1)
        if after == "strong":
            return self._counting.key_of(words.at(draft.quantity.last + 2))
        return _plural(after)

    def _measured(self, words: Words, draft: _Draft, span: Span) -> str:
        unit = draft.unit
        if draft.quantity.hyphened:
            following = words.at(unit.last)
            return self._counting.key_of(following) if following.isalpha() else unit.name or ""
        if self._is_worth(words, draft, span):
            return "value"
        level = self._level(words, draft, span)
        if unit.rate and unit.kind == "currency":
            return f"{self._money_noun(words, span) or 'price'} per {unit.rate}"
        if unit.measured:
            subject = self._counting.subject(words, draft.first, left=0)
            return subject or unit.measured
        return self._owned(words, draft, span) or level or draft.verb or ""

    def _is_worth(self, words: Words, draft: _Draft, span: Span) -> bool:
        """Say whether the number is what a whole is worth: "worth", "change hands for"."""
        if draft.unit.kind != "currency" or draft.unit.rate:
            return False
        if words.at(draft.lead) in {"worth", "total", "totalling", "totaling"}:
            return True
        near = words.lemma[span.left : span.first]
        return "value" in near or ("hands" in near and "change" in near)

    def _money_noun(self, words: Words, span: Span) -> str | None:
        nouns = {"offer", "dividend", "price", "salary", "value", "stake", "fine", "loss", "profit"}
        for at in (*range(span.first - 1, span.left - 1, -1), *range(span.last, span.right)):
            key = self._counting.key_of(words.low[at])
            if key in nouns or words.lemma[at] in nouns:
                return key if key in nouns else words.lemma[at]
        return None

    def _owned(self, words: Words, draft: _Draft, span: Span) -> str | None:
        """Give the noun that a measure belongs to: "loan of", "of territory", "in aid"."""
        counting, last = self._counting, draft.last
        if words.at(draft.lead) == "of":
            before = counting.key_of(words.at(draft.lead - 1))
            percent = draft.unit.kind == "percent" and words.at(last) == "of"
            if (
                before.isalpha()
                and before not in PREPOSITIONS | {"instead", "ahead"}
                and not percent
            ):
                return before
        if draft.unit.kind == "currency" and last < span.right and words.kind[last] == WORD:
            if words.low[last] not in PREPOSITIONS | CONNECTIVES and not words.form[last]:
                noun = next(
                    (at for at in range(last + 2, last - 1, -1) if _is_nounish(words, at)), last
                )
                return counting.key_of(words.low[noun])
        joint = words.at(last)
        possessive = words.at(last + 1) in {"its", "their", "his", "her"}
        if joint in {"of", "in", "worth"} and not possessive:
            return counting.object(words, last, right=span.right)
        if joint == "for" and draft.unit.kind == "currency":
            return counting.object(words, last, right=span.right)
        return None

    def _level(self, words: Words, draft: _Draft, span: Span) -> str | None:
        """Give what rose to, stood at or was cut to the number."""
        counting = self._counting
        verb = counting.level_verb(words, draft.first, left=span.left)
        if verb is None:
            return None
        between = [
            at for at in range(verb + 1, draft.first) if words.low[at] in {"to", "at", "from", "by"}
        ]
        stop = between[0] if between else verb + 1
        if words.lemma[verb] in {"value", "estimate", "price"}:
            return "value"
        thing = counting.object(words, verb, right=stop) if stop > verb + 1 else None
        subject = counting.subject(words, verb, left=0)
        return thing or subject

    def _inherit(self, drafts: list[_Draft]) -> None:
        """Let a bare number count what the number before it counts."""
        for before, draft in zip(drafts, drafts[1:], strict=False):
            if draft.what or not before.what:
                continue
            draft.what, draft.elliptic = before.what.removeprefix("of the "), True
            if draft.unit.kind is None:
                draft.unit = replace(draft.unit, name=before.unit.name, kind=before.unit.kind)
                draft.value = _scaled_like(draft, before)

    def _pair(self, words: Words, drafts: list[_Draft]) -> None:
        """Give each new level the level that it replaced."""
        for number, draft in enumerate(drafts):
            if draft.role != "previous":
                continue
            partner = self._partner(drafts, number)
            if partner is None:
                draft.role = "level"
                continue
            _agree(draft, partner)
            partner.previous = draft
        del words

    def _partner(self, drafts: list[_Draft], number: int) -> _Draft | None:
        old = drafts[number]
        near = [*reversed(drafts[:number]), *drafts[number + 1 :]]
        after = drafts[number + 1 : number + 2]
        if after and after[0].role == "level" and after[0].first - old.last <= 2:
            near = [*after, *near]
        return next((d for d in near if d.role == "level" and _may_pair(old, d)), None)


def _may_pair(old: _Draft, new: _Draft) -> bool:
    kinds = {old.unit.kind, new.unit.kind}
    if len(kinds - {None}) == 2:
        return False
    if old.noun and new.noun and old.noun.head != new.noun.head:
        return old.what == new.what
    return new.previous is None


def _agree(old: _Draft, new: _Draft) -> None:
    """Let the two levels of a change count the same thing in the same unit."""
    bare = old if old.unit.kind is None and old.noun is None else new
    full = new if bare is old else old
    if bare.unit.kind is None and bare.noun is None:
        bare.unit = replace(bare.unit, name=full.unit.name, kind=full.unit.kind)
        bare.value = _scaled_like(bare, full)
    what = new.what if new.what and not new.elliptic else old.what or new.what
    new.what = old.what = what


def _scaled_like(bare: _Draft, full: _Draft) -> float | None:
    """Read "from forty million to sixty-five": the scale is said once."""
    if bare.value is None or full.value is None or bare.value >= 1000 or full.value < 1_000_000:
        return bare.value
    scale = next(s for s in (1e12, 1e9, 1e6) if full.value >= s)
    return bare.value * scale


def _joint(low: _Draft, high: _Draft) -> Unit:
    unit = high.unit if high.unit.kind else low.unit
    return replace(unit, first=low.unit.first, last=high.unit.last)


def _is_break(words: Words, at: int) -> bool:
    low = words.low[at]
    return low in BREAKS or low == ","


def _is_end(words: Words, at: int) -> bool:
    low = words.low[at]
    if low in BREAKS:
        return True
    if low != ",":
        return False
    return not (words.at(at + 1) in {"who", "that"} or words.form[min(at + 1, words.size - 1)])


def _is_nounish(words: Words, at: int) -> bool:
    return at < words.size and words.kind[at] == WORD and words.low[at] not in PREPOSITIONS


def _plural(noun: str) -> str:
    if is_plural(noun) or not noun.isalpha():
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def _whole(value: float | None) -> int | float | None:
    if value is None or abs(value) >= LARGEST:
        return None
    rounded = round(value, 6)
    return int(rounded) if rounded.is_integer() else rounded


def _figure(words: Words, draft: _Draft) -> Figure:
    unit = draft.unit.name
    if unit is None and draft.noun and draft.what:
        unit = draft.noun.head
    return Figure(
        what=draft.what,
        value=_whole(draft.value),
        max=_whole(draft.max),
        unit=unit,
        qualifier=draft.qualifier,
        text=words.piece(draft.first, draft.last),
    )


def _span(words: Words, draft: _Draft) -> FigureSpan:
    return FigureSpan(
        start=words.start[draft.first],
        end=words.end[draft.last - 1],
        figure=_figure(words, draft),
        role=draft.role,
        elliptic=draft.elliptic,
        given=draft.given,
        previous=_figure(words, draft.previous) if draft.previous else None,
        keys=frozenset(draft.keys),
    )
