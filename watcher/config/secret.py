"""Passwords: read at need, never shown."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from watcher.config.errors import BrokenConfigError, ConfigError
from watcher.config.settings import Settings, SmtpChannel
from watcher.config.written import read_toml


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that does not show itself in a log, an error or a traceback."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """Give the text itself; only the place that needs it calls this."""
        return self._text


def read_secret(path: Path, *, config: Path, key: str, environ: Mapping[str, str]) -> Secret:
    """Read the one line of text that a file holds; a ConfigError names neither file nor text.

    A file beside `config` stands for a systemd credential too: one of its name comes first.
    """
    place = _credential(path, config, environ) or path
    try:
        content = place.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no such name"
        message = f"the file that it names cannot be read: {reason}"
        raise ConfigError(message, file=config, key=key) from None
    text = content.decode("utf-8", errors="replace").rstrip("\r\n")
    if not text.isprintable() or not text or "\ufffd" in text:
        message = "the file that it names must hold one line of text"
        raise ConfigError(message, file=config, key=key)
    return Secret(text)


def check_secrets(settings: Settings, *, environ: Mapping[str, str]) -> None:
    """Read every password once; raise BrokenConfigError with each that cannot be read.

    Nothing starts on a name that stands for nothing; later the file is read at each connection.
    """
    errors = []
    for name, channel in settings.channels.items():
        if not isinstance(channel, SmtpChannel) or channel.password_file is None:
            continue
        keys = ("channels", name, "password_file")
        try:
            read_secret(
                channel.password_file, config=settings.path, key=".".join(keys), environ=environ
            )
        except ConfigError as error:
            line = read_toml(settings.path).line(*keys)
            errors.append(ConfigError(error.message, file=error.file, key=error.key, line=line))
    if errors:
        raise BrokenConfigError(tuple(errors))


def _credential(path: Path, config: Path, environ: Mapping[str, str]) -> Path | None:
    folder = environ.get("CREDENTIALS_DIRECTORY", "")
    if not folder or path.parent != config.parent.resolve():
        return None
    credential = Path(folder) / path.name
    return credential if os.path.lexists(credential) else None
