"""The outbox: which letters wait, for whom, and what holds them up. A fold of their events."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from watcher.events import (
    DeliveryRequested,
    DigestAbandoned,
    DigestDelivered,
    DigestFailed,
    DigestIssued,
    Reach,
)

LONGEST_WAIT_SECONDS = 3600.0
_STOPPED_FACTOR = 5.0  # who is turned away at the door does well not to knock too often
_EVERY = "*"
_WIDTHS: tuple[Reach, ...] = ("letter", "recipient", "host", "channel")

Key = tuple[str, str, str]
Receipt = DigestDelivered | DigestFailed | DigestAbandoned | DeliveryRequested


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A letter that was issued and neither delivered nor given up.

    `asked_at` is since when it is tried: when it was issued, or when somebody asked for it anew.
    `urgent` is that of its digest.
    """

    digest_id: str
    subscription: str
    channel: str
    recipient: str
    message_id: str | None
    issued_at: datetime
    asked_at: datetime
    attempts: int = 0
    retry_at: datetime | None = None
    error: str | None = None
    urgent: bool = False

    @property
    def key(self) -> Key:
        """Name the letter among all letters."""
        return self.digest_id, self.channel, self.recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What keeps letters to a destination back: it failed so many times in a row.

    At `retry_at` one letter looks whether it is over; null means now. `stopped`: no letter will
    get through before the operator has put something right.
    """

    channel: str
    destination: str
    failures: int
    since: datetime
    retry_at: datetime | None
    error: str
    stopped: bool


def letter_id(digest_id: str, *, channel: str, recipient: str) -> str:
    """Name a letter in short, for those who ask for it by hand."""
    return sha256(f"{digest_id} {channel} {recipient}".encode()).hexdigest()[:12]


def destination(reach: Reach, *, recipient: str) -> str | None:
    """Name what a failure holds up: a recipient, a host, the whole channel; None for a letter."""
    match reach:
        case "letter":
            return None
        case "recipient":
            return recipient
        case "host":
            return "@" + recipient.rpartition("@")[2].lower()
        case "channel":
            return _EVERY


def wider(reach: Reach, *, recipient: str) -> tuple[str, ...]:
    """Name the destinations that a failure of this reach shows to be well."""
    beyond = _WIDTHS[_WIDTHS.index(reach) + 1 :]
    return tuple(name for each in beyond if (name := destination(each, recipient=recipient)))


def has_come(moment: datetime | None, *, now: datetime) -> bool:
    """Tell whether a time to try again has come; one that is too far off is a clock set back."""
    if moment is None or now >= moment:
        return True
    return moment - now > timedelta(seconds=LONGEST_WAIT_SECONDS)


class Outbox:
    """The letters on their way, and the destinations that failed."""

    def __init__(self) -> None:
        self._waiting: dict[Key, Pending] = {}
        self._abandoned: dict[Key, Pending] = {}
        self._holds: dict[tuple[str, str], Hold] = {}

    @property
    def waiting(self) -> tuple[Pending, ...]:
        """List the letters that wait, oldest first."""
        return tuple(self._waiting.values())

    @property
    def abandoned(self) -> tuple[Pending, ...]:
        """List the letters that were given up."""
        return tuple(self._abandoned.values())

    @property
    def holds(self) -> tuple[Hold, ...]:
        """List the destinations that failed when they were last tried."""
        return tuple(self._holds.values())

    @property
    def stopped(self) -> dict[str, Hold]:
        """Give the channels that wait for their operator, by name."""
        return {
            hold.channel: hold
            for hold in self._holds.values()
            if hold.stopped and hold.destination == _EVERY
        }

    @property
    def late(self) -> tuple[Pending, ...]:
        """List the letters that failed, or wait for what failed; new ones are on their way."""
        return tuple(
            letter
            for letter in self._waiting.values()
            if letter.error is not None or any(self._holds_of(letter))
        )

    def hold(self, channel: str, name: str | None) -> Hold | None:
        """Give what keeps a destination back."""
        return None if name is None else self._holds.get((channel, name))

    def issue(self, issued: DigestIssued, *, at: datetime) -> None:
        """Take in the letters of a digest."""
        for letter in issued.letters:
            pending = Pending(
                digest_id=issued.digest_id,
                subscription=issued.subscription,
                channel=letter.channel,
                recipient=letter.recipient,
                message_id=letter.message_id,
                issued_at=at,
                asked_at=at,
                urgent=issued.urgent,
            )
            self._waiting[pending.key] = pending

    def receive(self, receipt: Receipt, *, at: datetime) -> None:
        """Take in what became of a letter."""
        key = (receipt.digest_id, receipt.channel, receipt.recipient)
        match receipt:
            case DigestDelivered():
                self._waiting.pop(key, None)
                self._clear(receipt.channel, wider("letter", recipient=receipt.recipient))
            case DigestFailed():
                self._fail(key, receipt, at=at)
            case DigestAbandoned():
                letter = self._waiting.pop(key, None)
                if letter:
                    self._abandoned[key] = replace(letter, error=receipt.error)
            case DeliveryRequested():
                self._request(key, at=at)

    def is_due(self, letter: Pending, *, now: datetime) -> bool:
        """Tell whether a letter is to be tried now.

        One that was never tried may look whether a destination is back, but does not knock at a
        door that only the operator can open.
        """
        if not has_come(letter.retry_at, now=now):
            return False
        return all(
            has_come(hold.retry_at, now=now) or (letter.attempts == 0 and not hold.stopped)
            for hold in self._holds_of(letter)
        )

    def next_at(self, letter: Pending, *, now: datetime) -> datetime:
        """Say when a letter is due."""
        if self.is_due(letter, now=now):
            return now
        times = [letter.retry_at, *(hold.retry_at for hold in self._holds_of(letter))]
        return max(time for time in (now, *times) if time is not None)

    def _holds_of(self, letter: Pending) -> Iterator[Hold]:
        for name in wider("letter", recipient=letter.recipient):
            hold = self._holds.get((letter.channel, name))
            if hold:
                yield hold

    def _fail(self, key: Key, failed: DigestFailed, *, at: datetime) -> None:
        letter = self._waiting.get(key)
        if letter is None:
            return
        retry_at = datetime.fromisoformat(failed.retry_at) if failed.retry_at else None
        name = destination(failed.reach, recipient=failed.recipient)
        self._clear(failed.channel, wider(failed.reach, recipient=failed.recipient))
        self._waiting[key] = replace(
            letter,
            attempts=failed.attempt,
            error=failed.error,
            retry_at=retry_at if name is None else None,
        )
        if name is not None and retry_at is not None:
            self._keep_back(name, failed, retry_at=retry_at, at=at)

    def _keep_back(
        self, name: str, failed: DigestFailed, *, retry_at: datetime, at: datetime
    ) -> None:
        """Hold a destination up. Letters that failed together are one failure of it."""
        before = self._holds.get((failed.channel, name))
        if before and before.stopped != failed.stopped:
            before = None
        failures = before.failures if before else 0
        if before is None or before.retry_at is None or retry_at > before.retry_at:
            failures += 1
        self._holds[failed.channel, name] = Hold(
            channel=failed.channel,
            destination=name,
            failures=failures,
            since=before.since if before else at,
            retry_at=retry_at,
            error=failed.error,
            stopped=failed.stopped,
        )

    def _request(self, key: Key, *, at: datetime) -> None:
        letter = self._waiting.pop(key, None) or self._abandoned.pop(key, None)
        if letter is None:
            return
        self._waiting[key] = replace(letter, asked_at=at, retry_at=None)
        for hold in list(self._holds_of(letter)):
            self._holds[hold.channel, hold.destination] = replace(hold, retry_at=None)

    def _clear(self, channel: str, names: tuple[str, ...]) -> None:
        for name in names:
            self._holds.pop((channel, name), None)


def pause_seconds(
    letter: Pending, *, hold: Hold | None, reach: Reach, stopped: bool, retry_seconds: float
) -> float:
    """Say how long to wait after a failure: twice as long each time, up to an hour.

    The jitter comes from what has failed, and how often, so that destinations that failed together
    do not all come back together, and the same log gives the same times.
    """
    failures = letter.attempts
    name = f"{letter.digest_id} {letter.channel} {letter.recipient} {failures}"
    place = destination(reach, recipient=letter.recipient)
    if place is not None:
        failures = hold.failures if hold and hold.stopped == stopped else 0
        name = f"{letter.channel} {place} {failures}"
    jitter = int.from_bytes(sha256(name.encode()).digest()[:4], "big") / 2**32
    first = retry_seconds * (_STOPPED_FACTOR if stopped else 1.0)
    return min(first * 2.0 ** min(failures, 40) * (1.0 + 0.2 * jitter), LONGEST_WAIT_SECONDS)
