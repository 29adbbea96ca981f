"""A real mail server on loopback, which can be told to misbehave."""

import asyncio
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from typing_extensions import override

DROP = "drop the connection"
HANG = "answer nothing"


@dataclass
class Mail:
    """A letter that the server took: for whom, and its bytes."""

    recipients: list[str]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        message = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        return message


@dataclass
class PostOffice:
    """What the server took, and what it is to answer instead of yes.

    `answers` gives for a step (connect, MAIL, RCPT, DATA) the next answers, each used once; an
    empty one is a yes. `refused` gives for a recipient the answer that it always gets.
    """

    port: int = 0
    taken: list[Mail] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    connections: int = 0
    logins: list[tuple[str, str]] = field(default_factory=list)
    password: str = "open sesame"

    def next_answer(self, step: str) -> str:
        waiting = self.answers.get(step, [])
        return waiting.pop(0) if waiting else ""

    @property
    def recipients(self) -> list[str]:
        return [recipient for mail in self.taken for recipient in mail.recipients]


class Counter:
    """The hooks that aiosmtpd calls."""

    def __init__(self, office: PostOffice) -> None:
        self.office = office

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del session
        answer = await self._answer("MAIL", server)
        if not answer:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer or "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del session, options
        answer = self.office.refused.get(address) or await self._answer("RCPT", server)
        if not answer:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del session
        answer = self.office.next_answer("DATA")
        content = envelope.original_content or b""
        if answer in ("", DROP, HANG):  # taken all the same: only the answer is lost
            self.office.taken.append(Mail(recipients=list(envelope.rcpt_tos), content=content))
        return await self._act(answer, server) or "250 taken"

    async def _answer(self, step: str, server: SMTP) -> str:
        return await self._act(self.office.next_answer(step), server)

    @staticmethod
    async def _act(answer: str, server: SMTP) -> str:
        if answer == DROP and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
        if answer == HANG:
            await asyncio.sleep(30)
        return answer


class Door(SMTP):
    """A connection, which may be closed before a word is said."""

    office: PostOffice

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.office.connections += 1
        answer = self.office.next_answer("connect")
        if answer and isinstance(transport, asyncio.Transport):
            if answer != DROP:
                transport.write(f"{answer}\r\n".encode())
            transport.close()
        super().connection_made(transport)


@contextmanager
def post_office(
    *, starttls: Path | None = None, implicit: Path | None = None, login: bool = False
) -> Iterator[PostOffice]:
    """Run a mail server for the time of a test; the paths are of a certificate with its key."""
    office = PostOffice()

    def check(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
    ) -> AuthResult:
        del server, session, envelope, mechanism
        office.logins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=given.password.decode() == office.password, handled=False)

    loop = asyncio.new_event_loop()

    def door() -> Door:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of logins in clear, which is what is tested
            made = Door(
                Counter(office),
                loop=loop,
                tls_context=_context(starttls) if starttls else None,
                auth_require_tls=False,
                auth_required=login,
                authenticator=check if login else None,
            )
        made.office = office
        return made

    async def serve() -> asyncio.Server:
        tls = _context(implicit) if implicit else None
        return await loop.create_server(door, "127.0.0.1", 0, ssl=tls)

    server = loop.run_until_complete(serve())
    office.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield office
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    await server.wait_closed()
    ours = asyncio.current_task()
    open_tasks = [task for task in asyncio.all_tasks() if task is not ours]
    for task in open_tasks:
        task.cancel()
    await asyncio.gather(*open_tasks, return_exceptions=True)


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context
