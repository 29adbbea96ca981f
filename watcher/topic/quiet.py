"""How much is said on a topic: whether it has gone quiet, or moves far faster than usual. Pure."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watcher.events import TopicQuiet, TopicTempo

_DAY = timedelta(days=1)
TEMPO_TIMES = 5.0
TEMPO_LEAST = 2.0  # statements a day: below that, five times as much is still next to nothing
TEMPO_DAYS = 14
_TEMPO_FEWEST_DAYS = 3  # a topic that is younger has no usual rate
REMEMBERED = timedelta(days=TEMPO_DAYS + 1)


@dataclass(slots=True, kw_only=True)
class Pulse:
    """What came on one topic and when, as far as noticing needs it.

    `tracked_since` is when it was first defined; `last` and `last_at` the newest change; `repeats`
    what came since then and told nothing new; `told_quiet` the change behind which quiet was told.
    """

    topic: str
    tracked_since: datetime
    last: str | None = None
    last_at: datetime | None = None
    repeats: int = 0
    told_quiet: str | None = None
    tempo_at: datetime | None = None
    times: deque[datetime] = field(default_factory=deque)

    def change(self, event: str, *, at: datetime) -> None:
        """Note that something new came."""
        self.last, self.last_at, self.repeats = event, at, 0

    def beat(self, at: datetime) -> None:
        """Note that a statement came, new or not, that was neither late nor found in hindsight."""
        self.times.append(at)

    def forget(self, *, now: datetime) -> None:
        """Drop what is too old to matter."""
        while self.times and self.times[0] < now - REMEMBERED:
            self.times.popleft()


def quiet_at(pulse: Pulse, *, length: timedelta) -> datetime | None:
    """Say from when on the topic has gone quiet; None where that was told, or nothing ever came."""
    if pulse.last_at is None or pulse.told_quiet == pulse.last:
        return None
    return pulse.last_at + length


def gone_quiet(
    pulse: Pulse, *, quiet_after: str, length: timedelta, now: datetime
) -> TopicQuiet | None:
    """Tell that nothing new came for a length of time; None while something did."""
    due = quiet_at(pulse, length=length)
    if due is None or now < due or pulse.last is None or pulse.last_at is None:
        return None
    return TopicQuiet(
        topic=pulse.topic,
        quiet_after=quiet_after,
        last=pulse.last,
        since=pulse.last_at.isoformat(),
        repeats=pulse.repeats,
    )


def tempo(pulse: Pulse, *, now: datetime) -> TopicTempo | None:
    """Tell that five times as much came within a day as is usual; None where that is not so."""
    if pulse.tempo_at is not None and now - _DAY < pulse.tempo_at <= now:
        return None
    begin = now - _DAY
    days = min((begin - pulse.tracked_since) / _DAY, float(TEMPO_DAYS))
    if days < _TEMPO_FEWEST_DAYS:
        return None
    earliest = begin - timedelta(days=days)
    count = sum(begin < at <= now for at in pulse.times)
    usual = sum(earliest < at <= begin for at in pulse.times) / days
    if count < TEMPO_TIMES * max(usual, TEMPO_LEAST):
        return None
    day = now.date().isoformat()
    return TopicTempo(
        topic=pulse.topic, day=day, count=count, usual=round(usual, 1), days=round(days)
    )
