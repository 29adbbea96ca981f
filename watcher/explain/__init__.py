"""The journey of a why: what a file would do, why something was told, why something was not.

It judges by the very code of the intake and appends nothing.
"""

from watcher.explain.trial import Given, Trial
from watcher.explain.why import Why, why
from watcher.explain.why_not import Account, Inquiry

__all__ = ["Account", "Given", "Inquiry", "Trial", "Why", "why"]
