"""Proposes spellings and terms for a topic from what its articles say; a person decides.

Each proposal rests on a rule. That two names are alike is none: Niger and Nigeria stay two.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from watcher.events import Definition
from watcher.topic.census import Census, Quote, Seen
from watcher.topic.gazetteer import Gazetteer
from watcher.topic.language import Language
from watcher.topic.names import surname_of
from watcher.topic.spellings import is_transliteration, spelling_key

Rule = Literal["spelling", "transliteration", "surname", "acronym", "near-the-topic"]

_OPERATORS = re.compile(r"\b(?:AND|OR|NOT|NEAR(?:/\d+)?)\b|[\"()*]")
_OFTEN = 2  # sentences of the topic that hold a name which the definition does not
_TOGETHER = 3  # one article in so many may hold both of two spellings
_MOST_PARTS = 4
_MOST_OTHERS = 12
_SHORTEST = 5  # letters of a single word that begins a sentence, to be taken for a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name or phrase to add to a topic, the rule that says so, and where it stands.

    `of` is the name that it is another form of; null for a term. `sentences` hold it, and of these
    `on_topic` count for the topic.
    """

    kind: Literal["alias", "term"]
    name: str
    of: str | None
    rule: Rule
    sentences: int
    on_topic: int
    articles: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Used:
    """A name that the topic uses: as the definition writes it, else as it is written most."""

    name: str
    key: str
    defined: bool
    weight: int


class Aliases:
    """Proposes other forms of the names that a topic uses."""

    def __init__(self, census: Census, definition: Definition, language: Language) -> None:
        self._census = census
        self._definition = definition
        self._places = Gazetteer(language)
        self._media = frozenset(language.tables.speech.media)
        self._bodies = frozenset(language.tables.names.bodies)
        self._groups = self._known_groups()
        self._seen = self._with_surnames()

    def propose(self) -> list[Suggestion]:
        """Give the proposals, those for names of the definition first, then the most frequent."""
        used = self._used()
        found: dict[tuple[str, str], tuple[_Used, Suggestion]] = {}
        for rule in (self._spelled, self._sounding, self._surnames, self._acronyms):
            for name, key, suggestion in rule(used):
                pair = (name.key, key)
                if pair not in found and (key, name.key) not in found:
                    found[pair] = (name, suggestion)
        defined = [suggestion for name, suggestion in found.values() if name.defined]
        others = [suggestion for name, suggestion in found.values() if not name.defined]
        return [*sorted(defined, key=_rank), *sorted(others, key=_rank)[:_MOST_OTHERS]]

    def _known_groups(self) -> dict[str, str]:
        """Give for the key of each spelling that is known the name under which it stands."""
        return {
            self._census.key_of(spelling): name
            for name, others in self._definition.aliases.items()
            for spelling in (name, *others)
        }

    def _used(self) -> list[_Used]:
        defined = {key: self._groups[key] for key in self._groups}
        for term in self._definition.terms:
            if self._census.key_of(term) in self._census.names:
                defined.setdefault(self._census.key_of(term), term)
        for phrase in (*self._definition.terms, self._definition.query or ""):
            text = _OPERATORS.sub(" , ", phrase)
            for name in self._census.names_in(text):
                defined.setdefault(self._census.key_of(name), name)
        used = [_Used(name=n, key=k, defined=True, weight=0) for k, n in defined.items()]
        used += [
            _Used(name=seen.name, key=key, defined=False, weight=seen.sentences)
            for key, seen in self._census.names.items()
            if seen.on_topic >= _OFTEN and len(seen.articles) >= _OFTEN and key not in defined
        ]
        return sorted(used, key=lambda one: (not one.defined, -one.weight, one.key))

    def _with_surnames(self) -> dict[str, Seen]:
        """Count a full name for its surname too: who is only ever named in full has one."""
        seen: dict[str, Seen] = {}
        for key, one in self._census.names.items():
            seen.setdefault(key, Seen()).take(one)
        for key, one in self._census.doubtful.items():
            if key in seen or len(key) >= _SHORTEST:
                seen.setdefault(key, Seen()).take(one)
        for key, full in self._census.names.items():
            if " " in key and surname_of(key) not in self._census.names:
                seen.setdefault(surname_of(key), Seen()).take(full, last=True)
        return seen

    def _spelled(self, used: Sequence[_Used]) -> Iterator[tuple[_Used, str, Suggestion]]:
        by_key: dict[str, list[str]] = {}
        for key in self._seen:
            by_key.setdefault(spelling_key(key), []).append(key)
        for name in used:
            for key in by_key.get(spelling_key(name.key), ()):
                if self._may_be(name, key):
                    yield name, key, self._suggestion(name, key, rule="spelling")

    def _sounding(self, used: Sequence[_Used]) -> Iterator[tuple[_Used, str, Suggestion]]:
        full = [key for key in self._census.names if 1 <= key.count(" ") < _MOST_PARTS]
        by_part: dict[str, list[str]] = {}
        for key in full:
            for part in {spelling_key(part) for part in key.split()}:
                by_part.setdefault(part, []).append(key)
        by_surname: dict[str, list[str]] = {}
        for key in full:
            by_surname.setdefault(surname_of(key), []).append(key)
        for name in used:
            for mine in [name.key] if " " in name.key else by_surname.get(name.key, ()):
                others = {k for part in mine.split() for k in by_part.get(spelling_key(part), ())}
                for key in sorted(others):
                    if not is_transliteration(mine, key) or self._stand_together(mine, key):
                        continue
                    other = key if " " in name.key else surname_of(key)
                    if self._may_be(name, other):
                        yield name, other, self._suggestion(name, other, rule="transliteration")

    def _surnames(self, used: Sequence[_Used]) -> Iterator[tuple[_Used, str, Suggestion]]:
        defined = {name.key for name in used if name.defined}
        for name in used:
            surname = surname_of(name.key)
            if surname in defined or not self._is_person(name):
                continue
            seen = self._seen.get(surname)
            after = self._census.after.get(surname, {})
            if seen is None or not seen.called or name.key not in after:
                continue
            if self._may_be(name, surname) and not self._namesakes(name.key):
                yield name, surname, self._suggestion(name, surname, rule="surname")

    def _is_person(self, name: _Used) -> bool:
        """Tell whether a name is made as those of persons are: "Ayse Demir", not "US Congress"."""
        parts = name.name.split()
        return 1 < len(parts) <= _MOST_PARTS and not any(
            (part.isupper() and len(part) > 1)
            or "-" in part
            or part.casefold() in self._bodies
            or self._places.country_of(part) is not None
            for part in (parts[0], parts[-1])
        )

    def _namesakes(self, full: str) -> bool:
        """Tell whether other people of the same surname are named."""
        surname, mine = surname_of(full), spelling_key(full)
        return any(
            " " in key and surname_of(key) == surname and not _is_one(spelling_key(key), mine)
            for key in self._census.names
        )

    def _acronyms(self, used: Sequence[_Used]) -> Iterator[tuple[_Used, str, Suggestion]]:
        by_key = {name.key: name for name in used if name.defined}
        phrases = [self._census.key_of(phrase) for phrase in self._definition.terms]
        fulls = Counter(short for short, _ in self._census.introduced)
        for (short, full), seen in sorted(self._census.introduced.items()):
            low = self._census.key_of(short)
            if low in self._media or self._is_known(low, full):
                continue
            if low in by_key:
                yield by_key[low], full, self._introduced(seen, of=short, name=seen.name)
                continue
            named = full in by_key or any(_holds(phrase, full) for phrase in phrases)
            if named or (seen.on_topic and fulls[short] == 1):
                by_name = _Used(name=seen.name, key=full, defined=named, weight=seen.sentences)
                name = by_key.get(full, by_name)
                used_short = self._seen.get(low, seen)
                yield name, low, self._introduced(used_short, of=name.name, name=short)

    def _may_be(self, name: _Used, key: str) -> bool:
        """Refuse what is written alike, known already, or another place."""
        if key == name.key or self._is_known(key, name.key):
            return False
        return all(self._places.country_of(one) is None for one in (key, name.key))

    def _is_known(self, one: str, other: str) -> bool:
        """Tell whether the file names two forms as one already."""
        known = self._groups.get(one)
        return known is not None and known == self._groups.get(other)

    def _stand_together(self, one: str, other: str) -> bool:
        """Tell whether articles name both: a newsroom keeps to one spelling, so they are two."""
        mine, theirs = self._census.names.get(one), self._census.names.get(other)
        if mine is None or theirs is None:
            return False
        both = mine.articles & theirs.articles
        return len(both) * _TOGETHER > min(len(mine.articles), len(theirs.articles))

    def _suggestion(self, name: _Used, key: str, *, rule: Rule) -> Suggestion:
        seen = self._seen[key]
        return _suggested(seen, name=seen.name, of=name.name, rule=rule)

    def _introduced(self, seen: Seen, *, of: str, name: str) -> Suggestion:
        return _suggested(seen, name=name, of=of, rule="acronym")


