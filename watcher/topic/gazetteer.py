"""Gazetteer: a country, its capital and seat of power, and its people are one place."""

from dataclasses import dataclass
from typing import Literal

from watcher.article.tokens import fold_of
from watcher.topic.language import Language
from watcher.topic.words import WORD, Words, words_of

PlaceKind = Literal["country", "seat", "people"]
_KINDS: tuple[PlaceKind, ...] = ("country", "seat", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSpan:
    """A word for a country: characters `start` to `end`; `country` is the key of the country."""

    start: int
    end: int
    country: str
    kind: PlaceKind


class Gazetteer:
    """Knows countries, capitals and peoples."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._places: dict[tuple[str, ...], tuple[str, PlaceKind]] = {}
        for line in language.tables.places.countries:
            self._add(line)
        lengths: dict[str, set[int]] = {}
        for parts in self._places:
            lengths.setdefault(parts[0], set()).add(len(parts))
        self._lengths = {first: sorted(some, reverse=True) for first, some in lengths.items()}

    def _add(self, line: str) -> None:
        columns = [[name.strip() for name in part.split(";")] for part in line.split("/")]
        country = columns[0][0].lower()
        for kind, names in zip(_KINDS, columns, strict=False):
            for name in filter(None, names):
                self._places.setdefault(_parts(name), (country, kind))

    def country_of(self, name: str) -> str | None:
        """Give the key of the country that a name, a capital or a people stands for."""
        found = self._places.get(_parts(name))
        return found[0] if found else None

    def read(self, text: str, *, words: Words | None = None) -> tuple[PlaceSpan, ...]:
        """Give the countries that a sentence names, in order; offsets count into the text."""
        words = words if words is not None else words_of(text, language=self._language)
        spans: list[PlaceSpan] = []
        at = 0
        while at < words.size:
            span = self._at(words, at) if words.capital(at) else None
            if span is None:
                at += 1
                continue
            spans.append(span)
            while at < words.size and words.start[at] < span.end:
                at += 1
        return tuple(spans)

    def _at(self, words: Words, at: int) -> PlaceSpan | None:
        if words.kind[at] != WORD:
            return None
        first = fold_of(words.raw[at])
        if words.raw[at] in {"Us", "It"}:
            return None
        for length in self._lengths.get(first, ()):
            if at + length > words.size:
                continue
            key = tuple(fold_of(raw) for raw in words.raw[at : at + length])
            found = self._places.get(key)
            if found:
                return PlaceSpan(
                    start=words.start[at],
                    end=words.end[at + length - 1],
                    country=found[0],
                    kind=found[1],
                )
        return None


def _parts(name: str) -> tuple[str, ...]:
    """Cut a name as sentences are cut: a hyphen or a final dot is a part of its own."""
    spaced = name.replace("-", " - ")
    parts = []
    for part in spaced.split():
        if part.endswith(".") and part.count(".") == 1:
            parts += [fold_of(part[:-1]), "."]
        else:
            parts.append(fold_of(part) if part[0].isalpha() else part)
    return tuple(parts)
