"""A digest as plain text: first-class, at most 78 columns, good to read in any mail program."""

import unicodedata
from collections.abc import Iterable, Iterator

from watcher.digest.headline import lead_text
from watcher.digest.model import Digest, Item, Line, Section, SectionName, TopicNews, Undelivered
from watcher.digest.wording import (
    LETTERS_LISTED,
    Move,
    articles_text,
    clean,
    evidence,
    item_evidence,
    line_moves,
    many,
    moment_text,
    more_letters,
    not_new_text,
    quoted,
    short,
    sources_text,
    statements_text,
    summary_text,
    why,
)

WIDTH = 78
_NAME_WIDTH = 22
_LABEL = 13  # where the words of a section begin
_QUOTE = _LABEL + 5  # where a quote behind "was: " begins


def plain_text(digest: Digest, *, minutes: int, stop: str | None = None) -> str:
    """Write a digest as plain text. `stop` is where a reader can end the subscription."""
    lines = [*_top(digest, minutes=minutes), "", *_first_screen(digest), ""]
    for number, news in enumerate(digest.topics, start=1):
        lines += [*_topic(number, news), ""]
    lines += [*_spellings(digest), "--", *_footer(digest, stop=stop)]
    lines.append(f"X-Watcher-Digest: {digest.digest_id}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _top(digest: Digest, *, minutes: int) -> Iterator[str]:
    zone = str(digest.as_of.tzinfo)
    left = summary_text(digest, minutes=minutes)
    right = f"{clean(digest.subscription)} · {moment_text(digest.as_of, zone=zone)}"
    yield from _left_and_right(left, right)
    if digest.is_first:
        yield "First digest: all that the log holds so far."


def _first_screen(digest: Digest) -> Iterator[str]:
    names = [_title(news) for news in digest.topics]
    column = max(_width(name) for name in names)
    for name, news in zip(names, digest.topics, strict=True):
        head = f"  {_padded(name, column)}  "
        sources = sources_text(news)
        room = WIDTH - _width(head) - len(sources) - 2
        if room >= 24:
            lead = lead_text(news.lead, length=room)
            yield from _left_and_right(head + lead, sources)
        else:
            yield head + lead_text(news.lead, length=WIDTH - _width(head))
            yield from _left_and_right(head.replace(name, ""), sources)


def _title(news: TopicNews) -> str:
    return short(clean(news.name).upper(), length=_NAME_WIDTH)


def _topic(number: int, news: TopicNews) -> Iterator[str]:
    yield from _wrapped(clean(news.name).upper(), first=f"{number}. ", rest="   ")
    for section in news.sections:
        yield from _section(section)
    if news.not_new.total:
        yield from _labelled("Not new", not_new_text(news.not_new))


def _section(section: Section) -> Iterator[str]:
    for number, line in enumerate(section.lines):
        rows = list(_line(line, section.name))
        label = section.name if number == 0 else ""
        yield f"   {label:<{_LABEL - 3}}" + rows[0][_LABEL:]
        yield from rows[1:]


def _line(line: Line, section: SectionName) -> Iterator[str]:
    told = line.items[0]
    for move in line_moves(line):
        yield from _wrapped(_marks(move), first=" " * _LABEL, rest=" " * _LABEL)
    befores = {item.was.event: item.was for item in line.items if item.was}
    if not befores or section == "New":
        yield from _quote(told, label="", tags=line.items)
        return
    was, now = ("said: ", "but:  ") if told.kind == "dispute" else ("was: ", "now: ")
    for before in befores.values():
        indent = " " * (_LABEL + len(was))
        yield from _wrapped(quoted(before.quote), first=" " * _LABEL + was, rest=indent)
        yield from _wrapped(evidence(before.source), first=indent, rest=indent)
    yield from _quote(told, label=now, tags=line.items)


def _marks(move: Move) -> str:
    if move.is_open:
        return f"{move.what} {move.was} against {move.now} {move.unit}".strip()
    return f"{move.what} [-{move.was}-] {{+{move.now}+}} {move.unit}".strip()


def _quote(told: Item, *, label: str, tags: Iterable[Item]) -> Iterator[str]:
    indent = " " * (_LABEL + len(label))
    yield from _wrapped(quoted(told.quote), first=" " * _LABEL + label, rest=indent)
    marks = " ".join(f"[why {why(item)}]" for item in tags)
    yield from _left_and_right(indent + item_evidence(told), marks)


def _labelled(label: str, text: str) -> Iterator[str]:
    yield from _wrapped(text, first=f"   {label:<{_LABEL - 3}}", rest=" " * _LABEL)


def _spellings(digest: Digest) -> Iterator[str]:
    if digest.spellings:
        names = " · ".join(" = ".join(map(clean, group)) for group in digest.spellings)
        yield from _wrapped(names, first="NAMES    ", rest="         ")


def _footer(digest: Digest, *, stop: str | None) -> Iterator[str]:
    yield from _wrapped(articles_text(digest.accounts), first="", rest="  ")
    yield from _wrapped(statements_text(digest.accounts), first="", rest="  ")
    yield from _letters(digest.abandoned, "never delivered")
    yield from _letters(digest.held, "not yet delivered")
    example = why(digest.items[0])
    yield f"why a line: watcher why {example} · why not: watcher why-not FILE"
    if stop:
        yield from _wrapped(f"stop: {stop}", first="", rest="  ")


def _letters(letters: tuple[Undelivered, ...], what: str) -> Iterator[str]:
    if letters:
        yield f"{many(len(letters), 'letter')} {what}:"
    for letter in letters[:LETTERS_LISTED]:
        error = f": {clean(letter.error)}" if letter.error else ""
        name = f"{clean(letter.channel)} to {clean(letter.recipient)}, digest {letter.digest_id}"
        yield from _wrapped(f"{name}{error}", first="  ", rest="    ")
    if more_letters(letters):
        yield f"  {more_letters(letters)}"


def _left_and_right(left: str, right: str) -> Iterator[str]:
    gap = WIDTH - _width(left) - _width(right)
    if gap >= 2:
        yield left + " " * gap + right
        return
    indent = " " * (len(left) - len(left.lstrip()))
    yield from _wrapped(left.strip(), first=indent, rest=indent)
    yield right.rjust(WIDTH)


def _wrapped(text: str, *, first: str, rest: str) -> Iterator[str]:
    """Break a text between words; a word that is wider than a line stands whole."""
    line, is_empty = first, True
    for word in text.split():
        gap = "" if is_empty else " "
        if not is_empty and _width(line) + 1 + _width(word) > WIDTH:
            yield line
            line, gap = rest, ""
        line += gap + word
        is_empty = False
    yield line


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
