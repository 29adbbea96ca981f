"""What can be wrong with a configuration, and where it stands."""

from pathlib import Path


class ConfigError(Exception):
    """One mistake in the configuration; printed as `file:line: key: message`.

    `key` is dotted ("channels.mail.port") and empty where the whole file is meant; `line` counts
    from 1 and is None where it cannot be known. `errors` holds every mistake that it stands for.
    """

    def __init__(self, message: str, *, file: Path, key: str = "", line: int | None = None) -> None:
        place = str(file) if line is None else f"{file}:{line}"
        super().__init__(": ".join(part for part in (place, key, message) if part))
        self.message = message
        self.file = file
        self.key = key
        self.line = line
        self.errors: tuple[ConfigError, ...] = (self,)


class BrokenConfigError(ConfigError):
    """Every mistake of a configuration at once, printed one to a line."""

    def __init__(self, errors: tuple[ConfigError, ...]) -> None:
        first = errors[0]
        super().__init__(first.message, file=first.file, key=first.key, line=first.line)
        self.args = ("\n".join(str(error) for error in errors),)
        self.errors = errors
