"""What channels need beyond the configuration: passwords, secret addresses, certificates."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from watcher.config.channels import is_web_address
from watcher.config.errors import BrokenConfigError, ConfigError
from watcher.config.secret import read_secret, read_secret_lines
from watcher.config.settings import (
    AppriseChannel,
    Channel,
    Settings,
    SmtpChannel,
    WebhookChannel,
)
from watcher.config.written import read_toml

Environ = Mapping[str, str]


def check_secrets(settings: Settings, *, environ: Environ) -> None:
    """Read every secret once; raise BrokenConfigError with each that is of no use.

    Nothing starts on a name that stands for nothing; passwords are read again at each connection.
    """
    errors = []
    for name, channel in settings.channels.items():
        for check in _checks(name, channel, settings, environ):
            try:
                check()
            except ConfigError as error:
                line = read_toml(settings.path).line(*error.key.split("."))
                errors.append(ConfigError(error.message, file=error.file, key=error.key, line=line))
    if errors:
        raise BrokenConfigError(tuple(errors))


def webhook_url(name: str, channel: WebhookChannel, settings: Settings, *, environ: Environ) -> str:
    """Give the address of a webhook. Raises ConfigError, which does not show it."""
    if channel.url_file is None:
        return channel.url or ""
    key = f"channels.{name}.url_file"
    found = read_secret(channel.url_file, config=settings.path, key=key, environ=environ).reveal()
    if not is_web_address(found):
        message = "the file that it names holds no web address such as https://example.org/hook"
        raise ConfigError(message, file=settings.path, key=key)
    return found


def apprise_urls(
    name: str, channel: AppriseChannel, settings: Settings, *, environ: Environ
) -> tuple[str, ...]:
    """Give the addresses of an apprise channel. Raises ConfigError, which shows none."""
    if channel.urls_file is None:
        return channel.urls
    key = f"channels.{name}.urls_file"
    found = read_secret_lines(channel.urls_file, config=settings.path, key=key, environ=environ)
    if not found:
        message = "the file that it names holds no address"
        raise ConfigError(message, file=settings.path, key=key)
    return tuple(dict.fromkeys(secret.reveal() for secret in found))


def _checks(
    name: str, channel: Channel, settings: Settings, environ: Environ
) -> Iterator[Callable[[], object]]:
    key = f"channels.{name}"
    if isinstance(channel, SmtpChannel) and channel.password_file is not None:
        yield partial(
            read_secret,
            channel.password_file,
            config=settings.path,
            key=f"{key}.password_file",
            environ=environ,
        )
    if isinstance(channel, WebhookChannel):
        yield partial(webhook_url, name, channel, settings, environ=environ)
        yield partial(_check_key, name, channel, settings, environ)
    if isinstance(channel, AppriseChannel):
        yield partial(_check_services, name, channel, settings, environ)
    if isinstance(channel, SmtpChannel | WebhookChannel) and channel.ca_file is not None:
        yield partial(_check_authority, channel.ca_file, f"{key}.ca_file", settings.path)


def _check_key(name: str, channel: WebhookChannel, settings: Settings, environ: Environ) -> None:
    """Refuse a secret that is marked as base64 and is none."""
    from watcher.delivery.webhook import key_of

    if channel.secret_file is None:
        return
    key = f"channels.{name}.secret_file"
    secret = read_secret(channel.secret_file, config=settings.path, key=key, environ=environ)
    try:
        key_of(secret.reveal())
    except ValueError:
        message = "the file that it names begins with whsec_ and goes on with what is not base64"
        raise ConfigError(message, file=settings.path, key=key) from None


def _check_services(
    name: str, channel: AppriseChannel, settings: Settings, environ: Environ
) -> None:
    from watcher.delivery import apprise

    key = f"channels.{name}.{'urls' if channel.urls_file is None else 'urls_file'}"
    urls = apprise_urls(name, channel, settings, environ=environ)
    for number, url in enumerate(urls, start=1):
        if not apprise.is_known(url):
            message = f"number {number} is no address that apprise can read"
            raise ConfigError(message, file=settings.path, key=key)


def _check_authority(path: Path, key: str, config: Path) -> None:
    from watcher.delivery.secured import trusting

    try:
        trusting(path)
    except OSError as error:
        reason = error.strerror if not hasattr(error, "reason") else "it holds no certificate"
        message = f"{path}: cannot be used: {reason}"
        raise ConfigError(message, file=config, key=key) from None
