"""How it stands with each subscription: what waits, what holds it up, what is left out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from watcher.book import open_ledger
from watcher.digest.due import Held, outlook
from watcher.digest.ledger import Ledger
from watcher.digest.model import Subscription
from watcher.log.read import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it stands with one subscription; `untold` counts what it waits for, `due` digests.

    Times are in the zone of the subscription.
    """

    subscription: str
    untold: int
    filtered: int
    silenced: int
    due: int
    held: tuple[Held, ...]
    next_at: datetime | None


def standings(
    reader: Reader, subscriptions: Iterable[Subscription], *, now: datetime
) -> tuple[Standing, ...]:
    """Say how it stands with each subscription, from the log alone."""
    ledger = open_ledger(reader)
    return tuple(_standing(subscription, ledger, now=now) for subscription in subscriptions)


def shown(standing: Standing) -> dict[str, Any]:
    """Give a standing as it is printed."""
    held = [{**asdict(one), "until": _moment(one.until)} for one in standing.held]
    return {
        "untold": standing.untold,
        "filtered": standing.filtered,
        "silenced": standing.silenced,
        "due": standing.due,
        "held": held,
        "next_at": _moment(standing.next_at),
    }


def _standing(subscription: Subscription, ledger: Ledger, *, now: datetime) -> Standing:
    fates = Counter(fate.name for _, fate in ledger.fates(subscription))
    view = outlook(subscription, ledger=ledger, now=now)
    held = (replace(one, until=_here(one.until, subscription)) for one in view.held)
    return Standing(
        subscription=subscription.name,
        untold=fates["told"],
        filtered=fates["filtered"],
        silenced=fates["silenced"],
        due=len(view.due),
        held=tuple(held),
        next_at=_here(view.next_at, subscription),
    )


def _here(moment: datetime | None, subscription: Subscription) -> datetime | None:
    return moment.astimezone(subscription.zone) if moment else None


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds") if moment else None
