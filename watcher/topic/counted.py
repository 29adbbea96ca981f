"""Counted: what a number of a sentence counts, as a key that two sentences can be compared by."""

from dataclasses import dataclass

from watcher.topic.language import Language
from watcher.topic.words import NUMBER, WORD, Hit, Phrasebook, Words, word_set

PREPOSITIONS = word_set("""of in on at to from by for with within without after before since until under over against
    among into out across through during about as than per behind between near off down up along
    around below above beyond including""")
CONNECTIVES = word_set("""while although though whereas but because after when as before since until if where unless
    so which whose and or""")
BREAKS = frozenset(";:—–()")
_PRONOUNS = word_set("it its their his her them they he she this that these those our my")
_DETERMINERS = word_set("the a an its their his her our this that these those some any all")
_RELATIVES = frozenset({"who", "that", "which"})
_FILLERS = word_set("""at least some about around up to more than the a an another nearly almost over only just
    roughly as many as further additional so far of its his their our estimated total""")
_NOT_HEADS = word_set("""more other others' further additional new own such least most or also have has had were was
    are is be been who that not now still so far yet ago later there""")
_IRREGULAR_PLURALS = word_set("""people men women children police troops dead missing injured wounded hurt staff crew cattle
    sheep aircraft personnel feet mice lives others media""")


@dataclass(frozen=True, slots=True)
class Noun:
    """The head of the phrase after a number, and where the phrase ends."""

    head: str
    last: int


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a clause around a number: `left` to `first` before it, `last` to `right` after."""

    left: int
    first: int
    last: int
    right: int


class Counting:
    """Says what is counted by the noun, the verb and the classes of the language."""

    def __init__(self, language: Language) -> None:
        counts = language.tables.counts
        self.general = frozenset(counts.people.general)
        self.special = frozenset(counts.people.special)
        self.people = self.general | self.special
        self._holders = frozenset(counts.holders.words)
        self.levels = frozenset(verb.split()[0] for verb in counts.levels.verbs)
        self._heads = {key: frozenset(row.heads) for key, row in counts.classes.items()}
        self._synonyms = {word: key for key, row in counts.synonyms.items() for word in row}
        self._synonyms |= {key: key for key in counts.synonyms}
        self._book: Phrasebook[str] = Phrasebook()
        for key, row in counts.classes.items():
            self._book.add(row.verbs, key, verbs=True)
            self._book.add(row.words, key, verbs=False)

    def hits(self, words: Words) -> tuple[Hit[str], ...]:
        """Find the words of a sentence that say which count is meant."""
        return tuple(self._book.find(words))

    def noun(self, words: Words, place: int, *, right: int) -> Noun | None:
        """Find the noun that a number at the words before `place` counts."""
        best = -1
        for at in range(place, min(place + 5, right)):
            low = words.low[at]
            if low in {"-", "‑"} and at > place:
                continue
            if words.kind[at] != WORD or low in PREPOSITIONS or low in _RELATIVES:
                break
            if low in CONNECTIVES or low in {"the", "a", "an"}:
                break
            if at > place and words.form[at] in {"ed", "past", "part"} and best >= 0:
                break
            if words.lemma[at] in {"be", "have", "will", "would", "could", "can", "may", "do"}:
                break
            if low in _NOT_HEADS:
                continue
            if is_plural(low):
                best = at
                break
        if best < 0:
            return None
        return Noun(words.low[best], best + 1)

    def key_of(self, noun: str) -> str:
        """Give the one key of a noun with several names; British and American alike."""
        return self._synonyms.get(noun, noun)

    def classed(self, words: Words, hits: tuple[Hit[str], ...], span: Span) -> str | None:
        """Give the class of the count that the words around the number name, nearest first."""
        inside = next((h for h in hits if span.first <= h.first < span.last), None)
        if inside:
            return inside.value
        adjacent = [h for h in hits if h.last <= span.first and h.last > span.left]
        if adjacent and all(
            words.low[at] in _FILLERS for at in range(adjacent[-1].last, span.first)
        ):
            return adjacent[-1].value
        after = next((h for h in hits if span.last <= h.first < span.right), None)
        if after:
            return after.value
        return adjacent[-1].value if adjacent else None

    def of_people(self, noun: Noun, kind: str) -> str:
        """Name a class of people: "killed", but "children killed"."""
        key = noun.head
        if key in self.special and key not in self._heads.get(kind, ()):
            return f"{key} {kind}"
        return kind

    def subject(self, words: Words, verb: int, *, left: int) -> str | None:
        """Give the head of what stands before a verb: of "the toll in the north rose" the toll."""
        first = _segment_start(words, verb, left=left)
        return self._head(words, first, _before_auxiliaries(words, verb, left=first))

    def object(self, words: Words, verb: int, *, right: int) -> str | None:
        """Give the head of what stands after a verb: of "raised its offer for it to" the offer."""
        return self._head(words, verb + 1, right)

    def _head(self, words: Words, first: int, last: int) -> str | None:
        while first < last and words.low[first] in PREPOSITIONS | {"and", "but", ","}:
            first += 1
        cut = next((at for at in range(first, last) if words.low[at] in PREPOSITIONS), last)
        head = self._last_noun(words, first, cut)
        if head in self._holders and words.at(cut) == "of":
            return self._head(words, cut + 1, last) or head
        if head is None and cut < last:
            return self._head(words, cut + 1, last)
        return head

    def _last_noun(self, words: Words, first: int, last: int) -> str | None:
        for at in range(last - 1, first - 1, -1):
            low = words.low[at]
            if words.kind[at] == WORD and low not in _DETERMINERS | _PRONOUNS | _NOT_HEADS:
                if low.endswith("ly") or words.form[at] in {"past", "part"}:
                    continue
                return self.key_of(low)
        return None

    def level_verb(self, words: Words, place: int, *, left: int) -> int | None:
        """Find the nearest verb before a place that holds or moves a level."""
        for at in range(place - 1, left - 1, -1):
            if words.kind[at] == NUMBER and place - at > 8:
                return None
            if words.lemma[at] in self.levels and words.form[at]:
                return at
            if words.low[at] == "down" and words.at(at + 1) in {"to", "at"}:
                return at
        return None

    def verb_near(self, words: Words, span: Span) -> str | None:
        """Give the verb of the clause: the first after the number, else the last before it."""
        for at in range(span.last, span.right):
            if _is_verb(words, at):
                return words.lemma[at]
        for at in range(span.first - 1, span.left - 1, -1):
            if _is_verb(words, at):
                return words.lemma[at]
        return None


def _is_verb(words: Words, at: int) -> bool:
    return words.form[at] in {"ed", "past", "part", "s"} and words.lemma[at] not in {
        "be",
        "have",
        "do",
        "say",
    }


def _segment_start(words: Words, verb: int, *, left: int) -> int:
    for at in range(verb - 1, left - 1, -1):
        if words.low[at] in BREAKS or (words.low[at] == "," and verb - at > 1):
            return at + 1
    return left


def _before_auxiliaries(words: Words, verb: int, *, left: int) -> int:
    while verb - 1 > left and (
        words.lemma[verb - 1] in {"be", "have", "will", "would", "could", "may", "might", "should"}
        or words.low[verb - 1] in {"now", "not", "also", "already", "since", "been", ","}
    ):
        verb -= 1
    return verb


def is_plural(low: str) -> bool:
    """Say whether a word looks like a noun in the plural."""
    if low in _IRREGULAR_PLURALS:
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "ous"))
