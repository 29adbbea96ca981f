"""`watcher check`: validates the configuration and says what it would do."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import assert_never

from watcher import config
from watcher.cli.clock import now
from watcher.cli.exits import Exit, complain
from watcher.cli.output import printable
from watcher.cli.settings import path_of
from watcher.config import (
    AppriseChannel,
    AtomChannel,
    ConfigError,
    FolderChannel,
    Settings,
    SmtpChannel,
    Topics,
    WebhookChannel,
)
from watcher.delivery.addresses import veiled

EXAMPLE = "watcher check"


def add_arguments(_parser: ArgumentParser) -> None:
    """Say what the command takes: nothing but `--config`."""


def run(options: Namespace) -> Exit:
    """Print what the configuration means, or every mistake in it."""
    try:
        settings, topics = config.load_all(path_of(options))
        config.check_secrets(settings, environ=os.environ)
    except ConfigError as error:
        for mistake in error.errors:
            complain(str(mistake))
        return Exit.CONFIG
    for line in _plan(settings, topics):
        print(printable(line))
    for line in _warnings(settings):
        print(f"warning: {printable(line)}")
    return Exit.DONE


def _plan(settings: Settings, topics: Topics) -> Iterator[str]:
    yield f"{settings.path}: the configuration is valid"
    yield f"tracks {len(topics.definitions)} topics of {settings.topics}:"
    for name, definition in sorted(topics.definitions.items()):
        yield f"  {name}: {definition.name}"
    if settings.language is not None:
        yield f"reads further language from {settings.language}: {_language_files(settings)}"
    intake = settings.intake
    yield f"takes in what settles in {intake.folder}{' and below' if intake.recursive else ''}"
    yield f"  after {intake.settle_seconds:g} s of rest, looking every {intake.rescan_seconds:g} s"
    yield f"keeps the log in {settings.log.path}"
    if not settings.subscriptions:
        yield "sends nothing: there is no subscription"
    yield from _tellings(settings, topics)
    if settings.digest.templates is not None:
        names = ", ".join(sorted(config.read_templates(settings.digest.templates).texts))
        yield f"lays digests out by the templates of {settings.digest.templates}: {names or 'none'}"


def _tellings(settings: Settings, topics: Topics) -> Iterator[str]:
    from watcher.cli.wishes import words_of
    from watcher.subscribers import subscriptions_of

    wishes = {wish.name: wish for wish in subscriptions_of(settings)}
    for name, subscription in settings.subscriptions.items():
        topic_list = ", ".join(subscription.topics)
        yield f"tells {name} of {topic_list}: {subscription.schedule} ({subscription.timezone})"
        for line in words_of(wishes[name], topics.definitions, now=now()):
            yield f"  {line}"
        for channel in subscription.channels:
            yield f"  by {channel}: {_channel(channel, settings)}"


def _language_files(settings: Settings) -> str:
    from watcher.config.language import read_additions

    names = read_additions(settings.language) if settings.language is not None else ()
    return ", ".join(f"{name}.toml" for name in names) or "no file yet"


def _channel(name: str, settings: Settings) -> str:
    channel = settings.channels[name]
    match channel:
        case FolderChannel():
            return f"files in {channel.path} ({', '.join(channel.formats)})"
        case AtomChannel():
            return f"feeds in {channel.path}"
        case SmtpChannel():
            return f"mail to {', '.join(channel.to)} over {channel.host}:{channel.port}"
        case WebhookChannel():
            url = config.webhook_url(name, channel, settings, environ=os.environ)
            return f"a post to {veiled(url, with_host=True)}"
        case AppriseChannel():
            urls = config.apprise_urls(name, channel, settings, environ=os.environ)
            return f"messages to {', '.join(veiled(url, with_host=False) for url in urls)}"
        case _:
            assert_never(channel)


def _warnings(settings: Settings) -> Iterator[str]:
    from watcher.projections.opened import database_warning

    if not settings.intake.folder.is_dir():
        yield f"{settings.intake.folder}: there is no such folder yet"
    yield from config.template_warnings(settings.digest.templates)
    unused = set(settings.channels) - {
        channel for one in settings.subscriptions.values() for channel in one.channels
    }
    for name in sorted(unused):
        yield f"no subscription uses the channel {name}"
    warning = database_warning()
    if warning is not None:
        yield warning
