"""Spellings: whether two names can be one name written in two ways, by rules, never by likeness.

A rule says which letters stand for the same sound in another script. Names that are merely alike
(Austria and Australia, Khamenei and Khomeini) follow no rule and stay two names.
"""

import re
from functools import lru_cache
from itertools import zip_longest

_SHORTEST = 4  # letters of a part of a name to which the rules apply
_SURE_RULES = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"(?:skyy|skiy|skyi|skyj|skij|skii|ski|sky)$", "sky"),
        (r"(?:skaya|skaia|skaja|ska)$", "ska"),
        (r"x", "ks"),
        (r"(?<=[aeiou])(?:yy|iy|ii|yi|ij|yj|j|i)$", "y"),
        (r"(?:yy|iy|ii|yi|ij|yj)$", "y"),
        (r"^(?:ye|je)", "e"),
        (r"(?<=[a-z]{3})yan$", "ian"),
        (r"^(?:iu|ju)", "yu"),
        (r"^(?:ia|ja)", "ya"),
        (r"(?:iia|iya|yia|ija|yya)", "ia"),
        (r"(?<=v)[iy]ch$", "ich"),
    )
)
_LOOSE_RULES = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"^(?:kh|q|g|k|h)", "k"),
        (r"dzh|zh|dj|gi(?=[aou])", "j"),
        (r"tch|tsch|cz", "ch"),
        (r"sch|sz", "sh"),
        (r"kh|gh|g", "h"),
        (r"q|ck", "k"),
        (r"w", "v"),
        (r"ph", "f"),
        (r"tz|ts", "c"),
        (r"y(?=[bcdfghjklmnpqrstvz])", "i"),
        (r"(?<=[aeiou])[yi](?=[aou])", "y"),
        (r"([bcdfghjklmnpqrstvz])\1", r"\1"),
        (r"th$", "t"),
    )
)
_VOWELS = re.compile(r"[aeiouy]+")
_SOUNDS = {
    "ou": "u", "oo": "u", "ee": "i", "ei": "e", "ai": "e", "ay": "e", "ey": "e", "ie": "i",
    "yi": "i", "iy": "i", "y": "i", "aa": "a", "ea": "i", "uw": "u", "yu": "u", "iu": "u",
    "you": "u",
}  # fmt: skip
_SAME_VOWELS = frozenset({frozenset("ae"), frozenset("ei"), frozenset("ou")})
_ARTICLES = frozenset({"al", "el", "ul"})


def spelling_key(name: str) -> str:
    """Give what all spellings of a folded name have in common that surely are one: -sky, -skyy.

    The parts of a name are parted by blanks.
    """
    return " ".join(_sure(part) if len(part) >= _SHORTEST else part for part in name.split())


def is_transliteration(one: str, other: str) -> bool:
    """Tell whether two folded full names can be one name that came from another script.

    The rules are loose, so one part of the name must be the same in both: "Muammar Gaddafi" and
    "Muammar Qaddafi". A different number of parts is another name, articles apart.
    """
    mine, theirs = _without_articles(one), _without_articles(other)
    if len(mine) != len(theirs) or len(mine) < 2:
        return False
    same = [_sure(a) == _sure(b) for a, b in zip(mine, theirs, strict=True)]
    if all(same):
        return one != other
    if not any(_vouches(a) for a, equal in zip(mine, same, strict=True) if equal):
        return False
    return all(
        equal or (_is_long(a, b) and _sounds_same(a, b))
        for a, b, equal in zip(mine, theirs, same, strict=True)
    )


def _is_long(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _SHORTEST


def _vouches(part: str) -> bool:
    """Small words and initials are shared by many names."""
    return len(part) >= 3


def _without_articles(name: str) -> list[str]:
    return [part for part in name.split() if part not in _ARTICLES]


@lru_cache(maxsize=20_000)  # each name is held against many others
def _sure(part: str) -> str:
    for pattern, becomes in _SURE_RULES:
        part = pattern.sub(becomes, part)
    return part


def _sounds_same(one: str, other: str) -> bool:
    """Compare consonants for equality and each vowel with the one that can stand for it."""
    mine, theirs = _loose(one), _loose(other)
    if _VOWELS.split(mine) != _VOWELS.split(theirs):
        return False
    vowels = zip_longest(_VOWELS.findall(mine), _VOWELS.findall(theirs), fillvalue="")
    return all(_is_same_vowel(a, b) for a, b in vowels)


@lru_cache(maxsize=20_000)
def _loose(part: str) -> str:
    part = _sure(part)
    for pattern, becomes in _LOOSE_RULES:
        part = pattern.sub(becomes, part)
    return part


def _is_same_vowel(one: str, other: str) -> bool:
    one, other = _SOUNDS.get(one, one), _SOUNDS.get(other, other)
    return one == other or frozenset((one, other)) in _SAME_VOWELS
