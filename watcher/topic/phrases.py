"""Finds the phrases of all topics in one pass: case, inflection and spelling do not count.

A phrase is found where its words stand in order with at most three other words between them.
Function words inside a phrase ("attack on city") may be missing or others.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

from watcher.article.tokens import STOP, Token, tokenize

GAP = 3
_MOST_SPELLINGS = 64
_BREAK = re.compile(r"[;:!?—|]|\s[-–]\s")
_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBER_WORDS = frozenset((*_UNITS, *_TENS))
_ROMAN_ENDS = ("skyy", "skiy", "skyi", "skii", "skyj", "skij", "sky", "ski")
_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "no",
        "any",
        "each",
    ]
)
_PRONOUNS = frozenset(
    [
        "i",
        "you",
        "he",
        "she",
        "it",
        "we",
        "they",
        "who",
        "to",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
    ]
)
# nouns whose verb means something else: "he plans a visit" is not about a plan
_LIGHT_VERBS = frozenset(["plan", "offer", "bid", "deal", "talk", "point", "project", "deliver"])

K = TypeVar("K")
Spellings = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One spelling of a phrase: the keys of its words, and how many words it may reach over."""

    phrase: str
    keys: tuple[str, ...]
    reach: int
    head_is_noun: bool


@dataclass(frozen=True, slots=True)
class Hit(Generic[K]):
    """A phrase of `key` stands in tokens `start` up to, but not including, `end`."""

    key: K
    phrase: str
    start: int
    end: int


def key_of(token: Token) -> str:
    """Give the form by which a word is compared: its stem, and one spelling of -sky."""
    return key_of_forms(token.fold, token.stem)


def key_of_forms(fold: str, stem: str) -> str:
    """Do the same for a word's fold and stem."""
    if "sk" not in fold[-4:]:
        return stem
    for end in _ROMAN_ENDS:
        if fold.endswith(end):
            return fold.removesuffix(end) + "sky"
    return stem


def keys_of(tokens: Sequence[Token]) -> list[str]:
    """Give the comparison forms of a sentence's words."""
    return [
        token.stem if "sk" not in token.fold[-4:] else key_of_forms(token.fold, token.stem)
        for token in tokens
    ]


def compile_phrase(phrase: str, *, aliases: Spellings) -> tuple[Pattern, ...]:
    """Turn a phrase into patterns, one for each spelling of the names and numbers in it."""
    if not aliases and (plain := _plain_words(phrase)):
        return (_pattern(phrase, plain),)
    patterns: dict[tuple[str, ...], Pattern] = {}
    for spelled in [phrase, *spellings(phrase, aliases=aliases)]:
        if words := tokenize(spelled):
            pattern = _pattern(phrase, words)
            patterns.setdefault(pattern.keys, pattern)
    return tuple(patterns.values())


def _plain_words(phrase: str) -> Sequence[Token]:
    """Give the words of a phrase that has one spelling, else nothing."""
    words = tokenize(phrase)
    if any(word.fold in _NUMBER_WORDS or word.fold.isdigit() for word in words):
        return ()
    return words if phrase == " ".join([word.text for word in words]) else ()


def spellings(phrase: str, *, aliases: Spellings) -> list[str]:
    """List a phrase with every spelling of the names and numbers in it, the phrase itself first."""
    choices: list[list[str]] = []
    rest = [token.text for token in tokenize(phrase)]
    folds = [token.fold for token in tokenize(phrase)]
    groups = _alias_groups(aliases)
    while rest:
        size, options = _options(folds, groups)
        choices.append([" ".join(rest[:size]), *options])
        rest, folds = rest[size:], folds[size:]
    out = [" ".join(choice) for choice in product(*choices)][:_MOST_SPELLINGS]
    return list(dict.fromkeys(out))


def _options(
    folds: Sequence[str], groups: Mapping[tuple[str, ...], list[str]]
) -> tuple[int, list[str]]:
    """Give the other spellings of what stands at the start, and how many words it takes."""
    for size in range(len(folds), 0, -1):
        name = tuple(folds[:size])
        if name in groups:
            return size, groups[name]
    return _number_options(folds)


def _number_options(folds: Sequence[str]) -> tuple[int, list[str]]:
    if folds[0].isdigit() and int(folds[0]) < 100:
        return 1, [_in_words(int(folds[0]))]
    if len(folds) > 1 and folds[0] in _TENS and folds[1] in _UNITS[1:10]:
        return 2, [str(20 + 10 * _TENS.index(folds[0]) + _UNITS.index(folds[1]))]
    if folds[0] in _UNITS:
        return 1, [str(_UNITS.index(folds[0]))]
    if folds[0] in _TENS:
        return 1, [str(20 + 10 * _TENS.index(folds[0]))]
    return 1, []


