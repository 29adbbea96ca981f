"""Digests through a real mail server, over TLS, into mailboxes that are read back."""

import json
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from tests.certificates import make_certificate
from tests.commands import Answer, in_a_process
from tests.factories import a_house
from tests.mailserver.postfix import Postfix, missing, parsed, postfix
from watcher.log.read import Reader

pytestmark = [
    pytest.mark.mailserver,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]

DAM = "The dam broke\n\nThe dam above the town broke on Monday, the mayor said.\n"
MORE = "The dam\n\nThe mayor said on Tuesday that 11 people are missing below the dam.\n"
CONFIG = """
topics = "topics"
[intake]
folder = "../seeds"
settle_seconds = 0.05
[log]
path = "../var/watcher.db"
[channels.mail]
kind = "smtp"
host = "localhost"
port = {port}
tls = "{tls}"
{authority}
from = "watcher@example.org"
to = [{to}]
unsubscribe = "https://example.org/leave?who={{recipient}}&what={{subscription}}"
dkim = true
retry_seconds = 1
[subscriptions.desk]
channels = ["mail"]
topics = ["dam"]
schedule = "immediate"
timezone = "Europe/Kyiv"
"""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"), host="localhost")


@pytest.fixture(scope="module")
def server(certificate: Path) -> Iterator[Postfix]:
    mailboxes = ("desk", "wire", "night", "late", "twice")
    with postfix(certificate=certificate, mailboxes=mailboxes) as server:
        yield server


class Newsroom:
    """A configuration whose mail goes to the server, and the commands that run on it."""

    def __init__(self, root: Path, server: Postfix, *recipients: str) -> None:
        self.root = root
        self.server = server
        self.to = ", ".join(f'"{name}@example.org"' for name in recipients)
        self.path = a_house(root, config=self.written(authority=None))

    def written(self, *, authority: Path | None, tls: str = "starttls") -> str:
        line = f"ca_file = '{authority}'" if authority else ""
        return CONFIG.format(port=self.server.port, tls=tls, authority=line, to=self.to)

    def trust(self, certificate: Path) -> None:
        authority = certificate.with_name("authority.pem")
        self.path.write_text(self.written(authority=authority), encoding="utf-8")

    def news(self, name: str, text: str) -> None:
        (self.root / "seeds" / name).write_text(text, encoding="utf-8")

    def __call__(self, *words: str, **environment: str) -> Answer:
        return in_a_process("--config", str(self.path), *words, cwd=self.root, **environment)

    def events(self, kind: str) -> list[dict[str, Any]]:
        printed = self("events", "--type", kind, "--format", "jsonl")
        return [json.loads(line)["data"] for line in printed.out.splitlines()]

    def kept(self, recipient: str) -> bytes:
        """The bytes that the log holds of the first letter to somebody."""
        reader = Reader.open(self.root / "var" / "watcher.db")
        try:
            digest_id = self.events("digest-issued")[0]["digest_id"]
            (letter,) = reader.letters(digest_id, channel="mail", recipient=recipient)
            return letter.content
        finally:
            reader.close()


def test_a_digest_lies_in_the_mailbox_as_it_was_written(
    tmp_path: Path, server: Postfix, certificate: Path
) -> None:
    newsroom = Newsroom(tmp_path, server, "desk", "wire")
    newsroom.trust(certificate)
    newsroom.news("dam.txt", DAM)

    done = newsroom("run", "--once")

    assert done.status == 0, done.err + server.log()
    (digest,) = newsroom.events("digest-issued")
    for mailbox in ("desk", "wire"):
        (letter,) = server.wait_for(mailbox, letters=1)
        message = parsed(letter)
        written = newsroom.kept(f"{mailbox}@example.org").replace(b"\r\n", b"\n")
        assert letter.endswith(written)
        assert "with ESMTPS" in message["Received"]
        told = {one["recipient"]: one["message_id"] for one in digest["letters"]}
        assert message["Message-ID"] == told[f"{mailbox}@example.org"]
    message = parsed(server.letters("wire")[0])
    assert message["X-Watcher-Digest"] == digest["digest_id"]
    assert message["Subject"] == digest["subject"]
    assert (message["From"], message["To"]) == (
        "watcher <watcher@example.org>",
        "wire@example.org",
    )
    assert (message["Auto-Submitted"], message["Precedence"]) == ("auto-generated", "bulk")
    assert message["List-Id"] == "<desk.watcher.example.org>"
    stop = "<https://example.org/leave?who=wire%40example.org&what=desk>"
    assert message["List-Unsubscribe"] == stop
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsedate_to_datetime(message["Date"]).utcoffset() is not None
    text, page = message.iter_parts()
    assert "The dam above the town broke on Monday, the mayor said." in text.get_content()
    assert page.get_content_type() == "text/html"


