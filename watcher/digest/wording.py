"""The fixed words of a digest: figures, marks of change, evidence, counts."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from watcher.digest.model import Digest, Item, Line, NotNew, Source, TopicNews
from watcher.events import Figure

_WORDS_A_MINUTE = 230
_ALSO_NAMED = 3
_NOT_FOR_PAGES = frozenset("\ufffe\uffff")  # what XML forbids
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_OPENING = "\"“„«‘'‹「『"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What moved, from what to what, in words: `killed`, `19`, `at least 20`, `people`.

    `is_open` says that neither has yielded: two sources gainsay each other.
    """

    what: str
    was: str
    now: str
    unit: str
    is_open: bool


def clean(text: str) -> str:
    """Take out of a text what could disturb a line: controls, direction marks, line ends."""
    kept = (" " if c.isspace() or c in "\u2028\u2029" else c for c in text if _is_harmless(c))
    return " ".join("".join(kept).split())


def _is_harmless(character: str) -> bool:
    if character.isspace():
        return True
    if character in _BIDI or character in _NOT_FOR_PAGES:
        return False
    return unicodedata.category(character) not in ("Cc", "Cs")


def short(text: str, *, length: int) -> str:
    """Cut a text after a word, with an ellipsis, so that it is at most so many characters."""
    if len(text) <= length:
        return text
    piece = text[: max(0, length - 3)]
    if text[len(piece)] != " " and " " in piece:
        piece = piece[: piece.rindex(" ")]
    return piece.rstrip(" ,;:-–—") + "..."


def quoted(text: str, *, marks: str = '""') -> str:
    """Put a cleaned quote between quotation marks, unless it opens with its own."""
    opening, closing = marks[0], marks[1]
    text = clean(text)
    if text.count('"') % 2 or text.count("“") != text.count("”"):  # half of what was said there
        if text[:1] not in _OPENING:
            return f"{opening}{text}"
        return f"{text}{'”' if text[:1] == '“' else closing}"
    return text if text[:1] in _OPENING else f"{opening}{text}{closing}"


def line_moves(line: Line) -> tuple[Move, ...]:
    """Say in words what a sentence moved, each move once; nothing where it only adds."""
    found = (move for item in line.items for move in move_between(item, item))
    return tuple(dict.fromkeys(found))


def move_between(first: Item, last: Item) -> tuple[Move, ...]:
    """Say in words what moved from before the first event to after the last one.

    An event moves a figure or a status; where the other moved with it, that is another event.
    """
    was, now = first.was, last.now
    if not was or not now:
        return ()
    is_open = last.kind == "dispute"
    if now.figure and (last.kind != "status" or was.status == now.status):
        return (_figure_move(was.figure, now.figure, is_open=is_open),)
    if now.status and was.status != now.status:
        before = clean(was.status or "") or "not known"
        return (Move(what="status", was=before, now=now.status, unit="", is_open=is_open),)
    return ()


def _figure_move(was: Figure | None, now: Figure, *, is_open: bool) -> Move:
    what, unit = clean(now.what) or "figure", clean(now.unit or "")
    before, after = figure_text(was) if was else "not known", figure_text(now)
    if was and clean(was.unit or "") != unit:
        before = f"{before} {clean(was.unit or '')}".strip()
        after, unit = f"{after} {unit}".strip(), ""
    unit = "" if unit == what else unit  # "deputies 56 → 58", said once
    return Move(what=what, was=before, now=after, unit=unit, is_open=is_open)


def figure_text(figure: Figure) -> str:
    """Write a figure with its qualifier and without its unit: `at least 20`, `1.2 million`."""
    if figure.value is None:
        return clean(figure.text)
    number, qualifier = number_text(figure.value), clean(figure.qualifier or "")
    if figure.max is not None:
        number = f"{number} to {number_text(figure.max)}"
        qualifier = qualifier.removeprefix("between")
    return f"{qualifier} {number}".strip()


def number_text(value: float) -> str:
    """Write a number for people: `1,200`, `4.5`, `1.2 million`."""
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if abs(value) >= size:
            scaled = round(value / size, 3)
            if scaled * size == value:
                return f"{scaled:g} {name}"
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.10f}".rstrip("0").rstrip(".")


def evidence(source: Source | None) -> str:
    """Say who published a statement, and when."""
    if source is None:
        return "told before"
    return f"{outlet(source)}, {publication_day(source.published_at)}"


