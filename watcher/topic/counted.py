"""Counted: what a number of a sentence counts, as a key by which two sentences are compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from watcher.topic.drafts import Draft
from watcher.topic.language import Language
from watcher.topic.nouns import (
    CONNECTIVES,
    DETERMINERS,
    PREPOSITIONS,
    Noun,
    Nouns,
    is_digit,
    plural_of,
)
from watcher.topic.words import WORD, Hit, Phrasebook, Words, word_set

Hits = Sequence[Hit[str]]
_FILLERS = word_set(
    """at least some about around up to more than the a an another nearly almost over only
    just roughly as many as further additional so far of its his their our estimated total now
    be is was were been stands stood : - not fewer still already only yet"""
)
_HOMES = frozenset({"homes", "households", "customers", "houses", "properties", "consumers"})
_MONEY = frozenset(
    {"offer", "dividend", "price", "salary", "stake", "fine", "loss", "profit", "tax", "subsidy"}
)
_NO_COLLECTIVES = PREPOSITIONS | CONNECTIVES | {"instead", "ahead", "short", "all", "each"}
_PEOPLE_ENDINGS = ("ers", "ors", "ists", "ians", "ees", "men")
_AUXILIARY_VERBS = frozenset({"be", "have", "do", "say", "tell"})
_JOINTS = frozenset({"to", "at", "from", "by", "below", "above", "under", "over"})
_VALUING = frozenset({"value", "worth", "total", "totalling", "totaling"})


@dataclass(frozen=True, slots=True)
class Span:
    """The clause around a number: words `left` to `first` before it, `last` to `right` after."""

    left: int
    first: int
    last: int
    right: int


class Counting:
    """Says what is counted by the noun, the verb and the classes of the language."""

    def __init__(self, language: Language) -> None:
        counts = language.tables.counts
        self.nouns = Nouns(language)
        peoples = _peoples(language)
        self.people = frozenset((*counts.people.general, *counts.people.special)) | peoples
        self._special = frozenset(counts.people.special)
        self._including = frozenset(counts.including.words)
        self.levels = frozenset(verb.split()[0] for verb in counts.levels.verbs)
        self.moves = frozenset(counts.levels.moves)
        self._heads = {key: frozenset(row.heads) for key, row in counts.classes.items()}
        self._of_people = frozenset(k for k in counts.classes if not k.startswith("without"))
        self._book: Phrasebook[str] = Phrasebook()
        for key, row in counts.classes.items():
            self._book.add(row.verbs, key, verbs=True)
            self._book.add(row.words, key, verbs=False)

    def is_of_people(self, what: str) -> bool:
        """Say whether a count is of people by its nature: "killed", "children injured"."""
        return what.removeprefix("of the ") in self._of_people

    def is_people(self, noun: str) -> bool:
        """Say whether a noun in the plural means people: by the tables, or by its ending."""
        return noun in self.people or noun.endswith(_PEOPLE_ENDINGS)

    def hits(self, words: Words) -> tuple[Hit[str], ...]:
        """Find the words of a sentence that say which count is meant."""
        return tuple(self._book.find(words))

    def what(self, words: Words, draft: Draft, *, span: Span, hits: Hits) -> str:
        """Say what a number counts; empty where the sentence does not tell."""
        draft.verb = self._verb_near(words, span)
        if draft.quantity.hyphened:
            return self._named(words, draft)
        if draft.unit.kind:
            return self._measured(words, draft, span)
        return self._counted(words, draft, span, hits)

    def _counted(self, words: Words, draft: Draft, span: Span, hits: Hits) -> str:
        noun = draft.noun
        kind = self._class(words, draft, span, hits)
        if kind:
            return self._of_class(draft, kind)
        if noun is None:
            return self._collective(words, draft) or self._level(words, draft, span) or ""
        key = self.nouns.key_of(noun.head)
        if draft.role == "part":
            return f"of the {key}"
        if noun.head in self.people and draft.verb and noun.head not in self._special:
            return f"{noun.head} {draft.verb}"
        return key

    def _class(self, words: Words, draft: Draft, span: Span, hits: Hits) -> str | None:
        noun = draft.noun
        if noun:
            inside = next((h for h in hits if span.first <= h.first < noun.last), None)
            if inside:
                later = self._after(hits, span) if noun.head in self._special else None
                return later or inside.value
            if not self.is_people(noun.head) and noun.head not in _HOMES:
                return None
        return self._classed(words, hits, span)

    def _classed(self, words: Words, hits: Hits, span: Span) -> str | None:
        """Give the class that the words around the number name, the nearest first."""
        around = next((h for h in hits if h.first < span.first and h.last > span.first), None)
        if around:
            return around.value
        before = [h for h in hits if span.left <= h.first and h.last <= span.first]
        if before and all(words.low[at] in _FILLERS for at in range(before[-1].last, span.first)):
            return before[-1].value
        after = self._after(hits, span)
        if after:
            return after
        if before:
            return before[-1].value
        if words.at(span.first - 1) in self._including:
            earlier = [h for h in hits if h.last <= span.first]
            return earlier[-1].value if earlier else None
        return None

    def _after(self, hits: Hits, span: Span) -> str | None:
        return next((h.value for h in hits if span.last <= h.first < span.right), None)

    def _of_class(self, draft: Draft, kind: str) -> str:
        """Name a class of people: "killed", but "children killed"."""
        if draft.role == "part":
            return f"of the {kind}"
        head = plural_of(draft.noun.head) if draft.noun else ""
        narrow = head in self._special or head not in self.people | _HOMES
        if head and narrow and head not in self._heads.get(kind, ()) and head != kind:
            return f"{head} {kind}"
        return kind

    def _collective(self, words: Words, draft: Draft) -> str | None:
        """Give the noun of "an army of 750,000"; a "total of" is none."""
        if words.at(draft.lead) != "of":
            return None
        noun = words.at(draft.lead - 1)
        if not noun.isalpha() or noun in self.nouns.holders or noun in _NO_COLLECTIVES:
            return None
        return None if words.form[draft.lead - 1] in {"ed", "past"} else self.nouns.key_of(noun)

    def _named(self, words: Words, draft: Draft) -> str:
        last = draft.quantity.last
        if words.at(last + 1) == "strong":
            return self.nouns.key_of(words.at(last + 2))
        if draft.unit.name == "magnitude":
            return "magnitude"
        if draft.unit.kind:
            following = words.at(draft.unit.last)
            named = following.isalpha() and following not in PREPOSITIONS
            return self.nouns.key_of(following) if named else draft.unit.name or ""
        return self.nouns.key_of(plural_of(words.at(last + 1)))

    def _measured(self, words: Words, draft: Draft, span: Span) -> str:
        unit = draft.unit
        if unit.name == "magnitude":
            return "magnitude"
        if unit.rate and unit.kind == "currency":
            return f"{self._money_noun(words, span)} per {unit.rate}"
        if self._is_worth(words, draft, span):
            return "value"
        level = self._level(words, draft, span)
        if level and words.at(draft.lead) in _JOINTS:
            return level
        if unit.measured:
            subject = self.nouns.subject(words, draft.first, left=0)
            return level or subject or unit.measured
        return self._owned(words, draft, span) or level or draft.verb or ""

    def _is_worth(self, words: Words, draft: Draft, span: Span) -> bool:
        """Say whether money is what a whole is worth: "valued at", "changes hands for"."""
        if draft.unit.kind != "currency":
            return False
        if words.at(draft.lead) in _VALUING:
            return True
        near = words.lemma[span.left : span.first]
        return bool(_VALUING & set(near)) or (
            "change" in near and "hands" in words.low[span.left : span.first]
        )

    def _money_noun(self, words: Words, span: Span) -> str:
        """Give what is paid per share or head: the nearest word for it, those before first."""
        clause = (*range(span.first - 1, span.left - 1, -1), *range(span.last, span.right))
        for at in (*clause, *range(span.left - 1, -1, -1)):
            key = self.nouns.key_of(words.low[at])
            if key in _MONEY:
                return key
            if words.lemma[at] in _MONEY:
                return self.nouns.key_of(words.lemma[at])
        return "price"

    def _owned(self, words: Words, draft: Draft, span: Span) -> str | None:
        """Give the noun that a measure belongs to: "loan of", "of territory", "in aid"."""
        last, kind = draft.last, draft.unit.kind
        joint = words.at(last)
        if noun := self._collective(words, draft):
            return noun
        if kind == "currency" and (noun := self._money_for(words, draft, span)):
            return noun
        possessive = words.at(last + 1) in {"its", "their", "his", "her"}
        joints = {"of", "in", "for", "worth"} if kind == "currency" else {"of", "worth"}
        if joint in joints and not possessive:
            return self.nouns.object(words, last + 1, right=span.right)
        return None

    def _money_for(self, words: Words, draft: Draft, span: Span) -> str | None:
        last = draft.last
        if last >= span.right or words.kind[last] != WORD or words.form[last]:
            return None
        if words.low[last] in PREPOSITIONS | CONNECTIVES:
            return None
        return self.nouns.object(words, last, right=min(span.right, last + 4))

    def _level(self, words: Words, draft: Draft, span: Span) -> str | None:
        """Give what rose to, stood at or was cut to the number."""
        verb = self._level_verb(words, draft.first, left=span.left)
        if verb is None or not _reaches(words, verb, draft.first):
            return None
        stop = next((at for at in range(verb + 1, draft.first) if words.low[at] in _JOINTS), -1)
        thing = self.nouns.head(words, verb + 1, stop) if stop > verb + 1 else None
        found = thing or self.nouns.subject(words, verb, left=0)
        return None if found in self.nouns.holders else found

    def _level_verb(self, words: Words, place: int, *, left: int) -> int | None:
        for at in range(place - 1, left - 1, -1):
            if is_digit(words, at) and place - at > 8:
                return None
            named = at > 0 and words.low[at - 1] in DETERMINERS
            if words.lemma[at] in self.levels and words.form[at] and not named:
                return at
            if words.low[at] == "down" and words.at(at + 1) in {"to", "at"}:
                return at
        return None

    def _verb_near(self, words: Words, span: Span) -> str | None:
        """Give the verb of the clause: the first after the number, else the last before it."""
        after = range(span.last, span.right)
        before = range(span.first - 1, span.left - 1, -1)
        return next((words.lemma[at] for at in (*after, *before) if _is_verb(words, at)), None)


def _peoples(language: Language) -> frozenset[str]:
    """Give the names of peoples in the plural: "307 Norwegians"."""
    columns = (line.split("/") for line in language.tables.places.countries)
    names = (name.strip() for row in columns if len(row) > 2 for name in row[2].split(";"))
    return frozenset(name.lower() for name in names if name.endswith("s"))


def _reaches(words: Words, verb: int, first: int) -> bool:
    """Say whether the number belongs to the verb: "rose to", "is now", "raised it from"."""
    lead = first - 1
    while lead > verb and words.low[lead] in {"the", "a", "an"}:
        lead -= 1
    if words.low[lead] in _JOINTS:
        return True
    return all(words.low[at] in _FILLERS for at in range(verb + 1, lead + 1))


def _is_verb(words: Words, at: int) -> bool:
    form = words.form[at]
    progressive = form == "ing" and at > 0 and words.lemma[at - 1] == "be"
    present = form == "s" and at > 0 and words.kind[at - 1] == WORD
    present = present and words.low[at - 1] not in PREPOSITIONS | CONNECTIVES
    named = form in {"ed", "past", "part"} or present or progressive
    return named and words.lemma[at] not in _AUXILIARY_VERBS


def counted_noun(
    words: Words, draft: Draft, *, nouns: Nouns, people: frozenset[str], right: int
) -> Noun | None:
    """Find the noun that a number counts; a measure has none."""
    last = draft.quantity.last
    if draft.unit.kind:
        return None
    if draft.quantity.hyphened:
        return Noun(plural_of(words.at(last + 1)), last + 2)
    if words.at(last) == "of":
        return nouns.counted(words, last + 1 + (words.at(last + 1) == "the"), right=right)
    found = nouns.counted(words, last, right=right)
    if found and words.capital(found.last - 1) and found.head not in people:
        found = None
    if found is None and draft.value == 1 and words.at(last).isalpha():
        return Noun(words.at(last), last + 1)
    return found
