"""Letters about one matter make a thread in every mail program."""

from datetime import datetime
from email import message_from_bytes
from email.policy import default

import pytest

from tests.core.digest.news import the_morning_digest
from tests.factories import NOON
from watcher.delivery.message import message_id_of, write_message


def a_letter(reply_to: str | None, *, domain: str, at: datetime = NOON) -> bytes:
    return write_message(
        the_morning_digest(),
        sender=f"watcher@{domain}",
        recipient="desk@example.org",
        issued_at=at,
        reply_to=reply_to,
    )


@pytest.mark.parametrize("domain", ["example.org", f"{'a' * 60}.{'b' * 60}.example.org"])
def test_a_letter_refers_to_all_before_it_and_answers_the_newest(domain: str) -> None:
    ids = [f"<{n:040x}@{domain}>" for n in range(12)]

    content = a_letter(" ".join(ids), domain=domain)

    head = content.partition(b"\r\n\r\n")[0]
    read = message_from_bytes(content, policy=default)
    assert read["References"].split() == ids
    assert read["In-Reply-To"] == ids[-1]
    assert b"References: " + ids[0].encode() + b"\r\n " + ids[1].encode() + b"\r\n" in head
    assert all(f"{each}".encode() in head for each in ids)


def test_the_first_letter_refers_to_nothing() -> None:
    read = message_from_bytes(a_letter(None, domain="example.org"), policy=default)

    assert (read["References"], read["In-Reply-To"]) == (None, None)


def test_a_letter_does_not_refer_to_itself() -> None:
    own = message_id_of(
        the_morning_digest().digest_id,
        recipient="desk@example.org",
        sender="watcher@example.org",
    )

    read = message_from_bytes(a_letter(own, domain="example.org"), policy=default)

    assert read["References"] is None
