"""The diary says what happened, in one line, and nothing that is told of can break out of it."""

import io
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from watcher import diagnostics


class Terminal(io.StringIO):
    def isatty(self) -> bool:  # type: ignore[explicit-override]  # typing.override is of 3.12
        return True


@pytest.fixture(autouse=True)
def _leave_no_trace() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:], level = before[0], before[1]
    root.setLevel(level)


def told(**about: object) -> dict[str, Any]:
    out = io.StringIO()
    diagnostics.set_up(out)
    structlog.get_logger().info("file_taken_in", **about)
    (line,) = out.getvalue().splitlines()
    entry: dict[str, Any] = json.loads(line)
    return entry


def test_an_entry_for_a_journal_is_one_object_of_json() -> None:
    entry = told(path="a.txt", changed=3)

    assert entry["event"] == "file_taken_in"
    assert entry["level"] == "info"
    assert (entry["path"], entry["changed"]) == ("a.txt", 3)
    assert entry["at"].endswith("Z")


def test_a_diary_that_cannot_be_written_is_no_reason_to_stop() -> None:
    with Path("/dev/full").open("w", encoding="utf-8", buffering=1) as full:
        diagnostics.set_up(full)

        structlog.get_logger().info("file_taken_in", path="a.txt")

        os.dup2(os.open(os.devnull, os.O_WRONLY), full.fileno())  # what is left goes nowhere


def test_an_entry_for_a_terminal_is_one_line_to_be_read() -> None:
    out = Terminal()
    diagnostics.set_up(out)

    structlog.get_logger().warning("left_alone", path="a b.txt", kind="link")

    line = out.getvalue()
    assert line.count("\n") == 1
    assert line[8:].rstrip() == ' warning left alone  path="a b.txt" kind=link'


def test_on_a_terminal_ids_are_cut_and_what_is_empty_is_left_out() -> None:
    out = Terminal()
    diagnostics.set_up(out)

    structlog.get_logger().info("topics_defined", added=["dam", "ferry"], retired=[], moved=0)
    structlog.get_logger().info("article_received", article_id="0123456789abcdef" * 4)

    first, second = out.getvalue().splitlines()
    assert first.endswith("topics defined  added=dam,ferry moved=0")
    assert second.endswith("article received  article_id=01234567")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\nb\r\tc", "a\\x0ab\\x0d\\x09c"),
        ("\x1b[31mred\x1b]0;title\x07", "\\x1b[31mred\\x1b]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),
        (os.fsdecode(b"caf\xe9.txt"), "caf\\xe9.txt"),
        ("half \ud800 of one", "half \\ud800 of one"),
        ("gpj.\u202etxt", "gpj.\\u202etxt"),
        ("one\u2028two", "one\\u2028two"),
        ("Київ — ёж 👩\u200d🚒", "Київ — ёж 👩\u200d🚒"),
    ],
)
@pytest.mark.parametrize("terminal", [True, False])
def test_nothing_that_is_told_of_can_break_out_of_its_line(
    given: str, shown: str, terminal: bool
) -> None:
    out = Terminal() if terminal else io.StringIO()
    diagnostics.set_up(out)

    structlog.get_logger().info("file_taken_in", path=given, inner={"names": [given]})

    assert out.getvalue().count("\n") == 1
    assert "\x1b" not in out.getvalue()
    assert out.getvalue().encode("utf-8")
    if not terminal:
        entry = json.loads(out.getvalue())
        assert entry["path"] == entry["inner"]["names"][0] == shown


def test_a_secret_is_hidden_wherever_it_is_named() -> None:
    entry = told(
        password="hunter2", channel={"smtp_password": "hunter2", "user": "desk"}, ApiToken="x"
    )

    assert "hunter2" not in json.dumps(entry)
    assert entry["channel"] == {"smtp_password": "(hidden)", "user": "desk"}
    assert entry["ApiToken"] == "(hidden)"


def test_an_error_is_told_by_its_kind_and_words(tmp_path: Path) -> None:
    assert told(error=OSError("no\nroom"))["error"] == "OSError: no\\x0aroom"
    assert told(path=tmp_path)["path"] == str(tmp_path)


def test_an_unforeseen_error_is_told_with_the_way_to_it_on_one_line() -> None:
    out = io.StringIO()
    diagnostics.set_up(out)

    try:
        int("no number\n")
    except ValueError:
        structlog.get_logger().exception("file_set_aside")

    (line,) = out.getvalue().splitlines()
    entry = json.loads(line)
    assert entry["error"].startswith("ValueError: invalid literal")
    assert "test_diagnostics.py" in entry["trace"][-1]


def test_what_is_no_number_is_still_json() -> None:
    assert told(share=float("nan"))["share"] == "nan"


def test_a_text_without_end_is_cut() -> None:
    assert len(told(title="x" * 100_000)["title"]) == 2_000


def test_warnings_of_libraries_go_into_the_diary() -> None:
    out = io.StringIO()
    diagnostics.set_up(out)

    logging.getLogger("some.library").info("too quiet to tell")
    logging.getLogger("some.library").warning("the %s is gone", "folder\x1b")

    entry = json.loads(out.getvalue())
    assert entry["library"] == "some.library"
    assert entry["event"] == "the folder\\x1b is gone"
    assert entry["level"] == "warning"


def test_a_journal_gets_the_priority_of_each_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "journal").open("w+", encoding="utf-8") as journal:
        status = os.fstat(journal.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{status.st_dev}:{status.st_ino}")
        diagnostics.set_up(journal)

        structlog.get_logger().error("folder_missing")

        journal.seek(0)
        assert journal.read().startswith('<3>{"')
