"""Clauses: where one assertion of a sentence ends and the next begins."""

from watcher.topic.language import Language
from watcher.topic.words import Clause, Words, word_set, words_of

_MARKS = frozenset(";:—–")
_MAIN = frozenset({"and", "but", "or", "while", "whereas", "yet", "so", "nor"})
_SUBORDINATE = word_set(
    """after before when because as since until although though if unless whether where once
    lest who whom whose which despite amid"""
)
_CONNECTIVES = _MAIN | _SUBORDINATE
_VERBAL = frozenset({"ed", "past", "part", "s", "base", "ing"})
_CARRYING = word_set(
    """will would can could may might must shall should won't wouldn't is are was were has have
    had"""
)


def clauses_of(words: Words) -> tuple[Clause, ...]:
    """Split a sentence into clauses; every word belongs to exactly one."""
    if words.clauses is None:
        words.clauses = _split(words)
    return words.clauses


def _split(words: Words) -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    first, main, opened = 0, words.at(0) not in _SUBORDINATE, words.at(0) in _SUBORDINATE
    for at in range(1, words.size):
        starts = _starts(words, first, at)
        resumed = words.low[at - 1] == "," and opened and has_verb(words, first, at)
        if not starts and not resumed:
            continue
        clauses.append(_clause(words, first, at, main=main))
        low = words.low[at]
        opened = not resumed and low in _SUBORDINATE
        main = low not in _SUBORDINATE
        first = at
    if first < words.size:
        clauses.append(_clause(words, first, words.size, main=main))
    return tuple(clauses)


def clause_at(clauses: tuple[Clause, ...], place: int) -> Clause | None:
    """Give the clause that holds a word."""
    return next((clause for clause in clauses if clause.first <= place < clause.last), None)


class Clauses:
    """Splits the text of a sentence into clauses."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def read(self, text: str, *, words: Words | None = None) -> tuple[Clause, ...]:
        """Give the clauses of one sentence in order; offsets count characters into the text."""
        return clauses_of(words if words is not None else words_of(text, language=self._language))


def has_verb(words: Words, first: int, last: int) -> bool:
    """Say whether there is a verb that can carry a clause between two words."""
    return any(
        words.form[at] in {"ed", "past", "s"} or words.low[at] in _CARRYING
        for at in range(first, last)
    )


def _starts(words: Words, first: int, at: int) -> bool:
    low, before = words.low[at], words.low[at - 1]
    if before in _MARKS:
        return at - first > 1
    if low not in _CONNECTIVES or (
        low == "as" and before in {"as", "such", "well", "many", "much"}
    ):
        return False
    if before == "," and low in _SUBORDINATE:
        return True
    end = _next_pause(words, at + 1)
    return has_verb(words, first, at) and has_verb(words, at + 1, end)


def _next_pause(words: Words, at: int) -> int:
    while at < words.size and words.low[at] not in _MARKS and words.low[at] != ",":
        at += 1
    return at


def _clause(words: Words, first: int, last: int, *, main: bool) -> Clause:
    return Clause(
        first=first, last=last, start=words.start[first], end=words.end[last - 1], main=main
    )
