"""A daemon in a process of its own, in a house of its own, and everything that can befall it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

STOPS_WITHIN = 10.0


class Daemon:
    """The daemon of a house. What it says stands in the file `err` of the house."""

    def __init__(self, house: Path, *, under: tuple[str, ...] = ()) -> None:
        self.house = house
        self._under = under
        self._process: subprocess.Popen[bytes] | None = None
        self.kills = 0

    def command(self, *words: str) -> list[str]:
        config = str(self.house / "config" / "watcher.toml")
        return [sys.executable, "-m", "watcher", "--config", config, *words]

    def ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), capture_output=True, text=True, timeout=100, check=False
        )

    @contextmanager
    def running(
        self, environ: Mapping[str, str] | None = None
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Run it until the end of the block, where it is killed if it still lives."""
        with (self.house / "err").open("ab") as said:
            process = subprocess.Popen(
                [*self._under, *self.command("run")],
                env=os.environ | (environ or {}),
                stdout=said,
                stderr=said,
            )
        self._process = process
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def die(self) -> None:
        self.kills += 1
        self._running.kill()
        assert self._running.wait(STOPS_WITHIN) == -signal.SIGKILL

    def end(self) -> None:
        """Ask it to end, and expect that it ends well."""
        assert self.told_to_end() == 0, self.said()

    def told_to_end(self) -> int:
        """Ask it to end, as soon as it can hear that; give how it ended."""
        while self._running.poll() is None and not self._hears(signal.SIGTERM):
            time.sleep(0.01)
        self._running.send_signal(signal.SIGTERM)
        return self._running.wait(STOPS_WITHIN)

    def freeze(self, seconds: float) -> None:
        self._running.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self._running.send_signal(signal.SIGCONT)

    def said(self) -> str:
        return (self.house / "err").read_text(encoding="utf-8")

    def wait_for(self, words: str, *, times: int = 1, seconds: float = 40.0) -> None:
        """Wait until it has said something so many times."""
        deadline = time.monotonic() + seconds
        while self.said().count(words) < times:
            assert time.monotonic() < deadline, f"{words} was not said: {self.said()}"
            assert self._running.poll() is None, self.said()
            time.sleep(0.02)

    def _hears(self, name: signal.Signals) -> bool:
        status = Path(f"/proc/{self._running.pid}/status").read_text(encoding="ascii")
        caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
        return bool(int(caught.split()[1], 16) >> (name - 1) & 1)

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None
        return self._process
