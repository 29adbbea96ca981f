"""The loop looks, takes in, tells and waits; what goes wrong with one thing stops no other."""

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from watcher.control import ask
from watcher.daemon.desk import Desk
from watcher.daemon.loop import Loop, Published
from watcher.daemon.waking import Signals, Waking
from watcher.digest.due import Arrivals
from watcher.ingest import Taken
from watcher.intake.folder import Folder, Settled, Standing
from watcher.intake.settling import Signature
from watcher.log.errors import LogFailed, LogFull


class Days:
    """Work as the loop sees it: a real folder, and journeys that are only written down."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.did: list[str] = []
        self.arrivals: list[Arrivals] = []
        self.known: dict[str, Signature] = {}
        self.undelivered = 0
        self.next_at: datetime | None = None
        self.before_taking: Callable[[Settled], None] = lambda _: None
        self.before_publishing: Callable[[], None] = lambda: None
        self.after_first_run: Callable[[], None] = lambda: None
        self.reloads = True

    def folder(self, wake: Callable[[], None]) -> Folder:
        self.did.append("folder")
        return Folder(
            self.root,
            recursive=True,
            settle_seconds=0.1,
            rescan_seconds=self.rescan_seconds(),
            known=self.standing,
            wake=wake,
        )

    def rescan_seconds(self) -> float:
        return 60.0

    def refresh(self) -> None:
        self.did.append("refresh")

    def reload(self) -> bool:
        self.did.append("reload")
        return self.reloads

    def take_in(self, files: Sequence[Settled]) -> Generator[Taken]:
        for file in files:
            self.before_taking(file)
            self.known[str(file.path)] = file.signature
            self.did.append(file.shown)
            yield Taken(path=file.shown, result="received", article_id="a1", changed=1)

    def end_first_run(self) -> None:
        self.did.append("end of first run")
        self.after_first_run()

    def publish(self, *, arrivals: Arrivals) -> Published:
        self.arrivals.append(arrivals)
        self.before_publishing()
        self.did.append("publish")
        return Published(next_at=self.next_at, undelivered=self.undelivered)

    def standing(self, path: str, signature: Signature) -> Standing:
        return "known" if self.known.get(path) == signature else "new"

    def write(self, *names: str) -> None:
        for name in names:
            (self.root / name).write_text("A ship left port.", encoding="utf-8")


@pytest.fixture
def days(tmp_path: Path) -> Days:
    root = tmp_path / "seeds"
    root.mkdir()
    return Days(root)


@pytest.fixture
def waking() -> Iterator[Waking]:
    waking = Waking()
    yield waking
    waking.close()


@pytest.fixture
def signals() -> Signals:
    return Signals()


@pytest.fixture
def loop(days: Days, waking: Waking, signals: Signals) -> Loop:
    return Loop(days, waking=waking, signals=signals)


def stop_at(days: Days, signals: Signals, *, name: str) -> None:
    """Ask the loop to stop when the file of this name is about to be taken in."""

    def look(file: Settled) -> None:
        signals.stop = signals.stop or file.shown == name

    days.before_taking = look


def test_a_single_run_waits_for_files_to_settle_and_then_tells_once(days: Days, loop: Loop) -> None:
    days.write("a.txt", "b.txt")

    once = loop.run_once()

    assert days.did == ["folder", "refresh", "a.txt", "b.txt", "end of first run", "publish"]
    assert (once.undelivered, once.restless, once.folder_problem) == (0, 0, None)


def test_a_single_run_says_what_it_left(days: Days, loop: Loop) -> None:
    days.undelivered = 2
    days.root.rmdir()

    once = loop.run_once()

    assert (once.undelivered, once.folder_problem) == (2, "folder missing")
    assert "publish" in days.did
    assert "end of first run" not in days.did


def test_a_file_dropped_later_is_taken_in_and_told_without_a_rescan(
    days: Days, loop: Loop, signals: Signals
) -> None:
    days.after_first_run = lambda: days.write("news.txt")

    def stop_once_told() -> None:
        signals.stop = "news.txt" in days.did

    days.before_publishing = stop_once_told

    loop.run()

    assert days.did[-2:] == ["news.txt", "publish"]
    assert days.did.count("refresh") == 1
    assert days.did.count("end of first run") == 1


def test_the_first_run_ends_once_everything_that_was_there_is_taken_in(
    days: Days, loop: Loop, signals: Signals
) -> None:
    days.write("a.txt", "b.txt")

    def stop() -> None:
        signals.stop = True

    days.after_first_run = stop
    loop.run()

    taken = [step for step in days.did if step.endswith(".txt") or step == "end of first run"]
    assert taken == ["a.txt", "b.txt", "end of first run"]


def test_a_stop_is_heard_between_two_articles(days: Days, loop: Loop, signals: Signals) -> None:
    days.write("a.txt", "b.txt", "c.txt")
    stop_at(days, signals, name="a.txt")

    loop.run()

    assert [step for step in days.did if step.endswith(".txt")] == ["a.txt"]
    assert days.did[-1] != "publish"


def test_one_file_that_cannot_be_judged_is_set_aside_and_the_others_are_taken_in(
    days: Days, loop: Loop, signals: Signals
) -> None:
    days.write("a.txt", "bad.txt", "c.txt")

    def fail(file: Settled) -> None:
        if file.shown == "bad.txt":
            message = "no such rule"
            raise ValueError(message)

    days.before_taking = fail

    def stop() -> None:
        signals.stop = "c.txt" in days.did

    days.before_publishing = stop
    with capture_logs() as diary:
        loop.run()

    assert [step for step in days.did if step.endswith(".txt")] == ["a.txt", "c.txt"]
    assert [entry["path"] for entry in diary if entry["event"] == "file_set_aside"] == ["bad.txt"]


def test_a_full_disk_is_told_once_and_tried_again_until_there_is_room(
    days: Days, loop: Loop, signals: Signals
) -> None:
    days.write("a.txt")
    tries = []

    def fail_at_first(_: Settled) -> None:
        tries.append(True)
        if len(tries) < 3:
            raise LogFull(Path("watcher.db"), "no room")
        signals.stop = True

    days.before_taking = fail_at_first
    with capture_logs() as diary:
        loop.run()

    assert len(tries) == 3
    assert "a.txt" in days.did
    told = [entry["event"] for entry in diary if entry["event"].startswith("trouble")]
    assert told == ["trouble", "trouble_is_over"]


def test_after_a_failed_write_nothing_more_is_done(days: Days, loop: Loop) -> None:
    days.write("a.txt")

    def fail(_: Settled) -> None:
        raise LogFailed(Path("watcher.db"), "disk I/O error")

    days.before_taking = fail

    with pytest.raises(LogFailed):
        loop.run()


def test_telling_that_fails_holds_up_no_taking_in(days: Days, loop: Loop, signals: Signals) -> None:
    def fail() -> None:
        days.write("news.txt")
        message = "template"
        raise KeyError(message)

    days.before_publishing = fail
    stop_at(days, signals, name="news.txt")
    with capture_logs() as diary:
        loop.run()

    assert "news.txt" in days.did
    assert sum(entry["event"] == "trouble" for entry in diary) == 1


def test_what_is_due_later_is_told_when_its_time_has_come(
    days: Days, loop: Loop, signals: Signals
) -> None:
    told_at: list[datetime] = []

    def note() -> None:
        told_at.append(datetime.now(UTC))
        days.next_at = told_at[0] + timedelta(seconds=0.4)
        signals.stop = len(told_at) == 2

    days.before_publishing = note

    loop.run()

    assert timedelta(seconds=0.4) <= told_at[1] - told_at[0] < timedelta(seconds=5)


def test_the_first_digest_waits_for_what_still_settles(
    days: Days, loop: Loop, signals: Signals
) -> None:
    days.write("a.txt", "b.txt")
    stop_at(days, signals, name="b.txt")

    loop.run()

    assert days.arrivals[0] == "first-run"
    assert days.did.index("publish") < days.did.index("a.txt")


def test_once_the_first_run_has_ended_nothing_more_is_waited_for(
    days: Days, loop: Loop, signals: Signals
) -> None:
    days.write("a.txt")

    def stop() -> None:
        signals.stop = "a.txt" in days.did

    days.before_publishing = stop

    loop.run()

    assert days.arrivals[-1] == "running"
    assert days.did.index("end of first run") < len(days.did) - 1


def test_a_single_run_waits_for_nothing_that_may_come(days: Days, loop: Loop) -> None:
    days.write("a.txt")

    loop.run_once()

    assert days.arrivals == ["over"]


def test_a_reload_looks_at_the_folder_that_is_configured_now(
    days: Days, loop: Loop, signals: Signals, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()

    def move() -> None:
        days.root = other
        days.write("elsewhere.txt")
        signals.reload = True

    days.after_first_run = move
    stop_at(days, signals, name="elsewhere.txt")

    loop.run()

    assert days.did.count("folder") == 2
    assert days.did.index("reload") < days.did.index("elsewhere.txt")


def test_a_broken_reload_changes_nothing(days: Days, loop: Loop, signals: Signals) -> None:
    days.reloads = False

    def reload() -> None:
        days.write("a.txt")
        signals.reload = True

    days.after_first_run = reload
    stop_at(days, signals, name="a.txt")

    loop.run()

    assert days.did.count("folder") == 1


def test_a_request_is_answered_while_many_files_are_taken_in(
    days: Days, loop: Loop, waking: Waking, signals: Signals, tmp_path: Path
) -> None:
    desk = Desk(tmp_path / "watcher.db", waking=waking)
    desk.offer("status", lambda _: loop.report())
    desk.open()
    days.write(*(f"{number}.txt" for number in range(200)))
    answers: list[dict[str, object]] = []

    def call() -> None:
        answers.append(ask(tmp_path / "watcher.db", {"ask": "status"}))

    caller = threading.Thread(target=call)

    def begin(file: Settled) -> None:
        if not caller.ident:
            caller.start()
        if file.shown != "99.txt":
            return
        while not answers and caller.is_alive():  # the loop serves it: nobody else does
            waking.wait(0.01)

    days.before_taking = begin
    days.before_publishing = lambda: setattr(signals, "stop", len(days.did) > 200)

    loop.run()
    caller.join()
    desk.close()

    (answer,) = answers
    assert answer["in_hand"] == 200
    assert answer["folder"] == {
        "state": "ok",
        "hints": True,
        "detail": None,
        "waiting": 200,
        "overflows": 0,
        "reattached": 0,
    }


def test_a_sign_of_life_is_given_with_each_article_and_each_turn(
    days: Days, waking: Waking, signals: Signals
) -> None:
    signs: list[int] = []
    loop = Loop(days, waking=waking, signals=signals, heartbeat=lambda: signs.append(1))
    days.write("a.txt", "b.txt", "c.txt")
    stop_at(days, signals, name="c.txt")

    loop.run()

    assert len(signs) >= 4
