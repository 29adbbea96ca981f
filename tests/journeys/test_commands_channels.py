"""Digests to programs and services, from the configuration to the other side."""

import json
from pathlib import Path

import pytest

from tests.commands import Answer, in_a_process
from tests.edges.delivery.web_server import web_server
from tests.factories import a_house
from watcher.delivery.webhook import signature

DAM = "The dam broke\n\nThe dam above the town broke on Monday, the mayor said.\n"
SECRET, TOKEN = "between the two of us", "hush-T0KEN"
CONFIG = """
topics = "topics"
[intake]
folder = "../seeds"
settle_seconds = 0.05
[log]
path = "../var/watcher.db"
[channels.hook]
kind = "webhook"
url_file = "hook-url"
secret_file = "hook-secret"
[channels.chat]
kind = "apprise"
urls_file = "chat-urls"
body = "first-screen"
[subscriptions.desk]
channels = ["hook", "chat"]
schedule = "immediate"
"""

pytest.importorskip("apprise", reason="the extra watcher[apprise] is not installed")


def test_a_digest_reaches_a_program_and_a_service_and_no_secret_is_shown(tmp_path: Path) -> None:
    with web_server() as hook, web_server() as chat:
        path = a_house(tmp_path, config=CONFIG)
        here = path.parent
        (here / "hook-url").write_text(f"http://127.0.0.1:{hook.port}/{TOKEN}\n", encoding="utf-8")
        (here / "hook-secret").write_text(f"{SECRET}\n", encoding="utf-8")
        urls = f"# the desk\njson://127.0.0.1:{chat.port}/{TOKEN}\n"
        (here / "chat-urls").write_text(urls, encoding="utf-8")
        (tmp_path / "seeds" / "dam.txt").write_text(DAM, encoding="utf-8")
        hook.answers = [(503, {"Retry-After": "30"})]

        def run(*words: str) -> Answer:
            return in_a_process("--config", str(path), *words, cwd=tmp_path)

        said = [run("check"), run("run", "--once"), run("outbox"), run("status")]
        said += [run("outbox", "retry", "--all"), run("run", "--once"), run("events")]

    assert [answer.status for answer in said] == [0, 1, 0, 0, 0, 0, 0]
    assert TOKEN not in str(said)
    assert SECRET not in str(said)
    assert f"a post to http://127.0.0.1:{hook.port}/#" in said[0].out
    assert "messages to json://#" in said[0].out
    assert "answered 503" in said[2].out
    first, second = hook.posts
    assert first.content == second.content
    event = json.loads(second.content)
    assert event["type"] == "org.watcher.digest.issued"
    assert second.headers["webhook-signature"] == signature(
        second.content,
        name=event["id"],
        timestamp=second.headers["webhook-timestamp"],
        secret=SECRET,
    )
    (message,) = (json.loads(post.content) for post in chat.posts)
    assert message["title"] == event["data"]["subject"]
