"""watcher: tells you when a topic that you track has changed."""

__version__ = "0.1.0"
