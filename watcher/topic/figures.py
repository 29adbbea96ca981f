"""Figures: every number of a sentence with what it counts, its unit and what bends it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from watcher.events import Figure
from watcher.topic.clauses import clauses_of
from watcher.topic.counted import Counting, Hits, Span, counted_noun
from watcher.topic.drafts import Draft, Drafts, Role, scaled_like
from watcher.topic.language import Language
from watcher.topic.nouns import Noun
from watcher.topic.words import MARK, Words, words_of

LARGEST = 2**53
_NEAR = 6
_DONE = frozenset({"past", "ed"})
_CONTESTS = frozenset("win beat lead lose trail defeat outscore".split())
_BREAKS = frozenset(";:—–()")
_SKIPPED_LEADS = frozenset({"a", "an", "the", "another", "extra", "further", "additional"})
_MORE = frozenset({"another", "further", "additional", "extra"})
_POSSESSIVES = frozenset({"its", "their", "his", "her", "our", "my"})
_GIVEN = frozenset({"the", "those", "these", "all", "both"}) | _POSSESSIVES


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


class Figures:
    """Reads the figures of a sentence."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._drafts = Drafts(language)
        self._counting = Counting(language)
        counts = language.tables.counts
        self._before: dict[str, list[list[str]]] = {}
        for phrase in counts.before.words:
            parts = phrase.split()
            self._before.setdefault(parts[-1], []).append(parts)
        self._groups = frozenset(counts.groups.words)
        self._sources = frozenset(counts.groups.sources)
        self._special = frozenset(counts.people.special)
        self._general = frozenset(counts.people.general)
        self._telling = frozenset(language.tables.speech.telling)

    def read(self, text: str, *, words: Words | None = None) -> tuple[FigureSpan, ...]:
        """Give the figures of one sentence in order; offsets count characters into the text."""
        words = words if words is not None else words_of(text, language=self._language)
        drafts = self._drafts.read(words)
        if not drafts:
            return ()
        hits = self._counting.hits(words)
        starts = frozenset(clause.first for clause in clauses_of(words))
        for number in range(len(drafts)):
            span = _clause(words, drafts, number, starts=starts)
            self._read(words, drafts[number], span=span, hits=hits)
        _inherit(words, drafts)
        _divide(words, drafts)
        _remember(drafts, hits)
        _pair(drafts)
        self._leave_fractions(drafts)
        return tuple(self._span(words, draft) for draft in drafts)

    def _read(self, words: Words, draft: Draft, *, span: Span, hits: Hits) -> None:
        counting = self._counting
        draft.noun = counted_noun(
            words, draft, nouns=counting.nouns, people=counting.people, right=span.right
        )
        draft.role = self._role(words, draft)
        draft.given = words.at(draft.lead) in _GIVEN
        if self._is_told_apart(words, draft):
            return
        if draft.noun:
            draft.last = max(draft.last, draft.noun.last)
        draft.what = self._counting.what(words, draft, span=span, hits=hits)
        if self._is_source(words, draft):
            draft.role = "group"
        elif draft.role == "group" and self._counting.is_of_people(draft.what.split(" ")[-1]):
            draft.role = "level"
        draft.keys |= {key for key in (draft.noun and draft.noun.head, draft.verb) if key}

    def _is_told_apart(self, words: Words, draft: Draft) -> bool:
        """Read "Three were children": a part of the count before, under its own noun."""
        after = draft.last + 1
        if not draft.is_bare or words.lemma[min(draft.last, words.size - 1)] != "be":
            return False
        if words.at(after) not in self._special:
            return False
        draft.noun = Noun(words.at(after), draft.last)
        draft.what, draft.role, draft.elliptic = words.at(after), "part", True
        return True

    def _role(self, words: Words, draft: Draft) -> Role:
        last, lead = draft.quantity.last, words.at(draft.lead)
        if draft.quantity.hyphened and words.at(last + 1) not in {"strong", "magnitude"}:
            return "name"
        if self._is_before(words, draft.first):
            return "change" if _is_event(words, draft) else "previous"
        if self._is_part(words, draft) or lead == "including":
            return "part"
        if self._is_change(words, draft) or lead in _MORE or words.at(last) == "more":
            return "change"
        return "group" if self._is_group(words, draft) else "level"

    def _is_before(self, words: Words, first: int) -> bool:
        while words.at(first - 1) in _SKIPPED_LEADS:
            first -= 1
        if words.at(first - 2) in {"against", "from"} and words.at(first - 1) == "about":
            first -= 1
        phrases = self._before.get(words.at(first - 1), ())
        if any(words.low[max(0, first - len(p)) : first] == p for p in phrases):
            return True
        return words.low[max(0, first - 3) : first] == ["against", "a", "ceiling"]

    def _is_part(self, words: Words, draft: Draft) -> bool:
        last = draft.quantity.last
        if words.at(last) != "of" or draft.unit.kind or draft.quantity.kind != "exact":
            return False
        return words.at(last + 1) not in _POSSESSIVES

    def _is_change(self, words: Words, draft: Draft) -> bool:
        if words.lemma[draft.lead] in self._counting.moves and words.form[draft.lead]:
            return draft.unit.kind is not None or draft.noun is None
        if words.at(draft.lead) in {"up", "down"} and draft.unit.kind == "percent":
            return True
        if words.at(draft.lead) != "by":
            return False
        moved = words.lemma[max(0, draft.lead - 9) : draft.lead]
        return any(verb in self._counting.levels or verb in _CONTESTS for verb in moved)

    def _is_group(self, words: Words, draft: Draft) -> bool:
        if draft.noun is None or draft.unit.kind or draft.value is None:
            return False
        head = draft.noun.head
        if head in self._groups and draft.value <= 4:
            return True
        if draft.value > 10 or head not in self._counting.people:
            return False
        near = range(draft.noun.last, draft.noun.last + 3)
        return any(words.at(at) in self._sources for at in near)

    def _is_source(self, words: Words, draft: Draft) -> bool:
        """Say whether the people counted are those who tell it: "two people in the room say"."""
        if draft.noun is None or draft.noun.head not in self._general or draft.qualifier:
            return False
        end = min(draft.noun.last + _NEAR, words.size)
        stops = (at for at in range(draft.noun.last, end) if words.kind[at] == MARK)
        after = range(draft.noun.last, next(stops, end))
        verb = next((at for at in after if words.form[at] and words.form[at] != "ing"), None)
        return verb is not None and words.lemma[verb] in self._telling

    def _leave_fractions(self, drafts: list[Draft]) -> None:
        """Let no fraction count people: it is a time, a frequency, a magnitude, an average."""
        for draft in drafts:
            if _is_fraction(draft) and self._is_of_people(draft):
                draft.what, draft.noun, draft.elliptic = "", None, True
        for draft in drafts:
            if draft.previous and draft.what != draft.previous.what:
                draft.previous = None

    def _is_of_people(self, draft: Draft) -> bool:
        if draft.noun and draft.noun.head in self._counting.people:
            return True
        return self._counting.is_of_people(draft.what.split(" ")[-1])

    def _span(self, words: Words, draft: Draft) -> FigureSpan:
        return FigureSpan(
            start=words.start[draft.first],
            end=words.end[draft.last - 1],
            figure=self._figure(words, draft),
            role=draft.role,
            elliptic=draft.elliptic,
            given=draft.given,
            previous=self._figure(words, draft.previous) if draft.previous else None,
            keys=frozenset(draft.keys),
        )

    def _figure(self, words: Words, draft: Draft) -> Figure:
        return Figure(
            what=draft.what,
            value=_whole(draft.value),
            max=_whole(draft.max),
            unit=self._unit(draft),
            qualifier=draft.qualifier,
            text=words.piece(draft.first, draft.last),
        )

    def _unit(self, draft: Draft) -> str | None:
        if draft.unit.kind:
            rate = draft.unit.rate
            timed = rate and draft.unit.kind == "measure"
            return f"{draft.unit.name} a {rate}" if timed else draft.unit.name
        people = self._counting.is_of_people(draft.what)
        if draft.noun and not (people and draft.noun.head not in self._special):
            return self._counting.nouns.key_of(draft.noun.head)
        return "people" if people else None


