"""The fault seam: named points between durable steps at which a test can kill the process.

`WATCHER_FAULT_AT=name:n` sends SIGKILL to the process at the n-th pass of a point;
`WATCHER_FAULT_TRACE=FILE` appends a line `name:n` as each point is passed. With neither set, a
point is one test of a module constant.
"""

import os
import signal
from collections import Counter
from pathlib import Path

_AT = os.environ.get("WATCHER_FAULT_AT", "")
_TRACE = os.environ.get("WATCHER_FAULT_TRACE", "")
_ARMED = bool(_AT or _TRACE)
_passes: Counter[str] = Counter()


def point(name: str) -> None:
    """Mark a place between two durable steps."""
    if _ARMED:
        _pass(name)


def _pass(name: str) -> None:
    _passes[name] += 1
    here = f"{name}:{_passes[name]}"
    if _TRACE:
        with Path(_TRACE).open("a", encoding="utf-8") as trace:
            trace.write(here + "\n")
    if here == _AT:
        os.kill(os.getpid(), signal.SIGKILL)
