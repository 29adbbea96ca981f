"""What one subscription was told so far: how far, what ahead of the schedule, in which threads."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from watcher.digest.model import Undelivered
from watcher.digest.wishes import Change
from watcher.events import DigestIssued

_REMEMBERED = 2000  # digests whose times are kept; a cap on how often looks back no further
_LONGEST_CHAIN = 12  # letters that a new one refers to: the first, and the newest before it


@dataclass(slots=True)
class Told:
    """A fold of one subscription's digests. `after` is a position; null: not started yet.

    A digest about one topic moves that topic's cursor, one about all topics moves `after`. What an
    urgent one tells is `ahead` of both. `threads` gives the Message-IDs for topic and recipient.
    """

    seen_at: datetime
    after: int | None
    digests: int = 0
    issued: deque[datetime] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    scheduled: dict[str | None, datetime] = field(default_factory=dict)
    slots: set[tuple[str | None, str]] = field(default_factory=set)
    cursors: dict[str, int] = field(default_factory=dict)
    ahead: dict[str, tuple[str | None, int]] = field(default_factory=dict)
    threads: dict[tuple[str | None, str], tuple[str, ...]] = field(default_factory=dict)
    abandoned: dict[str, Undelivered] = field(default_factory=dict)

    def issue(self, digest: DigestIssued, *, at: datetime) -> None:
        """Note a digest."""
        self.digests += 1
        self.issued.append(at)
        if digest.slot:
            self.slots.add((digest.topic, digest.slot))
        for name in digest.abandoned:
            self.abandoned.pop(name, None)
        for letter in digest.letters:
            if letter.message_id:
                self._continue(digest.topic, letter.recipient, letter.message_id)
        if digest.urgent:
            self.ahead.update(dict.fromkeys(digest.events, (digest.topic, digest.upto)))
        else:
            self.scheduled[digest.topic] = at
            self._move(digest.topic, upto=digest.upto)

    @property
    def is_new(self) -> bool:
        """Tell whether it is to be told a log from its beginning, and was not told anything yet."""
        return self.after == 0 and not self.digests

    @property
    def awaits_first(self) -> bool:
        """Tell whether its first digest is still to come, urgent ones apart."""
        return self.after == 0 and not self.scheduled

    def cursor(self, topic: str | None) -> int | None:
        """Say up to which position a topic was told, or all topics; None if not started."""
        if self.after is None or topic is None:
            return self.after
        return max(self.after, self.cursors.get(topic, 0))

    def has_told(self, change: Change) -> bool:
        """Tell whether a change lies behind, or was told ahead of the schedule."""
        return change.event in self.ahead or change.position <= (self.cursor(change.topic) or 0)

    def has_answered(self, slot: str, *, topic: str | None) -> bool:
        """Tell whether a digest of the topic, or of all topics, was issued for a slot."""
        return (topic, slot) in self.slots or (None, slot) in self.slots

    def scheduled_at(self, topic: str | None) -> datetime | None:
        """Say when the last digest went out that was not for urgent news alone."""
        times = [self.scheduled[key] for key in {None, topic} if key in self.scheduled]
        return max(times, default=None)

    def thread(self, topic: str | None) -> dict[str, str]:
        """Give for each recipient the Message-IDs that a new letter refers to, oldest first."""
        return {to: " ".join(ids) for (about, to), ids in self.threads.items() if about == topic}

    def _move(self, topic: str | None, *, upto: int) -> None:
        if topic is None:
            self.after = max(self.after or 0, upto)
            self.cursors = {name: at for name, at in self.cursors.items() if at > self.after}
        else:
            self.cursors[topic] = max(self.cursors.get(topic, 0), upto)
        self.ahead = {
            event: (about, until)
            for event, (about, until) in self.ahead.items()
            if until > upto or topic not in (None, about)
        }

    def _continue(self, topic: str | None, recipient: str, message_id: str) -> None:
        chain = self.threads.get((topic, recipient), ())
        if message_id not in chain:
            chain = (*chain, message_id)
            self.threads[topic, recipient] = (*chain[:1], *chain[1:][-_LONGEST_CHAIN + 1 :])
