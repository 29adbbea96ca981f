"""What the judge carries from article to article: topics, their states, and what may be a copy."""

from watcher.judging.judge import Judging
from watcher.judging.recorded import copy_event, received_event

__all__ = ["Judging", "copy_event", "received_event"]
