"""Writes a digest as an internet message for one recipient; the same digest, the same bytes."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from watcher.delivery.thread import POLICY, join_thread
from watcher.digest.footing import example
from watcher.digest.model import Digest
from watcher.digest.render import Format, Rendered, rendered, subject
from watcher.digest.templating import BUILT_IN, Templates
from watcher.digest.wording import clean

_LONGEST_STOP = 900  # of 998 octets on a line
_NOT_A_LABEL = re.compile(r"[^A-Za-z0-9_-]+")


def domain_of(address: str) -> str:
    """Give the domain of an address."""
    return address.rpartition("@")[2] or "localhost"


def message_id_of(digest_id: str, *, recipient: str, sender: str) -> str:
    """Name a letter; the name tells neither the recipient nor how many there are."""
    name = sha256(f"{digest_id}\n{recipient}".encode()).hexdigest()[:40]
    return f"<{name}@{domain_of(sender)}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """The bytes of a letter; `faults` say which templates of the user's own could not be used."""

    content: bytes
    faults: tuple[str, ...]


def write_message(
    digest: Digest, *, sender: str, recipient: str, issued_at: datetime, reply_to: str | None
) -> bytes:
    """Write the bytes of a letter that looks as letters do where nobody wrote templates."""
    return compose_message(
        digest, sender=sender, recipient=recipient, issued_at=issued_at, reply_to=reply_to
    ).content


def compose_message(
    digest: Digest,
    *,
    sender: str,
    recipient: str,
    issued_at: datetime,
    reply_to: str | None,
    bodies: "Bodies | None" = None,
    unsubscribe: str | None = None,
    has_dkim: bool = False,
) -> Composed:
    """Write a letter, with a text part and a page.

    `bodies` are those of the digest, where it has several recipients. `reply_to` are the
    Message-IDs of the letters that this one continues, oldest first. `unsubscribe` is the address
    by which a reader stops, in which {recipient} and {subscription} are filled in; `has_dkim` says
    that the server signs what leaves it, without which one click may not be offered.

    Whatever the articles say, no line is longer than 998 octets and no header holds more than its
    own value.
    """
    message_id = message_id_of(digest.digest_id, recipient=recipient, sender=sender)
    stop = _stop(unsubscribe, sender=sender, recipient=recipient, subscription=digest.subscription)
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(display_name="watcher", addr_spec=clean(sender))
    message["To"] = Address(addr_spec=clean(recipient))
    message["Subject"] = subject(digest)
    message["Date"] = format_datetime(issued_at.astimezone(digest.as_of.tzinfo))
    message["Message-ID"] = message_id
    join_thread(message, earlier=reply_to, own=message_id)
    message["X-Watcher-Digest"] = digest.digest_id
    message["Auto-Submitted"] = "auto-generated"
    message["Precedence"] = "bulk"
    message["List-Id"] = f"<{_label(digest.subscription)}.watcher.{domain_of(sender)}>"
    message["List-Unsubscribe"] = f"<{stop}>"
    if has_dkim and stop.startswith("https:"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text, page = (bodies or Bodies(digest, sender=sender)).ending_at(stop)
    message.set_content(text.text, cte="quoted-printable")
    message.add_alternative(page.text, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{sha256(message_id.encode()).hexdigest()[:32]}")
    faults = tuple(made.fault for made in (text, page) if made.fault)
    return Composed(content=message.as_bytes(), faults=faults)


class Bodies:
    """The text and the page of a digest's letters, laid out once for all with the same way out."""

    def __init__(self, digest: Digest, *, sender: str, templates: Templates = BUILT_IN) -> None:
        self._digest = digest
        self._mark = _mark(sender, digest=digest)
        self._templates = templates
        self._made: dict[str, tuple[Rendered, Rendered]] = {}

    def ending_at(self, stop: str) -> tuple[Rendered, Rendered]:
        """Give the text and the page; `stop` is where a reader ends the subscription."""
        if stop not in self._made:
            self._made[stop] = self._write("txt", stop=stop), self._write("html", stop=stop)
        return self._made[stop]

    def _write(self, form: Format, *, stop: str) -> Rendered:
        return rendered(
            self._digest,
            form,
            stop=stop,
            mark=self._mark,
            medium="mail",
            templates=self._templates,
        )


def _mark(sender: str, *, digest: Digest) -> str:
    """Give the address by which a reader says to people what the command says to the program."""
    subject = quote(f"watcher mark {example(digest)} not-new")
    return f"mailto:{quote(clean(sender), safe='@')}?subject={subject}"


def _stop(unsubscribe: str | None, *, sender: str, recipient: str, subscription: str) -> str:
    address = quote(clean(sender), safe="@")
    by_mail = f"mailto:{address}?subject=unsubscribe%20{quote(subscription)}"
    if unsubscribe is None:
        return by_mail
    stop = unsubscribe.format(
        recipient=quote(clean(recipient), safe=""), subscription=quote(subscription, safe="")
    )
    return stop if len(stop) <= _LONGEST_STOP else by_mail


def _label(subscription: str) -> str:
    return _NOT_A_LABEL.sub("-", subscription).strip("-") or "digest"