def _in_words(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    return _TENS[tens - 2] + (f" {_UNITS[unit]}" if unit else "")


def _alias_groups(aliases: Spellings) -> dict[tuple[str, ...], list[str]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, others in aliases.items():
        every = [name, *others]
        for spelling in every:
            key = tuple(token.fold for token in tokenize(spelling))
            if key:
                groups.setdefault(key, [other for other in every if other != spelling])
    return groups


def _pattern(phrase: str, words: Sequence[Token]) -> Pattern:
    content = [word for word in words if word.fold not in STOP]
    kept = content if len(content) > 1 else list(words)
    head = kept[-1].fold
    return Pattern(
        phrase=phrase,
        keys=tuple(key_of(word) for word in kept),
        reach=len(words) + (GAP if len(content) > 1 else 0),
        head_is_noun=not head.endswith(("ed", "ing")),
    )


class PhraseIndex(Generic[K]):
    """Phrases of many topics, found together: each is filed under its longest word."""

    def __init__(self, phrases: Mapping[K, Iterable[Pattern]]) -> None:
        self._by_anchor: dict[str, list[tuple[K, Pattern]]] = defaultdict(list)
        for key, patterns in phrases.items():
            for pattern in patterns:
                if pattern.keys:
                    self._by_anchor[max(pattern.keys, key=len)].append((key, pattern))

    def candidates(self, keys: AbstractSet[str]) -> list[tuple[K, Pattern]]:
        """List the phrases all of whose words are among these."""
        found: list[tuple[K, Pattern]] = []
        for anchor in sorted(self._by_anchor.keys() & keys):  # in no order that chance gives
            found += [
                (key, pattern)
                for key, pattern in self._by_anchor[anchor]
                if all(word in keys for word in pattern.keys)
            ]
        return found

    def find(self, tokens: Sequence[Token], *, text: str) -> tuple[Hit[K], ...]:
        """Find every phrase in a sentence; tokens count characters into `text`."""
        keys = keys_of(tokens)
        return place(self.candidates(set(keys)), keys=keys, tokens=tokens, text=text)


def place(
    candidates: Iterable[tuple[K, Pattern]],
    *,
    keys: Sequence[str],
    tokens: Sequence[Token],
    text: str,
) -> tuple[Hit[K], ...]:
    """Find where candidate phrases stand in a sentence."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(keys):
        places[word].append(at)
    return tuple(
        Hit(key, pattern.phrase, start, end)
        for key, pattern in candidates
        if all(word in places for word in pattern.keys)
        for start, end in _spans(pattern, places)
        if _holds(pattern, start, end, tokens=tokens, text=text)
    )


def _spans(pattern: Pattern, places: Mapping[str, list[int]]) -> Iterable[tuple[int, int]]:
    """Give the tightest places in which the words stand in order, within reach."""
    tightest: dict[int, int] = {}
    for start in places[pattern.keys[0]]:
        at = _last_place(pattern.keys[1:], places, after=start)
        if at is not None and at - start < pattern.reach:
            tightest[at] = start
    return [(start, at + 1) for at, start in tightest.items()]


def _last_place(words: Iterable[str], places: Mapping[str, list[int]], *, after: int) -> int | None:
    """Give where the last of these words stands when each is the next after the one before."""
    at: int | None = after
    for word in words:
        at = next((place for place in places[word] if place > after), None)
        if at is None:
            return None
        after = at
    return at


def _holds(pattern: Pattern, start: int, end: int, *, tokens: Sequence[Token], text: str) -> bool:
    if len(pattern.keys) == 1:
        return not (pattern.head_is_noun and _is_verb(tokens, start))
    if pattern.head_is_noun and tokens[end - 1].fold.endswith(("ed", "ing")):
        return False
    return not _BREAK.search(text, tokens[start].end, tokens[end - 1].start)


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Tell "plans to visit" and "he plans a visit" from "the plans"."""
    before = tokens[at - 1].fold if at else ""
    after = tokens[at + 1].fold if at + 1 < len(tokens) else ""
    if tokens[at].stem in _LIGHT_VERBS and (before in _PRONOUNS or tokens[at].fold.endswith("ed")):
        return True
    return after == "to" and tokens[at].fold.endswith("s") and before not in _DETERMINERS
