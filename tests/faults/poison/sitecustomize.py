"""Makes a process that reads articles die of some of them, where this folder is on PYTHONPATH.

`POISON-FOR-THE-READER` in an article kills the child that reads it; `POISON-FOR-ALL` kills the
process that started the child too, as a machine does that runs out of memory.
"""

import os
import signal
import sys

if "watcher.intake.child" in sys.orig_argv:
    from watcher.article import reading

    sound = reading.answer

    def answer(request: bytes) -> bytes:
        if b"POISON-FOR-ALL" in request:
            os.kill(os.getppid(), signal.SIGKILL)
            os._exit(1)
        if b"POISON-FOR-THE-READER" in request:
            os.kill(os.getpid(), signal.SIGSEGV)
        return sound(request)

    reading.answer = answer