def _clause(words: Words, drafts: list[Draft], number: int, *, starts: frozenset[int]) -> Span:
    """Give the words around a number that can say what it counts."""
    draft = drafts[number]
    floor = drafts[number - 1].last if number else 0
    others = (other.first for other in drafts[number + 1 :] if words.at(other.lead) != "not")
    ceiling = next(others, words.size)
    left = draft.first
    if words.at(left - 1) == ":" and left - 1 > floor:
        left -= 1
    while left > floor and not (words.low[left - 1] in _BREAKS | {","} or left in starts):
        left -= 1
    right = draft.last
    while right < ceiling and not (_is_end(words, right, draft) or right in starts):
        right += 1
    return Span(left, draft.first, draft.last, right)


def _is_end(words: Words, at: int, draft: Draft) -> bool:
    if words.low[at] in _BREAKS:
        return True
    if words.low[at] != ",":
        return False
    counted = at - draft.quantity.last > 0
    verbal = words.form[min(at + 1, words.size - 1)] in {"ed", "past", "s", "part"}
    if words.at(at + 1) in {"who", "that"} or (verbal and counted):
        return False
    return not (_is_aside(words, at) or _is_correction(words, at))


def _is_correction(words: Words, comma: int) -> bool:
    """Say whether a comma opens what was wrong: "30 people, not 31, died"."""
    closing = next((at for at in range(comma + 1, comma + 5) if words.at(at) == ","), None)
    return words.at(comma + 1) == "not" and closing is not None


