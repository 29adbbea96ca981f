"""Configuration: files become checked settings, or errors that name file, line and key."""

from watcher.config.errors import BrokenConfigError, ConfigError
from watcher.config.loading import find, load, load_all
from watcher.config.secret import Secret, check_secrets, read_secret
from watcher.config.settings import (
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
)
from watcher.config.templates import read_templates, template_warnings
from watcher.config.topics import Topics, load_topics

__all__ = [
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
    "check_secrets",
    "find",
    "load",
    "load_all",
    "load_topics",
    "read_secret",
    "read_templates",
    "template_warnings",
]
