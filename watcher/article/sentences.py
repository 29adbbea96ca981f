"""Splits a paragraph into sentences with exact offsets."""

import re

from watcher.article.abbreviations import (
    BEFORE_NAMES,
    BEFORE_NUMBERS,
    MONTHS,
    OPENERS,
    SOMETIMES_LAST,
)

_CLOSERS = "\"'”’»)\\]›"
_OPENERS = "\"'“‘«(\\[‹„¿¡"
_FULL_WIDTH = "。！？｡"
_STOP = re.compile(rf"[.!?…{_FULL_WIDTH}]{{1,20}}[{_CLOSERS}」』）]{{0,4}}")
_GLUED = re.compile(r"(?<=[a-z)”\"’]{2})[.!?][”\"’]?(?=[“‘(]?[A-Z][a-z]{1,20}[\s,!?’'])")
_GAP = re.compile(r"\s*")
_LAST_WORD = re.compile(rf"[^\s{_OPENERS}—–/]{{1,40}}\Z")
_NEXT_WORD = re.compile(rf"[{_OPENERS}]{{0,4}}([^\s{_CLOSERS}.,;:!?]{{0,40}})")
_SAYS = re.compile(
    r"[\w.’'-]{1,40}(?: [A-Z][\w.’'-]{1,40}){0,3} (?:said|asked|told|wrote|added|says)\b"
)
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]{1,2}\Z")


def split_sentences(text: str, *, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Give the places of the sentences between two offsets; white space around them is left out."""
    end = len(text) if end is None else end
    places: list[tuple[int, int]] = []
    at = _skip_space(text, start, end)
    for stop in _STOP.finditer(text, start, end):
        if stop.end() <= at or not _is_loose(text, stop, end=end):
            continue
        if not _is_boundary(text, at=at, stop=stop, end=end):
            continue
        places.append((at, stop.end()))
        at = _skip_space(text, stop.end(), end)
    rest = len(text[at:end].rstrip())
    if rest:
        places.append((at, at + rest))
    return places


def _skip_space(text: str, at: int, end: int) -> int:
    gap = _GAP.match(text, at, end)
    return gap.end() if gap else at


def _is_loose(text: str, stop: re.Match[str], *, end: int) -> bool:
    """White space follows a stop, but in scripts without any, and where it was lost."""
    if stop.end() >= end or text[stop.end()].isspace() or stop.group()[0] in _FULL_WIDTH:
        return True
    return _GLUED.match(text, stop.start(), end) is not None


def _is_boundary(text: str, *, at: int, stop: re.Match[str], end: int) -> bool:
    """Decide whether the stop ends the sentence that began at `at`."""
    after = _skip_space(text, stop.end(), end)
    if after >= end or stop.group()[0] in _FULL_WIDTH:
        return True
    following = _NEXT_WORD.match(text, after, end)
    word = following.group(1) if following else ""
    opened = following is not None and following.start(1) > after
    if word[:1].islower():
        return False
    mark = stop.group()
    if mark[0] in "!?":
        return not (len(mark) > 1 and mark[-1] in "\"'”’" and _SAYS.match(text, after, end))
    if len(mark.rstrip("\"'”’»)]›")) > 1 or mark[-1] in "\"'”’»)]›":
        return True
    before = _LAST_WORD.search(text, max(at, stop.start() - 40), stop.start())
    return before is None or _ends_with(
        before.group(), first=before.start() == at, following=word, opened=opened
    )


def _ends_with(word: str, *, first: bool, following: str, opened: bool) -> bool:
    """Decide whether a full stop after this word ends a sentence, given the word that follows."""
    lower = word.lower()
    if (first and _NUMBERED.fullmatch(word + ".")) or lower in BEFORE_NAMES:
        return False
    if word != "no" and (lower in BEFORE_NUMBERS or lower in MONTHS):
        return not following[:1].isdigit()
    is_initial = len(word) == 1 and word.isalpha() and word.isupper()
    if is_initial or "." in word or lower in SOMETIMES_LAST:
        return opened or following in OPENERS
    return True
