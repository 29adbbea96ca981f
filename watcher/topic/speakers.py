"""Speakers: who says so, as the sentence names them."""

from dataclasses import dataclass, replace
from typing import Literal

from watcher.topic.language import Language
from watcher.topic.words import MARK, WORD, Phrasebook, Words, word_set, words_of

SpeakerKind = Literal["official", "person", "media", "unnamed", "pronoun"]
_QUOTES = "\"“”„«»'‘’"
_STOPS = word_set(
    """that while but because when if although though whereas as after before since until
    which who whom whose where"""
)
_ADVERBS = word_set(
    """also has have had later then now already separately reportedly once again still first
    repeatedly did all yesterday today earlier"""
)
_LEADING = word_set(
    """on in at by from and but so meanwhile however yet then later separately earlier
    yesterday today domestically upstream inside officially for or nor with"""
)
_DETERMINERS = word_set("the a an its his her their our some one another this that")
_PLURALS = frozenset({"they", "we", "i", "you", "people", "many", "some", "others", "both"})
_NO_SPEAKERS = frozenset({"i", "we", "you", "there", "this", "that", "which", "who"})
_LONGEST = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerSpan:
    """Who says so: the whole phrase from `start` to `end`, and the name in it.

    `verb` is the verb of saying in its base form, at the characters `verb_start` to `verb_end`.
    """

    start: int
    end: int
    name: str
    kind: SpeakerKind
    verb: str
    verb_start: int
    verb_end: int


