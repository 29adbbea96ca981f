"""Finds the configuration file and turns it into checked settings."""

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import fields, replace

from watcher.config.checks import check_names, check_references, check_values
from watcher.config.errors import BrokenConfigError, ConfigError
from watcher.config.settings import (
    Channel,
    ConfigTable,
    DigestSettings,
    IntakeSettings,
    LogSettings,
    Settings,
)
from watcher.config.shape import Findings, shaped
from watcher.config.subscriptions import check_tags
from watcher.config.topics import Topics, load_topics, topic_files
from watcher.config.written import Written, read_toml

_URL = "is reserved for other databases, which are not supported yet; use path"


def find(explicit: Path | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """Find the configuration file; raise ConfigError where none is or the named one is missing.

    The order: the one named on the command line, `$WATCHER_CONFIG`, `./config/watcher.toml`,
    `$XDG_CONFIG_HOME/watcher/watcher.toml`, `/etc/watcher/watcher.toml`.
    """
    named = explicit or (Path(environ["WATCHER_CONFIG"]) if environ.get("WATCHER_CONFIG") else None)
    if named is not None:
        return cwd / named
    places = _places(environ, cwd)
    for place in places:
        if place.is_file():
            return place
    looked = ", ".join(str(place) for place in places)
    message = f"no configuration found; looked for {looked}. `watcher init` writes one"
    raise ConfigError(message, file=places[0])


def load(path: Path) -> Settings:
    """Read and check a configuration; raise BrokenConfigError with every mistake in it.

    Topic files are not read here, only their names, which subscriptions refer to.
    """
    written = read_toml(path)
    findings = Findings(written)
    settings = _settings(written, findings)
    errors = [*findings.errors, *_language_errors(settings)]
    if settings is None or errors:
        raise BrokenConfigError(tuple(errors))
    return settings


def load_all(path: Path) -> tuple[Settings, Topics]:
    """Read a configuration with its topics; raise BrokenConfigError with every mistake in any file.

    This is for the start: nothing starts on a broken configuration.
    """
    written = read_toml(path)
    findings = Findings(written)
    settings = _settings(written, findings)
    errors = [*findings.errors, *_language_errors(settings)]
    topics = Topics({}, [])
    if settings is not None and settings.topics.is_dir():
        topics = load_topics(settings.topics)
        errors += topics.errors or _tag_errors(settings, topics, written)
    if settings is None or errors:
        raise BrokenConfigError(tuple(errors))
    return settings, topics


def _tag_errors(settings: Settings, topics: Topics, written: Written) -> list[ConfigError]:
    findings = Findings(written)
    for name, subscription in settings.subscriptions.items():
        check_tags(subscription, topics.definitions, ("subscriptions", name), findings)
    return findings.errors


def _places(environ: Mapping[str, str], cwd: Path) -> list[Path]:
    own = environ.get("XDG_CONFIG_HOME") or (
        f"{environ['HOME']}/.config" if environ.get("HOME") else ""
    )
    personal = [Path(own) / "watcher" / "watcher.toml"] if own.startswith("/") else []
    return [cwd / "config" / "watcher.toml", *personal, Path("/etc/watcher/watcher.toml")]


def _settings(written: Written, findings: Findings) -> Settings | None:
    raw = _without_url(written.table, findings)
    check_names(raw, findings=findings)
    table = shaped(raw, ConfigTable, findings=findings)
    if table is None:
        return None
    check_values(table, findings=findings)
    settings = _placed(table, path=Path.cwd() / written.path)
    _check_places(settings, findings)
    _check_templates(settings, findings)
    if table.language != ConfigTable().language and settings.language is None:
        findings.add(("language",), f"there is no folder {table.language}")
    channels = raw.get("channels")
    check_references(
        table,
        channels=channels if isinstance(channels, dict) else (),
        topics=_topic_names(settings.topics, findings),
        findings=findings,
    )
    return settings


def _language_errors(settings: Settings | None) -> tuple[ConfigError, ...]:
    if settings is None or settings.language is None:
        return ()
    from watcher.config.language import read_additions

    try:
        read_additions(settings.language)
    except ConfigError as error:
        return error.errors
    return ()


def _without_url(table: Mapping[str, object], findings: Findings) -> dict[str, object]:
    log = table.get("log")
    if not isinstance(log, dict) or "url" not in log:
        return dict(table)
    findings.add(("log", "url"), _URL)
    return {**table, "log": {key: value for key, value in log.items() if key != "url"}}


def _topic_names(folder: Path, findings: Findings) -> list[str] | None:
    try:
        return [path.stem for path in topic_files(folder)]
    except ConfigError as error:
        findings.add(("topics",), f"{folder}: {error.message}")
        return None


def _placed(table: ConfigTable, *, path: Path) -> Settings:
    """Make every path absolute, seen from the folder of the file that holds it."""
    base = path.parent.resolve()
    return Settings(
        path=path,
        topics=_place(base, table.topics),
        language=_folder_at(_place(base, table.language)),
        intake=replace(table.intake, folder=_place(base, table.intake.folder)),
        log=replace(table.log, path=_place(base, table.log.path)),
        channels={name: _placed_channel(base, one) for name, one in table.channels.items()},
        subscriptions=table.subscriptions,
        digest=DigestSettings(templates=_placed_or_none(base, table.digest.templates)),
    )


def _placed_channel(base: Path, channel: Channel) -> Channel:
    said = {one.name: getattr(channel, one.name) for one in fields(channel)}
    places = {name: value for name, value in said.items() if isinstance(value, Path)}
    return replace(channel, **{name: _place(base, path) for name, path in places.items()})


def _folder_at(path: Path) -> Path | None:
    return path if path.is_dir() else None


def _placed_or_none(base: Path, path: Path | None) -> Path | None:
    return None if path is None else _place(base, path)


def _place(base: Path, path: Path) -> Path:
    return Path(os.path.normpath(base / path))


def _check_places(settings: Settings, findings: Findings) -> None:
    """Refuse a log inside the intake folder: each write to it would be news to the watcher."""
    if _is_watched(settings.log.path, settings.intake):
        findings.add(("log", "path"), "the log must not lie inside the intake folder")
    if _is_folder(settings.log):
        findings.add(("log", "path"), f"{settings.log.path} is a folder; name a file")


def _check_templates(settings: Settings, findings: Findings) -> None:
    folder = settings.digest.templates
    if folder is not None and not folder.is_dir():
        findings.add(("digest", "templates"), f"{folder}: there is no such folder")


def _is_watched(path: Path, intake: IntakeSettings) -> bool:
    if intake.recursive:
        return path.is_relative_to(intake.folder)
    return path.parent == intake.folder


def _is_folder(log: LogSettings) -> bool:
    return log.path.is_dir()
