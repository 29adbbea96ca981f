"""The port of delivery: what a letter is, and what a channel can do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watcher.digest.model import Digest
from watcher.events import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a letter: its bytes, and the file name that they go by."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message of a digest for one recipient of one channel, as it is sent at every try.

    `faults` say, when it is written, which templates of the user's own could not be used.
    """

    digest_id: str
    channel: str
    recipient: str
    message_id: str | None
    parts: tuple[Part, ...]
    faults: tuple[str, ...] = ()


class DeliveryError(Exception):
    """A channel did not take a letter.

    `permanent`: trying this letter again is of no use. `reach`: which other letters would not get
    through now either. `stopped`: no letter of the channel will, before its operator has put
    something right. `retry_after_seconds` is the pause that the other side asks for.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        reach: Reach = "letter",
        stopped: bool = False,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.reach: Reach = "channel" if stopped else reach
        self.stopped = stopped
        self.retry_after_seconds = retry_after_seconds


class Channel(Protocol):
    """A way to reach recipients.

    `retry_seconds` is the pause after a first failure, `give_up_days` how long a letter is tried.
    """

    @property
    def name(self) -> str:
        """The name by which subscriptions choose the channel."""
        ...

    @property
    def retry_seconds(self) -> float:
        """The pause after a first failure."""
        ...

    @property
    def give_up_days(self) -> float:
        """How many days a letter is tried."""
        ...

    def write(
        self, digest: Digest, *, issued_at: datetime, threads: Mapping[str, str]
    ) -> tuple[Letter, ...]:
        """Write the letters of a digest, one a recipient.

        `threads` gives for a recipient the Message-IDs of the letters that a new one continues,
        oldest first, with spaces between.
        """
        ...

    def deliver(self, letter: Letter) -> None:
        """Hand over a letter; when this returns, it was taken. Raises DeliveryError."""
        ...

    def close(self) -> None:
        """Let go of what is kept open between letters."""
        ...
