"""A request that breaks its child breaks nothing else."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from watcher.intake.confined import Broken, ChildNotStartedError, Confined

HERE = Path(__file__).parent
SMALL = 400 << 20
PARENT = """
import time
from watcher.intake.confined import Confined
confined = Confined("targets:behave")
confined.call(b"echo warm")
print(confined._child._process.pid, flush=True)
time.sleep(600)
"""


def confine(target: str = "targets:behave", *, wall_seconds: float = 30.0) -> Confined:
    environment = {**os.environ, "PYTHONPATH": str(HERE), "CREDENTIALS_DIRECTORY": "/secret"}
    return Confined(
        target,
        cpu_seconds=1,
        memory_bytes=SMALL,
        wall_seconds=wall_seconds,
        environment=environment,
    )


@pytest.fixture
def confined() -> Iterator[Confined]:
    with confine() as confined:
        yield confined


def test_the_child_answers_and_stays_warm(confined: Confined) -> None:
    assert [confined.call(b"echo one"), confined.call(b"echo two")] == [b"one", b"two"]
    assert confined.started == 1


def test_nothing_is_started_before_the_first_request() -> None:
    confined = confine("no.such.module:answer")

    confined.close()

    assert confined.started == 0


@pytest.mark.parametrize("size", [0, 65_536, 5_000_000])
def test_requests_and_answers_of_any_size_pass(confined: Confined, size: int) -> None:
    assert confined.call(b"echo " + b"x" * size) == b"x" * size


@pytest.mark.parametrize(
    ("request_", "reason", "detail"),
    [
        (b"spin", "too-slow", "of CPU time"),
        (b"allocate 1000000000", "too-large-in-memory", "more than 400 MiB"),
        (b"segfault", "crashed", "SIGSEGV"),
        (b"leave", "crashed", "ended with status 3"),
        (b"raise no such luck", "crashed", "ValueError: no such luck"),
    ],
)
def test_a_request_that_breaks_the_child_is_named_and_the_next_is_answered(
    confined: Confined, request_: bytes, reason: str, detail: str
) -> None:
    broken = confined.call(request_)

    assert isinstance(broken, Broken)
    assert broken.reason == reason
    assert detail in broken.detail
    assert confined.call(b"echo next") == b"next"


def test_a_child_that_sleeps_is_ended_by_the_clock() -> None:
    with confine(wall_seconds=2.0) as confined:
        confined.call(b"echo warm")
        broken = confined.call(b"sleep 600")

        assert broken == Broken(reason="too-slow", detail="no answer in 2 s")
        assert confined.call(b"echo next") == b"next"


def test_time_on_the_processor_is_counted_for_each_request_anew(confined: Confined) -> None:
    used = [confined.call(b"burn") for _ in range(8)]

    assert sum(float(seconds) for seconds in used if isinstance(seconds, bytes)) > 2.0
    assert confined.started == 1


def test_each_request_that_ends_is_progress(confined: Confined) -> None:
    ended: list[bool] = []
    confined.progress = lambda: ended.append(True)

    confined.call(b"echo")
    confined.call(b"leave")

    assert len(ended) == 2


def test_a_child_that_was_killed_from_outside_gets_the_request_again(
    confined: Confined, tmp_path: Path
) -> None:
    answer = confined.call(b"kill-me-once " + os.fsencode(tmp_path / "done"))

    assert answer == b"second time"
    assert confined.started == 2


def test_the_parent_can_work_while_the_child_does(confined: Confined) -> None:
    confined.call(b"echo warm")
    begun = time.monotonic()
    confined.submit(b"sleep 0.3")
    handed_over = time.monotonic()

    assert confined.has_request
    assert confined.result() == b"slept"
    assert handed_over - begun < 0.25 < time.monotonic() - begun


def test_an_answer_that_waited_for_a_busy_parent_is_not_late() -> None:
    with confine(wall_seconds=0.3) as confined:
        confined.call(b"echo warm")
        confined.submit(b"echo " + b"x" * 3_000_000)
        time.sleep(0.5)

        assert confined.result() == b"x" * 3_000_000


def test_what_a_library_prints_or_reads_does_not_disturb_the_answers(confined: Confined) -> None:
    assert confined.call(b"print") == b"printed"
    assert confined.call(b"read-input") == b"nothing there"
    assert confined.call(b"echo still in step") == b"still in step"


def test_the_child_may_not_write_files(confined: Confined, tmp_path: Path) -> None:
    path = tmp_path / "written.txt"

    broken = confined.call(b"write-file " + os.fsencode(path))

    assert isinstance(broken, Broken)
    assert "File too large" in broken.detail
    assert path.stat().st_size == 0


def test_the_child_inherits_no_descriptor_and_no_secret(confined: Confined, tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w", encoding="utf-8") as lock:
        os.set_inheritable(lock.fileno(), True)
        os.dup2(lock.fileno(), 55, inheritable=True)
        try:
            descriptors = confined.call(b"descriptors")
        finally:
            os.close(55)

    assert isinstance(descriptors, bytes)
    assert b"55" not in descriptors.split()
    assert len(descriptors.split()) == 6  # three standard ones, two pipes, and the listing itself
    environment = confined.call(b"environment")
    assert isinstance(environment, bytes)
    assert b"CREDENTIALS_DIRECTORY" not in environment


def test_the_folder_in_which_the_daemon_stands_is_not_searched_for_modules(
    confined: Confined,
) -> None:
    path = confined.call(b"path")

    assert isinstance(path, bytes)
    assert b"''" not in path


def test_signals_for_the_whole_group_do_not_end_the_child(confined: Confined) -> None:
    confined.submit(b"sleep 0.3")
    assert confined._child is not None
    process = confined._child._process
    for stop in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        process.send_signal(stop)

    assert confined.result() == b"slept"


def test_a_child_that_cannot_start_is_no_fault_of_the_request() -> None:
    confined = confine("no.such.module:answer")

    with pytest.raises(ChildNotStartedError, match="No module named"):
        confined.call(b"echo")
    with pytest.raises(ChildNotStartedError, match="No module named"):
        confined.call(b"echo")


def test_a_result_must_be_taken_before_the_next_request(confined: Confined) -> None:
    confined.submit(b"echo one")

    with pytest.raises(RuntimeError, match="not taken"):
        confined.submit(b"echo two")
    assert confined.result() == b"one"


def test_the_child_ends_with_its_parent() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(HERE)},
    )
    assert parent.stdout is not None
    with parent.stdout:
        child = os.pidfd_open(int(parent.stdout.readline()))
    try:
        parent.kill()
        parent.wait()

        assert select.select([child], [], [], 10.0)[0]
    finally:
        os.close(child)


def test_no_descriptor_is_left_open_by_children_that_broke() -> None:
    with confine() as confined:
        confined.call(b"echo warm")
        before = len(list(Path("/proc/self/fd").iterdir()))
        for _ in range(3):
            confined.call(b"leave")
        confined.call(b"echo warm")

        assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_child_that_was_started_early_answers_the_first_request(confined: Confined) -> None:
    confined.start()
    confined.start()

    assert confined.call(b"echo one") == b"one"
    assert confined.started == 1
