"""Articles go in by `ingest`, and `test` says beforehand what will come of it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Answer, Here, in_a_process
from tests.factories import a_house

FIRST = "Dam breaks\n\nAt least 19 people were killed when the Elmford dam broke, police said.\n"
SECOND = (
    "Dam toll rises\n\nAt least 25 people were killed when the Elmford dam broke, police said.\n"
)
OTHER = "Rail strike ends\n\nDrivers of the Kellbrook line went back; the reservoir is low.\n"
CONFIG_WITH_FILES = """\
topics = "topics"
[intake]
folder = "../seeds"
settle_seconds = 0.05
[log]
path = "../var/watcher.db"
[channels.files]
kind = "folder"
path = "../var/digests"
[subscriptions.desk]
topics = ["*"]
channels = ["files"]
schedule = "immediate"
"""


@pytest.fixture
def watcher(capfd: pytest.CaptureFixture[str]) -> Here:
    return Here(capfd)


def seed(house: Path, name: str, text: str, *, age: int = 0) -> Path:
    path = house / "seeds" / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_763_600_000 - age, 1_763_600_000 - age))
    return path


def lines(answer: Answer) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.out.splitlines()]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    a_house(tmp_path)
    return tmp_path


def test_a_folder_is_taken_in_by_file_time_and_each_file_has_a_line(
    watcher: Here, house: Path
) -> None:
    seed(house, "a.txt", OTHER, age=0)
    seed(house, "z.txt", FIRST, age=60)

    answer = watcher("ingest", "seeds", "--format", "jsonl", cwd=house)

    taken = lines(answer)
    assert (answer.status, answer.err) == (0, "")
    assert [(one["path"], one["result"]) for one in taken] == [
        ("z.txt", "received"),
        ("a.txt", "received"),
    ]
    assert all(one["changed"] for one in taken)


def test_files_are_taken_in_in_the_order_given(watcher: Here, house: Path) -> None:
    seed(house, "a.txt", OTHER, age=60)
    seed(house, "z.txt", FIRST, age=0)

    answer = watcher("ingest", "seeds/z.txt", "seeds/a.txt", cwd=house)

    first, second = answer.out.splitlines()
    assert first.startswith("received  z.txt:")
    assert second.startswith("received  a.txt:")


def test_a_copy_and_a_rejected_file_are_no_failure_and_a_missing_one_is(
    watcher: Here, house: Path
) -> None:
    seed(house, "a.txt", FIRST)
    seed(house, "b.txt", FIRST)
    seed(house, "c.exe", "MZ")

    fine = watcher(
        "ingest", "seeds/a.txt", "seeds/b.txt", "seeds/c.exe", "--format", "csv", cwd=house
    )
    failed = watcher("ingest", "seeds/a.txt", "seeds/nothing.txt", cwd=house)

    rows = list(csv.DictReader(io.StringIO(fine.out)))
    assert [row["result"] for row in rows] == ["received", "copy", "rejected"]
    assert fine.status == 0
    assert (failed.status, failed.err.count("\n")) == (1, 1)
    assert "nothing.txt" in failed.err


def test_files_are_taken_in_even_when_nobody_reads_the_answer(watcher: Here, house: Path) -> None:
    for number in range(3):
        seed(house, f"{number}.txt", FIRST.replace("Elmford", f"Elmford-{number}"))
    reading, writing = os.pipe()
    os.close(reading)

    ended = subprocess.run(
        [sys.executable, "-m", "watcher", "ingest", "seeds"],
        cwd=house,
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=90,
        check=False,
    )
    os.close(writing)

    received = watcher("events", "--type", "article-received", "--format", "jsonl", cwd=house)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert len(lines(received)) == 3


def test_a_dry_run_prints_what_the_real_one_then_writes_and_writes_nothing(
    watcher: Here, house: Path
) -> None:
    seed(house, "a.txt", FIRST)
    watcher("ingest", "seeds/a.txt", cwd=house)
    before = watcher("events", "--format", "jsonl", cwd=house).out
    seed(house, "b.txt", SECOND)

    tried = lines(watcher("test", "seeds/b.txt", "--format", "jsonl", cwd=house))

    assert watcher("events", "--format", "jsonl", cwd=house).out == before
    watcher("ingest", "seeds/b.txt", cwd=house)
    after = lines(watcher("events", "--format", "jsonl", cwd=house))[before.count("\n") :]
    volatile = ("recorded_at", "hash")
    for event in (*tried, *after):
        for field in volatile:
            del event[field]
    assert tried == after
    assert [event["data"]["kind"] for event in tried if event["type"] == "topic-changed"] == [
        "figure"
    ]


def test_a_dry_run_without_a_log_judges_as_an_empty_one_and_creates_nothing(
    watcher: Here, house: Path
) -> None:
    seed(house, "a.txt", FIRST)

    answer = watcher("test", "--topic", "dam", "seeds/a.txt", "--format", "jsonl", cwd=house)

    types = {event["type"] for event in lines(answer)}
    assert answer.status == 0
    assert types >= {"article-received", "topic-changed"}
    assert list((house / "var").iterdir()) == []


def test_why_not_says_of_every_sentence_what_it_came_to(watcher: Here, house: Path) -> None:
    seed(house, "a.txt", FIRST + "\nThe bakery on Mill Lane sells rye bread.\n")

    answer = watcher("why-not", "seeds/a.txt", "--format", "jsonl", cwd=house)

    found = {line["quote"]: line["outcome"] for line in lines(answer)}
    assert found["The bakery on Mill Lane sells rye bread."] == "off-topic"
    assert "told" in found.values()
    assert list((house / "var").iterdir()) == []


def test_what_ingest_took_in_is_told_by_the_first_run(watcher: Here, tmp_path: Path) -> None:
    a_house(tmp_path, config=CONFIG_WITH_FILES)
    seed(tmp_path, "a.txt", FIRST)
    watcher("ingest", "seeds", cwd=tmp_path)

    preview = watcher("digest", "--format", "json", cwd=tmp_path)
    # in a process of its own, since the daemon takes signals and the diary for itself
    ran = in_a_process("run", "--once", cwd=tmp_path)
    nothing = watcher("digest", cwd=tmp_path)

    told = json.loads(preview.out)
    (written,) = (tmp_path / "var" / "digests").glob("*.json")
    assert ran.status == 0
    assert json.loads(written.read_text())["items"] == told["items"]
    assert (nothing.status, nothing.out) == (0, "")
    assert "nothing new" in nothing.err


def test_a_starter_is_written_once_and_is_valid(watcher: Here, tmp_path: Path) -> None:
    first = watcher("init", "desk", cwd=tmp_path)
    check = watcher("check", "--config", "desk/config/watcher.toml", cwd=tmp_path)
    again = watcher("init", "desk", cwd=tmp_path)

    assert (first.status, check.status, again.status) == (0, 0, 1)
    assert (tmp_path / "desk" / "seeds").is_dir()
    assert "is there already" in again.err


def test_the_timeline_gives_days_and_sentences(watcher: Here, house: Path) -> None:
    seed(house, "a.txt", FIRST)
    watcher("ingest", "seeds", cwd=house)

    answer = watcher(
        "timeline", "dam", "--days", "1", "--per-day", "1", "--format", "json", cwd=house
    )

    told = json.loads(answer.out)
    assert told["topic"] == "dam"
    assert [len(day["items"]) for day in told["days"]] == [1]


def test_every_object_stands_on_one_line_whatever_the_reader_takes_for_a_line_end(
    watcher: Here, house: Path
) -> None:
    seed(house, "a.txt", "The dam\u2028broke near\u2029Elmford, police said on Monday.\n")
    watcher("ingest", "seeds", cwd=house)

    printed = watcher("events", "--format", "jsonl", cwd=house)

    assert any("\u2028" in row["data"].get("quote", "") for row in lines(printed))
    assert len(lines(printed)) == printed.out.count("\n")


def test_a_preview_of_nothing_is_null_in_json(watcher: Here, tmp_path: Path) -> None:
    a_house(tmp_path, config=CONFIG_WITH_FILES)

    preview = watcher("digest", "--format", "json", cwd=tmp_path)

    assert preview.ended == (0, 1)
    assert json.loads(preview.out) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "The \u202edam\u202c broke \u2067near\u2069 Elmford\ufeff, police said.\n"),
        (
            "a.html",
            (
                "<article><h1>Elmford</h1><p>The &#x202e;dam&#x202c; broke near Elmford on Monday"
                " after a week of heavy rain in the hills, police said.</p></article>"
            ),
        ),
        ("a.json", '{"text": "The \\u202edam\\u200f broke near Elmford, police said."}'),
    ],
)
def test_a_quote_with_marks_of_direction_stands_whole_in_every_form(
    name: str, content: str, watcher: Here, tmp_path: Path
) -> None:
    a_house(tmp_path, config=CONFIG_WITH_FILES)
    seed(tmp_path, name, content)
    watcher("ingest", "seeds", cwd=tmp_path)

    events = watcher("events", "--format", "jsonl", cwd=tmp_path)
    forms = [watcher("digest", "--format", form, cwd=tmp_path).out for form in ("txt", "json")]

    quotes = [row["data"]["quote"] for row in lines(events) if row["type"] == "topic-changed"]
    assert len(quotes) == 1
    assert all(" ".join(quotes[0].split()) in " ".join(form.split()) for form in forms)
