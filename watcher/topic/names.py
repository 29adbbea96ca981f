"""Names: the proper names of a sentence, in a form in which one name is one key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watcher.article.tokens import fold_of
from watcher.topic.language import Language
from watcher.topic.words import MARK, WORD, Words, words_of

_ACRONYM = re.compile(r"\s*\((?:the |or )?[\"'“‘]?(?P<short>[A-Z][A-Za-z]{1,7})[\"'”’]?[);,]")
_SPELT_OUT = re.compile(
    r"\b(?P<short>[A-Z]{2,8}) \((?:the )?(?P<full>[A-Z][\w’'-]*(?:[ -][A-Za-z][\w’'-]*){1,9})\)"
)
_BEFORE = re.compile(
    r"[A-Z][\w’'-]*(?:[ -](?:(?:of|and|for|the|on|in|de|du|des)\s+){0,2}[A-Z][\w’'-]*){1,9}$"
)
_LONGEST_NAME = 120
_SMALL = frozenset({"of", "and", "for", "the", "on", "in", "de", "du", "des"})
_OPENERS = frozenset('.!?:;“”"„«—–(')


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpan:
    """A proper name without its titles: characters `start` to `end`.

    `key` is the folded name with one spelling for endings; `titled` says that a title stood before
    it. `sure` is false for a single word at the start of a sentence, which may be no name.
    """

    start: int
    end: int
    name: str
    key: str
    titled: bool
    sure: bool


class Names:
    """Reads the proper names of a sentence."""

    def __init__(self, language: Language) -> None:
        self._language = language
        names, calendar = language.tables.names, language.tables.calendar
        self._titles = {tuple(title.replace("-", " - ").split()) for title in names.titles}
        self._longest = max(len(title) for title in self._titles)
        self._particles = frozenset(names.particles)
        self._openers = frozenset(names.openers)
        self._bodies = frozenset(names.bodies)
        self._times = frozenset(
            (
                *calendar.months.names,
                *calendar.weekdays.names,
                *calendar.months.short,
                *calendar.weekdays.short,
            )
        )
        self._endings = names.endings

    def read(self, text: str, *, words: Words | None = None) -> tuple[NameSpan, ...]:
        """Give the names of one sentence in order; offsets count characters into the text."""
        words = words if words is not None else words_of(text, language=self._language)
        spans: list[NameSpan] = []
        at = 0
        while at < words.size:
            if not self._begins(words, at):
                at += 1
                continue
            last = self._end(words, at)
            span = self._span(words, at, last)
            if span:
                spans.append(span)
            at = last
        return tuple(spans)

    def key_of(self, name: str) -> str:
        """Give the key of a name: without accents, case and script, one spelling of endings."""
        return " ".join(self._ended(fold_of(part)) for part in re.split(r"[\s-]+", name) if part)

    def _ended(self, part: str) -> str:
        for ending in self._endings[1:]:
            if part.endswith(ending) and len(part) > len(ending) + 2:
                return part.removesuffix(ending) + self._endings[0]
        return part

    def _begins(self, words: Words, at: int) -> bool:
        if words.kind[at] != WORD or not words.capital(at) or words.low[at] in self._times:
            return False
        return not (_opens(words, at) and words.low[at] in self._openers)

    def _end(self, words: Words, first: int) -> int:
        last = first + 1
        while last < words.size:
            if words.raw[last - 1].endswith(("'s", "’s")):
                break
            step = self._step(words, last)
            if step == 0:
                break
            last += step
        return last

    def _step(self, words: Words, at: int) -> int:
        """Count the words that carry a name on from here: a name, a particle, a hyphen, a dot."""
        if words.kind[at] == WORD and words.capital(at) and words.low[at] not in self._times:
            return 1
        follows = words.capital(at + 1) and at + 1 < words.size and words.kind[at + 1] == WORD
        if words.low[at] in {"-", "‑", "'", "’"} and words.glued(at) and words.glued(at + 1):
            return 2 if follows else 0
        if words.low[at] == "." and words.glued(at) and follows and len(words.raw[at - 1]) < 4:
            return 2 if words.low[at - 1] in {"mr", "mrs", "ms", "dr", "st", "gen", "sen"} else 0
        if words.low[at] not in self._particles:
            return 0
        if follows and words.low[at + 1] not in self._times:
            return 2
        second = at + 1 < words.size and words.low[at + 1] in self._particles
        return 3 if second and words.capital(at + 2) else 0

    def _span(self, words: Words, first: int, last: int) -> NameSpan | None:
        begin, titled = first, False
        for at in range(first, last):
            width = self._title(words, at, last)
            after = at + width
            while width and after < last and words.kind[after] == MARK:
                after += 1
            if width and begin < after < last and words.capital(after):
                begin, titled = after, True
        if self._title(words, begin, last) == last - begin:
            return None
        name = words.piece(begin, last)
        for ending in ("'s", "’s"):
            name = name.removesuffix(ending)
        single = last - begin == 1 and _opens(words, begin) and not name.isupper()
        return NameSpan(
            start=words.start[begin],
            end=words.start[begin] + len(name),
            name=name,
            key=self.key_of(name),
            titled=titled,
            sure=titled or not single,
        )

    def _title(self, words: Words, at: int, last: int) -> int:
        for width in range(min(self._longest, last - at), 0, -1):
            if tuple(words.low[at : at + width]) in self._titles:
                return width
        return 0


def surname_of(key: str) -> str:
    """Give the last part of a name's key, by which a person is called later on."""
    return key.rsplit(" ", 1)[-1]


def is_same_name(one: str, other: str) -> bool:
    """Say whether two keys can be one name: equal, or the full name and its surname."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return " " not in short and surname_of(long) == short


def acronyms_of(text: str) -> dict[str, str]:
    """Give the acronyms that a text introduces in brackets, each with its full name."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        named = _BEFORE.search(text[max(0, match.start() - _LONGEST_NAME) : match.start()])
        full = _spelled_by(named.group(), match["short"]) if named else None
        if full:
            found[match["short"]] = full
    for match in _SPELT_OUT.finditer(text):
        if _spelled_by(match["full"], match["short"]) == match["full"]:
            found.setdefault(match["short"], match["full"])
    return found


def _spelled_by(full: str, short: str) -> str | None:
    """Cut a run of capitalised words to those whose initials make the acronym."""
    for parted_by in (r"\s+", r"[\s-]+"):
        parts = list(re.finditer(rf"(?:(?!{parted_by}).)+", full))
        for at, part in enumerate(parts):
            if part.group().lower() not in _SMALL and short.upper() in _initials(parts[at:]):
                return full[part.start() :]
    return None


def _initials(parts: Sequence[re.Match[str]]) -> tuple[str, ...]:
    """Give the initials of the words, with and without those of small words: MoD, OSCE."""
    every = [part.group() for part in parts]
    large = [word for word in every if word.lower() not in _SMALL]
    return tuple("".join(word[0] for word in some).upper() for some in (every, large))


def _opens(words: Words, at: int) -> bool:
    return at == 0 or words.low[at - 1] in _OPENERS
