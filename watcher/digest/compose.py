"""Composes a digest: what a range of the log tells a subscription that it was not told before."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from watcher.digest.accounts import Tally
from watcher.digest.model import (
    SECTIONS,
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
    Subscription,
    TopicNews,
    Undelivered,
)
from watcher.digest.noticing import in_order, makes_due, notice_of
from watcher.digest.silences import Silences
from watcher.digest.tracks import FindStatement, tracks
from watcher.digest.wishes import Change, change_of, fate_of, wanting
from watcher.events import (
    Definition,
    Recorded,
    Statement,
    StatementRepeated,
    TimeNotice,
    TopicChanged,
    Was,
)

_KIND_SECTION: dict[str, SectionName] = {
    "figure": "Changed",
    "status": "Changed",
    "correction": "Corrected",
    "dispute": "Disputed",
    "new": "New",
}
_KIND_WEIGHT = {"figure": 0.2, "status": 0.2, "correction": 0.2, "dispute": 0.1, "new": 0.0}


def digest_id_of(
    subscription: str,
    *,
    after: int,
    upto: int,
    upto_hash: str,
    topic: str | None = None,
    only_urgent: bool = False,
) -> str:
    """Name a digest by what it tells: whom, of what, its range, and the log up to there."""
    name = f"{subscription}\n{after}\n{upto}\n{upto_hash}"
    name += f"\ntopic {topic}" if topic is not None else ""
    name += "\nurgent" if only_urgent else ""
    return sha256(name.encode()).hexdigest()[:32]


def compose(
    events: Iterable[Recorded],
    *,
    subscription: Subscription,
    after: int,
    upto: int,
    digest_id: str,
    find: FindStatement = lambda _: None,
    definitions: Mapping[str, Definition] | None = None,
    is_first: bool = False,
    abandoned: Sequence[Undelivered] = (),
    held: Sequence[Undelivered] = (),
    topic: str | None = None,
    told_before: Callable[[Change], bool] = lambda _: False,
    only_urgent: bool = False,
    silences: Silences | None = None,
) -> Digest | None:
    """Compose what the positions in (after, upto] tell a subscription; None if that is nothing.

    `events` are those of the log, of all types, at least of the range; `find` gives an earlier
    statement by its event id, to say who had told what is now changed. With a `topic` nothing
    else is looked at; `told_before` and `only_urgent` are those of `fate_of`. `silences` may hold
    more than was known at `upto`: what came later changes nothing.
    """
    wants = wanting(subscription, definitions or {}, only=topic)
    tally = Tally(wants=wants)
    silences = silences or Silences()
    told: list[Recorded] = []
    notices: list[Notice] = []
    kept_back: list[tuple[str, str]] = []
    unnoticed: list[tuple[str, str]] = []
    begins: datetime | None = None
    as_of: datetime | None = None
    for event in events:
        if not after < event.position <= upto:
            continue
        as_of = event.recorded_at
        begins = begins or as_of
        tally.count(event.data)
        change = change_of(event)
        if change is None or not wants(change.topic):
            continue
        fate = fate_of(
            change,
            subscription=subscription,
            told_before=told_before,
            only_urgent=only_urgent,
            silence=silences.covering,
        )
        if fate.name == "silenced":
            (unnoticed if change.notice else kept_back).append((fate.reason, change.topic))
        if isinstance(event.data, TimeNotice) and fate.name == "told":
            known, zone = definitions or {}, subscription.zone
            notices.append(notice_of(event, event.data, definitions=known, zone=zone))
        elif isinstance(event.data, TopicChanged) and fate.name == "told":
            told.append(event)
        elif isinstance(event.data, TopicChanged) and fate.name != "unasked":
            tally.leave(event.data, fate)
    is_worth_it = told or any(makes_due(notice) for notice in notices)
    if not is_worth_it or as_of is None or begins is None:
        return None
    find = _finding(told, find)
    items = tuple(
        _item(event, event.data, find, tally, subscription)
        for event in told
        if isinstance(event.data, TopicChanged)
    )
    topics = _topics(items, tally, definitions or {}, find)
    return Digest(
        digest_id=digest_id,
        subscription=subscription.name,
        after=after,
        upto=upto,
        as_of=as_of.astimezone(subscription.zone),
        topics=topics,
        accounts=tally.accounts(items),
        is_first=is_first,
        abandoned=tuple(abandoned),
        held=tuple(held),
        spellings=_spellings(topics, definitions or {}),
        notices=in_order(notices),
        silenced=_in_zone(silences.named(kept_back, upto=upto, notices=unnoticed), subscription),
        begins=begins.astimezone(subscription.zone),
        outlets=tally.outlets,
        topic=topic,
        urgent=only_urgent,
    )


def _in_zone(silenced: Iterable[Silenced], subscription: Subscription) -> tuple[Silenced, ...]:
    return tuple(replace(one, until=one.until.astimezone(subscription.zone)) for one in silenced)


def weight(item: Item) -> float:
    """Weigh an event: by its importance, and a change of what was known before something new."""
    return item.importance + _KIND_WEIGHT[item.kind]


def _finding(told: Sequence[Recorded], find: FindStatement) -> FindStatement:
    """Look among what is told before the log is asked."""
    here = {event.id: event.data for event in told}

    def found(event_id: str) -> Statement | None:
        near = here.get(event_id)
        return near if isinstance(near, TopicChanged | StatementRepeated) else find(event_id)

    return found


def _item(
    event: Recorded,
    said: TopicChanged,
    find: FindStatement,
    tally: Tally,
    subscription: Subscription,
) -> Item:
    return Item(
        event=event.id,
        position=event.position,
        topic=said.topic,
        kind=said.kind,
        article_id=said.article_id,
        source=_source(said, url=tally.url_of(said.article_id)),
        headline=said.headline,
        quote=said.quote,
        start=said.start,
        end=said.end,
        speaker=said.speaker,
        status=said.status,
        event_date=said.event_date,
        figures=said.figures,
        was=_before(said.was, find) if said.was else None,
        now=said.now,
        importance=said.importance,
        novelty=said.novelty,
        late=said.late,
        reason=said.reason,
        recorded_at=event.recorded_at.astimezone(subscription.zone),
        also=tally.also(event.id, said),
        retroactive=said.retroactive,
    )


def _source(said: Statement, *, url: str | None = None) -> Source:
    return Source(outlet=said.outlet, path=said.path, published_at=said.published_at, url=url)


def _before(was: Was, find: FindStatement) -> Before:
    earlier = find(was.event)
    return Before(
        event=was.event,
        quote=was.quote,
        figure=was.figure,
        status=was.status,
        source=_source(earlier) if earlier else None,
    )


def _topics(
    items: Sequence[Item],
    tally: Tally,
    definitions: Mapping[str, Definition],
    find: FindStatement,
) -> tuple[TopicNews, ...]:
    by_topic: dict[str, list[Item]] = {}
    for item in items:
        by_topic.setdefault(item.topic, []).append(item)
    news = [
        _topic_news(topic, mine, tally, definitions.get(topic), find)
        for topic, mine in by_topic.items()
    ]
    return tuple(
        sorted(news, key=lambda one: (one.is_only_late, -weight(one.lead.last), one.topic))
    )


def _topic_news(
    topic: str,
    items: Sequence[Item],
    tally: Tally,
    definition: Definition | None,
    find: FindStatement,
) -> TopicNews:
    roots = _roots(items)
    sources, reprints = tally.sources_of(topic, items)
    return TopicNews(
        topic=topic,
        name=definition.name if definition else topic,
        lead=_lead(items, roots),
        sections=_sections(items, roots),
        not_new=tally.not_new.get(topic, NotNew()),
        sources=sources,
        reprints=reprints,
        tracks=tracks(items, roots, find),
    )


def _roots(items: Sequence[Item]) -> dict[str, str]:
    """Give for each event the first of the chain of changes that it continues."""
    kinds = {item.event: item.kind for item in items}
    roots: dict[str, str] = {}
    for item in items:  # in log order, so that what was is known before what it became
        was = item.was.event if item.was else ""
        continues = was in roots and item.kind in ("figure", "status") and kinds[was] == item.kind
        roots[item.event] = roots[was] if continues else item.event
    return roots


def _lead(items: Sequence[Item], roots: Mapping[str, str]) -> Lead:
    best = min(items, key=lambda item: (item.late, -weight(item), item.position))
    chain = [item for item in items if roots[item.event] == roots[best.event]]
    if best.late or any(item.late for item in chain):
        return Lead(first=best, last=best, steps=1)
    return Lead(first=chain[0], last=chain[-1], steps=len(chain))


def _sections(items: Sequence[Item], roots: Mapping[str, str]) -> tuple[Section, ...]:
    chain_weight: dict[str, float] = {}
    for item in items:
        root = roots[item.event]
        chain_weight[root] = max(chain_weight.get(root, 0.0), weight(item))

    def order(item: Item) -> tuple[float, str, int]:
        root = roots[item.event]
        return -chain_weight[root], root, item.position

    found = []
    for name in SECTIONS:
        mine = [item for item in items if _section_of(item) == name]
        if mine:
            found.append(Section(name=name, lines=_lines(sorted(mine, key=order))))
    return tuple(found)


def _section_of(item: Item) -> SectionName:
    return "Late" if item.late else _KIND_SECTION[item.kind]


def _lines(items: Sequence[Item]) -> tuple[Line, ...]:
    sentences: dict[tuple[str, int, int, str], list[Item]] = {}
    for item in items:
        place = (item.article_id, item.start, item.end, item.quote)
        sentences.setdefault(place, []).append(item)
    return tuple(Line(items=tuple(mine)) for mine in sentences.values())


def _spellings(
    topics: Sequence[TopicNews], definitions: Mapping[str, Definition]
) -> tuple[tuple[str, ...], ...]:
    """List the names with several spellings of which more than one is in what is told."""
    words = " ".join(item.quote for news in topics for item in news.items).casefold()
    found: Counter[tuple[str, ...]] = Counter()
    for news in topics:
        definition = definitions.get(news.topic)
        for name, others in (definition.aliases if definition else {}).items():
            spellings = (name, *others)
            if sum(spelling.casefold() in words for spelling in spellings) > 1:
                found[spellings] += 1
    return tuple(sorted(found))
