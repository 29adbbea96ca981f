"""The mail channel: one SMTP transaction a recipient; the landlord of smtplib."""

import contextlib
import re
import ssl
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeVar

from watcher.delivery.channel import DeliveryError, Letter, Part
from watcher.delivery.message import Bodies, compose_message, domain_of, message_id_of
from watcher.delivery.secured import words_of_tls
from watcher.digest.model import Digest
from watcher.digest.templating import BUILT_IN, Templates
from watcher.digest.wording import clean, short
from watcher.events import Reach

if TYPE_CHECKING:
    from smtplib import SMTP

T = TypeVar("T")

_LONGEST_ERROR = 300
_TURNED_AWAY = (530, 534, 535, 538)  # no login, a weak one, a wrong one, one without encryption
_OF_THE_HOST = re.compile(r"4\.[34]\.\d")  # mail system and network, in enhanced status codes
_SERVICE_CLOSES = 421


class MailChannel:
    """A mail server that takes letters. One connection serves all letters of a round.

    `password` gives the password when it is needed, or raises DeliveryError; it is not kept. It
    is never sent, and no letter either, over a connection less safe than `tls` asks for.
    """

    def __init__(
        self,
        *,
        name: str,
        host: str,
        port: int,
        tls: Literal["none", "starttls", "implicit"],
        sender: str,
        recipients: tuple[str, ...],
        templates: Templates = BUILT_IN,
        user: str | None = None,
        password: Callable[[], str] | None = None,
        retry_seconds: float = 60.0,
        give_up_days: float = 5.0,
        timeout_seconds: float = 30.0,
        tls_context: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        unsubscribe: str | None = None,
        has_dkim: bool = False,
    ) -> None:
        self.name = name
        self.host = host
        self.port = port
        self.tls = tls
        self.sender = sender
        self.recipients = recipients
        self._templates = templates
        self.retry_seconds = retry_seconds
        self.give_up_days = give_up_days
        self._user = user
        self._password = password
        self._timeout_seconds = timeout_seconds
        self._tls_context = tls_context
        self._unsubscribe = unsubscribe
        self._has_dkim = has_dkim
        self._session: SMTP | None = None

    def write(
        self, digest: Digest, *, issued_at: datetime, threads: Mapping[str, str]
    ) -> tuple[Letter, ...]:
        """Write a letter for each recipient."""
        bodies = Bodies(digest, sender=self.sender, templates=self._templates)
        return tuple(
            self._letter(
                digest,
                recipient,
                bodies=bodies,
                issued_at=issued_at,
                reply_to=threads.get(recipient),
            )
            for recipient in dict.fromkeys(self.recipients)
        )

    def _letter(
        self,
        digest: Digest,
        recipient: str,
        *,
        bodies: Bodies,
        issued_at: datetime,
        reply_to: str | None,
    ) -> Letter:
        written = compose_message(
            digest,
            sender=self.sender,
            recipient=recipient,
            issued_at=issued_at,
            reply_to=reply_to,
            bodies=bodies,
            unsubscribe=self._unsubscribe,
            has_dkim=self._has_dkim,
        )
        return Letter(
            digest_id=digest.digest_id,
            channel=self.name,
            recipient=recipient,
            message_id=message_id_of(digest.digest_id, recipient=recipient, sender=self.sender),
            parts=(Part(name=f"{digest.digest_id}.eml", content=written.content),),
            faults=written.faults,
        )

    def deliver(self, letter: Letter) -> None:
        """Hand a letter to the server; when this returns, the server has answered 250."""
        content = b"".join(part.content for part in letter.parts)
        self._hand_over(self._open_envelope(letter.recipient), content)

    def close(self) -> None:
        """Say goodbye to the server; what it answers does not matter any more."""
        session, self._session = self._session, None
        if session is not None:
            with contextlib.suppress(OSError):
                session.quit()
            session.close()

    def _open_envelope(self, recipient: str) -> "SMTP":
        """Say who writes to whom. A connection kept from the letter before may have gone stale."""
        is_kept = self._session is not None
        session = self._session or self._connect()
        try:
            self._address(session, recipient)
        except OSError as error:  # smtplib's errors are among them
            self._drop()
            if is_kept:
                return self._open_envelope(recipient)
            message = f"{self._place()}: {_words(error)}"
            raise DeliveryError(message, reach="channel") from error
        return session

    def _address(self, session: "SMTP", recipient: str) -> None:
        try:
            self._expect(session.mail(self.sender), (250,), step="MAIL FROM")
            self._expect(session.rcpt(recipient), (250, 251), step="RCPT TO")
        except ValueError as error:
            self._drop()
            message = f"{clean(recipient)}: an address must be written in ASCII"
            raise DeliveryError(message, permanent=True) from error

    def _hand_over(self, session: "SMTP", content: bytes) -> None:
        from smtplib import SMTPDataError

        try:
            answer = session.data(content)
        except SMTPDataError as error:  # refused before the content was sent
            answer = error.smtp_code, _bytes(error.smtp_error)
        except OSError as error:  # whether the server took it cannot be known: send it again
            self._drop()
            message = f"{self._place()}: {_words(error)}; the answer to the letter was lost"
            raise DeliveryError(message) from error
        self._expect(answer, (250,), step="DATA")

    def _expect(self, answer: tuple[int, bytes], codes: tuple[int, ...], *, step: str) -> None:
        """Raise DeliveryError unless the server's answer is one of `codes`."""
        code, reply = answer
        if code in codes:
            return
        if code == -1:  # how smtplib says that the connection is gone
            message = "the server closed the connection"
            raise ConnectionResetError(message)
        # a sender that is refused is a setting to be put right: no letter is to blame
        stopped = code in _TURNED_AWAY or (step == "MAIL FROM" and 500 <= code < 600)
        is_down = code == _SERVICE_CLOSES or stopped
        self._drop() if is_down else self._start_over()
        message = f"{step}: {_reply(code, reply)}"
        permanent = 500 <= code < 600 and not is_down
        reach: Reach = "letter" if permanent else _reach(message, step=step)
        raise DeliveryError(
            message, permanent=permanent, reach="channel" if is_down else reach, stopped=stopped
        )

    def _connect(self) -> "SMTP":
        """Greet the server and log in. Whatever fails here fails for every letter."""
        session = self._guarded(self._dial, is_refusal_final=False)
        try:
            self._guarded(lambda: self._protect(session), is_refusal_final=True)
            self._guarded(lambda: self._log_in(session), is_refusal_final=True)
        except BaseException:
            session.close()
            raise
        self._session = session
        return session

    def _guarded(self, step: Callable[[], T], *, is_refusal_final: bool) -> T:
        """Do a step of the greeting; say in words what failed, and whether waiting can help.

        `is_refusal_final`: what the server refuses or does not offer here, it will refuse again
        until the operator has changed something; a 4xx answer apart.
        """
        from smtplib import SMTPException, SMTPResponseException, SMTPServerDisconnected

        try:
            return step()
        except SMTPResponseException as error:
            said = _reply(error.smtp_code, _bytes(error.smtp_error))
            stopped = error.smtp_code in _TURNED_AWAY
            stopped = stopped or (is_refusal_final and 500 <= error.smtp_code < 600)
        except SMTPServerDisconnected as error:
            said, stopped = _words(error), False
        except SMTPException as error:
            said, stopped = _words(error), is_refusal_final
        except ssl.SSLError as error:
            said, stopped = words_of_tls(error)
        except OSError as error:
            said, stopped = _words(error), False
        except UnicodeError:
            said, stopped = "user and password must be written in ASCII", True
        message = f"{self._place()}: {self._hidden(said)}"
        raise DeliveryError(message, reach="channel", stopped=stopped) from None

    def _dial(self) -> "SMTP":
        from smtplib import SMTP, SMTP_SSL

        own_name = domain_of(self.sender)
        if self.tls == "implicit":
            session: SMTP = SMTP_SSL(
                self.host,
                self.port,
                local_hostname=own_name,
                timeout=self._timeout_seconds,
                context=self._context(),
            )
        else:
            session = SMTP(
                self.host, self.port, local_hostname=own_name, timeout=self._timeout_seconds
            )
        try:
            session.ehlo_or_helo_if_needed()
        except BaseException:
            session.close()
            raise
        return session

    def _protect(self, session: "SMTP") -> None:
        if self.tls == "starttls":
            session.starttls(context=self._context())
            session.ehlo()

    def _log_in(self, session: "SMTP") -> None:
        if self._user is not None:
            session.login(self._user, self._password() if self._password else "")

    def _context(self) -> ssl.SSLContext:
        return self._tls_context()

    def _start_over(self) -> None:
        """Take back an envelope that was refused, so that the next letter finds a clean table."""
        if self._session is not None:
            try:
                self._session.rset()
            except OSError:
                self._drop()

    def _drop(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _place(self) -> str:
        return f"{self.host}:{self.port}"

    def _hidden(self, text: str) -> str:
        """Take the password out of what a server says, should it echo it."""
        if self._password is None:
            return text
        with contextlib.suppress(DeliveryError):
            text = text.replace(self._password() or "\0", "***")
        return text


def _reach(reply: str, *, step: str) -> Reach:
    """Say how far a refusal for the time being reaches."""
    if step == "MAIL FROM":
        return "channel"
    if step == "DATA":
        return "letter"
    return "host" if _OF_THE_HOST.search(reply) else "recipient"


def _bytes(reply: bytes | str) -> bytes:
    return reply if isinstance(reply, bytes) else reply.encode()


def _reply(code: int, reply: bytes) -> str:
    text = clean(reply.decode("utf-8", errors="replace"))
    return short(f"{code} {text}".strip(), length=_LONGEST_ERROR)


def _words(error: OSError) -> str:
    words = error.strerror or str(error) or type(error).__name__
    return short(clean(words), length=_LONGEST_ERROR)
