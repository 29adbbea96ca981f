"""A digest in words, before it is laid out: what every form shows, and what templates are given.

All texts are cleaned of control and direction characters; an address is a web address or null.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watcher.digest import footing, headline, spark, wording
from watcher.digest.model import (
    Before,
    Digest,
    Item,
    Line,
    Notice,
    Section,
    TopicNews,
    Track,
    Undelivered,
)
from watcher.digest.wording import Move

_LEAD_LENGTH = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a quote; `is_changed` marks the words that say the new figure."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was known before: its quote between marks, and who said it."""

    quote: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a figure moved: in words, figure by figure, as blocks, and as points of a line.

    `blocks` and `points` are empty where it moved only once or twice.
    """

    what: str
    summary: str
    figures: str
    blocks: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One quote that is told, with what it moved and its evidence.

    `quote` stands between marks; `pieces` together are the quote. `earlier` is what was known,
    where it is not told right above. `ids` name the events as commands take them.
    """

    ways: tuple[Way, ...]
    moves: tuple[Move, ...]
    earlier: tuple[Known, ...]
    earlier_label: str
    label: str
    quote: str
    pieces: tuple[Piece, ...]
    evidence: str
    also: str
    link: str | None
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The quotes of one kind of news."""

    name: str
    lines: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What the passing of time tells; `quote` and `evidence` stand where something is expected."""

    label: str
    name: str
    text: str
    quote: str
    evidence: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What is told of one topic. `lead` is the line of the first screen, without its `word`."""

    id: str
    name: str
    word: str
    lead: str
    move: Move | None
    piece: str
    steps: str
    who: str
    sources: str
    sections: tuple[Part, ...]
    expected: tuple[Remark, ...]
    not_new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Letters that did not arrive: in words, one a line; `more` says how many are not listed."""

    title: str
    names: tuple[str, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that a digest says, in reading order. `change` and `rest` together are the subject."""

    id: str
    subscription: str
    subject: str
    change: str
    rest: str
    summary: str
    coverage: str
    as_of: str
    is_first: bool
    is_urgent: bool
    topics: tuple[Topic, ...]
    remarks: tuple[Remark, ...]
    names: tuple[str, ...]
    accounts: tuple[str, ...]
    letters: tuple[Letters, ...]
    list_command: str
    why_command: str
    mark_command: str


def view(digest: Digest, *, marks: str = '""') -> View:
    """Put a digest into words; `marks` are the quotation marks."""
    change, rest = headline.subject_parts(digest, marks=marks)
    return View(
        id=digest.digest_id,
        subscription=wording.clean(digest.subscription),
        subject=headline.subject(digest),
        change=change,
        rest=rest.strip(),
        summary=wording.summary_text(digest),
        coverage=wording.coverage_text(digest),
        as_of=digest.as_of.isoformat(),
        is_first=digest.is_first,
        is_urgent=digest.urgent,
        topics=tuple(topic_view(news, digest, marks=marks) for news in digest.topics),
        remarks=_remarks(digest, marks=marks),
        names=tuple(" = ".join(map(wording.clean, group)) for group in digest.spellings),
        accounts=(
            footing.articles_text(digest.accounts),
            footing.statements_text(digest.accounts),
            *(footing.silence_text(silence) for silence in digest.silenced),
        ),
        letters=_letters(digest),
        list_command=footing.list_command(digest),
        why_command=f"watcher why {footing.example(digest)}",
        mark_command=footing.mark_command(digest),
    )


def topic_view(news: TopicNews, digest: Digest, *, marks: str) -> Topic:
    """Put what is told of one topic into words."""
    expected = [one for one in digest.notices if one.topic == news.topic and _is_expected(one)]
    return Topic(
        id=news.topic,
        name=wording.clean(news.name),
        word=headline.lead_word(news.lead),
        lead=_lead(news, marks=marks),
        move=headline.lead_move(news.lead),
        piece=_shown(headline.lead_piece(news.lead, length=_LEAD_LENGTH, marks=marks)),
        steps=headline.steps_text(news.lead),
        who=wording.who_text(news),
        sources=wording.sources_text(news),
        sections=tuple(_part(section, news.tracks, marks=marks) for section in news.sections),
        expected=tuple(_remark(notice, marks=marks) for notice in expected),
        not_new=wording.not_new_text(news.not_new),
    )


def _lead(news: TopicNews, *, marks: str) -> str:
    if headline.lead_move(news.lead):
        return _shown(headline.lead_text(news.lead, length=_LEAD_LENGTH, marks=marks))
    return _shown(headline.lead_quote(news.lead, length=_LEAD_LENGTH, marks=marks))


def _shown(piece: str) -> str:
    return piece.replace("...”", "…”")


def _part(section: Section, ways: Sequence[Track], *, marks: str) -> Part:
    shown: set[str] = set()
    lines = []
    for line in section.lines:
        lines.append(_told(line, section, ways, shown=shown, marks=marks))
        shown.update(item.event for item in line.items)
    return Part(name=section.name, lines=tuple(lines))


def _told(
    line: Line, section: Section, tracks: Sequence[Track], *, shown: set[str], marks: str
) -> Told:
    first = line.items[0]
    earlier = () if section.name == "New" else _earlier(line, shown=shown)
    has_before = section.name != "New" and any(item.was for item in line.items)
    is_dispute = first.kind == "dispute"
    return Told(
        ways=tuple(_way(track) for track in tracks if spark.begins(track, line.items)),
        moves=wording.line_moves(line),
        earlier=tuple(
            Known(quote=wording.quoted(one.quote, marks=marks), evidence=_evidence_of(one))
            for one in earlier
        ),
        earlier_label="said" if is_dispute else "was",
        label=("but" if is_dispute else "now") if has_before else "",
        quote=wording.quoted(first.quote, marks=marks),
        pieces=_pieces(line, marks=marks),
        evidence=wording.item_evidence(first),
        also=wording.also_text(first),
        link=first.source.url if wording.is_link(first.source.url) else None,
        ids=tuple(wording.why(item) for item in line.items),
    )


def _earlier(line: Line, *, shown: set[str]) -> tuple[Before, ...]:
    """Give what was known before; what is told in this section above is not said twice."""
    befores = {item.was.event: item.was for item in line.items if item.was}
    return tuple(was for event, was in befores.items() if event not in shown)


def _evidence_of(before: Before) -> str:
    return wording.evidence(before.source)


def _way(track: Track) -> Way:
    return Way(
        what=spark.what(track),
        summary=spark.steps_text(track),
        figures=spark.way_text(track),
        blocks=spark.blocks(track),
        points=spark.points(track),
    )


def _pieces(line: Line, *, marks: str) -> tuple[Piece, ...]:
    """Cut a line's quote into pieces, those that say a new figure told apart; none is lost."""
    quote = wording.quoted(line.items[0].quote, marks=marks)
    found, at = [], 0
    for start, end in sorted(_new_figures(line.items, quote)):
        if start >= at:
            found += [(quote[at:start], False), (quote[start:end], True)]
            at = end
    parts = [*found, (quote[at:], False)]
    return tuple(Piece(text=text, is_changed=changed) for text, changed in parts if text)


def _new_figures(items: Sequence[Item], quote: str) -> set[tuple[int, int]]:
    """Find the words that say a new figure, small letters or large."""
    texts = {
        wording.clean(item.now.figure.text)
        for item in items
        if item.now and item.now.figure and item.kind in ("figure", "correction")
    }
    found = (re.search(re.escape(text), quote, re.IGNORECASE) for text in texts if text)
    return {match.span() for match in found if match}


def _is_expected(notice: Notice) -> bool:
    return notice.kind == "expected"


def _remarks(digest: Digest, *, marks: str) -> tuple[Remark, ...]:
    """Give the notices that stand alone: those of what is expected stand with their topic."""
    told = {news.topic for news in digest.topics}
    return tuple(
        _remark(notice, marks=marks)
        for notice in digest.notices
        if not (_is_expected(notice) and notice.topic in told)
    )


def _remark(notice: Notice, *, marks: str) -> Remark:
    return Remark(
        label=footing.notice_label(notice),
        name=wording.clean(notice.name),
        text=footing.notice_text(notice),
        quote=wording.quoted(notice.quote, marks=marks) if notice.quote else "",
        evidence=footing.notice_evidence(notice) if notice.quote else "",
        id=(notice.announced or notice.event)[:8],
    )


def _letters(digest: Digest) -> tuple[Letters, ...]:
    groups = ((digest.abandoned, "never delivered"), (digest.held, "not yet delivered"))
    return tuple(_group(letters, words) for letters, words in groups if letters)


def _group(letters: Sequence[Undelivered], words: str) -> Letters:
    return Letters(
        title=f"{wording.many(len(letters), 'letter')} {words}",
        names=tuple(map(footing.letter_text, letters[: footing.LETTERS_LISTED])),
        more=footing.more_letters(letters),
    )
