"""Holds the values of a configuration against each other and against the names that exist."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from watcher.config.channels import check_channel
from watcher.config.settings import ConfigTable
from watcher.config.shape import Findings, did_you_mean
from watcher.config.subscriptions import check_subscription, check_topics
from watcher.config.written import Keys

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def check_values(table: ConfigTable, *, findings: Findings) -> None:
    """Note every value that has the right type and yet makes no sense."""
    for name, channel in table.channels.items():
        check_channel(channel, ("channels", name), findings)
    for name, subscription in table.subscriptions.items():
        check_subscription(subscription, ("subscriptions", name), findings)


def check_names(written: Mapping[str, object], *, findings: Findings) -> None:
    """Note channels and subscriptions whose names cannot be used, or differ only by case."""
    for kind in ("channels", "subscriptions"):
        names = written.get(kind)
        if not isinstance(names, dict):
            continue
        for name in names:
            if not _NAME.fullmatch(name):
                findings.add((kind, name), "a name is made of letters, digits and . _ - (up to 64)")
        for name, other in _twins(names):
            findings.add((kind, name), f"is the same name as {other}, but for case")


def check_references(
    table: ConfigTable, *, channels: Iterable[str], topics: Iterable[str] | None, findings: Findings
) -> None:
    """Note every subscription that names a channel or a topic that does not exist.

    `topics` is None where the folder could not be read, which is a mistake of its own.
    """
    for name, subscription in table.subscriptions.items():
        keys = ("subscriptions", name)
        _check_known(
            subscription.channels, channels, (*keys, "channels"), "there is no channel", findings
        )
        if topics is not None:
            check_topics(subscription, topics, keys, findings)


def fold_name(name: str) -> str:
    """Bring names that a reader takes for the same to the same form."""
    return unicodedata.normalize("NFC", name).casefold()


def _twins(names: Iterable[str]) -> list[tuple[str, str]]:
    seen: dict[str, str] = {}
    return [
        (name, seen[fold_name(name)])
        for name in names
        if seen.setdefault(fold_name(name), name) != name
    ]


def _check_known(
    named: Iterable[str], known: Iterable[str], keys: Keys, complaint: str, findings: Findings
) -> None:
    names = list(known)
    for name in named:
        if name not in names:
            findings.add(keys, f"{complaint} {name!r}{did_you_mean(name, names)}")
