"""Passwords: read at need, never shown."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from watcher.config.errors import ConfigError


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
    text = _read(path, config=config, key=key, environ=environ).rstrip("\r\n")
    if not text.isprintable() or not text or "\ufffd" in text:
        message = "the file that it names must hold one line of text"
        raise ConfigError(message, file=config, key=key)
    return Secret(text)


def read_secret_lines(
    path: Path, *, config: Path, key: str, environ: Mapping[str, str]
) -> tuple[Secret, ...]:
    """Read the lines of a file, each a secret; empty ones and those that begin with # are none."""
    text = _read(path, config=config, key=key, environ=environ)
    lines = [line.strip() for line in text.splitlines()]
    return tuple(Secret(line) for line in lines if line and not line.startswith("#"))


def _read(path: Path, *, config: Path, key: str, environ: Mapping[str, str]) -> str:
    place = _credential(path, config, environ) or path
    try:
        content = place.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no such name"
        message = f"the file that it names cannot be read: {reason}"
        raise ConfigError(message, file=config, key=key) from None
    return content.decode("utf-8", errors="replace")


def _credential(path: Path, config: Path, environ: Mapping[str, str]) -> Path | None:
    folder = environ.get("CREDENTIALS_DIRECTORY", "")
    if not folder or path.parent != config.parent.resolve():
        return None
    credential = Path(folder) / path.name
    return credential if os.path.lexists(credential) else None