def _is_aside(words: Words, comma: int) -> bool:
    """Say whether a comma only opens an aside: "15 people, most of them women, were held"."""
    for at in range(comma + 1, min(comma + 8, words.size - 1)):
        if words.low[at] == ",":
            return words.lemma[at + 1] in {"be", "have"} and words.form[at + 1] != "ing"
        if words.form[at] in {"past", "s"} or words.low[at] in _BREAKS:
            return False
    return False


def _inherit(words: Words, drafts: list[Draft]) -> None:
    """Let a number without its own noun count what the figure before it counts."""
    for before, draft in pairwise(drafts):
        stepped = before.role == "change" and words.at(draft.lead) in {"to", "at"}
        if draft.what or not before.what or not (draft.is_bare or stepped):
            continue
        draft.what, draft.elliptic = before.what.removeprefix("of the "), True
        if draft.unit.kind is None:
            draft.noun = draft.noun or before.noun
            draft.value = scaled_like(draft, before)
            draft.unit = replace(draft.unit, name=before.unit.name, kind=before.unit.kind)


def _divide(words: Words, drafts: list[Draft]) -> None:
    """Name parts by their whole: "two of the 19 victims", "40 people, 12 of them children"."""
    for number, draft in enumerate(drafts):
        after = words.at(draft.quantity.last + 1)
        if draft.role != "part" or words.at(draft.quantity.last) != "of":
            continue
        whole = drafts[number + 1] if number + 1 < len(drafts) else None
        if whole and whole.first - draft.quantity.last <= 2 and whole.what:
            whole.given = True
            draft.what, draft.elliptic = f"of the {whole.what}", False
        elif number and after in {"them", "those", "these", "whom", "which"}:
            kind = drafts[number - 1].what
            head = draft.noun.head if draft.noun else ""
            draft.what = f"{head} {kind}" if head and head != kind else f"of the {kind}"


def _is_event(words: Words, draft: Draft) -> bool:
    """Say whether it tells what happened, no earlier level: "rose to six after two people died"."""
    if words.at(draft.lead) != "after":
        return False
    end = min(draft.last + _NEAR, words.size)
    stops = (at for at in range(draft.last, end) if words.kind[at] == MARK)
    after = range(draft.last, next(stops, end))
    return words.at(draft.last) == "more" or any(words.form[at] in _DONE for at in after)


def _remember(drafts: list[Draft], hits: Hits) -> None:
    """Let a bare number take the count that was named earlier: "of the dead ... is nineteen"."""
    for draft in drafts:
        if not draft.what:
            draft.elliptic = True
            named = [hit.value for hit in hits if hit.last <= draft.first]
            if draft.unit.kind is None and named:
                draft.what = named[-1]


def _pair(drafts: list[Draft]) -> None:
    """Give each new level the level that it replaced."""
    for number, draft in enumerate(drafts):
        if draft.role != "previous":
            continue
        partner = _partner(drafts, number)
        if partner is None:
            draft.role = "level"
            continue
        _agree(draft, partner)
        partner.previous = draft


def _partner(drafts: Sequence[Draft], number: int) -> Draft | None:
    old = drafts[number]
    near = [*reversed(drafts[:number]), *drafts[number + 1 :]]
    after = drafts[number + 1 : number + 2]
    if after and after[0].role == "level" and after[0].first - old.last <= 2:
        near = [*after, *near]
    return next((d for d in near if d.role == "level" and _may_pair(old, d)), None)


def _may_pair(old: Draft, new: Draft) -> bool:
    kinds = {old.unit.kind, new.unit.kind} - {None}
    if new.previous is not None or len(kinds) == 2:
        return False
    if old.noun and new.noun and old.noun.head != new.noun.head:
        return old.what == new.what
    return old.unit.kind == new.unit.kind or old.is_bare or new.is_bare


def _agree(old: Draft, new: Draft) -> None:
    """Let the two levels of a change count the same thing in the same unit."""
    bare, full = (old, new) if old.is_bare else (new, old)
    if bare.is_bare:
        bare.value, bare.noun = scaled_like(bare, full), full.noun
        unit = full.unit
        bare.unit = replace(bare.unit, name=unit.name, kind=unit.kind, rate=unit.rate)
    what = new.what if new.what and not new.elliptic else old.what or new.what
    new.what = old.what = what


def _is_fraction(draft: Draft) -> bool:
    bare = draft.unit.kind is None
    return bare and any(isinstance(_whole(value), float) for value in (draft.value, draft.max))


def _whole(value: float | None) -> int | float | None:
    if value is None or abs(value) >= LARGEST:
        return None
    rounded = round(value, 6)
    return int(rounded) if rounded.is_integer() else rounded
