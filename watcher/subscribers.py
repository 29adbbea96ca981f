"""Turns settings into those who are told: subscriptions, and the channels that reach them."""

import os
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, assert_never
from zoneinfo import ZoneInfo

from watcher import config
from watcher.config import (
    AppriseChannel,
    AtomChannel,
    ConfigError,
    FolderChannel,
    Settings,
    SmtpChannel,
    SubscriptionSettings,
    UrgentSettings,
    WebhookChannel,
    read_secret,
    read_templates,
)
from watcher.config.settings import KINDS
from watcher.delivery.channel import Channel, DeliveryError
from watcher.digest.model import Subscription, Urgent
from watcher.digest.pacing import parse_at_most, parse_quiet_hours, parse_wait
from watcher.digest.schedule import parse_schedule
from watcher.digest.templating import Templates
from watcher.events import ChangeKind

if TYPE_CHECKING:  # loaded where a connection is made
    import ssl


def subscriptions_of(settings: Settings) -> tuple[Subscription, ...]:
    """Give the subscriptions of a configuration that was checked."""
    return tuple(_subscription(name, wish) for name, wish in settings.subscriptions.items())


def _subscription(name: str, wish: SubscriptionSettings) -> Subscription:
    return Subscription(
        name=name,
        topics=wish.topics,
        channels=wish.channels,
        schedule=parse_schedule(wish.schedule),
        zone=ZoneInfo(wish.timezone),
        mode=wish.mode,
        min_importance=wish.min_importance,
        kinds=_some(wish.kinds),
        urgent=_urgent(wish.urgent) if wish.urgent else None,
        quiet_hours=parse_quiet_hours(wish.quiet_hours) if wish.quiet_hours else None,
        at_most=parse_at_most(wish.at_most) if wish.at_most else None,
        group_wait_seconds=parse_wait(wish.group_wait),
        tell_history=wish.tell_history,
    )


def _urgent(wish: UrgentSettings) -> Urgent:
    return Urgent(
        min_importance=wish.min_importance,
        kinds=_some(wish.kinds),
        in_quiet_hours=wish.in_quiet_hours,
    )


def _some(kinds: tuple[ChangeKind, ...]) -> tuple[ChangeKind, ...]:
    """Name kinds only where some are left out: a kind that comes later is then not missed."""
    return () if set(kinds) == set(KINDS) else kinds


def channels_of(settings: Settings, *, now: Callable[[], datetime]) -> dict[str, Channel]:
    """Make the channels of a configuration, by name; nothing is connected yet. Raises ConfigError.

    `now` is asked for the time where one has to be signed.
    """
    templates = read_templates(settings.digest.templates)
    return {
        name: _channel(name, wish, settings, templates=templates, now=now)
        for name, wish in settings.channels.items()
    }


def _channel(
    name: str,
    wish: config.Channel,
    settings: Settings,
    *,
    templates: Templates,
    now: Callable[[], datetime],
) -> Channel:
    match wish:
        case FolderChannel():
            return _folder(name, wish, templates)
        case AtomChannel():
            return _atom(name, wish)
        case SmtpChannel():
            return _mail(name, wish, settings, templates)
        case WebhookChannel():
            return _webhook(name, wish, settings, now)
        case AppriseChannel():
            return _apprise(name, wish, settings, templates)
        case _:
            assert_never(wish)


def _folder(name: str, wish: FolderChannel, templates: Templates) -> Channel:
    from watcher.delivery import folder

    return folder.FolderChannel(
        name=name,
        path=wish.path,
        formats=wish.formats,
        templates=templates,
        retry_seconds=wish.retry_seconds,
        give_up_days=wish.give_up_days,
    )


def _atom(name: str, wish: AtomChannel) -> Channel:
    from watcher.delivery import atom

    return atom.AtomChannel(
        name=name,
        path=wish.path,
        base_url=wish.base_url,
        entries=wish.entries,
        retry_seconds=wish.retry_seconds,
        give_up_days=wish.give_up_days,
    )


def _mail(name: str, wish: SmtpChannel, settings: Settings, templates: Templates) -> Channel:
    from watcher.delivery import mail

    return mail.MailChannel(
        name=name,
        host=wish.host,
        port=wish.port,
        tls=wish.tls,
        sender=wish.sender,
        recipients=wish.to,
        templates=templates,
        user=wish.user,
        password=_secret(wish.password_file, f"channels.{name}.password_file", settings),
        tls_context=partial(_trusting, wish.ca_file, name),
        unsubscribe=wish.unsubscribe,
        has_dkim=wish.dkim,
        retry_seconds=wish.retry_seconds,
        give_up_days=wish.give_up_days,
    )


def _webhook(
    name: str, wish: WebhookChannel, settings: Settings, now: Callable[[], datetime]
) -> Channel:
    from watcher.delivery import webhook

    return webhook.WebhookChannel(
        name=name,
        url=config.webhook_url(name, wish, settings, environ=os.environ),
        now=now,
        secret=_secret(wish.secret_file, f"channels.{name}.secret_file", settings),
        tls_context=partial(_trusting, wish.ca_file, name),
        timeout_seconds=wish.timeout_seconds,
        retry_seconds=wish.retry_seconds,
        give_up_days=wish.give_up_days,
    )


def _apprise(name: str, wish: AppriseChannel, settings: Settings, templates: Templates) -> Channel:
    from watcher.delivery import apprise

    return apprise.AppriseChannel(
        name=name,
        urls=config.apprise_urls(name, wish, settings, environ=os.environ),
        body=wish.body,
        templates=templates,
        retry_seconds=wish.retry_seconds,
        give_up_days=wish.give_up_days,
    )


def _trusting(ca_file: Path | None, name: str) -> "ssl.SSLContext":
    from watcher.delivery.secured import trusting

    try:
        return trusting(ca_file)
    except OSError as error:
        message = f"channels.{name}.ca_file: cannot be used: {error.strerror}"
        raise DeliveryError(message, stopped=True) from error


def _secret(file: Path | None, key: str, settings: Settings) -> Callable[[], str] | None:
    """Read a secret at each connection: one that was changed is used without a restart."""
    if file is None:
        return None

    def reveal() -> str:
        try:
            return read_secret(file, config=settings.path, key=key, environ=os.environ).reveal()
        except ConfigError as error:
            raise DeliveryError(str(error), stopped=True) from None

    return reveal
