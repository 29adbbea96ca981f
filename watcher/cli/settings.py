"""Finds and reads the configuration that a command runs on."""

import os
from argparse import Namespace
from pathlib import Path

from watcher import config
from watcher.config import Settings, Topics


def path_of(options: Namespace) -> Path:
    """Find the configuration named by `--config`, else the first of the usual places."""
    return config.find(options.config, os.environ, Path.cwd())


def settings_of(options: Namespace) -> Settings:
    """Read the configuration without its topics; that is all that a question needs."""
    return config.load(path_of(options))


def settings_and_topics_of(options: Namespace) -> tuple[Settings, Topics]:
    """Read the configuration with its topics; what writes does not start on a broken one."""
    return config.load_all(path_of(options))
