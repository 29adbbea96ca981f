"""Configuration: files become checked settings, or errors that name file, line and key."""

from watcher.config.errors import BrokenConfigError, ConfigError
from watcher.config.loading import find, load, load_all
from watcher.config.reaching import apprise_urls, check_secrets, webhook_url
from watcher.config.secret import Secret, read_secret
from watcher.config.settings import (
    AppriseChannel,
    AtomChannel,
    Channel,
    DigestSettings,
    FolderChannel,
    IntakeSettings,
    LogSettings,
    Settings,
    SmtpChannel,
    SubscriptionSettings,
    UrgentSettings,
    WebhookChannel,
)
from watcher.config.templates import read_templates, template_warnings
from watcher.config.topics import Topics, load_topics

__all__ = [
    "AppriseChannel",
    "AtomChannel",
    "BrokenConfigError",
    "Channel",
    "ConfigError",
    "DigestSettings",
    "FolderChannel",
    "IntakeSettings",
    "LogSettings",
    "Secret",
    "Settings",
    "SmtpChannel",
    "SubscriptionSettings",
    "Topics",
    "UrgentSettings",
    "WebhookChannel",
    "apprise_urls",
    "check_secrets",
    "find",
    "load",
    "load_all",
    "load_topics",
    "read_secret",
    "read_templates",
    "template_warnings",
    "webhook_url",
]
