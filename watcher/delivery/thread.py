"""Headers as they are meant: ids and addresses of any length, subjects with all their spaces."""

from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy, Policy
from typing import ClassVar, Literal


class _Bracketed(UnstructuredHeader, BaseHeader):
    """Things in angle brackets, one a line; the library would encode one longer than a line."""

    # typing.override comes with Python 3.12
    def fold(self, *, policy: "Policy") -> str:  # type: ignore[explicit-override]
        """Write the header, so that mail programs find in it what they look for."""
        between = f"{policy.linesep} "
        return f"{self.name}: {between.join(str(self).split())}{policy.linesep}"


class _Subject(UnstructuredHeader, BaseHeader):
    """A subject with all its spaces; the library loses some that stand between encoded words."""

    max_count: ClassVar[Literal[1] | None] = 1

    # typing.override comes with Python 3.12
    def fold(self, *, policy: "Policy") -> str:  # type: ignore[explicit-override]
        """Write the header; what is not ASCII is encoded as a whole."""
        if str(self).isascii():
            return super().fold(policy=policy)
        words = Header(str(self), "utf-8", header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {words}{policy.linesep}"


def _policy() -> "EmailPolicy[EmailMessage]":
    headers = HeaderRegistry()
    for name in ("in-reply-to", "references", "list-id", "list-unsubscribe"):
        headers.map_to_type(name, _Bracketed)
    headers.map_to_type("subject", _Subject)
    return SMTP.clone(header_factory=headers)


POLICY = _policy()


def join_thread(message: EmailMessage, *, earlier: str | None, own: str) -> None:
    """Say which letters a letter continues: their Message-IDs, oldest first, spaces between."""
    ids = [message_id for message_id in (earlier or "").split() if message_id != own]
    if ids:
        message["In-Reply-To"] = ids[-1]
        message["References"] = " ".join(ids)
