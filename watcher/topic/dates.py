"""Dates: the days that the words of a sentence speak of, seen from the day of publication."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from watcher.topic.days import (
    Days,
    Precision,
    known_date,
    moved,
    nearest_year,
    one_day,
    period,
    weekday_near,
    whole_month,
    whole_year,
)
from watcher.topic.language import Language
from watcher.topic.words import NUMBER, Words, word_set, words_of

_FUTURE = word_set(
    """will shall would won't 'll due expected scheduled next upcoming intend intends must
    deadline plan planned plans foreseen hope hopes aims set going should propose proposes prepare
    prepares vow vows pledge pledges promise promises expect expects"""
)
_AHEAD_TO = word_set("is are agree intend plan hope want vow promise pledge decide")
_PAST = word_set("was were had did ago been earlier")
_CALLS = word_set("announce call convene convoke fix invite plan propose schedule summon")
_PUT_OFF = word_set(
    """postpone delay adjourn reschedule defer cancel scrap extend move suspend drop lift abandon
    axe apply"""
)
_PUT = word_set("put push call be hold")
_OFF = word_set("off back over")
_WEAK = frozenset({"by", "until", "before", "till"})
_HOW = word_set("last next this coming past previous following")
_MONTH_LEADS = word_set(
    "in since of until by last next this early late mid during from through throughout before after"
)
_YEAR_LEADS = word_set("in since of by until during before after from early late mid through")
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_UNITS = {f"{unit}{end}": unit for unit in ("day", "week", "month", "year") for end in ("", "s")}
_UNITS |= {"hour": "hour", "hours": "hour"}
_NEAR = 24
_PERIODS = frozenset({"week", "month", "year", "weekend"})

Found = tuple[int, int, Days]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """A date and the characters that say it: the days `first` to `last`, both included."""

    start: int
    end: int
    first: date
    last: date
    precision: Precision


class Dates:
    """Reads the dates of a sentence."""

    def __init__(self, language: Language) -> None:
        self._language = language
        calendar = language.tables.calendar
        self._months = _numbered(calendar.months.names, calendar.months.short, first=1)
        self._months |= calendar.months.other
        self._weekdays = _numbered(calendar.weekdays.names, calendar.weekdays.short, first=0)
        self._weekdays |= calendar.weekdays.other
        cardinals = language.tables.numbers.cardinals
        self._numbers = {**cardinals, "a": 1, "an": 1, "couple": 2}
        self._telling = frozenset(language.tables.speech.telling)
        self._rules: dict[str, Callable[[Words, int, date], Found | None]] = {
            "yesterday": self._yesterday,
            "tomorrow": self._tomorrow,
            "overnight": _today,
            "today": _today,
            "tonight": _today,
            "night": self._last_night,
            "ago": self._ago,
            "earlier": self._ago,
            "this": _this,
            "the": self._ordinal,
        }
        self._rules |= dict.fromkeys(self._months, self._month)
        self._rules |= dict.fromkeys(self._weekdays, self._weekday)
        self._rules |= dict.fromkeys((*_PERIODS, "days", "weeks", "months"), self._period)

    def read(
        self, text: str, *, published: date | None, words: Words | None = None
    ) -> tuple[DateSpan, ...]:
        """Give the dates of one sentence in order; offsets count characters into the text.

        Without a publication date only dates with a year are given.
        """
        words = words if words is not None else words_of(text, language=self._language)
        if published and not 1000 < published.year < 9000:
            published = None  # no reckoning at the ends of the calendar
        spans: list[DateSpan] = []
        for at in range(words.size):
            found = self._at(words, at, published)
            if found is None:
                continue
            span = _span(words, found)
            if spans and span.start < spans[-1].end:
                if span.end - span.start <= spans[-1].end - spans[-1].start:
                    continue
                spans.pop()
            spans.append(span)
        return tuple(spans)

    def _at(self, words: Words, at: int, published: date | None) -> Found | None:
        if words.kind[at] == NUMBER:
            return _iso(words, at) or _year(words, at)
        low = words.low[at]
        rule = self._rules.get(low)
        if rule is None:
            return None
        if published is None:
            return self._dated_month(words, at) if low in self._months else None
        return rule(words, at, published)

    def _dated_month(self, words: Words, at: int) -> Found | None:
        """Read "9 June 2026" and "June 2026", which need no day of publication."""
        found = self._month(words, at, date(2000, 1, 1))
        if found is None:
            return None
        year = words.raw[found[1] - 1]
        return found if len(year) == 4 and year.isdigit() else None

    def _month(self, words: Words, at: int, published: date) -> Found | None:
        if not words.capital(at):
            return None
        month = self._months[words.low[at]]
        last = at + 1 + (words.at(at + 1) == ".")
        first, day, last = _day_beside(words, at, last)
        year, after = _year_after(words, last)
        if day:
            if year:
                days = one_day(known_date(year, month, day))
            else:
                way = self._direction(words, first)
                days = one_day(nearest_year(published, month, day, direction=way))
            return (first, after, days) if days else None
        if year is None and words.at(at - 1) not in _MONTH_LEADS:
            return None
        if year is None:
            way = self._direction(words, at)
            middle = nearest_year(published, month, 15, direction=way)
            year = middle.year if middle else published.year
        days = whole_month(year, month)
        return (at, after, days) if days else None

    def _weekday(self, words: Words, at: int, published: date) -> Found | None:
        if not words.capital(at):
            return None
        how = words.at(at - 1) if words.at(at - 1) in _HOW else ""
        last, first = at + 1, at - bool(how)
        if words.at(last) in {"last", "next"} and words.at(last + 1) == "week":
            how, last = words.at(last), last + 2
        called = _is_called(words, first)
        ahead = called or self._direction(words, first) > 0 or self._is_timetabled(words, first)
        day = weekday_near(published, self._weekdays[words.low[at]], how=how, ahead=ahead)
        return first, last, (day, day, "day")

    def _is_timetabled(self, words: Words, place: int) -> bool:
        """Say whether the present tense speaks of a day to come: "the council meets on Monday"."""
        if words.at(place - 1) != "on" or self._direction(words, place):
            return False
        return any(
            words.form[at] in {"base", "s"} and words.lemma[at] not in self._telling
            for at in range(max(0, place - 6), place - 1)
        )

    def _yesterday(self, words: Words, at: int, published: date) -> Found | None:
        before = words.low[max(0, at - 3) : at] == ["the", "day", "before"]
        day = published - timedelta(days=2 if before else 1)
        return at - 3 * before, at + 1, (day, day, "day")

    def _tomorrow(self, words: Words, at: int, published: date) -> Found | None:
        after = words.low[max(0, at - 3) : at] == ["the", "day", "after"]
        day = published + timedelta(days=2 if after else 1)
        return at - 3 * after, at + 1, (day, day, "day")

    def _last_night(self, words: Words, at: int, published: date) -> Found | None:
        if words.at(at - 1) != "last":
            return None
        day = published - timedelta(days=1)
        return at - 1, at + 1, (day, day, "day")

    def _ago(self, words: Words, at: int, published: date) -> Found | None:
        unit = _UNITS.get(words.at(at - 1))
        count = self._count(words, at - 2)
        if unit is None or count is None:
            return None
        days = moved(published, -count, unit)
        return (at - 2, at + 1, days) if days else None

    def _ordinal(self, words: Words, at: int, published: date) -> Found | None:
        """Read "the 10th of the month"; a century or an anniversary is none."""
        number, end = at + 1, at + 3
        if number >= words.size or words.kind[number] != NUMBER or words.at(at + 2) not in _ORDINAL:
            return None
        if words.low[end : end + 3] == ["of", "the", "month"]:
            end += 3
        elif words.at(end).isalpha() and words.at(end) not in {"and", "or", "to", "at", "in"}:
            return None
        way = self._direction(words, at)
        meant = published + timedelta(days=12 * way)
        day = int(words.raw[number]) if words.raw[number].isdigit() else 0
        days = one_day(known_date(meant.year, meant.month, day))
        return (at, end, days) if days else None

    def _period(self, words: Words, at: int, published: date) -> Found | None:
        low, how = words.low[at], words.at(at - 1)
        if low in _PERIODS and (how in _HOW or (how == "the" and low == "weekend")):
            ahead = self._direction(words, at - 1) > 0
            days = period(published, low, how=how, ahead=ahead)
            return (at - 1, at + 1, days) if days else None
        count = self._count(words, at - 1)
        if count is None or words.at(at - 2) != "in" or self._direction(words, at - 2) <= 0:
            return None
        days = moved(published, count, _UNITS[low])
        return (at - 2, at + 1, days) if days else None

    def _count(self, words: Words, at: int) -> int | None:
        word = words.at(at)
        return int(word) if word.isdigit() and len(word) < 5 else self._numbers.get(word)

    def _direction(self, words: Words, place: int) -> int:
        """Tell which way the words around a date look: 1 ahead, -1 back, 0 neither.

        The nearest telling word before the date decides, else the first after it; "by" and
        "until" look ahead where nothing else does.
        """
        weak = 0
        if _is_new_day(words, place):
            return 1
        for at in range(place - 1, max(-1, place - _NEAR), -1):
            if way := _cue(words, at):
                return way
            weak = weak or int(words.low[at] in _WEAK)
        for at in range(place + 1, min(place + _NEAR, words.size)):
            if (way := _cue(words, at)) and words.lemma[at] not in self._telling:
                return way
        return weak


def _cue(words: Words, at: int) -> int:
    low = words.low[at]
    if low in _FUTURE and at > 1 and (words.low[at - 2], words.low[at - 1]) == ("had", "been"):
        return -1
    before = {words.low[at - 1], words.lemma[at - 1]} if at else set()
    if low in _FUTURE or (low == "to" and before & _AHEAD_TO):
        return 1
    if low in _PAST or words.form[at] == "past":
        return -1
    passive = at > 0 and words.low[at - 1] in {"be", "is", "are", "being", "to", "a", "the"}
    return -1 if words.form[at] == "ed" and not passive else 0


def _is_called(words: Words, place: int) -> bool:
    """Say whether somebody called something for that day: "announced a march for Saturday"."""
    owned = words.raw[place].endswith(("'s", "’s"))
    before = range(max(0, place - _NEAR), place - 1)
    calls = (at for at in before if words.form[at] and words.lemma[at] in _CALLS)
    return words.at(place - 1) == "for" and not owned and any(calls)


def _is_new_day(words: Words, place: int) -> bool:
    """Say whether it is the day of what was put off: "pushed back to 9 June", "Friday's match"."""
    to_come = words.at(place - 1) in {"until", "till", "to", "for"}
    owned = words.raw[place].endswith(("'s", "’s")) or words.at(place - 1) == "the"
    return (to_come or owned) and any(
        words.form[at]
        and (words.lemma[at] in _PUT_OFF or (words.lemma[at] in _PUT and _OFF & _after(words, at)))
        for at in range(words.size)
    )


def _after(words: Words, at: int) -> set[str]:
    return set(words.low[at + 1 : at + 5])


def _numbered(names: tuple[str, ...], short: tuple[str, ...], *, first: int) -> dict[str, int]:
    return {name: number for row in (names, short) for number, name in enumerate(row, start=first)}


def _day_beside(words: Words, month: int, last: int) -> tuple[int, int | None, int]:
    """Find the day of "9 June", "the 9th of June" or "June 9": first word, day, last word."""
    before = month - 1 - (words.at(month - 1) == "of")
    first = before - (words.at(before) in _ORDINAL)
    if day := _day_number(words, first):
        return first, day, last
    if day := _day_number(words, last):
        last += 1 + (words.at(last + 1) in _ORDINAL and words.glued(last + 1))
        return month, day, last
    return month, None, last


def _day_number(words: Words, at: int) -> int | None:
    word = words.at(at)
    return int(word) if word.isdigit() and len(word) < 3 and 1 <= int(word) <= 31 else None


def _year_after(words: Words, last: int) -> tuple[int | None, int]:
    at = last + (words.at(last) == ",")
    word = words.at(at)
    if len(word) == 4 and word.isdigit() and 1500 < int(word) < 2200:
        return int(word), at + 1
    return None, last


def _iso(words: Words, at: int) -> Found | None:
    parts = words.low[at : at + 5]
    if len(parts) < 5 or parts[1] != "-" or parts[3] != "-" or len(parts[0]) != 4:
        return None
    if not (parts[0].isdigit() and parts[2].isdigit() and parts[4].isdigit()):
        return None
    days = one_day(known_date(int(parts[0]), int(parts[2]), int(parts[4])))
    return (at, at + 5, days) if days else None


def _year(words: Words, at: int) -> Found | None:
    word = words.low[at]
    if not (len(word) == 4 and word.isdigit() and 1900 <= int(word) < 2100):
        return None
    if words.at(at - 1) not in _YEAR_LEADS or words.at(at + 1) in {"-", "–"}:
        return None
    days = whole_year(int(word))
    return (at, at + 1, days) if days else None


def _today(_words: Words, at: int, published: date) -> Found | None:
    return at, at + 1, (published, published, "day")


def _this(words: Words, at: int, published: date) -> Found | None:
    if words.at(at + 1) not in {"morning", "afternoon", "evening"}:
        return None
    return at, at + 2, (published, published, "day")


def _span(words: Words, found: Found) -> DateSpan:
    first, last, (begin, end, precision) = found
    return DateSpan(
        start=words.start[first],
        end=words.end[last - 1],
        first=begin,
        last=end,
        precision=precision,
    )
