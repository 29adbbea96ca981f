"""Checks what a configuration says about channels."""

import re
import string
from pathlib import Path
from typing import assert_never
from urllib.parse import urlsplit

from watcher.config.settings import (
    AppriseChannel,
    AtomChannel,
    Channel,
    FolderChannel,
    SmtpChannel,
    WebhookChannel,
)
from watcher.config.shape import Findings
from watcher.config.subscriptions import check_list
from watcher.config.written import Keys

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})")
_HOST = re.compile(r"[A-Za-z0-9_.:%\[\]-]{1,255}")
_KIND = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")
_PLACES = frozenset({"recipient", "subscription"})


def check_channel(channel: Channel, keys: Keys, findings: Findings) -> None:
    """Note every value of a channel that has the right type and yet makes no sense."""
    match channel:
        case FolderChannel():
            check_list(channel.formats, (*keys, "formats"), "format", findings)
        case AtomChannel():
            _check_base_url(channel, keys, findings)
        case SmtpChannel():
            _check_mail(channel, keys, findings)
        case WebhookChannel():
            _check_webhook(channel, keys, findings)
        case AppriseChannel():
            _check_apprise(channel, keys, findings)
        case _:
            assert_never(channel)


def is_web_address(url: str, *, schemes: tuple[str, ...] = ("https", "http")) -> bool:
    """Tell whether something can be posted to an address; one with a password in it is refused."""
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    is_clean = url.isascii() and url.isprintable() and not re.search(r"[\s<>\"]", url)
    return is_whole and is_clean and parts.username is None and not parts.fragment


def _check_mail(channel: SmtpChannel, keys: Keys, findings: Findings) -> None:
    check_list(channel.to, (*keys, "to"), "recipient", findings)
    for address in sorted(set(channel.to)):
        _check_address(address, (*keys, "to"), findings)
    _check_address(channel.sender, (*keys, "from"), findings)
    if not _HOST.fullmatch(channel.host):
        findings.add((*keys, "host"), "expected the name or address of a mail server")
    _check_login(channel, keys, findings)
    if channel.ca_file is not None and channel.tls == "none":
        findings.add((*keys, "ca_file"), 'is of no use with tls = "none"')
    _check_unsubscribe(channel, keys, findings)


def _check_login(channel: SmtpChannel, keys: Keys, findings: Findings) -> None:
    if channel.user is not None and not (channel.user and channel.user.isprintable()):
        findings.add((*keys, "user"), "expected one line of text")
    if channel.user is not None and channel.password_file is None:
        findings.add((*keys, "password_file"), "is missing; user needs it")
    if channel.user is None and channel.password_file is not None:
        findings.add((*keys, "user"), "is missing; password_file needs it")


def _check_address(address: str, keys: Keys, findings: Findings) -> None:
    if not _ADDRESS.fullmatch(address):
        findings.add(keys, f"{address!r} is not an address such as desk@example.org")


def _check_unsubscribe(channel: SmtpChannel, keys: Keys, findings: Findings) -> None:
    wish = channel.unsubscribe
    if wish is not None:
        complaint = _unsubscribe_complaint(wish)
        if complaint:
            findings.add((*keys, "unsubscribe"), complaint)
    if channel.dkim and not (wish or "").startswith("https://"):
        findings.add((*keys, "dkim"), 'is of use only with unsubscribe = "https://..."')


def _unsubscribe_complaint(wish: str) -> str | None:
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(wish) if name is not None}
    except ValueError:
        names = {"{"}
    if names - _PLACES:
        return "holds a { } other than {recipient} and {subscription}"
    address = wish.removeprefix("mailto:").partition("?")[0]
    if wish.startswith("mailto:") and _ADDRESS.fullmatch(address) and _is_header(wish):
        return None
    filled = wish.format(recipient="r", subscription="s")
    if is_web_address(filled, schemes=("https",)):
        return None
    example = "mailto:leave@example.org or https://example.org/leave?who={recipient}"
    return f"{wish!r} is not an address such as {example}"


def _is_header(text: str) -> bool:
    return text.isascii() and text.isprintable() and not set(text) & set(' <>,"')


def _check_webhook(channel: WebhookChannel, keys: Keys, findings: Findings) -> None:
    _check_one_of(channel.url, channel.url_file, "url", keys, findings)
    if channel.url is not None and not is_web_address(channel.url):
        findings.add(
            (*keys, "url"),
            "is not a web address such as https://example.org/hook; no password"
            " stands in it (an address that is a secret belongs into url_file)",
        )
    if channel.ca_file is not None and (channel.url or "").startswith("http://"):
        findings.add((*keys, "ca_file"), "is of no use with an address without https")


def _check_apprise(channel: AppriseChannel, keys: Keys, findings: Findings) -> None:
    from watcher.delivery import apprise

    if not apprise.is_installed():
        findings.add((*keys, "kind"), apprise.ADVICE)
    _check_one_of(channel.urls or None, channel.urls_file, "urls", keys, findings)
    for number, url in enumerate(channel.urls, start=1):
        if not _KIND.fullmatch(url):
            findings.add((*keys, "urls"), f"number {number} is not an address such as json://host")
        if url in channel.urls[: number - 1]:
            findings.add((*keys, "urls"), f"number {number} stands there twice")


def _check_one_of(
    value: object, file: Path | None, name: str, keys: Keys, findings: Findings
) -> None:
    if value is None and file is None:
        findings.add((*keys, name), f"is missing (or {name}_file)")
    if value is not None and file is not None:
        findings.add((*keys, f"{name}_file"), f"stands beside {name}; one of them is enough")


def _check_base_url(channel: AtomChannel, keys: Keys, findings: Findings) -> None:
    from watcher.digest.wording import is_link

    if channel.base_url is not None and not is_link(channel.base_url):
        findings.add(
            (*keys, "base_url"),
            f"{channel.base_url!r} is not a web address such as https://example.org/feeds",
        )
