"""Topic files: one TOML file a topic in one folder, read into definitions."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from watcher.config.checks import fold_name
from watcher.config.errors import BrokenConfigError, ConfigError
from watcher.config.settings import TopicTable
from watcher.config.shape import Findings, shaped
from watcher.config.written import Keys, read_toml
from watcher.events import Definition

_ID = re.compile(r"\w[\w.+-]{0,127}")
_WORD = re.compile(r"\w")


class Topics(NamedTuple):
    """The definitions of a folder by topic id, and what is wrong with the other files."""

    definitions: dict[str, Definition]
    errors: list[ConfigError]

    @property
    def broken(self) -> frozenset[str]:
        """Name the topics whose file could not be used; their old definition stays in force."""
        return frozenset(error.file.name.removesuffix(".toml") for error in self.errors)


def load_topics(folder: Path) -> Topics:
    """Read every topic file of a folder; a folder that cannot be read is a ConfigError.

    A broken file is no reason to stop: its mistakes stand in `errors`, and the caller decides
    whether that is one (at the start) or not (later, when an old definition is in force).
    """
    topics = Topics({}, [])
    taken: dict[str, str] = {}
    for path in topic_files(folder):
        try:
            _check_id(path, taken)
            topics.definitions[path.stem] = _read_topic(path)
            taken[fold_name(path.stem)] = path.stem
        except ConfigError as error:
            topics.errors.extend(error.errors)
    return topics


def topic_files(folder: Path) -> list[Path]:
    """List the topic files of a folder by name; hidden files and backups are no topics."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        message = f"the topics folder cannot be read: {error.strerror}"
        raise ConfigError(message, file=folder) from error
    return [path for path in paths if path.suffix == ".toml" and path.name[0] not in ".#~"]


def _check_id(path: Path, taken: Mapping[str, str]) -> None:
    """Refuse a file name that makes no id, or one that another topic has but for case."""
    if not _ID.fullmatch(path.stem):
        message = "the file name makes no topic id; use letters, digits and . _ - +"
        raise ConfigError(message, file=path)
    twin = taken.get(fold_name(path.stem))
    if twin is not None:
        message = f"is the same topic id as {twin}, but for case"
        raise ConfigError(message, file=path)


def _read_topic(path: Path) -> Definition:
    written = read_toml(path)
    findings = Findings(written)
    table = shaped(written.table, TopicTable, findings=findings)
    if table is not None:
        _check_topic(table, findings)
    if table is None or findings.errors:
        raise BrokenConfigError(tuple(findings.errors))
    return Definition(
        name=table.name.strip(),
        about=table.about,
        terms=table.terms,
        exclude=table.exclude,
        query=table.query,
        aliases=table.aliases,
        tags=table.tags,
        sensitivity=table.sensitivity,
        quiet_after=table.quiet_after,
    )


def _check_topic(table: TopicTable, findings: Findings) -> None:
    if not table.name.strip() or not table.name.isprintable():
        findings.add(("name",), "expected one line of text")
    if not table.terms and table.query is None and not _names(findings.errors, {"terms", "query"}):
        findings.add((), "a topic needs terms or a query")
    _check_phrases(table.terms, ("terms",), findings, every="*")
    _check_phrases(table.exclude, ("exclude",), findings)
    for name, spellings in table.aliases.items():
        _check_phrases((name,), ("aliases", name), findings)
        _check_phrases(spellings, ("aliases", name), findings)
    if table.query is not None:
        _check_query(table.query, findings)
    if table.quiet_after is not None:
        _check_length(table.quiet_after, ("quiet_after",), findings)


def _names(errors: Iterable[ConfigError], keys: set[str]) -> bool:
    return any(error.key in keys for error in errors)


def _check_phrases(
    phrases: Iterable[str], keys: Keys, findings: Findings, *, every: str | None = None
) -> None:
    for phrase in phrases:
        if phrase != every and not _WORD.search(phrase):
            findings.add(keys, f"{phrase!r} holds no word")


def _check_length(text: str, keys: Keys, findings: Findings) -> None:
    from watcher.topic.lengths import LengthError, read_length

    try:
        read_length(text)
    except LengthError as error:
        findings.add(keys, str(error))


def _check_query(query: str, findings: Findings) -> None:
    from watcher.topic.boolean import QueryError, parse_query

    try:
        parse_query(query)
    except QueryError as error:
        before = query[: error.column - 1]
        line = findings.written.value_line("query", before=before)
        column = len(before.rpartition("\n")[2]) + 1
        findings.add(("query",), f"{error.message} (column {column} of the query)", line=line)
