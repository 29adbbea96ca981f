"""The loop: look at the folder, take in what has settled, tell what is due, and wait."""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import structlog

from watcher.daemon.trouble import Trouble, is_final, is_nobodys_fault
from watcher.daemon.waking import Signals, Waking
from watcher.digest.due import Arrivals
from watcher.ingest import Taken
from watcher.intake.folder import Folder, Settled

_CHECK_SECONDS = 5.0
_PATIENCE_SECONDS = 60.0
_LONGEST_FIRST_RUN_SECONDS = 900.0
_SHORTEST_PAUSE = timedelta(milliseconds=200)
_TOLD = ("path", "article_id", "changed", "repeated", "detail")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When there is something to tell or to try again next, and how many letters wait."""

    next_at: datetime | None
    undelivered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """How a single run ended: letters left, files that never came to rest, the folder's state."""

    undelivered: int
    restless: int
    folder_problem: str | None


@dataclass(slots=True, kw_only=True)
class Report:
    """What the loop counts for `status`. `in_hand` is how many settled files are being taken in."""

    in_hand: int = 0
    taken_in: int = 0
    taken_at: str | None = None
    scanned_at: str | None = None
    undelivered: int = 0


class Work(Protocol):
    """The journeys, as the loop sees them."""

    def folder(self, wake: Callable[[], None]) -> Folder:
        """Make the folder that is watched, as the settings say."""

    def rescan_seconds(self) -> float:
        """Say how often everything is looked at."""

    def refresh(self) -> None:
        """Read the topics again and check that the log is where it was."""

    def reload(self) -> bool:
        """Read the whole configuration again; false where it is broken and the old one holds."""

    def take_in(self, files: Sequence[Settled]) -> Generator[Taken]:
        """Take files in and tell what became of each article."""

    def end_first_run(self) -> None:
        """Note that everything that was there at the start is taken in."""

    def publish(self, *, arrivals: Arrivals) -> Published:
        """Issue what is due, and try each letter that is due once."""


