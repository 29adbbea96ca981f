"""A judgement on one statement: its kind, in words why, and what it moved."""

from dataclasses import dataclass

from watcher.events import ChangeKind, Figure, Now, RepeatKind, Was
from watcher.topic.state import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A statement changes what is known."""

    kind: ChangeKind
    reason: str
    was: Was | None = None
    now: Now | None = None
    earlier: str | None = None


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
