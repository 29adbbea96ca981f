"""Reads the dateline in front of a story: place, date, agency."""

import re
from dataclasses import dataclass

_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,30}(?:[ /,]{1,2}[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,30}){0,5}"
_MORE = r"(?:, ?[A-Z][\w.'’ -]{1,30}){0,2}?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = rf"(?P<date>{_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?)"
_AGENCY = r"\((?P<agency>[A-Z][\w&.'’/ -]{1,40})\)"
_DASH = r"\s?(?:--?|–|—|―)\s?"
_SHOUTED = re.compile(rf"{_PLACE}{_MORE}(?:[,.]? ?{_DATE})?(?: ?{_AGENCY})?(?:{_DASH}|: )")
_SPOKEN = re.compile(
    rf"[A-ZÀ-Þ][\w.'’-]{{1,30}}(?:[ /,]{{1,2}}[A-ZÀ-Þ][\w.'’-]{{1,30}}){{0,5}}"
    rf"(?:[,.]? ?{_DATE})? ?{_AGENCY}{_DASH}"
)
_BARE = re.compile(rf"{_AGENCY}{_DASH}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A dateline: where the story begins after it, its date as written, its agency."""

    end: int
    dated: str | None
    agency: str | None


def read_dateline(text: str, *, start: int, end: int) -> Dateline | None:
    """Read the dateline at the beginning of a paragraph."""
    piece = " ".join(text[start : min(end, start + 160)].split("\n"))
    for pattern in (_SHOUTED, _SPOKEN, _BARE):
        match = pattern.match(piece)
        if match and _is_dateline(piece, match):
            fields = match.groupdict()
            return Dateline(
                end=start + match.end(), dated=fields.get("date"), agency=fields.get("agency")
            )
    return None


def _is_dateline(piece: str, match: re.Match[str]) -> bool:
    """A place before a mere colon or hyphen is a label ("WHO: ..."), unless a date is there too."""
    fields = match.groupdict()
    told = fields.get("date") or fields.get("agency")
    following = piece[match.end() : match.end() + 1]
    if not following or following.islower():
        return False
    if told:
        return True
    return any(mark in match.group()[-3:] for mark in ("–", "—", "--"))
