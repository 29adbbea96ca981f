"""Channels in a configuration: what makes no sense is named, and no secret is shown."""

import os
from pathlib import Path

import pytest

from tests.factories import BARE_CONFIG, a_house
from watcher import config
from watcher.config import BrokenConfigError, ConfigError, WebhookChannel

MAIL = '[channels.x]\nkind = "smtp"\nfrom = "w@example.org"\nto = ["d@example.org"]\n'
HOOK = '[channels.x]\nkind = "webhook"\n'
CHAT = '[channels.x]\nkind = "apprise"\n'
TOKEN = "hush-T0KEN"


def mistakes(path: Path) -> list[str]:
    """Give the mistakes in a channel; of its secrets only where the rest is in order."""
    try:
        config.check_secrets(config.load(path), environ=os.environ)
    except ConfigError as error:
        return [
            f"{one.line} {one.key}: {one.message}".replace("channels.x.", "")
            for one in error.errors
        ]
    return []


def told(tmp_path: Path, written: str) -> list[str]:
    return mistakes(a_house(tmp_path, config=BARE_CONFIG + written))


@pytest.mark.parametrize(
    "address",
    [
        "mailto:leave@example.org",
        "mailto:leave@example.org?subject=stop%20{subscription}",
        "https://example.org/leave?who={recipient}&what={subscription}",
    ],
)
def test_a_reader_may_stop_by_mail_or_in_the_web(tmp_path: Path, address: str) -> None:
    assert told(tmp_path, f"{MAIL}unsubscribe = '{address}'\n") == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("leave@example.org", "is not an address such as mailto:leave@example.org"),
        ("http://example.org/leave", "is not an address such as"),
        ("mailto:leave@example.org, mailto:x@example.org", "is not an address such as"),
        ("https://example.org/>\\r\\nBcc: x", "is not an address such as"),
        ("https://example.org/{recipient.__class__}", "holds a { } other than"),
        ("https://example.org/{name}", "holds a { } other than"),
        ("https://example.org/{", "holds a { } other than"),
    ],
)
def test_what_is_no_way_to_stop_is_refused(tmp_path: Path, address: str, words: str) -> None:
    (said,) = told(tmp_path, f'{MAIL}unsubscribe = "{address}"\n')
    assert "unsubscribe: " in said
    assert words in said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (MAIL + "dkim = true", 'dkim: is of use only with unsubscribe = "https://..."'),
        (MAIL + 'ca_file = "ca.pem"', 'ca_file: is of no use with tls = "none"'),
        (HOOK, "url: is missing (or url_file)"),
        (HOOK + 'url_file = "u"\nurl = "https://example.org"', "url_file: stands beside url"),
        (HOOK + 'url = "example.org/hook"', "url: is not a web address"),
        (HOOK + 'url = "https://me:pw@example.org/"', "url: is not a web address"),
        (HOOK + 'url = "https://example.org:99999/"', "url: is not a web address"),
        (HOOK + 'url = "https://example.org/a b"', "url: is not a web address"),
        (HOOK + 'url = "http://example.org"\nca_file = "x"', "ca_file: is of no use"),
        (HOOK + 'url = "https://example.org"\ntimeout_seconds = 0', "timeout_seconds: expected"),
        (HOOK + 'url = "https://example.org"\nca_file = "x"', "ca_file: "),
        (HOOK + 'url = "https://example.org"\nsecret_file = "x"', "secret_file: the file that"),
        (HOOK + 'url_file = "x"', "url_file: the file that it names cannot be read"),
        (CHAT, "urls: is missing (or urls_file)"),
        (CHAT + 'urls = ["slack"]', "urls: number 1 is not an address such as json://host"),
        (CHAT + 'urls = ["json://a", "json://a"]', "urls: number 2 stands there twice"),
        (CHAT + 'urls = ["pigeon://loft"]', "urls: number 1 is no address that apprise can read"),
        (CHAT + 'urls = ["json://a"]\nbody = "all"', 'body: "all" is not known'),
        (CHAT + 'urls_file = "x"', "urls_file: the file that it names cannot be read"),
    ],
)
def test_a_mistake_in_a_channel_is_named(tmp_path: Path, written: str, said: str) -> None:
    (found,) = told(tmp_path, written + "\n")
    assert said in found.split(" ", 1)[1]
    assert found.split(" ", 1)[0].isdigit()


@pytest.mark.parametrize(
    ("written", "content", "said"),
    [
        (HOOK + 'url_file = "secret"', f"ftp://example.org/{TOKEN}", "holds no web address"),
        (HOOK + 'url_file = "secret"', f"https://a/{TOKEN}\ntwo lines", "one line of text"),
        (
            HOOK + 'url = "https://example.org"\nsecret_file = "secret"',
            f"whsec_{TOKEN}!",
            "is not base64",
        ),
        (CHAT + 'urls_file = "secret"', "# none yet\n\n", "holds no address"),
        (CHAT + 'urls_file = "secret"', f"json://a\npigeon://{TOKEN}", "number 2 is no address"),
        (CHAT + f'urls = ["pigeon://{TOKEN}"]', "", "number 1 is no address"),
    ],
)
def test_a_secret_of_no_use_is_told_and_not_shown(
    tmp_path: Path, written: str, content: str, said: str
) -> None:
    path = a_house(tmp_path, config=f"{BARE_CONFIG}{written}\n")
    (path.parent / "secret").write_text(content, encoding="utf-8")
    (found,) = mistakes(path)
    assert said in found
    assert TOKEN not in found


def test_an_authority_that_is_none_is_refused(tmp_path: Path) -> None:
    path = a_house(tmp_path, config=f'{BARE_CONFIG}{MAIL}tls = "starttls"\nca_file = "ca.pem"\n')
    (path.parent / "ca.pem").write_text("no certificate", encoding="utf-8")
    (found,) = mistakes(path)
    assert "ca.pem: cannot be used: it holds no certificate" in found


def test_without_the_library_an_apprise_channel_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "apprise", None)
    path = a_house(tmp_path, config=f'{BARE_CONFIG}{CHAT}urls = ["json://a"]\n')
    with pytest.raises(BrokenConfigError, match=r"pip install 'watcher\[apprise\]'"):
        config.load(path)


def test_addresses_are_read_from_a_systemd_credential(tmp_path: Path) -> None:
    path = a_house(tmp_path, config=f'{BARE_CONFIG}{HOOK}url_file = "hook-url"\n')
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "hook-url").write_text(f"https://example.org/{TOKEN}\n", encoding="utf-8")
    environ = {"CREDENTIALS_DIRECTORY": str(credentials)}
    settings = config.load(path)
    channel = settings.channels["x"]
    assert isinstance(channel, WebhookChannel)
    found = config.webhook_url("x", channel, settings, environ=environ)
    assert found == f"https://example.org/{TOKEN}"


def test_every_file_that_a_channel_names_lies_beside_the_configuration(tmp_path: Path) -> None:
    text = f'{BARE_CONFIG}{HOOK}url_file = "u"\nsecret_file = "s"\nca_file = "../c"\n'
    channel = config.load(a_house(tmp_path, config=text)).channels["x"]
    assert isinstance(channel, WebhookChannel)
    assert (channel.url_file, channel.secret_file, channel.ca_file) == (
        tmp_path / "config" / "u",
        tmp_path / "config" / "s",
        tmp_path / "c",
    )
