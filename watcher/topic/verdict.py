"""A judgement on one statement: its kind, in words why, and what it moved."""

from dataclasses import dataclass
from datetime import datetime

from watcher.events import ChangeKind, Figure, Now, RepeatKind, Was
from watcher.topic.moments import LATE
from watcher.topic.state import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a statement stands: its article, its outlet, and when it was published."""

    article_id: str
    outlet: str | None
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A statement changes what is known; `sure` says how surely (0 to 1)."""

    kind: ChangeKind
    reason: str
    was: Was | None = None
    now: Now | None = None
    earlier: str | None = None
    sure: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A statement changes nothing; `earlier` is the event that told it first."""

    kind: RepeatKind
    reason: str
    was: None = None
    now: None = None
    earlier: str | None = None


Verdict = Change | Repeat


def was_known(known: Known, *, figure: Figure | None = None) -> Was:
    """Describe what was known before."""
    return Was(event=known.event, quote=known.quote, figure=figure, status=known.status)


def is_older(published: datetime | None, *, than: Known) -> bool:
    """Tell whether something was published more than a day before a known statement was."""
    known = than.published
    return published is not None and known is not None and known - published > LATE
