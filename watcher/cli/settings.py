"""Finds and reads the configuration that a command runs on."""

import os
from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path

from watcher import config
from watcher.cli.exits import CannotError
from watcher.config import Settings, Topics
from watcher.events import Definition


def path_of(options: Namespace) -> Path:
    """Find the configuration named by `--config`, else the first of the usual places."""
    return config.find(options.config, os.environ, Path.cwd())


def settings_of(options: Namespace) -> Settings:
    """Read the configuration without its topics; that is all that a question needs."""
    return config.load(path_of(options))


def settings_and_topics_of(options: Namespace) -> tuple[Settings, Topics]:
    """Read the configuration with its topics; what writes does not start on a broken one."""
    return config.load_all(path_of(options))


def one_topic(definitions: Mapping[str, Definition], topic: str | None) -> Mapping[str, Definition]:
    """Narrow definitions to one topic, or leave them all. Raises CannotError."""
    if topic is None:
        return definitions
    if topic in definitions:
        return {topic: definitions[topic]}
    raise CannotError(_no_topic(topic, definitions))


def configured_topic(settings: Settings, topic: str) -> Definition:
    """Give a topic that the log has not heard of, from its file. Raises CannotError."""
    definitions = config.load_topics(settings.topics).definitions
    if topic not in definitions:
        raise CannotError(_no_topic(topic, definitions))
    return definitions[topic]


def _no_topic(topic: str, definitions: Iterable[str]) -> str:
    from difflib import get_close_matches

    known = sorted(definitions)
    near = get_close_matches(topic, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known) or 'none'}"
    return f"there is no topic {topic!r}; {hint}"
