"""Hands a request to the daemon that writes the log, or, where none runs, does it here."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from getpass import getuser
from typing import Any

from watcher.cli.clock import now
from watcher.cli.exits import CannotError
from watcher.config import Settings


def tell(settings: Settings, request: Mapping[str, Any]) -> dict[str, Any]:
    """Have a remark recorded, and give the answer. Raises CannotError, and LogBusy."""
    from watcher import control

    try:
        answer: dict[str, Any] = control.ask(settings.log.path, request)
    except control.RefusedError as refused:
        raise CannotError(str(refused)) from refused
    except control.NoDaemonError:
        return _write(settings, request)
    except TimeoutError as late:
        message = "the daemon is busy and did not answer; what was asked may still be done"
        raise CannotError(message) from late
    return answer


def _write(settings: Settings, request: Mapping[str, Any]) -> dict[str, Any]:
    from watcher import remarks
    from watcher.service import Service

    if request["ask"] not in remarks.BEGINNING:
        with Service.asking(settings, now=now) as service:
            if not service.has_log:
                message = "there is no log yet, and nothing in it that could be meant"
                raise CannotError(message)
    with Service.writing(settings, now=now) as service:
        try:
            return remarks.REMARKS[request["ask"]](service.log, request, now())
        except remarks.RemarkError as error:
            raise CannotError(str(error)) from error


def user() -> str | None:
    """Name who asks, as the system knows them; None where it does not."""
    found: Callable[[], str] = getuser
    with suppress(OSError, KeyError, ImportError):
        return found()
    return None
