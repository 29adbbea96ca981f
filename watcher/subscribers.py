"""Turns settings into those who are told: subscriptions, and the channels that reach them."""

import os
from collections.abc import Callable
from zoneinfo import ZoneInfo

from watcher.config import (
    AtomChannel,
    ConfigError,
    FolderChannel,
    Settings,
    SmtpChannel,
    SubscriptionSettings,
    UrgentSettings,
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


def channels_of(settings: Settings) -> dict[str, Channel]:
    """Make the channels of a configuration, by name; nothing is connected yet."""
    templates = read_templates(settings.digest.templates)
    return {
        name: _channel(name, wish, settings, templates) for name, wish in settings.channels.items()
    }


def _channel(
    name: str,
    wish: FolderChannel | SmtpChannel | AtomChannel,
    settings: Settings,
    templates: Templates,
) -> Channel:
    if isinstance(wish, FolderChannel):
        from watcher.delivery import folder

        return folder.FolderChannel(
            name=name,
            path=wish.path,
            formats=wish.formats,
            templates=templates,
            retry_seconds=wish.retry_seconds,
            give_up_days=wish.give_up_days,
        )
    if isinstance(wish, AtomChannel):
        from watcher.delivery import atom

        return atom.AtomChannel(
            name=name,
            path=wish.path,
            base_url=wish.base_url,
            entries=wish.entries,
            retry_seconds=wish.retry_seconds,
            give_up_days=wish.give_up_days,
        )
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
        password=_password(name, wish, settings),
        retry_seconds=wish.retry_seconds,
        give_up_days=wish.give_up_days,
    )


def _password(name: str, wish: SmtpChannel, settings: Settings) -> Callable[[], str] | None:
    """Read the password at each connection: one that was changed is used without a restart."""
    if wish.password_file is None:
        return None
    file, key = wish.password_file, f"channels.{name}.password_file"

    def reveal() -> str:
        try:
            return read_secret(file, config=settings.path, key=key, environ=os.environ).reveal()
        except ConfigError as error:
            raise DeliveryError(str(error), stopped=True) from None

    return reveal
