"""What stands above a letter: for filters, for threads, and for readers who want to stop."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from tests.core.digest.news import the_morning_digest
from tests.factories import NOON
from watcher.delivery.message import compose_message

HTTPS = "https://example.org/leave?who={recipient}&what={subscription}"


def the_message(
    *, unsubscribe: str | None = None, has_dkim: bool = False, reply_to: str | None = None
) -> EmailMessage:
    written = compose_message(
        the_morning_digest(),
        sender="watcher@example.org",
        recipient="night+desk@example.org",
        issued_at=NOON,
        reply_to=reply_to,
        unsubscribe=unsubscribe,
        has_dkim=has_dkim,
    )
    message = message_from_bytes(written.content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_letter_says_what_it_is_to_programs() -> None:
    message = the_message()
    assert message["X-Watcher-Digest"] == the_morning_digest().digest_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Precedence"] == "bulk"
    assert message["List-Id"] == "<desk.watcher.example.org>"
    assert "night" not in message["Message-ID"]


def test_its_date_is_by_the_clock_of_the_reader() -> None:
    assert the_message()["Date"] == "Thu, 20 Nov 2025 14:00:00 +0200"


def test_a_letter_that_continues_another_is_a_reply_to_it() -> None:
    message = the_message(reply_to="<first@example.org>")
    assert message["In-Reply-To"] == message["References"] == "<first@example.org>"
    assert the_message()["In-Reply-To"] is None


@pytest.mark.parametrize(
    ("unsubscribe", "has_dkim", "stop", "post"),
    [
        (None, False, "<mailto:watcher@example.org?subject=unsubscribe%20desk>", None),
        ("mailto:leave@example.org", True, "<mailto:leave@example.org>", None),
        (
            HTTPS,
            False,
            "<https://example.org/leave?who=night%2Bdesk%40example.org&what=desk>",
            None,
        ),
        (
            HTTPS,
            True,
            "<https://example.org/leave?who=night%2Bdesk%40example.org&what=desk>",
            "List-Unsubscribe=One-Click",
        ),
    ],
)
def test_one_click_is_offered_only_with_https_and_a_signature(
    unsubscribe: str | None, has_dkim: bool, stop: str, post: str | None
) -> None:
    message = the_message(unsubscribe=unsubscribe, has_dkim=has_dkim)
    assert message["List-Unsubscribe"] == stop
    assert message["List-Unsubscribe-Post"] == post


def test_long_addresses_are_written_whole_where_programs_look_for_them() -> None:
    sender = "watcher@" + "a-very-long-department-name." * 4 + "example.org"
    written = compose_message(
        the_morning_digest(),
        sender=sender,
        recipient="desk@example.org",
        issued_at=NOON,
        reply_to=f"<{'f' * 60}@example.org>",
        unsubscribe="https://example.org/" + "leave/" * 30 + "{recipient}",
        has_dkim=True,
    )
    head = written.content.partition(b"\r\n\r\n")[0].decode("ascii").replace("\r\n ", " ")
    lines = dict(line.split(": ", 1) for line in head.split("\r\n"))
    for name in ("Message-ID", "In-Reply-To", "References", "List-Id", "List-Unsubscribe"):
        assert lines[name].startswith("<")
        assert lines[name].endswith(">")
