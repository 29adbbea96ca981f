"""Whoever may write the log may speak with the daemon; it answers between two steps."""

import socket
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from watcher.control import NoDaemonError, RefusedError, address, ask, socket_path
from watcher.daemon.desk import CannotAnswerError, Desk
from watcher.daemon.waking import Waking


class Office:
    """A desk that is open, and a thread that does what the loop does."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.waking = Waking()
        self.desk = Desk(log, waking=self.waking)
        self.desk.offer("ping", lambda _: "here")
        self.desk.offer("add", lambda request: request["a"] + request["b"])
        self.desk.offer("mark", self._refuse)
        self.desk.offer("fail", lambda request: request["nothing"])
        self.desk.open()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._done.set()
        self.waking.wake()
        self._thread.join()
        self.desk.close()
        self.waking.close()

    def _refuse(self, request: Any) -> None:
        message = f"there is no event {request['event']}"
        raise CannotAnswerError(message)

    def _serve(self) -> None:
        while not self._done.is_set():
            self.waking.wait(10.0)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path / "watcher.db")
    yield office
    office.close()


def test_a_request_is_answered(office: Office) -> None:
    assert ask(office.log, {"ask": "ping"}) == "here"
    assert ask(office.log, {"ask": "add", "a": 2, "b": 40}) == 42


def test_what_cannot_be_done_is_said_to_who_asked(office: Office) -> None:
    with pytest.raises(RefusedError, match="there is no event 12ab"):
        ask(office.log, {"ask": "mark", "event": "12ab"})
    with pytest.raises(RefusedError, match="not understood"):
        ask(office.log, {"ask": "unheard-of"})


def test_a_request_that_fails_ends_neither_the_loop_nor_the_next_request(office: Office) -> None:
    with capture_logs() as diary, pytest.raises(RefusedError, match="KeyError"):
        ask(office.log, {"ask": "fail"})

    assert ask(office.log, {"ask": "ping"}) == "here"
    assert [entry["event"] for entry in diary] == ["request_failed"]


@pytest.mark.parametrize("noise", [b"\n", b"{}\n", b"[1]\n", b"\xff\xfe\n", b'{"ask": []}\n'])
def test_noise_is_answered_as_noise(office: Office, noise: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as line, address(socket_path(office.log)) as name:
        line.connect(name)
        line.sendall(noise)
        assert b"not understood" in line.recv(4096)


def test_callers_who_say_nothing_do_not_keep_others_out(office: Office) -> None:
    silent = [socket.socket(socket.AF_UNIX) for _ in range(20)]
    try:
        for line in silent:
            with address(socket_path(office.log)) as name:
                line.connect(name)

        assert ask(office.log, {"ask": "ping"}) == "here"
    finally:
        for line in silent:
            line.close()


def test_only_the_owner_may_speak(office: Office) -> None:
    mode = socket_path(office.log).stat().st_mode

    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o600


def test_nobody_answers_where_no_daemon_is(tmp_path: Path) -> None:
    with pytest.raises(NoDaemonError):
        ask(tmp_path / "watcher.db", {"ask": "ping"})
    with pytest.raises(NoDaemonError):
        ask(tmp_path / "no" / "folder" / "watcher.db", {"ask": "ping"})


def test_a_stale_socket_is_replaced_and_none_is_left_behind(tmp_path: Path) -> None:
    log = tmp_path / "watcher.db"
    with socket.socket(socket.AF_UNIX) as dead, address(socket_path(log)) as name:
        dead.bind(name)
    with pytest.raises(NoDaemonError):
        ask(log, {"ask": "ping"})

    office = Office(log)
    try:
        assert ask(log, {"ask": "ping"}) == "here"
    finally:
        office.close()

    assert not socket_path(log).exists()


def test_a_file_that_is_no_socket_is_not_removed(tmp_path: Path) -> None:
    log = tmp_path / "watcher.db"
    socket_path(log).write_text("mine", encoding="utf-8")
    waking = Waking()

    with pytest.raises(OSError, match="in use"):
        Desk(log, waking=waking).open()

    waking.close()
    assert socket_path(log).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["watcher.db", "n" * 240 + ".db"])
def test_a_path_longer_than_an_address_may_be_works(tmp_path: Path, name: str) -> None:
    folder = tmp_path / ("f" * 120) / ("g" * 120)
    folder.mkdir(parents=True)

    office = Office(folder / name)
    try:
        assert ask(folder / name, {"ask": "ping"}) == "here"
    finally:
        office.close()


def test_who_waits_too_long_is_told_so(tmp_path: Path) -> None:
    log = tmp_path / "watcher.db"
    with socket.socket(socket.AF_UNIX) as deaf:
        with address(socket_path(log)) as name:
            deaf.bind(name)
        deaf.listen()

        with pytest.raises(TimeoutError):
            ask(log, {"ask": "ping"}, timeout_seconds=0.05)
