"""Rehearses topic definitions on the articles of a log: what they would have told, whom, and when.

The articles are taken in once more, in a log of its own that is thrown away, by the very code of
the daemon: the judge, the recording and the issue of digests. The log itself is only read.
"""

from watcher.rehearsal.comparing import Backtest, Sentence, compare
from watcher.rehearsal.stage import Letter, Rehearsed, rehearse

__all__ = ["Backtest", "Letter", "Rehearsed", "Sentence", "compare", "rehearse"]
