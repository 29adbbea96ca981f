"""How commands end, by a real process: exit statuses, single lines, broken pipes."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from tests.commands import Here, in_a_process
from tests.factories import NOON, a_change, a_definition, a_house
from watcher.events import Entry, TopicDefined
from watcher.log.append import Log
from watcher.log.marker import marker_path

DAM = TopicDefined(topic="dam", revision=1, definition=a_definition("dam", "reservoir"))
MANY = 3000

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration and a log of some thousand events."""
    root = tmp_path_factory.mktemp("house")
    a_house(root)
    with Log.open(root / "var" / "watcher.db", now=NOON) as log:
        record(
            log, DAM, *(a_change(f"The dam broke in {number} places.") for number in range(MANY))
        )
    return root


def record(log: Log, *events: Any) -> None:
    with log.transaction(at=NOON) as transaction:
        transaction.append([Entry(stream="topic/dam", events=events)])


@pytest.fixture
def watcher(capfd: pytest.CaptureFixture[str]) -> Here:
    return Here(capfd)


def test_config_may_stand_before_or_after_the_command(
    watcher: Here, house: Path, tmp_path: Path
) -> None:
    config = str(house / "config" / "watcher.toml")

    before = watcher("--config", config, "topics", "--format", "csv", cwd=tmp_path)
    after = watcher("topics", "--format", "csv", f"--config={config}", cwd=tmp_path)

    assert (before.ended, after.ended) == ((0, 0), (0, 0))
    assert before.out == after.out
    assert "The dam" in before.out


def test_without_a_configuration_the_status_is_78_and_init_is_named(tmp_path: Path) -> None:
    answer = in_a_process("events", cwd=tmp_path, HOME=str(tmp_path), XDG_CONFIG_HOME="")

    assert answer.ended == (78, 1)
    assert "watcher init" in answer.err


def test_a_broken_configuration_is_78_and_check_names_every_mistake(
    watcher: Here, tmp_path: Path
) -> None:
    config = a_house(tmp_path)
    config.write_text('topics = "topics"\n[intake]\nfolders = "x"\nsettle_seconds = "long"\n')

    assert watcher("events", cwd=tmp_path).ended == (78, 1)
    check = watcher("check", cwd=tmp_path)
    assert check.ended == (78, 2)
    assert "watcher.toml:3: intake.folders" in check.err


def test_a_password_file_that_is_missing_is_78_and_nothing_starts(
    watcher: Here, tmp_path: Path
) -> None:
    config = a_house(tmp_path)
    mail = 'from = "w@example.org"\nto = ["desk@example.org"]\nuser = "w"\npassword_file = "pw"\n'
    with config.open("a") as file:
        file.write(f'[channels.mail]\nkind = "smtp"\n{mail}')

    run, check = (watcher(*words, cwd=tmp_path) for words in (("run", "--once"), ("check",)))

    assert (run.ended, check.ended) == ((78, 1), (78, 1))
    assert "channels.mail.password_file" in run.err
    assert list((tmp_path / "var").iterdir()) == []


def test_check_says_what_a_valid_configuration_would_do(watcher: Here, house: Path) -> None:
    answer = watcher("check", cwd=house)

    assert answer.ended == (0, 0)
    assert "dam: The dam" in answer.out
    assert "sends nothing" in answer.out


def test_a_broken_topic_file_is_reported_by_the_status(watcher: Here, tmp_path: Path) -> None:
    config = a_house(tmp_path)
    (config.parent / "topics" / "dam.toml").write_text('name = "The dam"\nterms = 3\n')

    status = watcher("status", cwd=tmp_path)

    assert status.ended == (0, 0)
    assert "dam.toml:2: terms: expected a list" in status.out


def test_without_a_log_questions_answer_as_from_an_empty_one_and_create_nothing(
    watcher: Here,
    tmp_path: Path,
) -> None:
    a_house(tmp_path)

    listing = watcher("events", "--format", "jsonl", cwd=tmp_path)
    found = watcher("events", "--search", "dam", "--format", "json", cwd=tmp_path)
    status = watcher("status", "--format", "json", cwd=tmp_path)

    rebuild = watcher("rebuild", cwd=tmp_path)
    backup = watcher("backup", "copy.db", cwd=tmp_path)

    assert [answer.ended for answer in (listing, found, status, rebuild)] == [(0, 0)] * 4
    assert backup.ended == (1, 1)
    assert (listing.out, found.out) == ("", "[]\n")
    assert json.loads(status.out)["log"]["position"] == 0
    assert list((tmp_path / "var").iterdir()) == []


def test_a_log_that_is_gone_although_a_marker_says_it_was_there_is_78(
    watcher: Here, tmp_path: Path
) -> None:
    a_house(tmp_path)
    path = tmp_path / "var" / "watcher.db"
    with Log.open(path, now=NOON) as log:
        record(log, DAM)
    for file in path.parent.glob("watcher.db*"):
        if file != marker_path(path):
            file.unlink()

    answer = watcher("events", cwd=tmp_path)

    assert answer.ended == (78, 1)
    assert "is gone" in answer.err


