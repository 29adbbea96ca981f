"""Exit statuses, and which error ends with which."""

import errno
import sys
from contextlib import suppress
from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    IO_ERROR = 74
    BUSY = 75
    CONFIG = 78
    INTERRUPTED = 130


class CannotError(Exception):
    """What was asked cannot be done; the message says why, in one line."""


_DISK = frozenset(
    {errno.EIO, errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENFILE}
)


def exit_of(error: BaseException) -> Exit:
    """Choose the exit status for an error that reached the top."""
    if isinstance(error, BrokenPipeError):
        return Exit.DONE
    if isinstance(error, KeyboardInterrupt):
        return Exit.INTERRUPTED
    if isinstance(error, OSError) and error.errno in _DISK:
        return Exit.IO_ERROR
    if _is_of_config(error):
        return Exit.CONFIG
    return Exit(getattr(error, "exit_status", Exit.FAILED))


def one_line(error: BaseException) -> str:
    """Say an error in one line; an unforeseen one with the place in our code where it arose."""
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename is not None else ""
        return _flat(f"{where}{error.strerror}")
    if isinstance(error, UnicodeEncodeError):
        return f"this is not UTF-8: {_flat(str(error.object))}"
    if _is_of_config(error):
        return _first_mistake(error)
    if _is_ours(error):
        return _flat(str(error) or type(error).__name__)
    return _flat(f"internal error: {type(error).__name__}: {error}{_place(error)}")


def _is_of_config(error: BaseException) -> bool:
    """Recognise a ConfigError without importing it, which would cost each start its time."""
    return any(kind.__name__ == "ConfigError" for kind in type(error).__mro__)


def _is_ours(error: BaseException) -> bool:
    return any(kind.__module__.startswith("watcher.") for kind in type(error).__mro__)


def _first_mistake(error: BaseException) -> str:
    first, *more = str(error).splitlines() or ["the configuration is wrong"]
    return f"{_flat(first)} (and {len(more)} more; see watcher check)" if more else _flat(first)


def _place(error: BaseException) -> str:
    place, trace = "", error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("watcher."):
            place = f" ({module} line {trace.tb_lineno})"
        trace = trace.tb_next
    return place


def _flat(text: str) -> str:
    return " ".join(text.split()).encode("utf-8", "backslashreplace").decode()


def complain(message: str) -> None:
    """Say one line on standard error."""
    with suppress(OSError):  # where nothing can be said, the exit status has to do
        if sys.stderr is not None:
            print(f"watcher: {message}", file=sys.stderr, flush=True)
