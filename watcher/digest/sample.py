"""A digest that was made up, to try templates on: it has something of everything."""

from dataclasses import replace
from datetime import UTC, datetime

from watcher.digest.model import (
    Accounts,
    Before,
    Digest,
    Item,
    Lead,
    Line,
    Notice,
    NotNew,
    Section,
    SectionName,
    Silenced,
    Source,
    TopicNews,
    Track,
    Undelivered,
)
from watcher.digest.render import FORMATS, rendered
from watcher.digest.templating import Templates
from watcher.events import ChangeKind, Figure, Now

_AT = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
_SAID = Source(
    outlet="Harbour <Post> & Sons",
    path="dam.txt",
    published_at="2026-03-01",
    url="https://example.org/dam",
)
_KINDS: tuple[tuple[ChangeKind, SectionName], ...] = (
    ("figure", "Changed"),
    ("correction", "Corrected"),
    ("dispute", "Disputed"),
    ("new", "New"),
)


def faults(templates: Templates) -> tuple[str, ...]:
    """Try templates of a user's own on a made-up digest; say of each that fails why it does."""
    digests = (_sample(), _bare())
    tried = (rendered(one, form, templates=templates) for form in FORMATS for one in digests)
    return tuple(dict.fromkeys(one.fault for one in tried if one.fault))


def _figure(value: int) -> Figure:
    return Figure(
        what="killed", value=value, max=None, unit="people", qualifier=None, text=f"{value} people"
    )


def _item(number: int, kind: ChangeKind, *, late: bool = False) -> Item:
    before = Before(
        event="0" * 8,
        quote=f"{number} people died.",
        figure=_figure(number),
        status=None,
        source=_SAID,
    )
    return Item(
        event=f"{number:08}",
        position=number + 1,
        topic="dam",
        kind=kind,
        article_id=f"{number:064}",
        source=_SAID,
        headline=None,
        quote=f"“{number + 1} people died in <the> flood & *after* it,” she said.",
        start=0,
        end=20,
        speaker=None,
        status="reported",
        event_date=None,
        figures=(_figure(number + 1),),
        was=None if kind == "new" else before,
        now=None if kind == "new" else Now(figure=_figure(number + 1), status=None),
        importance=0.5,
        novelty=0.9,
        late=late,
        reason=kind,
        recorded_at=_AT,
        also=("Coast Radio",),
    )


def _news() -> TopicNews:
    items = tuple(_item(number, kind) for number, (kind, _) in enumerate(_KINDS, start=19))
    late = _item(40, "new", late=True)
    names: tuple[SectionName, ...] = (*(name for _, name in _KINDS), "Late")
    return TopicNews(
        topic="dam",
        name="The dam",
        lead=Lead(first=items[0], last=items[0], steps=1),
        sections=tuple(
            Section(name=name, lines=(Line(items=(item,)),))
            for name, item in zip(names, (*items, late), strict=True)
        ),
        not_new=NotNew(repeat=2),
        sources=2,
        reprints=1,
        tracks=(Track(moves=(items[0],), history=tuple(map(_figure, (17, 18, 19, 20)))),),
    )


def _sample() -> Digest:
    expected = Notice(
        event="0" * 8,
        kind="expected",
        topic="dam",
        name="The dam",
        due="2026-03-01",
        quote="The inspectors report on Sunday.",
        source=_SAID,
    )
    letter = Undelivered(digest_id="0" * 32, channel="mail", recipient="a@example.org", error="no")
    return Digest(
        digest_id="0" * 32,
        subscription="desk",
        after=0,
        upto=60,
        as_of=_AT,
        topics=(_news(),),
        accounts=Accounts(
            with_news=4,
            late_only=1,
            nothing_new=0,
            copies=1,
            rejected=1,
            told=5,
            not_new=NotNew(repeat=2),
        ),
        is_first=True,
        abandoned=(letter,),
        held=(letter,),
        spellings=(("Moen", "Möen"),),
        notices=(expected, replace(expected, kind="tempo", count=40, usual=6.0, quote=None)),
        silenced=(Silenced(silence="s", topics=("dam",), count=1, comment="enough", until=_AT),),
        begins=_AT,
        outlets=2,
    )


def _bare() -> Digest:
    """Give the same digest with all left out that a digest can be without."""
    whole = _sample()
    news = whole.topics[0]
    section = replace(news.sections[3], name="New")
    only_new = replace(news, sections=(section,), not_new=NotNew(), tracks=())
    item = section.lines[0].items[0]
    lead = Lead(first=item, last=item, steps=1)
    return replace(
        whole,
        topics=(replace(only_new, lead=lead),),
        is_first=False,
        abandoned=(),
        held=(),
        spellings=(),
        notices=(),
        silenced=(),
    )
