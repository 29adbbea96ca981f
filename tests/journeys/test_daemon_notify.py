"""The service manager hears what sd_notify(3) says, and is heard by nobody without one."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from watcher.daemon.notify import ServiceManager


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(5.0)
        yield listening


def told_to(manager: socket.socket, **environ: str) -> ServiceManager:
    return ServiceManager({"NOTIFY_SOCKET": manager.getsockname(), **environ}, pid=7)


def heard(manager: socket.socket) -> list[str]:
    return manager.recv(4096).decode().split("\n")


def test_each_word_is_the_one_that_the_protocol_knows(manager: socket.socket) -> None:
    to_manager = told_to(manager)

    to_manager.ready("3 topics")
    to_manager.reloading(at=1.5)
    to_manager.status("a\nb")
    to_manager.stopping()

    assert heard(manager) == ["READY=1", "STATUS=3 topics"]
    assert heard(manager) == ["RELOADING=1", "MONOTONIC_USEC=1500000"]
    assert heard(manager) == ["STATUS=a b"]
    assert heard(manager) == ["STOPPING=1", "STATUS=stopping"]


def test_signs_of_life_come_four_times_as_often_as_they_are_wanted(manager: socket.socket) -> None:
    to_manager = told_to(manager, WATCHDOG_USEC="8000000", WATCHDOG_PID="7")

    for at in (0.0, 0.1, 1.9, 2.0, 2.1, 4.5):
        to_manager.alive(at=at)

    manager.setblocking(False)
    assert [heard(manager) for _ in range(3)] == [["WATCHDOG=1"]] * 3
    with pytest.raises(BlockingIOError):
        manager.recv(4096)


@pytest.mark.parametrize(
    "environ", [{}, {"WATCHDOG_USEC": "soon"}, {"WATCHDOG_USEC": "9000000", "WATCHDOG_PID": "8"}]
)
def test_no_sign_of_life_is_given_where_none_is_wanted(
    manager: socket.socket, environ: dict[str, str]
) -> None:
    to_manager = told_to(manager, **environ)

    to_manager.alive(at=0.0)
    to_manager.status("end")

    assert to_manager.heartbeat_seconds is None
    assert heard(manager) == ["STATUS=end"]


def test_an_address_without_a_name_in_the_file_system_is_understood() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("")  # the kernel chooses an abstract one
        listening.settimeout(5.0)
        name = "@" + listening.getsockname()[1:].decode()

        ServiceManager({"NOTIFY_SOCKET": name}, pid=7).ready("up")

        assert listening.recv(4096).startswith(b"READY=1")


@pytest.mark.parametrize("environ", [{}, {"NOTIFY_SOCKET": "/no/such/socket"}])
def test_without_a_manager_nothing_happens(environ: dict[str, str]) -> None:
    ServiceManager(environ, pid=7).ready("up")
