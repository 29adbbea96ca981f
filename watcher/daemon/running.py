"""Starts the daemon and ends it: what it needs is opened here, and nowhere else."""

import faulthandler
import os
import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from typing import Any

import structlog

from watcher import __version__, diagnostics
from watcher.config import Settings, Topics
from watcher.daemon.alarm import Alarm
from watcher.daemon.desk import Desk
from watcher.daemon.journeys import Journeys
from watcher.daemon.loop import Loop, Once
from watcher.daemon.notify import ServiceManager
from watcher.daemon.waking import Signals, Waking
from watcher.remarks import REMARKS
from watcher.service import Service


class ThreadDiedError(Exception):
    """A thread ended by an error; the process ends too, rather than go on deaf."""


def run(settings: Settings, topics: Topics) -> None:
    """Run until SIGTERM or SIGINT. Raises the errors of the log, and ThreadDiedError."""
    with ExitStack() as stack:
        daemon = _Daemon(settings, stack)
        daemon.open(topics)
        daemon.loop.run()
        daemon.end()


def run_once(settings: Settings, topics: Topics) -> Once:
    """Wait for files to settle, take them in, tell what is due, and end. Raises as `run` does."""
    with ExitStack() as stack:
        daemon = _Daemon(settings, stack)
        daemon.open(topics)
        once = daemon.loop.run_once()
        daemon.end()
        return once


class _Daemon:
    """All parts, opened in the order in which they need each other; `stack` closes them."""

    def __init__(self, settings: Settings, stack: ExitStack) -> None:
        diagnostics.set_up()
        self._diary = structlog.get_logger()
        self._since = _now()
        self._manager = ServiceManager(os.environ, pid=os.getpid())
        if self._manager.heartbeat_seconds is not None:
            faulthandler.enable()  # when the manager finds the process hung, it ends it by SIGABRT
        self._waking = stack.enter_context(closing(Waking()))
        self._signals = Signals()
        stack.enter_context(self._signals.heard(self._waking))
        self._dead: str | None = None
        stack.callback(setattr, threading, "excepthook", threading.excepthook)
        threading.excepthook = self._on_death
        service = stack.enter_context(Service.writing(settings, now=_now, is_thorough=True))
        alarm = stack.enter_context(closing(Alarm(self._ring)))
        self._journeys = Journeys(service, alarm=alarm, manager=self._manager)
        self._desk = stack.enter_context(closing(Desk(settings.log.path, waking=self._waking)))
        self.loop = Loop(
            self._journeys,
            waking=self._waking,
            signals=self._signals,
            heartbeat=lambda: self._manager.alive(at=time.monotonic()),
            now=_now,
        )

    def open(self, topics: Topics) -> None:
        """Say that the log is ours, answer requests, and put the topics in force.

        The first scan may take long, and so may judging history by a new topic: both come after
        READY=1, and both give signs of life.
        """
        self._desk.offer("ping", lambda _: {"pid": os.getpid(), "version": __version__})
        self._desk.offer("status", lambda _: self._report())
        self._desk.offer("outbox", self._fulfil)
        for name in REMARKS:
            self._desk.offer(name, self._remark)
        self._desk.open()
        self._manager.ready("watching")
        self._diary.info("started", pid=os.getpid(), topics=len(topics.definitions))
        self._journeys.begin(topics)

    def end(self) -> None:
        """Say that the end has come, and whether it was wanted."""
        self._manager.stopping()
        if self._dead is not None:
            raise ThreadDiedError(self._dead)
        self._diary.info("stopped")

    def _report(self) -> dict[str, Any]:
        return {
            "pid": os.getpid(),
            "version": __version__,
            "since": self._since.isoformat(),
            **self.loop.report(),
        }

    def _fulfil(self, asked: Mapping[str, Any]) -> tuple[str, ...]:
        letters = self._journeys.fulfil(asked)
        self.loop.wake_to_publish()
        return letters

    def _remark(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        said = self._journeys.remark(asked)
        self.loop.wake_to_publish()  # the views learn of it
        return said

    def _ring(self) -> None:
        self.loop.wake_to_publish()

    def _on_death(self, death: threading.ExceptHookArgs) -> None:
        name = death.thread.name if death.thread else "a thread"
        error = death.exc_value
        self._diary.critical("thread_died", thread=name, error=error)
        if type(death.thread).__module__.startswith("watchdog."):
            self._waking.wake()  # the folder looks whether its notifier lives, and makes another
            return
        self._dead = f"{name} ended: {type(error).__name__}: {error}"
        self._signals.stop = True
        self._waking.wake()


def _now() -> datetime:
    return datetime.now(UTC)
