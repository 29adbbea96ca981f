"""Digests posted to a real web server."""

import hmac
import json
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path

import pytest

from tests.certificates import make_certificate
from tests.core.digest.news import the_morning_digest
from tests.edges.delivery.web_server import SILENCE, WebServer, web_server
from tests.factories import NOON
from watcher.delivery.channel import DeliveryError, Letter
from watcher.delivery.webhook import WebhookChannel
from watcher.digest.render import render

SECRET = "a secret between the two of us"


@pytest.fixture
def web() -> Iterator[WebServer]:
    with web_server() as web:
        yield web


def a_channel(web: WebServer, *, path: str = "/hook?team=desk", **given: object) -> WebhookChannel:
    settings: dict[str, object] = {
        "name": "hook",
        "url": f"http://127.0.0.1:{web.port}{path}",
        "now": lambda: NOON + timedelta(minutes=3),
        "timeout_seconds": 5.0,
    }
    return WebhookChannel(**(settings | given))  # type: ignore[arg-type]  # any setting may be given


def the_letter(channel: WebhookChannel) -> Letter:
    (letter,) = channel.write(the_morning_digest(), issued_at=NOON, threads={})
    return letter


def refused(channel: WebhookChannel) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        channel.deliver(the_letter(channel))
    return caught.value


def test_a_digest_arrives_as_a_cloud_event(web: WebServer) -> None:
    channel = a_channel(web)
    channel.deliver(the_letter(channel))
    (post,) = web.posts
    assert post.path == "/hook?team=desk"
    assert post.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    digest = the_morning_digest()
    event = json.loads(post.content)
    assert event.pop("data") == json.loads(render(digest, "json"))
    assert event == {
        "specversion": "1.0",
        "id": f"{digest.digest_id}.hook",
        "source": f"/watcher/subscriptions/{digest.subscription}",
        "type": "org.watcher.digest.issued",
        "subject": digest.digest_id,
        "time": "2025-11-20T12:00:00.000+00:00",
        "datacontenttype": "application/json",
    }


def test_a_receiver_can_tell_that_it_is_ours_and_when_it_was_sent(web: WebServer) -> None:
    channel = a_channel(web, secret=lambda: SECRET)
    channel.deliver(the_letter(channel))
    (post,) = web.posts
    name, timestamp = post.headers["webhook-id"], post.headers["webhook-timestamp"]
    signed = f"{name}.{timestamp}.".encode() + post.content
    expected = b64encode(hmac.new(SECRET.encode(), signed, sha256).digest()).decode()
    assert post.headers["webhook-signature"] == f"v1,{expected}"
    assert int(timestamp) == int((NOON + timedelta(minutes=3)).timestamp())


def test_a_secret_of_the_standard_form_is_read_as_base64(web: WebServer) -> None:
    key = bytes(range(32))
    channel = a_channel(web, secret=lambda: "whsec_" + b64encode(key).decode())
    channel.deliver(the_letter(channel))
    (post,) = web.posts
    name, timestamp = post.headers["webhook-id"], post.headers["webhook-timestamp"]
    signed = hmac.new(key, f"{name}.{timestamp}.".encode() + post.content, sha256)
    assert post.headers["webhook-signature"] == f"v1,{b64encode(signed.digest()).decode()}"


def test_a_letter_that_is_sent_again_has_the_same_bytes_and_the_same_id(web: WebServer) -> None:
    channel = a_channel(web)
    letter = the_letter(channel)
    web.answers = [(503, {})]
    with pytest.raises(DeliveryError):
        channel.deliver(letter)
    channel.deliver(letter)
    first, second = web.posts
    assert first.content == second.content
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.headers["idempotency-key"] == f'"{letter.digest_id}.hook"'


@pytest.mark.parametrize(
    ("status", "permanent", "stopped"),
    [
        (301, False, True),
        (308, False, True),
        (400, True, False),
        (401, False, True),
        (403, False, True),
        (404, True, False),
        (408, False, False),
        (410, True, False),
        (422, True, False),
        (425, False, False),
        (429, False, False),
        (500, False, False),
        (503, False, False),
    ],
)
def test_each_answer_is_told_apart(
    web: WebServer, status: int, permanent: bool, stopped: bool
) -> None:
    web.answers = [(status, {"Location": "http://127.0.0.1:1/elsewhere"})]
    error = refused(a_channel(web))
    assert (error.permanent, error.stopped) == (permanent, stopped)
    assert f"answered {status}" in str(error)
    assert len(web.posts) == 1


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("120", 120.0),
        (format_datetime(NOON + timedelta(minutes=5), usegmt=True), 120.0),
        (format_datetime(NOON, usegmt=True), 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_the_pause_that_is_asked_for_is_read(
    web: WebServer, asked: str, seconds: float | None
) -> None:
    web.answers = [(429, {"Retry-After": asked})]
    assert refused(a_channel(web)).retry_after_seconds == seconds


def test_a_lost_answer_is_tried_again(web: WebServer) -> None:
    web.answers = [(SILENCE, {})]
    error = refused(a_channel(web))
    assert (error.permanent, error.stopped, error.reach) == (False, False, "channel")


def test_nobody_listens_and_nobody_answers() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        web = WebServer(port=deaf.getsockname()[1])
        assert "Connection refused" in str(refused(a_channel(web)))
        deaf.listen()
        error = refused(a_channel(web, timeout_seconds=0.2))
    assert "timed out" in str(error)
    assert (error.permanent, error.stopped, error.reach) == (False, False, "channel")


def test_what_is_no_web_server_is_a_failure_for_now() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        channel = a_channel(WebServer(port=other.getsockname()[1]))
        letter = the_letter(channel)

        def babble() -> None:
            line, _ = other.accept()
            with line:
                line.recv(65536)
                line.sendall(b"220 mail.example.org ESMTP\r\n")

        thread = threading.Thread(target=babble)
        thread.start()
        with pytest.raises(DeliveryError, match="no answer in HTTP") as caught:
            channel.deliver(letter)
        thread.join()
    assert not caught.value.permanent


def test_the_address_is_shown_without_its_path(web: WebServer) -> None:
    channel = a_channel(web, path="/T0KEN/very-secret?key=hush")
    letter = the_letter(channel)
    web.answers = [(500, {})]
    shown = letter.recipient + str(refused(channel))
    assert f"http://127.0.0.1:{web.port}/#" in shown
    assert "T0KEN" not in shown
    assert "hush" not in shown


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"), host="localhost")


def test_a_digest_goes_over_https(certificate: Path) -> None:
    with web_server(certificate=certificate) as web:
        trusted = ssl.create_default_context(cafile=certificate.with_name("authority.pem"))
        url = f"https://localhost:{web.port}/hook"
        channel = a_channel(web, url=url, tls_context=lambda: trusted)
        channel.deliver(the_letter(channel))
    assert len(web.posts) == 1


def test_a_certificate_that_nobody_vouches_for_stops_the_channel(certificate: Path) -> None:
    with web_server(certificate=certificate) as web:
        error = refused(a_channel(web, url=f"https://localhost:{web.port}/hook"))
    assert (error.permanent, error.stopped) == (False, True)
    assert "certificate verify failed" in str(error)
    assert web.posts == []


def test_a_secret_that_cannot_be_read_stops_the_channel(web: WebServer) -> None:
    def gone() -> str:
        message = "channels.hook.secret_file: the file that it names cannot be read"
        raise DeliveryError(message, stopped=True)

    assert refused(a_channel(web, secret=gone)).stopped
    assert web.posts == []
