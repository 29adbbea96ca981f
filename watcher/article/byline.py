"""Reads who wrote an article, for whom and when, from the lines around its headline."""

import re
from dataclasses import dataclass

from watcher.article.dating import find_date, read_date

_BY = re.compile(r"(?:By|BY|by|Von|Par|Por|Words by|Written by|Posted by|Story by)[:]? (?=\S)")
_SMALL_WORDS = """
    and & in of for the at our on to from with by a de la le van von der den di da du del el
    al bin ibn y et correspondent correspondents reporter editor staff writer writers agencies
    special chief senior foreign political business deputy columnist contributor published posted
    updated last am pm"""
_SMALL = frozenset(_SMALL_WORDS.split())
_JOB = re.compile(
    r"\b(?:correspondent|editor|reporter|writer|columnist|staff|bureau chief|agencies|agency"
    r"|newsroom|desk|journalist|contributor|analyst|team|in [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\s*\Z",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s[-–—|·•]\s|\s?\|\s?|,\s|;\s|\.\s|\n")
_AND = re.compile(r"\s(?:and|und|et|y|&)\s")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*)(?:\s[^\W\d_][\w.'’-]*){1,4}\Z")
_ONE_NAME = re.compile(
    r"[A-ZÀ-Þ][\w.'’-]{1,20}"
    r"(?: (?:[A-ZÀ-Þ][\w.'’-]{0,20}|de|la|van|von|der|bin|al|di|da|del)){1,4}\Z"
)
_LABEL = re.compile(
    r"(?:(?:first |originally )?(?:published|posted|updated|last updated|last modified|modified"
    r"|created|date)(?: (?:on|at))?:?|on)\s+",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What a byline tells; the outlet only where it is written there."""

    authors: tuple[str, ...] = ()
    outlet: str | None = None
    dated: str | None = None


def read_byline(line: str) -> Byline | None:
    """Read a line "By A and B - Outlet - Tuesday, November 25, 2025"."""
    line = " ".join(line.split())
    opening = _BY.match(line)
    if opening is None or len(line) > 250 or not _is_all_names(line[opening.end() :]):
        return None
    parts = [part for part in _PARTS.split(line[opening.end() :]) if part]
    authors = authors_of(parts[0])
    others = [part for part in parts[1:] if _is_outlet(part)]
    dashed = re.search(r"\s[-–—|]\s", line) is not None
    outlet = others[0] if others and dashed else None
    return Byline(authors=authors, outlet=outlet, dated=read_date(line))


def read_name_line(line: str) -> Byline | None:
    """Read a line that is a writer's name alone, with a post, a place or a date at most."""
    line = " ".join(line.split())
    if len(line) > 120 or (line.endswith((".", "!", "?", ":", ";")) and not find_date(line)):
        return None
    named, _, rest = line.partition(" | ")
    name, _, post = named.partition(", ")
    name, place = _without_place(name)
    if not _ONE_NAME.match(name) or _WEEKDAY.search(name) or read_date(name):
        return None
    tail = f"{post} {rest}".strip()
    if tail and not (_JOB.search(post) or find_date(tail)):
        return None
    if not tail and not place and (len(name.split()) > 3 or name.isupper()):
        return None
    return Byline(authors=(name,), dated=read_date(tail) if tail else None)


def read_date_line(line: str) -> str | None:
    """Read a line that holds a date, a time, and no sentence; give the date."""
    line = " ".join(line.split())
    if len(line) > 120:
        return None
    found = find_date(line)
    if found is None:
        return None
    _, start, end = found
    before = _WEEKDAY.sub("", _LABEL.sub("", line[:start])).strip(" ,|-–—:·•")
    after = line[end:]
    if len(before.split()) > 1 or (after and after[0].isalnum()):
        return None
    if len(after.split()) > 9 or re.search(r"[a-z]{3,}\.\s", after):
        return None
    return read_date(line)


def authors_of(names: str) -> tuple[str, ...]:
    """Part "A, B and C" into names; posts, places and addresses are left out."""
    found = []
    for part in re.split(r",\s|;\s?|\s\|\s", " ".join(names.split())[:400]):
        for written in _AND.split(part):
            name = _without_place(_BY.sub("", written).strip(" .,•*"))[0]
            if "@" not in name and _NAME.match(name) and not _JOB.search(name):
                found.append(name)
    return tuple(dict.fromkeys(found))


def _without_place(name: str) -> tuple[str, bool]:
    before, mark, _ = name.partition(" in ")
    return (before, bool(mark)) if mark else (name, False)


def _is_all_names(rest: str) -> bool:
    """A byline holds names, posts, dates; a sentence that begins with "By" holds small words."""
    words = re.findall(r"[^\W_][^\s,;|]*", rest)
    if not words or len(words) > 30:
        return False
    small = [w for w in words if w[0].islower() and w.rstrip(".").lower() not in _SMALL]
    times = [w for w in small if re.fullmatch(r"[ap]\.?m\.?", w)]
    return len(small) == len(times) and not words[0][0].isdigit() and words[0][0].isupper()


def _is_outlet(part: str) -> bool:
    if _WEEKDAY.fullmatch(part.strip()) or _JOB.search(part) or re.search(r"\d", part):
        return False
    return bool(re.match(r"(?:The |the )?[A-ZÀ-Þ]", part))
