"""Runs an action in a child, which is killed at a fault point."""

import os
from collections.abc import Callable
from pathlib import Path

from watcher import fault


def run(action: Callable[[], object], *, at: str = "", trace: Path | str = "") -> int:
    """Run an action in a child, to be killed at a point; give how it ended.

    The child is forked, since a start costs more than all that it does; nothing is open here.
    """
    child = os.fork()
    if not child:
        fault._AT, fault._TRACE, fault._ARMED = at, str(trace), True
        try:
            action()
        except BaseException:  # noqa: BLE001 - the child must not return into the tests
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