def test_a_second_digest_of_a_topic_is_in_the_thread_of_the_first(
    tmp_path: Path, server: Postfix, certificate: Path
) -> None:
    newsroom = Newsroom(tmp_path, server, "night")
    newsroom.trust(certificate)
    newsroom.news("dam.txt", DAM)
    newsroom("run", "--once")
    newsroom.news("more.txt", MORE)
    newsroom("run", "--once")

    letters = [parsed(letter) for letter in server.wait_for("night", letters=2)]

    first, second = sorted(letters, key=lambda letter: letter["In-Reply-To"] is not None)
    assert first["In-Reply-To"] is None
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]


def test_a_mailbox_that_is_not_there_costs_nobody_else_a_letter(
    tmp_path: Path, server: Postfix, certificate: Path
) -> None:
    before = len(server.letters("desk"))
    newsroom = Newsroom(tmp_path, server, "nobody-here", "desk")
    newsroom.trust(certificate)
    newsroom.news("dam.txt", DAM)

    newsroom("run", "--once")

    assert len(server.wait_for("desk", letters=before + 1)) == before + 1
    (given_up,) = newsroom.events("digest-abandoned")
    assert given_up["recipient"] == "nobody-here@example.org"
    assert "550 5.1.1" in given_up["error"]


def test_a_certificate_that_nobody_vouches_for_stops_the_mail_until_it_is_put_right(
    tmp_path: Path, server: Postfix, certificate: Path
) -> None:
    newsroom = Newsroom(tmp_path, server, "late")
    newsroom.news("dam.txt", DAM)

    stopped = newsroom("run", "--once")
    status = newsroom("status").out

    assert stopped.status == 1
    assert "channel_stopped" in stopped.err
    assert "STOPPED        mail: localhost" in status
    assert "certificate verify failed" in status
    assert server.letters("late") == []
    newsroom.trust(certificate)
    asked = newsroom("outbox", "retry", "--channel", "mail")
    assert (asked.status, asked.err) == (0, "")
    assert newsroom("run", "--once").status == 0
    assert len(server.wait_for("late", letters=1)) == 1
    assert "STOPPED" not in newsroom("status").out


def test_a_server_that_asks_for_tls_gets_nothing_in_clear_and_stops_the_mail(
    tmp_path: Path, server: Postfix
) -> None:
    newsroom = Newsroom(tmp_path, server, "late")
    newsroom.path.write_text(newsroom.written(authority=None, tls="none"), encoding="utf-8")
    newsroom.news("dam.txt", DAM)

    newsroom("run", "--once")

    (failed,) = newsroom.events("digest-failed")
    assert (failed["stopped"], failed["reach"]) == (True, "channel")
    assert "530" in failed["error"]


def test_a_kill_after_the_servers_yes_repeats_the_letter_and_changes_no_byte(
    tmp_path: Path, server: Postfix, certificate: Path
) -> None:
    newsroom = Newsroom(tmp_path, server, "twice")
    newsroom.trust(certificate)
    newsroom.news("dam.txt", DAM)

    killed = newsroom("run", "--once", WATCHER_FAULT_AT="publish.accepted:1")
    finished = newsroom("run", "--once")

    assert (killed.status, finished.status) == (-9, 0)
    letters = server.wait_for("twice", letters=2)
    written = newsroom.kept("twice@example.org").replace(b"\r\n", b"\n")
    assert [letter.endswith(written) for letter in letters] == [True, True]
    assert len({parsed(letter)["Message-ID"] for letter in letters}) == 1
