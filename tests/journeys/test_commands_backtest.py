"""`test --since` tries a topic file on the articles of the log before it is taken into use."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.commands import Here
from tests.factories import a_house
from watcher.cli.backtests import in_columns

CONFIG = """\
topics = "topics"
[intake]
folder = "../seeds"
[log]
path = "../var/watcher.db"
[channels.files]
kind = "folder"
path = "../var/digests"
[subscriptions.desk]
topics = ["*"]
channels = ["files"]
schedule = "immediate"
[subscriptions.bakery]
topics = ["bread"]
channels = ["files"]
schedule = "immediate"
"""
DAM = 'name = "The dam"\nterms = ["Elmford dam"]\n'
WIDER = 'name = "The dam"\nterms = ["Elmford dam", "Kellbrook line"]\n'
BREAD = 'name = "Bread"\nterms = ["rye bread"]\n'
CRACK = "Crack\n\nThe Elmford dam has a crack, engineers said.\n"
STRIKE = "Strike\n\nDrivers of the Kellbrook line will strike on Monday, their union said.\n"


@pytest.fixture
def watcher(capfd: pytest.CaptureFixture[str]) -> Here:
    return Here(capfd)


@pytest.fixture
def house(watcher: Here, tmp_path: Path) -> Path:
    a_house(tmp_path, config=CONFIG, topics={"dam": DAM, "bread": BREAD})
    for name, text in (("a.txt", CRACK), ("b.txt", STRIKE)):
        (tmp_path / "seeds" / name).write_text(text)
    watcher("ingest", "seeds/a.txt", "seeds/b.txt", cwd=tmp_path)
    return tmp_path


def test_an_edited_topic_file_says_what_it_would_add_and_leaves_the_log_alone(
    watcher: Here, house: Path
) -> None:
    (house / "config" / "topics" / "dam.toml").write_text(WIDER)
    before = watcher("events", "--format", "jsonl", cwd=house).out
    files = sorted(path.name for path in (house / "var").iterdir())

    said = watcher("test", "--since", "1d", "--topic", "dam", cwd=house)

    assert (said.status, said.err) == (0, "")
    for words in (
        "dam: its file as it stands now, on 2 articles of the log since ",
        "the log has another definition in force",
        '+ "Drivers of the Kellbrook line will strike on Monday, their union said."',
        "in the log: does not count",
        "lost: 0",
        "desk: 1 digest with this topic alone (0 issued by the log that tell of it)",
    ):
        assert words in said.out
    assert "bakery" not in said.out
    assert watcher("events", "--format", "jsonl", cwd=house).out == before
    assert sorted(path.name for path in (house / "var").iterdir()) == files


def test_the_counts_stand_below_each_other_however_long_they_are() -> None:
    long = "12 (1 background, 2 corroborated, 1 outdated, 8 repeat)"
    head, counts = in_columns([("", "this file", "the log"), ("known", long, "9 (9 repeat)")])
    assert f"{long}  9 (9 repeat)" in counts
    assert head.index("the log") == counts.index("9 (9 repeat)")


def test_a_back_test_is_printed_for_machines_too(watcher: Here, house: Path) -> None:
    (house / "config" / "topics" / "dam.toml").write_text(WIDER)
    asked = ("test", "--since", "2020-01-01", "--topic", "dam", "--format")

    (one,) = json.loads(watcher(*asked, "json", cwd=house).out)
    line = json.loads(watcher(*asked, "jsonl", cwd=house).out)
    rows = list(csv.DictReader(io.StringIO(watcher(*asked, "csv", cwd=house).out)))

    assert one == line
    assert (one["topic"], one["articles"], one["is_same_definition"]) == ("dam", 2, False)
    assert [row["quote"] for row in rows] == [row["quote"] for row in one["sentences"]]
    assert {row["compared"] for row in rows} == {"same", "added"}
    assert one["subscriptions"][0]["digests"][0]["changes"] == sum(one["changes"].values())


def test_without_a_log_a_back_test_finds_no_articles_and_creates_nothing(
    watcher: Here, tmp_path: Path
) -> None:
    a_house(tmp_path, config=CONFIG, topics={"dam": DAM, "bread": BREAD})

    answer = watcher("test", "--since", "30d", cwd=tmp_path)

    assert answer.status == 0
    assert "0 articles of the log" in answer.out
    assert list((tmp_path / "var").iterdir()) == []


@pytest.mark.parametrize("words", [(), ("--topic", "dam"), ("--since", "1d", "seeds/a.txt")])
def test_files_and_a_range_of_the_log_are_two_things(
    watcher: Here, house: Path, words: tuple[str, ...]
) -> None:
    assert watcher("test", *words, cwd=house).ended == (2, 1)
