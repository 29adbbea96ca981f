"""Waits for whatever comes first: a time, a hint, a request, a signal."""

import os
import selectors
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

# The contract gives ten seconds. What is under way can always be cut off: the log keeps whole
# transactions, and a letter that was being sent is sent again with the same bytes.
_PATIENCE_SECONDS = 8.0


class Waking:
    """The one place where the daemon waits. `wake` may be called from any thread."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._heard, self._told = socket.socketpair()
        self._heard.setblocking(False)
        self._told.setblocking(False)
        self._selector.register(self._heard, selectors.EVENT_READ, self._drain)

    def fileno(self) -> int:
        """Give the descriptor into which a byte is written to wake the waiter."""
        return self._told.fileno()

    def wake(self) -> None:
        """End the wait that is under way, or the next one."""
        with suppress(BlockingIOError, OSError):  # full: it will wake; closed: nobody waits
            self._told.send(b"w")

    def listen(self, source: socket.socket, on_ready: Callable[[], None]) -> None:
        """Call a function, while waiting, whenever a socket can be read."""
        self._selector.register(source, selectors.EVENT_READ, on_ready)

    def ignore(self, source: socket.socket) -> None:
        """Listen to a socket no longer."""
        with suppress(KeyError, ValueError):
            self._selector.unregister(source)

    def wait(self, seconds: float) -> None:
        """Wait at most so long, and serve what is ready."""
        for key, _ in self._selector.select(max(seconds, 0.0)):
            key.data()

    def close(self) -> None:
        """Let all sources go."""
        self._selector.close()
        self._heard.close()
        self._told.close()

    def _drain(self) -> None:
        with suppress(BlockingIOError):
            while self._heard.recv(4096):
                pass


class Signals:
    """What the operator asked for: `stop` (SIGTERM, SIGINT) and `reload` (SIGHUP)."""

    def __init__(self) -> None:
        self.stop = False
        self.reload = False

    @contextmanager
    def heard(
        self, waking: Waking, *, patience_seconds: float = _PATIENCE_SECONDS
    ) -> Iterator[None]:
        """Take the signals over for a while; each ends the wait that is under way."""
        self._patience_seconds = patience_seconds
        handlers: dict[signal.Signals, Callable[[int, FrameType | None], None]] = {
            signal.SIGTERM: self._on_stop,
            signal.SIGINT: self._on_stop,
            signal.SIGHUP: self._on_reload,
            signal.SIGALRM: self._on_impatience,
        }
        before: dict[signal.Signals, Any] = {}
        descriptor = signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        try:
            for name, handler in handlers.items():
                before[name] = signal.signal(name, handler)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0.0)
            for name, handler in before.items():
                signal.signal(name, handler)
            signal.set_wakeup_fd(descriptor)

    def _on_stop(self, number: int, frame: FrameType | None) -> None:
        if self.stop and number == signal.SIGINT:  # asked for twice by hand
            self._on_impatience(number, frame)
        self.stop = True
        signal.setitimer(signal.ITIMER_REAL, self._patience_seconds)

    def _on_reload(self, _number: int, _frame: FrameType | None) -> None:
        self.reload = True

    def _on_impatience(self, _number: int, _frame: FrameType | None) -> None:
        os._exit(0)
