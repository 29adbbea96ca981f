"""An invented morning of news, as the log would hold it, and the digest that it makes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal
from zoneinfo import ZoneInfo

from tests.factories import NOON, a_change, a_definition, a_figure, a_repeat, recorded
from watcher.digest.compose import compose
from watcher.digest.model import Digest, Notice, Source, Subscription, Undelivered
from watcher.digest.schedule import Immediate, Schedule
from watcher.events import (
    ArticleReceived,
    ArticleRejected,
    Definition,
    DuplicateFound,
    Event,
    Figure,
    Now,
    Recorded,
    Was,
)

KYIV = ZoneInfo("Europe/Kyiv")
ID = "0f3a" * 8


def a_subscription(
    *topics: str,
    name: str = "desk",
    channels: Sequence[str] = ("files",),
    schedule: Schedule | None = None,
) -> Subscription:
    return Subscription(
        name=name,
        topics=topics or ("*",),
        channels=tuple(channels),
        schedule=schedule or Immediate(),
        zone=KYIV,
    )


def an_arrival(
    article_id: str,
    *,
    outlet: str | None = "Seed Wire",
    agency: str | None = None,
    path: str = "dam.txt",
    url: str | None = None,
) -> ArticleReceived:
    return ArticleReceived(
        article_id=article_id,
        path=path,
        sha256=sha256(article_id.encode()).hexdigest(),
        format="txt",
        outlet=outlet,
        agency=agency,
        headline=None,
        authors=(),
        published_at="2025-11-20",
        published_from="metadata",
        url=url,
        words=300,
    )


def a_copy(article_id: str, *, of: str, near: bool = False) -> DuplicateFound:
    return DuplicateFound(
        article_id=article_id,
        path="copy.txt",
        of=of,
        kind="near" if near else "exact",
        similarity=0.97 if near else 1.0,
    )


def a_rejection(path: str = "noise.bin") -> ArticleRejected:
    return ArticleRejected(article_id="f" * 64, path=path, reason="not-text", detail="it is binary")


def moved(
    before: str, *, was: Figure | str, now: Figure | str, event: str = "e0"
) -> tuple[Was, Now]:
    """What was known and what is known, of a figure or of a status."""
    if isinstance(was, str) or isinstance(now, str):
        return (
            Was(event=event, quote=before, figure=None, status=str(was)),
            Now(figure=None, status=str(now)),
        )
    return Was(event=event, quote=before, figure=was, status=None), Now(figure=now, status=None)


def a_log(*events: Event, first: int = 1, at: datetime = NOON) -> tuple[Recorded, ...]:
    """Put events into a row, a second between each."""
    return tuple(
        recorded(event, position=first + n, at=at + timedelta(seconds=n))
        for n, event in enumerate(events)
    )


def a_digest(
    *events: Event,
    subscription: Subscription | None = None,
    definitions: dict[str, Definition] | None = None,
    after: int = 0,
    is_first: bool = False,
    abandoned: Sequence[Undelivered] = (),
    held: Sequence[Undelivered] = (),
) -> Digest | None:
    """Compose a digest of events as if they were the whole log."""
    log = a_log(*events)
    return compose(
        log,
        subscription=subscription or a_subscription(),
        after=after,
        upto=log[-1].position if log else 0,
        digest_id=ID,
        definitions=definitions,
        is_first=is_first,
        abandoned=abandoned,
        held=held,
    )


def told(*events: Event, subscription: Subscription | None = None) -> Digest:
    digest = a_digest(*events, subscription=subscription)
    assert digest is not None
    return digest


def a_morning() -> tuple[Event, ...]:
    """Five articles on four matters, two copies, a late one, and a file that is no article."""
    killed_was, killed_now = moved(
        "The quake killed 19 people in the old town, the fire brigade said on Monday evening.",
        was=a_figure(19),
        now=a_figure(27, qualifier="at least"),
    )
    trip_was, trip_now = moved(
        "The transport minister is to travel to Oslo on Thursday to sign the rail accord.",
        was="planned",
        now="cancelled",
    )
    cost_was, cost_now = moved(
        "The tunnel was to cost 1.2 billion euros.",
        was=replace_figure(
            a_figure(1_200_000_000), unit="euros", what="cost", text="1.2 billion euros"
        ),
        now=replace_figure(
            a_figure(1_950_000_000), unit="euros", what="cost", text="1.95 billion euros"
        ),
    )
    side, other = moved(
        "The ministry said that both ferries had been inspected in spring.",
        was="confirmed",
        now="denied",
    )
    quake, rail, tunnel, ferry, old = ("1" * 64, "2" * 64, "3" * 64, "4" * 64, "5" * 64)
    return (
        an_arrival(quake, outlet="Harbour Post", url="https://harbourpost.example/quake?page=1"),
        a_change(
            "At least 27 people were killed when the quake brought down two blocks in the old town,"
            " rescue workers said at dawn.",
            topic="quake",
            kind="figure",
            was=killed_was,
            now=killed_now,
            figures=(a_figure(27, qualifier="At least"),),
            importance=0.9,
            outlet="Harbour Post",
            article_id=quake,
        ),
        a_change(
            "A field hospital with 200 beds is being flown in from Trondheim.",
            topic="quake",
            outlet="Harbour Post",
            article_id=quake,
            importance=0.5,
        ),
        an_arrival(rail, outlet=None, path="wire/rail-accord.txt"),
        a_change(
            "The minister has called off her trip to Oslo, a spokeswoman said, citing the quake.",
            topic="rail-accord",
            kind="status",
            was=trip_was,
            now=trip_now,
            importance=0.7,
            outlet=None,
            path="wire/rail-accord.txt",
            article_id=rail,
        ),
        an_arrival(tunnel, outlet="North Ledger"),
        a_change(
            "Auditors now put the price of the tunnel at 1.95 billion euros, and its opening at"
            " the spring of 2031.",
            topic="tunnel",
            kind="figure",
            was=cost_was,
            now=cost_now,
            outlet="North Ledger",
            article_id=tunnel,
            importance=0.6,
        ),
        a_repeat(topic="tunnel", kind="corroborated", article_id=ferry),
        an_arrival(ferry, outlet="Coast Radio"),
        a_change(
            "“Nobody from the ministry set foot on the second ferry this year,” the union's"
            " secretary, Ivar Moen, said.",
            topic="ferries",
            kind="dispute",
            was=side,
            now=other,
            outlet="Coast Radio",
            article_id=ferry,
            importance=0.4,
        ),
        an_arrival(old, outlet="Harbour Post"),
        a_change(
            "The second ferry failed a brake test in March.",
            topic="ferries",
            late=True,
            article_id=old,
            outlet="Harbour Post",
            importance=0.3,
        ),
        *(a_repeat(topic="quake") for _ in range(11)),
        a_repeat(topic="quake", kind="outdated"),
        a_repeat(topic="quake", kind="background"),
        a_repeat(topic="ferries", kind="background"),
        an_arrival("6" * 64, outlet="Valley Times"),
        a_copy("6" * 64, of=quake, near=True),
        a_copy(quake, of=quake),
        a_rejection(),
    )


def replace_figure(figure: Figure, *, unit: str, what: str, text: str) -> Figure:
    return Figure(
        what=what,
        value=figure.value,
        max=figure.max,
        unit=unit,
        qualifier=figure.qualifier,
        text=text,
    )


NAMES = {
    "quake": a_definition(name="Old town quake"),
    "rail-accord": a_definition(name="Rail accord"),
    "tunnel": a_definition(name="Sound tunnel"),
    "ferries": a_definition(name="Ferry safety"),
}


def the_morning_digest() -> Digest:
    digest = a_digest(*a_morning(), definitions=NAMES)
    assert digest is not None
    return digest


def with_footers(digest: Digest) -> Digest:
    """The same digest with every line that a footer can have."""
    letter = Undelivered(
        digest_id="77aa" * 8,
        channel="mail",
        recipient="desk@example.org",
        error="550 5.1.1 no such mailbox",
    )
    return replace(
        digest,
        is_first=True,
        abandoned=(letter,),
        held=(replace(letter, error=None),),
        spellings=(("Moen", "Möen"), ("Oslo", "Kristiania")),
    )


def a_notice(
    kind: Literal["gone-quiet", "tempo", "expected"],
    *,
    topic: str = "ferries",
    quote: str | None = None,
) -> Notice:
    """What the passing of time tells of a topic."""
    quotes = {"expected": quote or "The inspectors are to report by Thursday, the ministry said."}
    return Notice(
        event="c0ffee00-0000-5000-8000-000000000000",
        kind=kind,
        topic=topic,
        name=NAMES[topic].name,
        since=datetime(2025, 11, 12, 9, 0, tzinfo=KYIV),
        count=40,
        usual=6.25,
        due="2025-11-20",
        quote=quotes.get(kind),
        source=Source(outlet="Coast Radio", path="ferry.txt", published_at="2025-11-17")
        if kind == "expected"
        else None,
    )
