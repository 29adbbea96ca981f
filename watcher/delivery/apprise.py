"""The apprise channel: a digest as a message to any service that the library apprise knows."""

import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from io import StringIO
from typing import Literal

from watcher.delivery.addresses import veiled
from watcher.delivery.channel import DeliveryError, Letter, Part
from watcher.digest.model import Digest
from watcher.digest.render import rendered, subject
from watcher.digest.templating import BUILT_IN, Templates

ADVICE = "apprise is not installed; pip install 'watcher[apprise]' adds it"
_STATUS = re.compile(r"error=(\d{3})\b")
_FIRST_TOPIC = "\n\n1. "


class AppriseChannel:
    """Services that take a short message. Each address is a recipient of its own.

    The addresses hold tokens and passwords: nothing but their kind and a hash is ever shown.
    """

    def __init__(
        self,
        *,
        name: str,
        urls: tuple[str, ...],
        body: Literal["digest", "first-screen"] = "digest",
        templates: Templates = BUILT_IN,
        retry_seconds: float = 60.0,
        give_up_days: float = 5.0,
    ) -> None:
        self.name = name
        self.body = body
        self.retry_seconds = retry_seconds
        self.give_up_days = give_up_days
        self._urls = {veiled(url, with_host=False): url for url in urls}
        self._templates = templates

    def write(
        self, digest: Digest, *, issued_at: datetime, threads: Mapping[str, str]
    ) -> tuple[Letter, ...]:
        """Write a letter for each address: the subject, and the text form or its first screen."""
        del issued_at, threads  # services date messages themselves, and few know replies
        made = rendered(digest, "txt", templates=self._templates)
        text = made.text.partition(_FIRST_TOPIC)[0] if self.body == "first-screen" else made.text
        parts = (
            Part(name=f"{digest.digest_id}.subject.txt", content=subject(digest).encode()),
            Part(name=f"{digest.digest_id}.txt", content=text.encode()),
        )
        return tuple(
            Letter(
                digest_id=digest.digest_id,
                channel=self.name,
                recipient=recipient,
                message_id=None,
                parts=parts,
                faults=(made.fault,) if made.fault else (),
            )
            for recipient in self._urls
        )

    def deliver(self, letter: Letter) -> None:
        """Hand a letter to its service; when this returns, the service took it."""
        url = self._urls.get(letter.recipient)
        if url is None:
            message = f"{letter.recipient}: this address is not in the settings any more"
            raise DeliveryError(message, permanent=True)
        if not is_installed():
            raise DeliveryError(ADVICE, stopped=True)
        title, body = (part.content.decode() for part in letter.parts)
        error = _notify(url, title=title, body=body)
        if error is not None:
            message = f"{letter.recipient}: {error}"
            raise DeliveryError(message, reach="recipient")

    def close(self) -> None:
        """Keep nothing open."""


def is_installed() -> bool:
    """Tell whether the library is there; it is an extra."""
    return find_spec("apprise") is not None


def is_known(url: str) -> bool:
    """Tell whether the library can read an address."""
    with _quiet():
        from apprise import Apprise

        return Apprise.instantiate(url, suppress_exceptions=True) is not None


def _notify(url: str, *, title: str, body: str) -> str | None:
    """Send a message; give what went wrong in words that hold nothing of the address."""
    with _quiet() as said:
        from apprise import Apprise, NotifyFormat

        service = Apprise()
        if not service.add(url):
            return "apprise cannot read this address"
        is_taken = service.notify(title=title, body=body, body_format=NotifyFormat.TEXT)
    if is_taken:
        return None
    status = _STATUS.search(said.getvalue())
    return f"the service answered {status[1]}" if status else "the service did not take it"


@contextmanager
def _quiet() -> Iterator[StringIO]:
    """Keep what the library says out of the diary, since it holds addresses; give it."""
    logger = logging.getLogger("apprise")
    before = logger.propagate, logger.level
    said = StringIO()
    hearing = logging.StreamHandler(said)
    logger.addHandler(hearing)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it imports, for its maintainers
            yield said
    finally:
        logger.removeHandler(hearing)
        logger.propagate, level = before
        logger.setLevel(level)
