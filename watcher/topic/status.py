"""Status: planned, happened, denied, cancelled and so on, by verb, tense, modal and negation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from watcher.topic.clauses import clause_at, clauses_of
from watcher.topic.language import Language
from watcher.topic.words import Clause, Hit, Phrasebook, Words, word_set, words_of

Status = Literal[
    "planned", "confirmed", "reported", "happened", "denied", "refused", "postponed", "cancelled",
    "demanded", "corrected", "retracted",
]  # fmt: skip
_STRENGTH: dict[str, float] = {
    "retracted": 4.0, "corrected": 3.5, "denied": 3.2, "cancelled": 3.2, "postponed": 3.0,
    "refused": 3.0, "demanded": 2.2, "confirmed": 2.0, "planned": 1.8, "reported": 1.4,
    "happened": 1.0,
}  # fmt: skip
_DETERMINERS = word_set(
    """the a an its his her their our my this that these those any no some each every all of
    in by for on at with new first second final latest former earlier original 's"""
)
_ADVERBS = word_set(
    """also already now still again just only even ever since never not n't been be have had
    has formally officially reportedly finally later then so far yet jointly publicly
    repeatedly once initially firmly flatly quickly unanimously briefly"""
)
_BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being"})
_SILENT = word_set("comment say speculate elaborate give discuss identify name be")
_GOVERNORS = word_set("agree decide vote have force move choose resolve opt")
_VOUCHING = word_set("admit acknowledge concede confirm verify warn fear")
_NEVER_NOUNS = word_set(
    "intend refuse deny agree decide accept reject expect propose announce confirm admit insist"
)
_STATES = word_set("be have do will seem become remain stay want need know think believe")
_FORCING = word_set("force compel oblige lead allow enable")
_RELATIVES = frozenset({"that", "which", "who"})
_FORESEEN = word_set("planned scheduled intended foreseen promised hoped announced agreed arranged")
_GOING, _IN_TIME = frozenset({"go", "work"}), frozenset({"soon", "early", "quickly", "fast"})
_MEASURING = frozenset("more fewer less later earlier sooner only just merely".split())
_HINDERING = frozenset({"cancelled", "postponed", "refused"})
_OFF_WHAT = word_set("limits duty target guard course balance work")
_CALLED_OFF = word_set("table cards agenda menu calendar")
_WEAK = 1.0
_HANGING = 2.4


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSpan:
    """A status and the words that give it, `start` to `end`.

    `verb` is the verb in its base form, or the set phrase. The clause that holds it runs from
    `clause_start` to `clause_end`; `main` is false where that clause hangs on another.
    `strength` grows with how plainly the words say it (0 to 4).
    """

    start: int
    end: int
    status: Status
    verb: str
    clause_start: int
    clause_end: int
    main: bool
    strength: float


