"""Writes a digest as an internet message for one recipient; the same digest, the same bytes."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from watcher.digest.model import Digest
from watcher.digest.render import render, subject
from watcher.digest.wording import clean

_NOT_A_LABEL = re.compile(r"[^A-Za-z0-9_-]+")


def domain_of(address: str) -> str:
    """Give the domain of an address."""
    return address.rpartition("@")[2] or "localhost"


def message_id_of(digest_id: str, *, recipient: str, sender: str) -> str:
    """Name a letter; the name tells neither the recipient nor how many there are."""
    name = sha256(f"{digest_id}\n{recipient}".encode()).hexdigest()[:40]
    return f"<{name}@{domain_of(sender)}>"


def write_message(
    digest: Digest, *, sender: str, recipient: str, issued_at: datetime, reply_to: str | None
) -> bytes:
    """Write the bytes of a letter.

    `reply_to` is the Message-ID of the letter that this one continues. Whatever the articles say,
    no line is longer than 998 octets and no header holds more than its own value.
    """
    message_id = message_id_of(digest.digest_id, recipient=recipient, sender=sender)
    stop = _stop(sender, subscription=digest.subscription)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name="watcher", addr_spec=clean(sender))
    message["To"] = Address(addr_spec=clean(recipient))
    message["Subject"] = subject(digest)
    message["Date"] = format_datetime(issued_at.astimezone(digest.as_of.tzinfo))
    message["Message-ID"] = message_id
    if reply_to and reply_to != message_id:
        message["In-Reply-To"] = reply_to
        message["References"] = reply_to
    message["X-Watcher-Digest"] = digest.digest_id
    message["Auto-Submitted"] = "auto-generated"
    message["Precedence"] = "bulk"
    message["List-Id"] = f"<{_label(digest.subscription)}.watcher.{domain_of(sender)}>"
    message["List-Unsubscribe"] = f"<{stop}>"
    message.set_content(render(digest, "txt", stop=stop), cte="quoted-printable")
    page = render(digest, "html", stop=stop)
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{sha256(message_id.encode()).hexdigest()[:32]}")
    return message.as_bytes()


def _stop(sender: str, *, subscription: str) -> str:
    return f"mailto:{quote(clean(sender), safe='@')}?subject=unsubscribe%20{quote(subscription)}"


def _label(subscription: str) -> str:
    return _NOT_A_LABEL.sub("-", subscription).strip("-") or "digest"