def item_evidence(item: Item) -> str:
    """Say who is quoted, who published it, and when."""
    speaker = short(clean(item.speaker or ""), length=40)
    is_said = speaker.casefold() in clean(item.quote).casefold()  # the quote itself says who speaks
    return evidence(item.source) if is_said else f"{speaker}, {evidence(item.source)}"


def outlet(source: Source) -> str:
    """Name the outlet, else the file."""
    name = clean(source.outlet or "") or clean(source.path).rpartition("/")[2]
    return name or "no name"


def publication_day(published_at: str | None) -> str:
    """Write the day of publication as readers do, or `undated`."""
    if not published_at:
        return "undated"
    try:
        return day_text(date.fromisoformat(published_at[:10]))
    except ValueError:
        return "undated"


def day_text(day: date) -> str:
    """Write a day: `17 Nov 2025`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment_text(moment: datetime, *, zone: str) -> str:
    """Write a moment in the reader's zone: `24 Nov 2025, 07:00 Kyiv`."""
    place = zone.rpartition("/")[2].replace("_", " ")
    return f"{day_text(moment.date())}, {moment:%H:%M} {place}"


def why(item: Item) -> str:
    """Name an event as `watcher why` takes it."""
    return item.event[:8]


def who_text(news: TopicNews) -> str:
    """Say who tells the weightiest news of a topic, and how many others tell of the topic."""
    name = short(outlet(news.lead.last.source), length=26)
    others = f" + {many(news.sources - 1, 'other')}" if news.sources > 1 else ""
    reprints = f", {many(news.reprints, 'reprint')}" if news.reprints else ""
    disputed = ", disputed" if news.is_disputed else ""
    return f"{name}{others}{reprints}{disputed}"


def also_text(item: Item) -> str:
    """Name the other outlets that said the same: `also Coast Radio and 3 more`."""
    if not item.also:
        return ""
    names = ", ".join(short(clean(name), length=40) for name in item.also[:_ALSO_NAMED])
    more = len(item.also) - _ALSO_NAMED
    return f"also {names}" + (f" and {more:,} more" if more > 0 else "")


def many(count: int, one: str, several: str | None = None) -> str:
    """Count things: `1 source`, `3 sources`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def sources_text(news: TopicNews) -> str:
    """Count who told the news of a topic, reprints apart."""
    text = many(news.sources, "source")
    if news.reprints:
        text = f"{news.sources:,} independent + {many(news.reprints, 'reprint')}"
    return f"{text}, disputed" if news.is_disputed else text


def not_new_text(not_new: NotNew) -> str:
    """Count what told nothing new, by kind."""
    parts = [
        (not_new.repeat, "already told"),
        (not_new.corroborated, "told again by another outlet"),
        (not_new.outdated, "older than known"),
        (not_new.background, "background"),
    ]
    return " · ".join(f"{count:,} {words}" for count, words in parts if count)


def summary_text(digest: Digest) -> str:
    """Say in one line how much there is, and how long it takes to read."""
    topics = f"{many(len(digest.topics), 'topic')} moved" if digest.topics else "nothing moved"
    read = many(digest.accounts.articles, "article")
    outlets = f" from {many(digest.outlets, 'outlet')}" if digest.outlets > 1 else ""
    words = sum(len(quote.split()) for quote in {item.quote for item in digest.items})
    minutes = max(1, round(words / _WORDS_A_MINUTE))
    return f"{topics} · {read}{outlets} · {minutes} min"


def coverage_text(digest: Digest) -> str:
    """Say from when to when what is told was recorded: `19 Nov 2025, 07:00 – 20 Nov ...`."""
    zone = str(digest.as_of.tzinfo)
    end = moment_text(digest.as_of, zone=zone)
    begins = digest.begins or digest.as_of
    if f"{begins:%F %H:%M}" == f"{digest.as_of:%F %H:%M}":
        return end
    if begins.date() == digest.as_of.date():
        return f"{day_text(begins.date())}, {begins:%H:%M}–{end.partition(', ')[2]}"
    return f"{day_text(begins.date())}, {begins:%H:%M} – {end}"


def since_text(begins: datetime, ends: datetime) -> str:
    """Say since when, seen from a later moment: ` since 09:00`; nothing within a minute."""
    if f"{begins:%F %H:%M}" == f"{ends:%F %H:%M}":
        return ""
    day = "" if begins.date() == ends.date() else f"{begins.day} {_MONTHS[begins.month - 1]} "
    return f" since {day}{begins:%H:%M}"


def is_link(text: str | None) -> bool:
    """Tell whether a text is a web address that may be linked."""
    return bool(text and re.fullmatch(r"https?://[^\s<>\"']+", text))