class Speakers:
    """Reads who speaks in a sentence."""

    def __init__(self, language: Language) -> None:
        self._language = language
        speech = language.tables.speech
        self._telling = frozenset(speech.telling)
        self._nounlike = frozenset(speech.nouns)
        self._passive = frozenset(speech.passive)
        self._offices = frozenset(speech.offices)
        self._bodies = frozenset(speech.bodies)
        self._unnamed = frozenset(speech.unnamed)
        self._media = frozenset(speech.media)
        self._pronouns = frozenset(speech.pronouns)
        self._nouns = self._offices | self._bodies
        self._according: Phrasebook[str] = Phrasebook()
        self._according.add(speech.according, "according", verbs=False)
        self._openings = frozenset(phrase.split()[0] for phrase in speech.according)
        calendar = language.tables.calendar
        self._times = frozenset((*calendar.weekdays.names, *calendar.months.names))

    def read(self, text: str, *, words: Words | None = None) -> SpeakerSpan | None:
        """Give the first speaker of one sentence; offsets count characters into the text."""
        return next(iter(self.read_all(text, words=words)), None)

    def read_all(self, text: str, *, words: Words | None = None) -> tuple[SpeakerSpan, ...]:
        """Give every speaker of one sentence, in the order of the verbs of saying."""
        words = words if words is not None else words_of(text, language=self._language)
        found = [span for at in range(words.size) if (span := self._at(words, at))]
        return tuple(found)

    def _at(self, words: Words, at: int) -> SpeakerSpan | None:
        if words.low[at] in self._openings and (hit := self._according.match(words, at)):
            return self._span(words, hit.last, self._end_of(words, hit.last), at, hit.last)
        lemma, form = words.lemma[at], words.form[at]
        if lemma in self._passive and words.at(at + 1) == "by" and form in {"ed", "part"}:
            return self._span(words, at + 2, self._end_of(words, at + 2), at, at + 1)
        if form and lemma in self._telling and self._is_verb(words, at):
            return self._subject(words, at)
        return None

    def _subject(self, words: Words, at: int) -> SpeakerSpan | None:
        if self._is_inverted(words, at):
            return self._span(words, at + 1, self._end_of(words, at + 1), at, at + 1)
        if words.form[at] == "ing" and words.at(at - 1) == ",":
            return self._opening(words, at)
        return self._before(words, at)

    def _is_verb(self, words: Words, at: int) -> bool:
        """Tell the verb from the noun: "they report", not "a report" or "reports that"."""
        form, before = words.form[at], words.at(at - 1)
        if before in _DETERMINERS | {"to", "of", "not"} or (at and words.lemma[at - 1] == "be"):
            return False
        if words.lemma[at] == "say" or form in {"past", "ed", "part"}:
            return True
        if form == "s":
            return words.capital(at - 1) or before in self._pronouns
        if before in _PLURALS or (form == "base" and before in {"did", "does", "do"}):
            return True
        if form == "base" and words.lemma[at] in self._nounlike:
            return before in self._unnamed
        plural = before.endswith("s") and not words.form[at - 1]
        return plural or (form == "ing" and before == ",")

    def _opening(self, words: Words, verb: int) -> SpeakerSpan | None:
        """Take the subject that opens the sentence: "X made it plain, telling parliament"."""
        first = 0
        while first < verb and self._is_leading(words, first):
            first += 1
        return self._span(words, first, self._end_of(words, first), verb, verb + 1)

    def _is_inverted(self, words: Words, at: int) -> bool:
        if at == 0 or words.kind[at - 1] != MARK or words.form[at] not in {"past", "ed", "s"}:
            return False
        if words.low[at - 1] not in "," + _QUOTES + "—–":
            return False
        first = at + 1
        if first >= words.size:
            return False
        if not (words.capital(first) or words.low[first] in _DETERMINERS | self._nouns):
            return False
        last = self._end_of(words, first)
        return last >= words.size or not (words.form[last] and words.kind[last] == WORD)

    def _before(self, words: Words, verb: int) -> SpeakerSpan | None:
        last = verb
        while last > 0 and words.low[last - 1] in _ADVERBS:
            last -= 1
        if last > 0 and words.low[last - 1] == ",":
            apposed = self._apposed(words, last - 1)
            if apposed is None:
                return None
            span = self._span(words, *apposed, verb, verb + 1)
            aside = set(words.low[self._start_of(words, max(0, apposed[0] - 1)) : last])
            if span and span.kind == "person" and aside & self._nouns:
                return replace(span, kind="official")
            return span
        first = self._start_of(words, last)
        relative = self._relative(words, first)
        if relative:
            first, last = self._start_of(words, relative), relative
        return self._span(words, first, last, verb, verb + 1)

    def _relative(self, words: Words, first: int) -> int | None:
        """Find the "who" of "the man who wants to buy the bank says"; its noun stands before."""
        if words.capital(first) or words.at(first) in _DETERMINERS:
            return first - 1 if words.at(first - 1) in {"who", "which"} else None
        back = range(first - 1, max(0, first - 9), -1)
        return next((at for at in back if words.low[at] in {"who", "which"}), None)

    def _apposed(self, words: Words, comma: int) -> tuple[int, int] | None:
        """Find the name before an apposition: "X, a spokesman for Y, said"."""
        for at in range(comma - 1, max(-1, comma - _LONGEST), -1):
            if words.low[at] in _QUOTES or words.low[at] in {";", ":"}:
                return None
            if words.low[at] == ",":
                first = self._start_of(words, at)
                if self._person(words, first, at) is None and self._person(words, at + 1, comma):
                    return at + 1, comma
                return first, at
        return None

    def _start_of(self, words: Words, last: int) -> int:
        first = last
        while first > 0 and last - first < _LONGEST and self._continues(words, first - 1):
            first -= 1
        while first < last and self._is_leading(words, first):
            first += 1
        return first

    def _continues(self, words: Words, at: int) -> bool:
        low = words.low[at]
        if words.kind[at] == MARK:
            return low in {"-", "‑", "'", "’", "."} and words.glued(at) and words.glued(at + 1)
        if low in _STOPS:
            return False
        if words.form[at] in {"past", "s"} and not words.capital(at):
            return words.at(at - 1) in _DETERMINERS
        if words.form[at] in {"ed", "part"}:
            return words.at(at - 1) in _DETERMINERS or words.at(at + 1) == "on"
        return True

    def _is_leading(self, words: Words, at: int) -> bool:
        low = words.low[at]
        return low in _LEADING or low in self._times or low in _ADVERBS

    def _end_of(self, words: Words, first: int) -> int:
        last = first
        while last < words.size and last - first < _LONGEST:
            low = words.low[last]
            if words.kind[last] == MARK and not self._continues(words, last):
                break
            if low in _STOPS or low in self._times or low in {"on", "told"}:
                break
            verbal = words.form[last] in {"past", "ed", "s"} and low != "briefed"
            if verbal and last > first + 1 and not words.capital(last):
                break
            last += 1
        return last

    def _span(
        self, words: Words, first: int, last: int, verb: int, verb_last: int
    ) -> SpeakerSpan | None:
        if first >= last or words.kind[last - 1] == MARK:
            return None
        kind, name = self._named(words, first, last)
        if name is None:
            return None
        return SpeakerSpan(
            start=words.start[first],
            end=words.end[last - 1],
            name=name,
            kind=kind,
            verb=words.lemma[verb],
            verb_start=words.start[verb],
            verb_end=words.end[verb_last - 1],
        )

    def _named(self, words: Words, first: int, last: int) -> tuple[SpeakerKind, str | None]:
        lows = set(words.low[first:last])
        if lows <= self._pronouns | _NO_SPEAKERS:
            spoken = last - first == 1 and words.low[first] in self._pronouns
            return "pronoun", words.piece(first, last) if spoken else None
        pairs = (" ".join(words.low[at : at + 2]) for at in range(first, last))
        body = bool(lows & self._bodies) or any(pair in self._bodies for pair in pairs)
        office = bool(lows & self._offices)
        person = self._person(words, first, last)
        leads = person is not None and words.piece(first, last).startswith(person)
        if person and (office or leads or not body):
            return ("official" if office or body else "person"), person
        begin = first + (words.low[first] in {"the", "a", "an"})
        phrase = words.piece(begin, last).removesuffix("'s").removesuffix("’s")
        return self._kind(words, first, last, body=body), phrase

    def _kind(self, words: Words, first: int, last: int, *, body: bool) -> SpeakerKind:
        lows = set(words.low[first:last])
        begin = first + (words.low[first] in {"the", "a", "an"})
        capital = any(words.capital(at) for at in range(begin, last))
        if lows & self._media:
            return "media"
        if body and (capital or words.low[first] == "the"):
            return "official"
        if lows & (self._unnamed | self._offices) or not (capital or body):
            return "unnamed"
        return "official" if body else "person"

    def _person(self, words: Words, first: int, last: int) -> str | None:
        """Give the last run of two or three capitalised words that is no body or office."""
        end = last
        while end > first:
            start = end
            while start > first and self._is_name_part(words, start - 1):
                start -= 1
            if end - start >= 2 and not self._names_body(words, start, end):
                return words.piece(start, end)
            end = min(start, end - 1)
        return None

    def _is_name_part(self, words: Words, at: int) -> bool:
        return (
            (words.capital(at) and words.kind[at] == WORD)
            and words.low[at] not in self._offices
            and words.low[at] not in _DETERMINERS
            and not words.raw[at].endswith(("'s", "’s"))
        ) or (words.low[at] == "-" and words.glued(at) and words.glued(at + 1))

    def _names_body(self, words: Words, start: int, end: int) -> bool:
        lows = words.low[start:end]
        return any(
            low in self._bodies or low in self._media or " ".join(lows[at : at + 2]) in self._bodies
            for at, low in enumerate(lows)
        )


def is_quote_only(text: str) -> bool:
    """Say whether a sentence is nothing but words in quotation marks: its speaker is elsewhere."""
    bare = text.strip()
    if not bare or bare[0] not in '"“„«':
        return False
    inside = bare.rstrip(".,!?…")[1:]
    return not any(mark in inside[:-1] for mark in '"“”„»') and bare[-1] in '"”».!?…'
