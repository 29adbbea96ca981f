"""A digest as plain text: first-class, at most 78 columns, good to read in any mail program."""

from collections.abc import Iterator

from watcher.digest.columns import WIDTH, left_and_right, padded, width, wrapped
from watcher.digest.headline import lead_text
from watcher.digest.model import Digest, TopicNews
from watcher.digest.view import Known, Letters, Part, Remark, Told, Topic, View, Way, view
from watcher.digest.wording import Move, clean, short

_NAME_WIDTH = 22
_LABEL = 13  # where the words of a section begin
_INDENT = " " * _LABEL


def plain_text(digest: Digest, *, stop: str | None = None, mark: str | None = None) -> str:
    """Write a digest as plain text.

    `stop` and `mark` are mail addresses for ending the subscription and for judging a line.
    """
    seen = view(digest)
    lines = [*_top(seen), "", *_first_screen(digest, seen), ""]
    for number, topic in enumerate(seen.topics, start=1):
        lines += [*_topic(number, topic), ""]
    for remark in seen.remarks:
        if remark.quote:  # the others are told whole on the first screen
            label = remark.label.upper().removeprefix("STILL ")
            lines += [*_remark(remark, label=f"{label:<{_LABEL}}"), ""]
    lines += [*_names(seen), "--", *_footer(seen, stop=stop, mark=mark)]
    lines.append(f"X-Watcher-Digest: {seen.id}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _top(seen: View) -> Iterator[str]:
    yield from left_and_right(seen.summary, seen.subscription)
    yield seen.coverage
    if seen.is_first:
        yield "First digest: all that the log holds so far."
    if seen.is_urgent:
        yield "Urgent: the rest waits for the schedule."


def _first_screen(digest: Digest, seen: View) -> Iterator[str]:
    names = [short(topic.name.upper(), length=_NAME_WIDTH) for topic in seen.topics]
    column = max(map(width, names), default=0)
    for name, topic, news in zip(names, seen.topics, digest.topics, strict=True):
        yield from _row(f"  {padded(name, column)}  ", topic, news)
    for remark in seen.remarks:
        name = short(remark.name.upper(), length=_NAME_WIDTH)
        head = f"  {padded(name, column)}  "
        yield from wrapped(_remark_text(remark), first=head, rest=" " * width(head))


def _row(head: str, topic: Topic, news: TopicNews) -> Iterator[str]:
    room = WIDTH - width(head) - width(topic.who) - 2
    whole = _lead(news, columns=WIDTH - width(head))
    fitted = _lead(news, columns=room) if room >= 30 else whole
    if width(fitted) <= room and not _is_maimed(fitted, topic, whole=whole):
        yield from left_and_right(head + fitted, topic.who)
        return
    yield head + whole
    yield topic.who.rjust(WIDTH - width(topic.who) + len(topic.who))


def _is_maimed(lead: str, topic: Topic, *, whole: str) -> bool:
    """Tell whether a line says less than it must: half of a move, or a status of nothing."""
    if topic.move is None:
        return False
    return '"' not in lead if topic.piece else lead != whole


def _lead(news: TopicNews, *, columns: int) -> str:
    """Say the weightiest news in so many columns; wide letters leave room for fewer words."""
    text, length = lead_text(news.lead, length=columns), columns
    while width(text) > columns and length > 8:
        length -= max(1, (width(text) - columns) // 2)
        text = lead_text(news.lead, length=length)
    return text


def _topic(number: int, topic: Topic) -> Iterator[str]:
    title = f"{number}. {topic.name.upper()}"
    if width(title) + width(topic.sources) + 2 <= WIDTH:
        yield from left_and_right(title, topic.sources)
    else:
        yield from wrapped(topic.name.upper(), first=f"{number}. ", rest="   ")
    for part in topic.sections:
        yield from _part(part)
    for remark in topic.expected:
        yield from _remark(remark, label=f"   {'Expected':<{_LABEL - 3}}")
    if topic.not_new:
        yield from wrapped(topic.not_new, first=f"   {'Not new':<{_LABEL - 3}}", rest=_INDENT)


def _part(part: Part) -> Iterator[str]:
    for number, line in enumerate(part.lines):
        if number and (line.label or line.moves):
            yield ""
        rows = list(_line(line))
        label = part.name if number == 0 else ""
        yield f"   {label:<{_LABEL - 3}}" + rows[0][_LABEL:]
        yield from rows[1:]


def _line(told: Told) -> Iterator[str]:
    for way in told.ways:
        yield from _way(way)
    for move in told.moves:
        yield from wrapped(_marked(move), first=_INDENT, rest=_INDENT)
    for known in told.earlier:
        yield from _known(known, label=f"{told.earlier_label}: ")
    label = f"{told.label}: " if told.label else ""
    column = len(told.earlier_label) + 2 if told.label else 0
    indent = " " * (_LABEL + column)
    yield from wrapped(told.quote, first=f"{_INDENT}{label:<{column}}", rest=indent)
    evidence = f"{told.evidence} · {told.also}" if told.also else told.evidence
    tags = " ".join(f"[why {name}]" for name in told.ids)
    yield from left_and_right(indent + evidence, tags)


def _way(way: Way) -> Iterator[str]:
    yield from wrapped(f"{way.what} {way.summary}", first=_INDENT, rest=_INDENT)
    if way.blocks:
        yield from wrapped(f"{way.blocks}  {way.figures}", first=_INDENT, rest=_INDENT)


def _known(known: Known, *, label: str) -> Iterator[str]:
    indent = " " * (_LABEL + len(label))
    yield from wrapped(known.quote, first=_INDENT + label, rest=indent)
    yield from wrapped(known.evidence, first=indent, rest=indent)


def _marked(move: Move) -> str:
    if move.is_open:
        return f"{move.what} {move.was} against {move.now} {move.unit}".strip()
    return f"{move.what} [-{move.was}-] {{+{move.now}+}} {move.unit}".strip()


def _remark(remark: Remark, *, label: str) -> Iterator[str]:
    name = "" if label.startswith(" ") else f"{remark.name}: "
    yield from wrapped(f"{name}{remark.text}", first=label, rest=_INDENT)
    if remark.quote:
        yield from wrapped(remark.quote, first=_INDENT, rest=_INDENT)
    if remark.evidence:
        yield from left_and_right(_INDENT + remark.evidence, f"[why {remark.id}]")


def _remark_text(remark: Remark) -> str:
    return f"{remark.label.lower()}: {remark.text}"


def _names(seen: View) -> Iterator[str]:
    if seen.names:
        yield from wrapped(" · ".join(seen.names), first="NAMES    ", rest="         ")


def _footer(seen: View, *, stop: str | None, mark: str | None) -> Iterator[str]:
    for account in seen.accounts:
        yield from wrapped(account, first="", rest="  ")
    for letters in seen.letters:
        yield from _letters(letters)
    if seen.list_command:
        yield from wrapped(seen.list_command, first="not new, listed: ", rest="  ")
    yield f"why a line: {seen.why_command} · why not: watcher why-not FILE"
    yield f"your say on a line: {seen.mark_command}"
    for label, address in (("the same by mail", mark), ("stop", stop)):
        if address and width(f"{label}: {clean(address)}") <= WIDTH:
            yield f"{label}: {clean(address)}"
        elif address:
            yield from (f"{label}:", f"  {clean(address)}")


def _letters(letters: Letters) -> Iterator[str]:
    yield f"{letters.title}:"
    for name in letters.names:
        yield from wrapped(name, first="  ", rest="    ")
    if letters.more:
        yield f"  {letters.more}"
