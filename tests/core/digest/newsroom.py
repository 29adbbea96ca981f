"""A newsroom for invented days: articles come in, and each says something."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from msgspec.structs import replace as with_fields

from tests.core.digest.news import (
    KYIV,
    a_copy,
    a_subscription,
    an_arrival,
)
from tests.factories import a_change, a_definition, a_repeat, recorded
from watcher.digest.compose import compose
from watcher.digest.model import Digest, Notice, Silenced, Undelivered
from watcher.events import (
    ChangeKind,
    Definition,
    Event,
    Figure,
    Now,
    Recorded,
    RepeatKind,
    Statement,
    StatementRepeated,
    TopicChanged,
    Was,
)

MORNING = datetime(2026, 3, 5, 7, 0, tzinfo=KYIV)
NAMES: dict[str, Definition] = {
    "quake": a_definition(name="Tarn valley quake"),
    "rail": a_definition(name="Coast rail accord"),
    "tunnel": a_definition(name="Sound tunnel"),
    "ferries": a_definition(name="Ferry safety"),
    "strike": a_definition(name="Harbour strike"),
    "bank": a_definition(name="Northgate Bank"),
    "water": a_definition(name="Reservoir levels"),
    "vote": a_definition(name="Mayoral vote"),
}


def count(what: str, value: float, unit: str = "people", *, text: str = "", q: str = "") -> Figure:
    return Figure(
        what=what,
        value=value,
        max=None,
        unit=unit,
        qualifier=q or None,
        text=text or f"{q} {value:g} {unit}".strip(),
    )


class Room:
    """A newsroom's log: articles come in, and each says something."""

    def __init__(self, *, at: datetime) -> None:
        self.at = at
        self.log: list[Recorded] = []
        self.article_id = ""
        self.outlet: str | None = None

    def note(self, event: Event, *, minutes: float = 1) -> str:
        position = len(self.log) + 1
        self.at += timedelta(minutes=minutes)
        one = recorded(event, position=position, stream="topic/scene", at=self.at)
        self.log.append(one)
        return one.id

    def article(self, outlet: str | None, *, url: bool = True, copies: int = 0) -> "Room":
        name = f"{outlet} {len(self.log)}"
        self.article_id = sha256(name.encode()).hexdigest()
        self.outlet = outlet
        place = f"https://{(outlet or '').lower().replace(' ', '')}.example/{len(self.log)}"
        path = f"{(outlet or 'wire').lower().replace(' ', '-')}-{len(self.log)}.txt"
        self.note(
            an_arrival(
                self.article_id, outlet=outlet, path=path, url=place if url and outlet else None
            )
        )
        for number in range(copies):
            copy = sha256(f"{name} copy {number}".encode()).hexdigest()
            self.note(an_arrival(copy, outlet=f"Reprint {number}"), minutes=0)
            self.note(a_copy(copy, of=self.article_id, near=True), minutes=0)
        return self

    def tell(
        self,
        topic: str,
        quote: str,
        *,
        kind: ChangeKind = "new",
        was: Was | None = None,
        now: Now | None = None,
        importance: float = 0.4,
        late: bool = False,
        published: str = "2026-03-05",
        speaker: str | None = None,
    ) -> str:
        change = a_change(
            quote,
            topic=topic,
            kind=kind,
            was=was,
            now=now,
            importance=importance,
            late=late,
            outlet=self.outlet,
            article_id=self.article_id,
            path=f"{(self.outlet or 'wire').lower().replace(' ', '-')}.txt",
        )
        said = with_fields(change, published_at=published, speaker=speaker, start=len(self.log))
        return self.note(said)

    def count(
        self,
        topic: str,
        quote: str,
        now: Figure,
        *,
        of: str,
        was: str,
        before: Figure,
        kind: ChangeKind = "figure",
        importance: float = 0.6,
    ) -> str:
        return self.tell(
            topic,
            quote,
            kind=kind,
            was=Was(event=of, quote=was, figure=before, status=None),
            now=Now(figure=now, status=None),
            importance=importance,
        )

    def turn(
        self,
        topic: str,
        quote: str,
        *,
        was: str,
        before: str,
        now: str,
        kind: ChangeKind = "status",
        importance: float = 0.6,
        of: str = "known",
    ) -> str:
        return self.tell(
            topic,
            quote,
            kind=kind,
            was=Was(event=of, quote=was, figure=None, status=before),
            now=Now(figure=None, status=now),
            importance=importance,
        )

    def repeat(
        self, topic: str, *, times: int = 1, kind: RepeatKind = "repeat", of: str | None = None
    ) -> None:
        for _ in range(times):
            said = a_repeat(topic=topic, kind=kind, article_id=self.article_id)
            self.note(with_fields(said, outlet=self.outlet, earlier=of), minutes=0)

    def digest(
        self,
        name: str,
        *,
        known: dict[str, Statement] | None = None,
        is_first: bool = False,
        abandoned: tuple[Undelivered, ...] = (),
        notices: tuple[Notice, ...] = (),
        silenced: tuple[Silenced, ...] = (),
    ) -> Digest:
        digest = compose(
            self.log,
            subscription=a_subscription(),
            after=0,
            upto=len(self.log),
            digest_id=sha256(name.encode()).hexdigest()[:32],
            find=(known or {}).get,
            definitions=NAMES,
            is_first=is_first,
            abandoned=abandoned,
        )
        assert digest is not None
        kept_back = sum(one.count for one in silenced)
        accounts = replace(digest.accounts, silenced=kept_back)
        return replace(digest, notices=notices, silenced=silenced, accounts=accounts)


def earlier(
    quote: str, *, outlet: str = "Harbour Post", day: str = "2026-03-04", was: Was | None = None
) -> Statement:
    """A statement of a day before, as the log holds it."""
    change = a_change(quote, outlet=outlet, kind="figure" if was else "new", was=was)
    said: TopicChanged | StatementRepeated = with_fields(change, published_at=day)
    return said
