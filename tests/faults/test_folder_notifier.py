"""A notifier that is deaf, drowned or refused loses nothing: the scan finds it."""

import os
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.edges.intake.desk import Desk
from watcher.intake.notifier import count_watches

LOOK_AFTER_A_FREEZE = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.edges.intake.desk import Desk

desk = Desk(Path(sys.argv[1]))
desk.settle()
print("frozen", flush=True)
sys.stdin.readline()
deadline = time.monotonic() + 60
while desk.folder.health().overflows == 0 and time.monotonic() < deadline:
    time.sleep(0.05)
print(desk.folder.health().overflows, len(desk.look()), flush=True)
desk.folder.stop()
"""
LOOK_WITHOUT_WATCHES = """
import sys
from pathlib import Path
Path("/proc/sys/user/max_inotify_watches").write_text(sys.argv[3])
sys.path.insert(0, sys.argv[2])
from tests.edges.intake.desk import Desk

desk = Desk(Path(sys.argv[1]))
found = desk.settle()
desk.settle()
health = desk.folder.health()
print(len(found), health.hints, health.detail)
desk.folder.stop()
"""
HERE = Path(__file__).resolve().parents[2]


@pytest.mark.torture
def test_an_overflow_of_the_kernels_queue_is_counted_and_everything_is_found(
    tmp_path: Path,
) -> None:
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text(encoding="ascii"))
    root = tmp_path / "seeds"
    root.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", LOOK_AFTER_A_FREEZE, str(root), str(HERE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "frozen\n"
        process.send_signal(signal.SIGSTOP)
        count = limit // 2 + 2_000  # each file is an event when it is made and one when it closes
        for number in range(count):
            os.close(os.open(root / f"{number}.txt", os.O_CREAT | os.O_WRONLY, 0o644))
        process.send_signal(signal.SIGCONT)
        out, _ = process.communicate("go\n", timeout=100)

    overflows, found = map(int, out.split())
    assert overflows >= 1
    assert found == count


@pytest.mark.parametrize(("watches", "detail"), [("0", "watched folders"), ("3", "sub-folders")])
def test_without_watches_it_scans_and_says_which_limit_to_raise(
    tmp_path: Path, watches: str, detail: str
) -> None:
    for name in ("a/b/c/d.txt", "e.txt", "f/g.txt", "h/i.txt"):
        (tmp_path / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / name).write_text("A ship left port.", encoding="utf-8")

    arguments = [str(tmp_path / "seeds"), str(HERE), watches]

    looked = subprocess.run(
        ["unshare", "-Ur", sys.executable, "-c", LOOK_WITHOUT_WATCHES, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )

    if "unshare failed" in looked.stderr or "Permission denied" in looked.stderr:
        pytest.skip("needs user namespaces")
    found, hints, *said = looked.stdout.splitlines()[-1].split()
    assert (found, hints) == ("4", "False"), looked.stderr
    assert detail in " ".join(said)


def test_a_dead_notifier_thread_is_noticed_and_replaced(desk: Desk) -> None:
    desk.settle()
    notifier = desk.folder._notifier
    assert notifier is not None
    (emitter,) = notifier._observer.emitters  # type: ignore[union-attr]  # it was started
    emitter.stop()
    emitter.join()
    assert not desk.folder.health().hints

    desk.folder.check()
    desk.write("after.txt")

    assert "after.txt" in desk.look()
    assert desk.folder.health().hints


def test_an_error_in_the_observer_ends_its_thread_and_another_takes_its_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    died = threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda _: died.set())
    desk.settle()

    def fail(_: str) -> None:
        message = "out of luck"
        raise RuntimeError(message)

    monkeypatch.setattr(desk.folder._marks, "file", fail)
    desk.write("first.txt")
    assert died.wait(timeout=10.0)
    monkeypatch.undo()
    monkeypatch.setattr(threading, "excepthook", lambda _: None)

    desk.folder.check()

    assert "first.txt" in desk.look()
    assert desk.folder.health().reattached == 1


def test_without_descriptors_the_scan_is_skipped_reported_and_made_up_for(desk: Desk) -> None:
    desk.write("a.txt")
    desk.settle()
    desk.write("b.txt")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest_free = os.dup(0)
    os.close(lowest_free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest_free, hard))
    try:
        with capture_logs() as diary:
            assert desk.scan() == []
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    # watchdog's own thread may speak of its last moments into the same diary.
    ours = [entry["event"] for entry in diary if not entry["event"].startswith("InotifyEmitter")]
    assert ours == ["folder_cannot_be_looked_at"]
    assert desk.settle() == ["b.txt"]
    assert desk.folder.health().state == "ok"


def test_the_watches_that_the_kernel_keeps_are_counted(desk: Desk) -> None:
    (desk.root / "a" / "b").mkdir(parents=True)
    before = count_watches() or 0

    desk.scan()

    assert count_watches() == before + 3