class Loop:
    """Does one thing after the other, in one thread; that is why nothing needs a lock."""

    def __init__(
        self,
        work: Work,
        *,
        waking: Waking,
        signals: Signals,
        heartbeat: Callable[[], None] = lambda: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._work = work
        self._waking = waking
        self._signals = signals
        self._heartbeat = heartbeat
        self._now = now
        self._folder = work.folder(waking.wake)
        self._scan_at = time.monotonic()
        self._patience_ends_at = self._scan_at + _PATIENCE_SECONDS
        self._first_run_ends_at = self._scan_at + _LONGEST_FIRST_RUN_SECONDS
        self._publish_at: datetime | None = now()
        self._first_run = True
        self._report = Report()
        self._intake = Trouble("intake")
        self._telling = Trouble("telling")
        self._diary = structlog.get_logger()

    def run(self) -> None:
        """Work until a signal says stop. Raises what makes going on impossible."""
        try:
            while not self._signals.stop:
                self._turn()
                self._heartbeat()
                if not self._signals.stop:
                    self._waking.wait(self._pause())
        finally:
            self._folder.stop()

    def run_once(self) -> Once:
        """Take in what is there, issue what is due, try each due letter once."""
        try:
            self._work.refresh()
            while not self._signals.stop:
                took = self._take_in(self._look())
                waiting = self._folder.health().waiting
                if took:
                    self._patience_ends_at = time.monotonic() + _PATIENCE_SECONDS
                if not waiting or time.monotonic() >= self._patience_ends_at:
                    break
                self._waking.wait(min(self._until_next_look(), _CHECK_SECONDS))
            health = self._folder.health()
            self._end_first_run()
            self._publish(arrivals="over")
            return Once(
                undelivered=self._report.undelivered,
                restless=health.waiting,
                folder_problem=None if health.state == "ok" else health.detail,
            )
        finally:
            self._folder.stop()

    def wake_to_publish(self) -> None:
        """Look at once what is due; may be called from any thread."""
        self._publish_at = self._now()
        self._waking.wake()

    def report(self) -> dict[str, Any]:
        """Say how it stands, for `status`."""
        health = self._folder.health()
        troubles = [trouble.said for trouble in (self._intake, self._telling) if trouble.said]
        queue = self._report.in_hand + health.waiting
        return {
            **asdict(self._report),
            "queue": queue,
            "folder": asdict(health),
            "troubles": troubles,
        }

    def _turn(self) -> None:
        if self._signals.reload:
            self._reload()
        self._guard(self._intake, self._attend)
        if not self._signals.stop:
            self._guard(self._telling, self._tell)

    def _guard(self, trouble: Trouble, step: Callable[[], bool]) -> None:
        if trouble.pause(at=time.monotonic()) > 0:
            return
        try:
            if step():
                trouble.over()
        except Exception as error:
            if is_final(error):
                raise
            trouble.met(error, at=time.monotonic())

    def _attend(self) -> bool:
        """Look and take in; true when that shows that nothing stands in the way."""
        if time.monotonic() >= self._scan_at:
            self._work.refresh()
        else:
            self._folder.check()
        took = self._take_in(self._look())
        if took:
            self._publish_at = self._now()
            self._patience_ends_at = time.monotonic() + _PATIENCE_SECONDS
        self._end_first_run()
        return took > 0 or not self._folder.health().waiting

    def _tell(self) -> bool:
        is_due = self._publish_at is not None and self._publish_at <= self._now()
        if is_due:
            self._publish(arrivals=self._arrivals())
        return is_due

    def _arrivals(self) -> Arrivals:
        """Say whether more is on its way of what was there at the start."""
        return "first-run" if self._first_run and self._folder.health().waiting else "running"

    def _reload(self) -> None:
        self._signals.reload = False
        if self._work.reload():
            self._folder.stop()
            self._folder = self._work.folder(self._waking.wake)
        self._scan_at = time.monotonic()
        self._intake.over()
        self._telling.over()

    def _look(self) -> list[Settled]:
        at = time.monotonic()
        if at < self._scan_at:
            return self._folder.look(at=at)
        self._scan_at = at + self._work.rescan_seconds()
        self._publish_at = self._now()  # the clock may have been set back: trust no hour for long
        found = self._folder.scan(at=at)
        self._report.scanned_at = self._now().isoformat()
        return found

    def _take_in(self, files: list[Settled]) -> int:
        if not files:
            return 0
        before = self._report.taken_in
        try:
            self._drain(files)
        except Exception as error:
            if is_final(error) or is_nobodys_fault(error):
                raise
            self._one_by_one(self._folder.conclude(files))
        finally:
            self._folder.conclude(files)
            self._report.in_hand = 0
        return self._report.taken_in - before

    def _one_by_one(self, files: list[Settled]) -> None:
        """Find the file that is to blame, and set it aside; the others must not suffer."""
        for file in files:
            if self._signals.stop:
                return
            try:
                self._drain([file])
            except Exception as error:
                if is_final(error) or is_nobodys_fault(error):
                    raise
                self._diary.exception("file_set_aside", path=file.shown)

    def _drain(self, files: list[Settled]) -> None:
        self._report.in_hand = len(files)
        with closing(self._work.take_in(files)) as outcomes:
            for taken in outcomes:
                self._count(taken)
                self._heartbeat()
                self._waking.wait(0.0)
                if self._signals.stop:
                    return

    def _count(self, taken: Taken) -> None:
        self._report.taken_in += taken.result != "missed"
        self._report.taken_at = self._now().isoformat()
        about = {name: value for name in _TOLD if (value := getattr(taken, name))}
        self._diary.info(f"article_{taken.result}", **about)

    def _end_first_run(self) -> None:
        """Note once that all is taken in; what never comes to rest is not waited for."""
        health = self._folder.health()
        gives_up_at = min(self._patience_ends_at, self._first_run_ends_at)
        settled = not health.waiting or time.monotonic() >= gives_up_at
        if self._first_run and health.state == "ok" and settled and not self._signals.stop:
            self._work.end_first_run()
            self._first_run = False
            self._publish_at = self._now()

    def _publish(self, *, arrivals: Arrivals) -> None:
        published = self._work.publish(arrivals=arrivals)
        self._report.undelivered = published.undelivered
        soonest = self._now() + _SHORTEST_PAUSE
        self._publish_at = published.next_at and max(published.next_at, soonest)

    def _until_next_look(self) -> float:
        next_look_at = self._folder.next_look_at()
        next_at = self._scan_at if next_look_at is None else min(next_look_at, self._scan_at)
        return next_at - time.monotonic()

    def _pause(self) -> float:
        at = time.monotonic()
        look = max(self._until_next_look(), self._intake.pause(at=at))
        tell = _CHECK_SECONDS
        if self._publish_at is not None:
            tell = max((self._publish_at - self._now()).total_seconds(), self._telling.pause(at=at))
        return min(look, tell, _CHECK_SECONDS)