class Statuses:
    """Reads the statuses of a sentence."""

    def __init__(self, language: Language) -> None:
        self._language = language
        table = language.tables.status
        self._book: Phrasebook[tuple[str, bool]] = Phrasebook()
        for name, row in table.statuses.items():
            self._book.add(row.verbs, (name, True), verbs=True)
            self._book.add(row.words, (name, False), verbs=False)
        self._book.add(table.acts.verbs, ("happened", True), verbs=True)
        self._negation = frozenset(table.negation.words)
        self._open = frozenset(table.modals.open)
        self._future = frozenset(table.modals.future)
        calendar = language.tables.calendar
        self._times = frozenset((*calendar.weekdays.names, *calendar.months.names))
        self._telling = frozenset(language.tables.speech.telling)

    def read(self, text: str, *, words: Words | None = None) -> tuple[StatusSpan, ...]:
        """Give the statuses of one sentence in order; offsets count characters into the text."""
        words = words if words is not None else words_of(text, language=self._language)
        clauses = clauses_of(words)
        spans: list[StatusSpan] = []
        for hit in self._book.find(words):
            judged = self._judge(words, hit)
            if judged:
                spans.append(_span(words, clauses, hit, status=judged[0], strength=judged[1]))
        spans.extend(self._negated(words, clauses))
        spans.extend(self._permitted(words, clauses))
        spans.extend(self._shifted(words, clauses, spans))
        spans.extend(self._missed(words, clauses))
        return tuple(sorted(spans, key=lambda span: span.start))

    def best(
        self, text: str, *, words: Words | None = None, within: tuple[int, int] | None = None
    ) -> StatusSpan | None:
        """Give the status that the sentence stands for.

        `within` are the characters of what is meant (a topic's words): its clause is preferred.
        """
        return strongest(self.read(text, words=words), within=within)

    def tells_an_act(self, words: Words) -> bool:
        """Say whether the main clause has a verb in the past tense other than of telling."""
        for clause in clauses_of(words):
            for at in range(clause.first, clause.last) if clause.main else ():
                acted = words.form[at] == "past" or (
                    words.form[at] == "ed" and words.at(at - 1) not in _DETERMINERS
                )
                lemma = words.lemma[at]
                if acted and lemma not in _STATES and lemma not in self._telling:
                    return not self._is_negated(words, at)
        return False

    def _judge(self, words: Words, hit: Hit[tuple[str, bool]]) -> tuple[str, float] | None:
        status, is_verb = hit.value
        if is_verb:
            return self._judge_verb(words, hit, status)
        if words.low[hit.first] in self._future and hit.last - hit.first == 1:
            return self._future_of(words, hit.first)
        if self._is_negated(words, hit.first):
            return None
        hanging = _HANGING if self._is_relative(words, hit.first) else 0.0
        return status, _STRENGTH[status] - hanging

    def _judge_verb(
        self, words: Words, hit: Hit[tuple[str, bool]], status: str
    ) -> tuple[str, float] | None:
        if words.at(hit.last - 1) == "off" and self._is_off_what(words, hit):
            return None  # "off limits"
        form = words.form[hit.first]
        if form == "base" and hit.last - hit.first > 1 and self._auxiliary(words, hit.first) in _BE:
            form = "part"  # "was wound up"
        if self._is_noun(words, hit, form) or self._is_negated(words, hit.first):
            return None
        if form in {"base", "ed"} and words.at(hit.first - 1) == "to":
            governed = hit.first > 1 and (
                words.lemma[hit.first - 2] in _GOVERNORS
                or any(
                    lemma in _FORCING for lemma in words.lemma[max(0, hit.first - 5) : hit.first]
                )
            )
            return (status, _STRENGTH[status] - _WEAK) if governed else None
        modal = self._modal(words, hit.first)
        acted = not modal and form in {"past", "ed", "part"}
        if modal in self._open or (status == "happened" and not acted):
            return None
        return status, _STRENGTH[status] - self._weakness(words, hit.first)

    def _is_off_what(self, words: Words, hit: Hit[tuple[str, bool]]) -> bool:
        """Tell whether "off" says of what: "off limits", "off the coast", "off 3 percent"."""
        after = words.at(hit.last)
        if after in _OFF_WHAT or words.lemma[hit.first] != "be":
            return after in _OFF_WHAT
        if after in {"the", "its", "their"}:
            return words.at(hit.last + 1) not in _CALLED_OFF
        return after[:1].isdigit() or (words.capital(hit.last) and after not in self._times)

    def _weakness(self, words: Words, place: int) -> float:
        """Say how much less a verb tells than one in the plain past of the main clause."""
        auxiliary = self._auxiliary(words, place)
        weakness = _WEAK if auxiliary == "had" else 0.0
        if self._is_relative(words, place):
            weakness += _HANGING
        if words.lemma[place] == "announce":
            weakness += _WEAK / 2
        if words.form[place] == "ing" and not auxiliary:
            weakness += _WEAK / 2
        return weakness

    def _future_of(self, words: Words, place: int) -> tuple[str, float] | None:
        """Judge "will" and "would": a plan, or a refusal where they are negated."""
        if words.at(place - 1) in _DETERMINERS:
            return None
        at = place + 1
        negated = words.low[place].endswith("n't")
        while words.at(at) in self._negation or words.at(at) in {"also", "now", "still", "then"}:
            negated = negated or words.at(at) in self._negation
            at += 1
        verb = words.at(at)
        if verb == "have" or (words.low[place] == "would" and not self._is_told(words, place)):
            return None
        if not negated:
            weak = words.low[place] == "would"
            return "planned", _STRENGTH["planned"] - (0.4 if weak else 0.0)
        if verb == "be" and words.form[min(at + 1, words.size - 1)] in {"ed", "part", "past"}:
            return "planned" if self._is_hindered(words, at + 1) else "cancelled", 2.0
        return None if verb in _SILENT else ("refused", 2.4)

    def _is_hindered(self, words: Words, place: int) -> bool:
        """Say whether a verb calls something off or puts it off: "will not be cancelled"."""
        return any(
            hit.first == place and hit.value[0] in _HINDERING for hit in self._book.find(words)
        )

    def _is_told(self, words: Words, place: int) -> bool:
        """Say whether "would" is the future of reported speech, not a condition."""
        return any(
            words.lemma[at] in self._telling and words.form[at] in {"ed", "past", "part"}
            for at in range(place)
        )

    def _is_noun(self, words: Words, hit: Hit[tuple[str, bool]], form: str) -> bool:
        """Say whether a form that is a verb as well is a noun or an adjective here."""
        before = words.at(hit.first - 1)
        owned = words.kind[hit.first - 1] == 1 and words.raw[hit.first - 1].endswith(("'s", "’s"))
        if form in {"base", "s"}:
            if hit.first == 0 and form == "base":
                return True
            plain = form == "base" and not self._modal(words, hit.first)
            if plain and before not in {"to", "they", "we", "i", "you", "who", "and", "not"}:
                paired = words.at(hit.first - 2) == "and" and words.capital(hit.first - 1)
                never = words.lemma[hit.first] in _NEVER_NOUNS
                return not (before.endswith("s") or paired or never)
            return before in _DETERMINERS or (hit.first > 0 and owned) or before == "-"
        if form in {"ed", "part", "past"} and hit.last - hit.first == 1:
            after = words.at(hit.last)
            return before in _DETERMINERS and after not in {"", ",", ".", "to", "by", "on", "in"}
        return False

    def _is_relative(self, words: Words, place: int) -> bool:
        """Say whether the verb only describes a noun: "the exchange that fell through"."""
        at = self._before_adverbs(words, place)
        return words.at(at) in _RELATIVES and words.lemma[at - 1] not in self._telling

    def _modal(self, words: Words, place: int) -> str:
        at = self._before_adverbs(words, place)
        low = words.at(at)
        return low if low in self._open or low in self._future else ""

    def _auxiliary(self, words: Words, place: int) -> str:
        at = place - 1
        found = ""
        while at >= 0 and words.low[at] in _ADVERBS | _BE | self._negation:
            if words.low[at] in _BE or words.low[at] in {"had", "has", "have"}:
                found = words.low[at]
            at -= 1
        return found

    def _before_adverbs(self, words: Words, place: int) -> int:
        at = place - 1
        while at >= 0 and (words.low[at] in _ADVERBS or words.low[at] in _BE):
            at -= 1
        return at

    def _is_negated(self, words: Words, place: int) -> bool:
        at = place - 1
        while at >= 0 and (words.low[at] in _ADVERBS or words.low[at] in _BE):
            if words.low[at] in self._negation:
                return True
            at -= 1
        if at >= 0 and words.low[at] in self._negation:
            return True
        return at >= 1 and words.lemma[at] == "do" and words.low[at - 1] in self._negation

    def _shifted(
        self, words: Words, clauses: tuple[Clause, ...], spans: list[StatusSpan]
    ) -> Iterable[StatusSpan]:
        """Find a new day for an old one: "on Friday instead of Thursday", "off; ... instead"."""
        known = {span.status for span in spans}
        if "planned" not in known:
            return
        for at in range(words.size - 1):
            low, after = words.low[at], words.low[at + 1]
            swapped = (low, after) in {("instead", "of"), ("rather", "than"), ("not", "on")}
            dated = swapped and any(words.at(near) in self._times for near in (at + 2, at + 3))
            moved = low == "instead" and "cancelled" in known and after != "of"
            if dated or moved:
                hit: Hit[tuple[str, bool]] = Hit(at, at + 1 + swapped, ("postponed", False))
                yield _span(words, clauses, hit, status="postponed", strength=3.4)
                return

    def _missed(self, words: Words, clauses: tuple[Clause, ...]) -> Iterable[StatusSpan]:
        """Find what did not come about in time: "did not sign on Monday as planned"."""
        for at in range(2, words.size - 1):
            after = set(words.low[at + 1 : at + 5])
            apart = words.at(at - 1) == "," and "had" not in after
            compared = "as" in after and words.at(at + 1) not in _IN_TIME
            if words.low[at] != "as" or compared or apart or not _FORESEEN & after:
                continue
            last = at - 1 - (words.at(at - 1) == ",")
            place = self._negation_before(words, clause_at(clauses, last), last)
            if place is not None:
                hit: Hit[tuple[str, bool]] = Hit(place, at + 2, ("postponed", False))
                yield _span(words, clauses, hit, status="postponed", strength=3.0)
                return

    def _negation_before(self, words: Words, clause: Clause | None, last: int) -> int | None:
        """Find what negates a clause, unless it says how a thing is: "not as large as planned"."""
        if clause is None or words.lemma[last] in _GOING:
            return None
        for at in range(last, clause.first - 1, -1):
            if words.low[at] in {",", "without", "as"}:
                return None
            if words.low[at] in self._negation:
                return at
        return None

    def _permitted(self, words: Words, clauses: tuple[Clause, ...]) -> Iterable[StatusSpan]:
        """Find what is allowed from a day on: "residents may return from Monday"."""
        for at in range(words.size - 2):
            if words.low[at] not in {"may", "can"}:
                continue
            near = range(at + 2, min(at + 9, words.size - 1))
            start = next((n for n in near if words.low[n] == "from"), None)
            if start and {words.at(start + 1), words.at(start + 2)} & self._times:
                hit: Hit[tuple[str, bool]] = Hit(at, start, ("planned", False))
                yield _span(words, clauses, hit, status="planned", strength=1.5)

    def _negated(self, words: Words, clauses: tuple[Clause, ...]) -> Iterable[StatusSpan]:
        """Find denials without a verb of denial: "said it had never agreed"."""
        for place in range(words.size):
            if words.lemma[place] not in self._telling or words.form[place] in {"", "base", "ing"}:
                continue
            if words.lemma[place] in _VOUCHING or words.at(place - 1) == "had":
                continue
            for at in range(place + 1, min(place + 12, words.size)):
                if words.low[at] in {",", ";", '"', "”"}:
                    break
                if words.low[at] in self._negation and self._denies(words, at):
                    hit: Hit[tuple[str, bool]] = Hit(place, at + 1, ("denied", True))
                    yield _span(words, clauses, hit, status="denied", strength=2.3)
                    break

    def _denies(self, words: Words, at: int) -> bool:
        low = words.low[at]
        if words.at(at + 1) in _MEASURING:  # "no more than 19", "not only"
            return False
        if low in {"not", "no"} or low.endswith("n't"):
            near = {words.at(at - 1), words.at(at - 2)}
            return bool(near & {"had", "has", "have", "was", "were", "did", "there", "that"})
        return low in {"never", "nothing", "none"}


