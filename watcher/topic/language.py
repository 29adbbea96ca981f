"""Language: what the readers of a sentence know of English in general, as data.

The tables come from the files of `watcher/language`; no word in them belongs to a single story.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from msgspec import Struct

from watcher.topic.meaning import Meaning

List = tuple[str, ...]
Form = Literal["base", "s", "ing", "ed", "past", "part"]
VOWELS = frozenset("aeiou")


class WordList(Struct, frozen=True, forbid_unknown_fields=True):
    """A plain list of words."""

    words: List


class Vague(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a size without a number, and what makes a scale word vague."""

    words: List
    before: List


class Numbers(Struct, frozen=True, forbid_unknown_fields=True):
    """Number words and what bends a number."""

    cardinals: dict[str, int]
    scales: dict[str, int]
    short_scales: dict[str, int]
    fractions: dict[str, float]
    vague: Vague
    qualifiers: dict[str, List]
    designators: WordList


class Units(Struct, frozen=True, forbid_unknown_fields=True):
    """What a number can be a number of, before the thing that is counted."""

    currencies: dict[str, List]
    coins: WordList
    percent: dict[str, List]
    measures: dict[str, List]
    durations: dict[str, List]
    rates: WordList
    adjectives: dict[str, List]


class CountClass(Struct, frozen=True, forbid_unknown_fields=True):
    """The verbs and words that mean one and the same count."""

    verbs: List = ()
    words: List = ()
    heads: List = ()


class Groups(Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that make a small number a party, and words that make people a source."""

    words: List
    sources: List


class People(Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns for people: those that do not narrow a count, and those that do."""

    general: List
    special: List


class VerbList(Struct, frozen=True, forbid_unknown_fields=True):
    """A plain list of verbs."""

    verbs: List


class Levels(Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that hold or move a level, and those of them that move it."""

    verbs: List
    moves: List


class Counts(Struct, frozen=True, forbid_unknown_fields=True):
    """What is counted, with synonyms under one key."""

    classes: dict[str, CountClass]
    people: People
    groups: Groups
    including: WordList
    holders: WordList
    synonyms: dict[str, List]
    levels: Levels
    before: WordList


class Names(Struct, frozen=True, forbid_unknown_fields=True):
    """Twelve months or seven weekdays: in full, short, and further spellings."""

    names: List
    short: List
    other: dict[str, int]


class Calendar(Struct, frozen=True, forbid_unknown_fields=True):
    """Months and weekdays."""

    months: Names
    weekdays: Names


class Verbs(Struct, frozen=True, forbid_unknown_fields=True):
    """How verbs are inflected."""

    irregular: List
    doubling: List
    common: List
    auxiliaries: List


class StatusWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The verbs and words that give one status."""

    verbs: List = ()
    words: List = ()


class Modals(Struct, frozen=True, forbid_unknown_fields=True):
    """Modals that leave a verb open, and those that put it into the future."""

    open: List
    future: List


class StatusTable(Struct, frozen=True, forbid_unknown_fields=True):
    """What gives a statement its status."""

    statuses: dict[str, StatusWords]
    acts: VerbList
    negation: WordList
    modals: Modals


class Speech(Struct, frozen=True, forbid_unknown_fields=True):
    """Who says so: verbs of saying and the nouns of those who speak."""

    verbs: List
    telling: List
    nouns: List
    passive: List
    according: List
    offices: List
    bodies: List
    unnamed: List
    media: List
    pronouns: List
    listeners: List


class ProperNames(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands around proper names."""

    titles: List
    particles: List
    endings: List
    openers: List
    bodies: List


class Places(Struct, frozen=True, forbid_unknown_fields=True):
    """Countries, one a line: names / capitals and seats / peoples."""

    countries: List


class Tables(Struct, frozen=True, forbid_unknown_fields=True):
    """One field for each file of `watcher/language`."""

    numbers: Numbers
    units: Units
    counts: Counts
    calendar: Calendar
    verbs: Verbs
    status: StatusTable
    speech: Speech
    names: ProperNames
    places: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The tables, for every known verb form its verb and which form it is, and what words mean."""

    tables: Tables
    forms: Mapping[str, tuple[str, Form]]
    meaning: Meaning


def build_language(tables: Mapping[str, Any], *, meaning: Meaning) -> Language:
    """Check the tables and inflect their verbs; `msgspec.ValidationError` names a wrong key."""
    checked = msgspec.convert(tables, type=Tables)
    return Language(tables=checked, forms=_inflected(checked), meaning=meaning)


def _inflected(tables: Tables) -> dict[str, tuple[str, Form]]:
    irregular = {v[0]: (v[1], v[2]) for v in (entry.split() for entry in tables.verbs.irregular)}
    doubling = frozenset(tables.verbs.doubling)
    verbs = [*irregular, *doubling, *tables.verbs.common, *_first_words(tables)]
    forms: dict[str, tuple[str, Form]] = {verb: (verb, "base") for verb in verbs}
    for be in ("am", "is", "are", "was", "were"):
        forms[be] = ("be", "past" if be[0] == "w" else "s")
    forms["has"] = ("have", "s")
    # "put" and "cut" are far more often told of the past than of the present
    forms |= {verb: (verb, "ed") for verb, (past, _) in irregular.items() if past == verb}
    for verb in dict.fromkeys(verbs):
        for form, name in _forms(verb, irregular=irregular, doubling=verb in doubling):
            forms.setdefault(form, (verb, name))
    return forms


def _first_words(tables: Tables) -> Iterator[str]:
    for phrase in _verb_phrases(tables):
        first = phrase.split(None, 1)[0]
        if first not in tables.status.negation.words:
            yield first


def _verb_phrases(tables: Tables) -> Iterator[str]:
    for count in tables.counts.classes.values():
        yield from filter(None, count.verbs)
    yield from (*tables.counts.levels.verbs, *tables.counts.levels.moves)
    for status in tables.status.statuses.values():
        yield from status.verbs
    yield from tables.status.acts.verbs
    yield from tables.speech.verbs


def _forms(
    verb: str, *, irregular: Mapping[str, tuple[str, str]], doubling: bool
) -> Iterable[tuple[str, Form]]:
    yield third_person(verb), "s"
    yield present_participle(verb, doubling=doubling), "ing"
    if verb[-1] == "l" and doubling:
        yield verb + "ing", "ing"
    if verb not in irregular:
        yield regular_past(verb, doubling=doubling), "ed"
        if verb[-1] == "l" and doubling:
            yield verb + "ed", "ed"
        return
    past, participle = irregular[verb]
    if past == participle:
        yield past, "ed"
    else:
        yield past, "past"
        yield participle, "part"


def third_person(verb: str) -> str:
    """Give the form with "he": goes, denies, says."""
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb[-1] == "y" and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def present_participle(verb: str, *, doubling: bool) -> str:
    """Give the form in -ing: making, lying, stopping."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb[-1] == "e" and not verb.endswith(("ee", "be")):
        return verb[:-1] + "ing"
    doubled = doubling or (verb in {"cut", "get", "hit", "let", "put", "run", "set", "sit", "win"})
    return verb + (verb[-1] if doubled else "") + "ing"


def regular_past(verb: str, *, doubling: bool) -> str:
    """Give the past of a regular verb: denied, stopped, raised."""
    if verb[-1] == "e":
        return verb + "d"
    if verb[-1] == "y" and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    return verb + (verb[-1] if doubling else "") + "ed"