def test_beside_one_who_writes_questions_are_answered_and_writing_is_75(
    watcher: Here, tmp_path: Path
) -> None:
    a_house(tmp_path)
    with Log.open(tmp_path / "var" / "watcher.db", now=NOON) as log:
        record(log, DAM, a_change())

        rebuild = in_a_process("rebuild", cwd=tmp_path)
        ingest = watcher("ingest", str(tmp_path / "seeds"), cwd=tmp_path)
        topics = watcher("topics", "--format", "jsonl", cwd=tmp_path)

    assert (rebuild.ended, ingest.ended) == ((75, 1), (75, 1))
    assert str(os.getpid()) in rebuild.err
    assert json.loads(topics.out)["changes"] == 1


def test_a_view_that_differs_makes_verify_end_with_1_and_a_rebuild_mends_it(
    watcher: Here,
    tmp_path: Path,
) -> None:
    a_house(tmp_path)
    path = tmp_path / "var" / "watcher.db"
    with Log.open(path, now=NOON) as log:
        record(log, DAM, a_change())
    assert watcher("rebuild", cwd=tmp_path).ended == (0, 0)
    assert watcher("verify", cwd=tmp_path).ended == (0, 0)
    with Log.open(path, now=NOON) as log, log.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE view_topics SET changes = 41")

    broken = watcher("verify", cwd=tmp_path)
    watcher("rebuild", cwd=tmp_path)

    assert broken.ended == (1, 1)
    assert "view topics" in broken.err
    assert watcher("verify", cwd=tmp_path).ended == (0, 0)


def test_a_damaged_log_makes_verify_end_with_78_and_name_the_position(
    watcher: Here, tmp_path: Path
) -> None:
    a_house(tmp_path)
    path = tmp_path / "var" / "watcher.db"
    with Log.open(path, now=NOON) as log:
        record(log, DAM, a_change("The dam broke at noon sharp."))
    content = path.read_bytes()
    assert b"noon sharp" in content
    path.write_bytes(content.replace(b"noon sharp", b"dusk sharp"))

    answer = watcher("verify", cwd=tmp_path)

    assert answer.ended == (78, 1)
    assert "position 2" in answer.err


def test_a_copy_comes_back(watcher: Here, tmp_path: Path) -> None:
    a_house(tmp_path)
    path = tmp_path / "var" / "watcher.db"
    with Log.open(path, now=NOON) as log:
        record(log, DAM)
    backup = watcher("backup", "copy.db", cwd=tmp_path)
    with Log.open(path, now=NOON) as log:
        record(log, a_change())

    restore = watcher("restore", "copy.db", cwd=tmp_path)
    events = watcher("events", "--format", "jsonl", cwd=tmp_path)

    assert (backup.ended, restore.ended) == ((0, 0), (0, 0))
    assert [json.loads(line)["position"] for line in events.out.splitlines()] == [1]


def test_a_file_that_is_not_there_is_1(tmp_path: Path) -> None:
    a_house(tmp_path)

    assert in_a_process("restore", "nothing.db", cwd=tmp_path).ended == (1, 1)


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_a_reader_who_goes_away_is_no_error(form: str, house: Path) -> None:
    command = f"{sys.executable} -m watcher events --format {form} | head -n 2"

    answer = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=house,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.count("\n") == 2


def test_a_disk_that_is_full_under_the_output_is_74(house: Path) -> None:
    with Path("/dev/full").open("w") as full:
        answer = subprocess.run(
            [sys.executable, "-m", "watcher", "topics"],
            cwd=house,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )

    assert answer.returncode == 74
    assert "No space left" in answer.stderr
    assert "Traceback" not in answer.stderr


def following(house: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "watcher", "events", "--follow", "--format", "jsonl", *words],
        cwd=house,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def read_line(stream: IO[str] | None) -> str:
    """Read a line, or fail when none comes within half a minute."""
    assert stream is not None
    found: list[str] = []
    reader = threading.Thread(target=lambda: found.append(stream.readline()), daemon=True)
    reader.start()
    reader.join(30)
    assert found, "no line came"
    return found[0]


def test_following_shows_what_is_there_and_then_what_comes(tmp_path: Path) -> None:
    a_house(tmp_path)
    process = following(tmp_path)
    try:
        with Log.open(tmp_path / "var" / "watcher.db", now=NOON) as log:
            record(log, DAM)
            assert json.loads(read_line(process.stdout))["position"] == 1
            record(log, a_change("The dam broke."))
            assert json.loads(read_line(process.stdout))["data"]["quote"] == "The dam broke."
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()

    assert (process.returncode, errors) == (0, "")
