"""Digests handed to services through the library apprise, against a real web server."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from tests.core.digest.news import the_morning_digest
from tests.edges.delivery.web_server import WebServer, web_server
from tests.factories import NOON
from watcher.delivery import apprise
from watcher.delivery.apprise import AppriseChannel
from watcher.delivery.channel import DeliveryError, Letter
from watcher.digest.render import render, subject

pytest.importorskip("apprise", reason="the extra watcher[apprise] is not installed")

TOKEN = "hush-T0KEN"


@pytest.fixture
def web() -> Iterator[WebServer]:
    with web_server() as web:
        yield web


def a_channel(web: WebServer, **given: object) -> AppriseChannel:
    urls = (f"json://reader:{TOKEN}@127.0.0.1:{web.port}/in",)
    settings: dict[str, object] = {"name": "chat", "urls": urls}
    return AppriseChannel(**(settings | given))  # type: ignore[arg-type]  # any setting may be given


def the_letter(channel: AppriseChannel) -> Letter:
    (letter,) = channel.write(the_morning_digest(), issued_at=NOON, threads={})
    return letter


def test_a_digest_arrives_with_its_subject_and_its_text(web: WebServer) -> None:
    channel = a_channel(web)
    channel.deliver(the_letter(channel))
    (post,) = web.posts
    message = json.loads(post.content)
    digest = the_morning_digest()
    assert message["title"] == subject(digest)
    assert message["message"].split() == render(digest, "txt").split()


def test_the_first_screen_alone_can_be_asked_for(web: WebServer) -> None:
    channel = a_channel(web, body="first-screen")
    channel.deliver(the_letter(channel))
    message = json.loads(web.posts[0].content)["message"]
    assert render(the_morning_digest(), "txt").startswith(message)
    assert "OLD TOWN QUAKE" in message
    assert "Changed" not in message


def test_each_address_is_a_recipient_and_shows_nothing_but_its_kind(web: WebServer) -> None:
    urls = (f"json://{TOKEN}@127.0.0.1:{web.port}", f"xml://127.0.0.1:{web.port}/{TOKEN}")
    letters = a_channel(web, urls=urls).write(the_morning_digest(), issued_at=NOON, threads={})
    names = [letter.recipient for letter in letters]
    assert [name.partition("#")[0] for name in names] == ["json://", "xml://"]
    assert TOKEN not in repr(letters)
    assert "127.0.0.1" not in repr(names)


@pytest.mark.parametrize(("status", "words"), [(500, "answered 500"), (404, "answered 404")])
def test_a_refusal_is_told_and_the_address_is_not(
    web: WebServer,
    status: int,
    words: str,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    web.answers = [(status, {})]
    channel = a_channel(web)
    with caplog.at_level(logging.DEBUG), pytest.raises(DeliveryError) as caught:
        channel.deliver(the_letter(channel))
    assert words in str(caught.value)
    assert (caught.value.permanent, caught.value.reach) == (False, "recipient")
    said = capfd.readouterr()
    assert TOKEN not in str(caught.value) + said.out + said.err + caplog.text


def test_nobody_listens() -> None:
    channel = a_channel(WebServer(port=1))
    with pytest.raises(DeliveryError, match="did not take it") as caught:
        channel.deliver(the_letter(channel))
    assert TOKEN not in str(caught.value)


def test_a_letter_to_an_address_that_is_not_configured_any_more_is_given_up(
    web: WebServer,
) -> None:
    letter = the_letter(a_channel(web))
    with pytest.raises(DeliveryError, match="not in the settings any more") as caught:
        a_channel(web, urls=("json://elsewhere",)).deliver(letter)
    assert caught.value.permanent


def test_without_the_library_the_channel_stops_and_says_what_to_install(
    web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = a_channel(web)
    letter = the_letter(channel)
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(DeliveryError, match=r"pip install 'watcher\[apprise\]'") as caught:
        channel.deliver(letter)
    assert caught.value.stopped


def test_addresses_are_known_or_not() -> None:
    assert apprise.is_known("json://localhost")
    assert not apprise.is_known("pigeon://loft")
    assert not apprise.is_known("slack://")
