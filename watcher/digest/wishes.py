"""What a subscription wants to hear: for each change, whether it is told, and if not, why not.

One decision, made in one place: what makes a digest due, what a digest tells, what its accounts
count and what `watcher status` shows all ask `fate_of`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from watcher.digest.model import Subscription
from watcher.events import ChangeKind, Definition, Recorded, TimeNotice, TopicChanged

FateName = Literal[
    "told",  # it is told now
    "waits",  # it is told later: this digest is for what is urgent alone
    "told-before",  # an urgent digest told it already
    "filtered",  # the subscription wants weightier changes, or other kinds
    "silenced",  # a silence covers it
    "unasked",  # found in an article that came before its topic, and nobody asked for that
]

_PUT_RIGHT = ("denied", "corrected", "retracted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What of a change bears on whether it is told. `puts_right` takes back what was known.

    A `notice` is what the passing of time tells of a topic: no kind and no weight filters it.
    """

    event: str
    position: int
    recorded_at: datetime
    topic: str
    kind: ChangeKind
    importance: float
    late: bool
    retroactive: bool
    puts_right: bool
    notice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of a change for one subscription, and why."""

    name: FateName
    reason: str


SilencedBy = Callable[[Change], str | None]
"""Names the silence that covers a change, or None."""


def not_silenced(_change: Change) -> str | None:
    """Silence nothing."""
    return None


def change_of(event: Recorded) -> Change | None:
    """Give what bears on the telling of an event; None where it is never told."""
    said = event.data
    if isinstance(said, TimeNotice):
        return _notice(event, topic=said.topic)
    if not isinstance(said, TopicChanged):
        return None
    status = said.now.status if said.now else None
    return Change(
        event=event.id,
        position=event.position,
        recorded_at=event.recorded_at,
        topic=said.topic,
        kind=said.kind,
        importance=said.importance,
        late=said.late,
        retroactive=said.retroactive,
        puts_right=said.kind == "correction" or (status or said.status) in _PUT_RIGHT,
    )


def _notice(event: Recorded, *, topic: str) -> Change:
    return Change(
        event=event.id,
        position=event.position,
        recorded_at=event.recorded_at,
        topic=topic,
        kind="new",
        importance=0.0,
        late=False,
        retroactive=False,
        puts_right=False,
        notice=True,
    )


def wanting(
    subscription: Subscription, definitions: Mapping[str, Definition], *, only: str | None = None
) -> Callable[[str], bool]:
    """Give what tells whether a subscription asks for a topic; with `only`, for that one alone."""
    known: dict[str, bool] = {}

    def wants(topic: str) -> bool:
        if topic not in known:
            definition = definitions.get(topic)
            tags = definition.tags if definition else ()
            known[topic] = only in (None, topic) and subscription.wants(topic, tags)
        return known[topic]

    return wants


def fate_of(
    change: Change,
    *,
    subscription: Subscription,
    told_before: Callable[[Change], bool] = lambda _: False,
    only_urgent: bool = False,
    silence: SilencedBy = not_silenced,
) -> Fate:
    """Decide what becomes of a change of a topic that the subscription asks for.

    `told_before` tells what went out ahead of the schedule; with `only_urgent` what can wait is
    left to the schedule.
    """
    if change.retroactive and not subscription.tell_history:
        return Fate(name="unasked", reason="found in hindsight")
    if told_before(change):
        return Fate(name="told-before", reason="an urgent digest told it")
    silenced_by = silence(change)
    if silenced_by is not None:
        return Fate(name="silenced", reason=silenced_by)
    filtered = _filtered(change, subscription)
    if filtered is not None:
        return Fate(name="filtered", reason=filtered)
    if only_urgent and not is_urgent(change, subscription=subscription):
        return Fate(name="waits", reason="not urgent")
    return Fate(name="told", reason="wanted")


def is_urgent(change: Change, *, subscription: Subscription) -> bool:
    """Tell whether a change cannot wait for the schedule. Late news that moves nothing can."""
    urgent = subscription.urgent
    if (
        urgent is None
        or change.notice
        or change.retroactive
        or (change.late and change.kind == "new")
    ):
        return False
    is_kind = not urgent.kinds or change.kind in urgent.kinds
    return is_kind and change.importance >= urgent.min_importance


def _filtered(change: Change, subscription: Subscription) -> str | None:
    """Say why a change is not wanted. What puts right what was told is never too light."""
    if change.notice:
        return None
    if subscription.kinds and change.kind not in subscription.kinds:
        return f"kind {change.kind}"
    if change.importance < subscription.min_importance and not change.puts_right:
        return f"importance {change.importance:g} is below {subscription.min_importance:g}"
    return None
