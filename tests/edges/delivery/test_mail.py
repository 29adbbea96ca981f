"""Letters handed to a real mail server, which does what mail servers do."""

import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

import pytest

from tests.certificates import make_certificate
from tests.core.digest.news import the_morning_digest
from tests.edges.delivery.post_office import DROP, HANG, PostOffice, post_office
from tests.factories import NOON
from watcher.delivery.channel import DeliveryError, Letter
from watcher.delivery.mail import MailChannel
from watcher.delivery.message import Bodies

DESK, WIRE = "desk@example.org", "wire@example.org"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


def a_channel(office: PostOffice, **given: object) -> MailChannel:
    settings: dict[str, object] = {
        "name": "mail",
        "host": "localhost",
        "port": office.port,
        "tls": "none",
        "sender": "watcher@example.org",
        "recipients": (DESK, WIRE),
        "timeout_seconds": 5.0,
    }
    return MailChannel(**(settings | given))  # type: ignore[arg-type]  # any setting may be given


def the_letters(channel: MailChannel, *, at: datetime = NOON) -> tuple[Letter, ...]:
    return channel.write(the_morning_digest(), issued_at=at, threads={})


def refused(channel: MailChannel, letter: Letter) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        channel.deliver(letter)
    return caught.value


def test_each_recipient_gets_a_letter_of_its_own(office: PostOffice) -> None:
    channel = a_channel(office)
    for letter in the_letters(channel):
        channel.deliver(letter)
    channel.close()
    assert [mail.recipients for mail in office.taken] == [[DESK], [WIRE]]
    ids = [mail.message["Message-ID"] for mail in office.taken]
    assert len(set(ids)) == 2
    assert office.connections == 1


def test_the_server_gets_the_very_bytes_that_were_written(office: PostOffice) -> None:
    channel = a_channel(office)
    letter = the_letters(channel)[0]
    channel.deliver(letter)
    channel.deliver(letter)
    channel.close()
    assert office.taken[0].content == office.taken[1].content
    assert office.taken[0].content == letter.parts[0].content


NOT_NOW, FOR_GOOD, BY_HAND = (False, False), (True, False), (False, True)


@pytest.mark.parametrize(
    ("step", "answer", "reach", "ending"),
    [
        ("connect", "421 too busy", "channel", NOT_NOW),
        ("connect", "554 go away", "channel", NOT_NOW),
        ("connect", DROP, "channel", NOT_NOW),
        ("MAIL", "451 try later", "channel", NOT_NOW),
        ("MAIL", "421 closing", "channel", NOT_NOW),
        ("MAIL", DROP, "channel", NOT_NOW),
        ("MAIL", "550 sender unknown", "channel", BY_HAND),
        ("MAIL", "530 log in first", "channel", BY_HAND),
        ("MAIL", "538 encrypt first", "channel", BY_HAND),
        ("RCPT", "450 mailbox busy", "recipient", NOT_NOW),
        ("RCPT", "452 4.2.2 mailbox full", "recipient", NOT_NOW),
        ("RCPT", "451 4.4.1 no answer from host", "host", NOT_NOW),
        ("RCPT", "421 too many errors", "channel", NOT_NOW),
        ("RCPT", DROP, "channel", NOT_NOW),
        ("RCPT", "550 5.1.1 no such mailbox", "letter", FOR_GOOD),
        ("RCPT", "552 mailbox is full for ever", "letter", FOR_GOOD),
        ("DATA", "451 local error", "letter", NOT_NOW),
        ("DATA", "452 disk full", "letter", NOT_NOW),
        ("DATA", "421 shutting down", "channel", NOT_NOW),
        ("DATA", "554 looks like spam", "letter", FOR_GOOD),
        ("DATA", DROP, "letter", NOT_NOW),
    ],
)
def test_each_refusal_is_told_apart(
    office: PostOffice, step: str, answer: str, reach: str, ending: tuple[bool, bool]
) -> None:
    channel = a_channel(office)
    office.answers[step] = [answer]
    error = refused(channel, the_letters(channel)[0])
    assert (error.reach, (error.permanent, error.stopped)) == (reach, ending)
    if answer != DROP:
        assert answer in str(error)
    channel.close()


def test_after_a_refusal_the_next_letter_goes_through(office: PostOffice) -> None:
    channel = a_channel(office)
    office.refused[DESK] = "550 5.1.1 no such mailbox"
    first, second = the_letters(channel)
    assert refused(channel, first).permanent
    channel.deliver(second)
    channel.close()
    assert office.recipients == [WIRE]
    assert office.connections == 1


def test_a_lost_answer_leads_to_the_same_bytes_again(office: PostOffice) -> None:
    channel = a_channel(office)
    office.answers["DATA"] = [DROP]
    letter = the_letters(channel)[0]
    assert "the answer to the letter was lost" in str(refused(channel, letter))
    channel.deliver(letter)
    channel.close()
    assert office.taken[0].content == office.taken[1].content


