"""A digest as JSON, for programs: all that the other forms show, with ids and places."""

from msgspec import Struct, json

from watcher.digest.model import (
    Accounts,
    Digest,
    Item,
    Notice,
    NotNew,
    SectionName,
    Silenced,
    TopicNews,
    Track,
    Undelivered,
)
from watcher.events import ChangeKind, Figure, Now


class _Was(Struct, frozen=True, kw_only=True):
    event: str
    quote: str
    figure: Figure | None
    status: str | None
    outlet: str | None
    path: str | None
    published_at: str | None


class _Item(Struct, frozen=True, kw_only=True):
    event: str
    position: int
    topic: str
    section: SectionName
    kind: ChangeKind
    quote: str
    start: int
    end: int
    article_id: str
    path: str
    outlet: str | None
    headline: str | None
    url: str | None
    published_at: str | None
    recorded_at: str
    also: tuple[str, ...]
    event_date: str | None
    speaker: str | None
    status: str | None
    figures: tuple[Figure, ...]
    was: _Was | None
    now: Now | None
    novelty: float
    importance: float
    late: bool
    reason: str


class _Track(Struct, frozen=True, kw_only=True):
    moves: tuple[str, ...]
    history: tuple[Figure, ...]


class _Topic(Struct, frozen=True, kw_only=True):
    topic: str
    name: str
    lead: str
    sources: int
    reprints: int
    disputed: bool
    not_new: NotNew
    tracks: tuple[_Track, ...]


class _Articles(Struct, frozen=True, kw_only=True):
    total: int
    with_news: int
    late_only: int
    nothing_new: int
    left_out: int
    copies: int
    rejected: int


class _Statements(Struct, frozen=True, kw_only=True):
    total: int
    told: int
    filtered: int
    silenced: int
    told_before: int
    waiting: int
    repeat: int
    corroborated: int
    outdated: int
    background: int


class _Accounts(Struct, frozen=True, kw_only=True):
    articles: _Articles
    statements: _Statements


class _Digest(Struct, frozen=True, kw_only=True):
    digest_id: str
    subscription: str
    after: int
    upto: int
    begins: str | None
    as_of: str
    subject: str
    first: bool
    urgent: bool
    topic: str | None
    outlets: int
    topics: tuple[_Topic, ...]
    items: tuple[_Item, ...]
    accounts: _Accounts
    abandoned: tuple[Undelivered, ...]
    held: tuple[Undelivered, ...]
    spellings: tuple[tuple[str, ...], ...]
    notices: tuple[Notice, ...]
    silenced: tuple[Silenced, ...]


def machine_text(digest: Digest, *, subject: str) -> str:
    """Write a digest as JSON, indented; fields stand in a fixed order."""
    form = _Digest(
        digest_id=digest.digest_id,
        subscription=digest.subscription,
        after=digest.after,
        upto=digest.upto,
        begins=digest.begins.isoformat() if digest.begins else None,
        as_of=digest.as_of.isoformat(),
        subject=subject,
        first=digest.is_first,
        urgent=digest.urgent,
        topic=digest.topic,
        outlets=digest.outlets,
        topics=tuple(_topic(news) for news in digest.topics),
        items=tuple(
            _item(item, section=section.name)
            for news in digest.topics
            for section in news.sections
            for line in section.lines
            for item in line.items
        ),
        accounts=_accounts(digest.accounts),
        abandoned=digest.abandoned,
        held=digest.held,
        spellings=digest.spellings,
        notices=digest.notices,
        silenced=digest.silenced,
    )
    return json.format(json.encode(form), indent=2).decode() + "\n"


def _topic(news: TopicNews) -> _Topic:
    return _Topic(
        topic=news.topic,
        name=news.name,
        lead=news.lead.last.event,
        sources=news.sources,
        reprints=news.reprints,
        disputed=news.is_disputed,
        not_new=news.not_new,
        tracks=tuple(_track(track) for track in news.tracks),
    )


def _track(track: Track) -> _Track:
    return _Track(moves=tuple(item.event for item in track.moves), history=track.history)


def _item(item: Item, *, section: SectionName) -> _Item:
    return _Item(
        event=item.event,
        position=item.position,
        topic=item.topic,
        section=section,
        kind=item.kind,
        quote=item.quote,
        start=item.start,
        end=item.end,
        article_id=item.article_id,
        path=item.source.path,
        outlet=item.source.outlet,
        headline=item.headline,
        url=item.source.url,
        published_at=item.source.published_at,
        recorded_at=item.recorded_at.isoformat(),
        also=item.also,
        event_date=item.event_date,
        speaker=item.speaker,
        status=item.status,
        figures=item.figures,
        was=_was(item),
        now=item.now,
        novelty=item.novelty,
        importance=item.importance,
        late=item.late,
        reason=item.reason,
    )


def _was(item: Item) -> _Was | None:
    if item.was is None:
        return None
    source = item.was.source
    return _Was(
        event=item.was.event,
        quote=item.was.quote,
        figure=item.was.figure,
        status=item.was.status,
        outlet=source.outlet if source else None,
        path=source.path if source else None,
        published_at=source.published_at if source else None,
    )


def _accounts(accounts: Accounts) -> _Accounts:
    not_new = accounts.not_new
    return _Accounts(
        articles=_Articles(
            total=accounts.articles,
            with_news=accounts.with_news,
            late_only=accounts.late_only,
            nothing_new=accounts.nothing_new,
            left_out=accounts.left_out,
            copies=accounts.copies,
            rejected=accounts.rejected,
        ),
        statements=_Statements(
            total=accounts.statements,
            told=accounts.told,
            filtered=accounts.filtered,
            silenced=accounts.silenced,
            told_before=accounts.told_before,
            waiting=accounts.waiting,
            repeat=not_new.repeat,
            corroborated=not_new.corroborated,
            outdated=not_new.outdated,
            background=not_new.background,
        ),
    )