def _rank(one: Suggestion) -> tuple[float, str, str]:
    """Put first what stands on the topic often, and seldom elsewhere."""
    return -(one.on_topic**2) / max(1, one.sentences), one.of or "", one.name


def _suggested(seen: Seen, *, name: str, of: str, rule: Rule) -> Suggestion:
    return Suggestion(
        kind="alias",
        name=name,
        of=of,
        rule=rule,
        sentences=seen.sentences,
        on_topic=seen.on_topic,
        articles=len(seen.articles),
        quotes=tuple(seen.quotes),
    )


def _is_one(one: str, other: str) -> bool:
    """Tell whether one full name is the other with a part left out: a second name, a patronymic."""
    short, long = sorted((one.split(), other.split()), key=len)
    return len(short) > 1 and {*short} <= {*long}


def _holds(phrase: str, name: str) -> bool:
    return f" {name} " in f" {phrase} "


def toml_lines(definition: Definition, suggestions: Iterable[Suggestion]) -> list[str]:
    """Write suggestions as lines of a topic file; what stands there already is kept."""
    some = list(suggestions)
    lines = []
    terms = [one.name for one in some if one.kind == "term"]
    if terms:
        lines.append(f"terms = {_listed((*definition.terms, *terms))}")
    aliases: dict[str, list[str]] = {}
    for one in some:
        if one.of is not None:
            known = definition.aliases.get(one.of, ())
            aliases.setdefault(one.of, list(known)).append(one.name)
    if aliases:
        lines += ["[aliases]", *(f"{_key(name)} = {_listed(a)}" for name, a in aliases.items())]
    return lines


def _listed(words: Iterable[str]) -> str:
    return f"[{', '.join(_quoted(word) for word in dict.fromkeys(words))}]"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