def test_a_server_that_hangs_up_between_letters_is_called_again(office: PostOffice) -> None:
    channel = a_channel(office)
    first, second = the_letters(channel)
    channel.deliver(first)
    office.answers["MAIL"] = [DROP]
    channel.deliver(second)
    channel.close()
    assert office.recipients == [DESK, WIRE]
    assert office.connections == 2


def test_a_server_that_says_nothing_is_given_up(office: PostOffice) -> None:
    channel = a_channel(office, timeout_seconds=0.3)
    office.answers["RCPT"] = [HANG]
    assert refused(channel, the_letters(channel)[0]).reach == "channel"


def test_nobody_listens(office: PostOffice) -> None:
    channel = a_channel(office, port=1)
    error = refused(channel, the_letters(channel)[0])
    assert (error.reach, error.stopped) == ("channel", False)
    assert "localhost:1: Connection refused" in str(error)


def test_goodbye_to_a_server_that_is_gone_is_no_error() -> None:
    with post_office() as office:
        channel = a_channel(office)
        channel.deliver(the_letters(channel)[0])
        office.answers["MAIL"] = []
    channel.close()


def test_a_login_is_used() -> None:
    with post_office(login=True) as office:
        channel = a_channel(office, user="watcher", password=lambda: "open sesame")
        channel.deliver(the_letters(channel)[0])
        channel.close()
    assert office.logins == [("watcher", "open sesame")]
    assert office.recipients == [DESK]


def test_a_wrong_password_stops_the_channel_and_is_not_shown() -> None:
    with post_office(login=True) as office:
        channel = a_channel(office, user="watcher", password=lambda: "s3cr3t")
        error = refused(channel, the_letters(channel)[0])
    assert (error.permanent, error.stopped) == (False, True)
    assert "535" in str(error)
    assert "s3cr3t" not in str(error) + repr(channel) + repr(vars(channel))


def test_a_password_that_is_not_ascii_is_said_and_not_shown() -> None:
    with post_office(login=True) as office:
        channel = a_channel(office, user="watcher", password=lambda: "Пароль")
        error = refused(channel, the_letters(channel)[0])
    assert error.stopped
    assert "must be written in ASCII" in str(error)
    assert "Пароль" not in str(error)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"), host="localhost")


def an_office_with(certificate: Path, *, tls: str) -> AbstractContextManager[PostOffice]:
    if tls == "starttls":
        return post_office(starttls=certificate)
    return post_office(implicit=certificate)


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_letter_goes_over_tls(certificate: Path, tls: str) -> None:
    trusted = ssl.create_default_context(cafile=certificate.with_name("authority.pem"))
    with an_office_with(certificate, tls=tls) as office:
        channel = a_channel(office, tls=tls, tls_context=lambda: trusted)
        channel.deliver(the_letters(channel)[0])
        channel.close()
    assert office.recipients == [DESK]


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_that_nobody_vouches_for_stops_the_channel(
    certificate: Path, tls: str
) -> None:
    with an_office_with(certificate, tls=tls) as office:
        channel = a_channel(office, tls=tls)
        error = refused(channel, the_letters(channel)[0])
    assert error.stopped
    assert "certificate verify failed" in str(error)
    assert office.taken == []


@pytest.mark.parametrize(
    ("host", "is_expired", "words"),
    [
        ("mail.example.org", False, "not valid for 'localhost'"),
        ("localhost", True, "certificate has expired"),
    ],
)
def test_a_certificate_that_is_not_good_stops_the_channel(
    tmp_path: Path, host: str, is_expired: bool, words: str
) -> None:
    certificate = make_certificate(tmp_path, host=host, is_expired=is_expired)
    trusted = ssl.create_default_context(cafile=certificate.with_name("authority.pem"))
    with post_office(starttls=certificate) as office:
        channel = a_channel(office, tls="starttls", tls_context=lambda: trusted)
        error = refused(channel, the_letters(channel)[0])
    assert error.stopped
    assert words in str(error)
    assert office.taken == []


def test_without_starttls_nothing_is_sent_in_clear(office: PostOffice) -> None:
    channel = a_channel(
        office, tls="starttls", user="watcher", password=lambda: "s3cr3t", recipients=(DESK,)
    )
    error = refused(channel, the_letters(channel)[0])
    assert error.stopped
    assert "STARTTLS" in str(error)
    assert (office.taken, office.logins) == ([], [])


def test_a_hundred_recipients_get_what_was_laid_out_once() -> None:
    digest = the_morning_digest()
    bodies = Bodies(digest, sender="watcher@example.org")
    assert bodies.ending_at("mailto:stop@example.org") is bodies.ending_at(
        "mailto:stop@example.org"
    )
    assert bodies.ending_at("https://example.org/a") != bodies.ending_at("https://example.org/b")