def strongest(
    spans: Iterable[StatusSpan], *, within: tuple[int, int] | None = None
) -> StatusSpan | None:
    """Pick the status that a sentence stands for: the plainest, in its main clause."""
    spans = tuple(spans)
    vouched = any(span.verb in _VOUCHING and span.main for span in spans)

    def weight(span: StatusSpan) -> tuple[float, int]:
        near = 0.0
        if span.verb == "contradict" and vouched:
            near = -_WEAK * 2
        if within:
            near += 1.5 * (span.clause_start <= within[0] < span.clause_end)
        return span.strength - (0.0 if span.main else _HANGING) + near, -span.start

    return max(spans, key=weight, default=None)


def settled_status(span: StatusSpan | None, *, speaker: str | None) -> Status:
    """Give the status of a sentence from the words that give one and the kind of its speaker.

    An act that only an unnamed source or another outlet tells is reported, not happened.
    """
    if span is None:
        return default_status(speaker=speaker)
    if span.status == "happened" and speaker in {"unnamed", "media", "pronoun"}:
        return "reported"
    return span.status


def default_status(*, speaker: str | None) -> Status:
    """Give the status of a claim or figure that no word gives one.

    `speaker` is the kind of the speaker: what a named official source says is confirmed.
    """
    return "confirmed" if speaker == "official" else "reported"


def _span(
    words: Words,
    clauses: tuple[Clause, ...],
    hit: Hit[tuple[str, bool]],
    *,
    status: str,
    strength: float,
) -> StatusSpan:
    clause = clause_at(clauses, hit.first)
    verb = words.lemma[hit.first] if hit.value[1] else words.piece(hit.first, hit.last).lower()
    return StatusSpan(
        start=words.start[hit.first],
        end=words.end[hit.last - 1],
        status=status,  # type: ignore[arg-type]  # the tables hold only the contract's words
        verb=verb,
        clause_start=clause.start if clause else 0,
        clause_end=clause.end if clause else len(words.text),
        main=clause.main if clause else True,
        strength=strength,
    )
