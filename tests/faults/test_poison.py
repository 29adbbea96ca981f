"""A file that kills whoever reads it is rejected once, and nothing near it is."""

import json
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.factories import a_house
from tests.faults import town
from tests.faults.outcome import check_log, events
from tests.faults.warm import Warm
from watcher.ingest import TRIES
from watcher.log.read import Reader

CONFIG = """
topics = "topics"
[intake]
folder = "../seeds"
settle_seconds = 0
[log]
path = "../var/watcher.db"
"""


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    with Warm() as warm:
        yield warm


@pytest.fixture
def house(tmp_path: Path) -> Path:
    a_house(tmp_path, config=CONFIG)
    for number in range(4):
        story = f"Report {number}\n\nThe dam of district {number} is dry, an engineer said.\n"
        town.drop(tmp_path, f"{2 * number}.txt", story.encode(), at=1_741_000_000 + 2 * number)
    return tmp_path


def outcomes(house: Path) -> dict[str, dict[str, Any]]:
    """Give what became of each file; a file for which there are two events is an error."""
    found = events(house)
    check_log(house, found)
    told = [each for each in found if each["stream"].startswith("article/")]
    assert len({each["data"]["path"] for each in told}) == len(told)
    return {each["data"]["path"]: each for each in told}


def check_neighbours(house: Path, *, poison: str) -> None:
    for path, event in outcomes(house).items():
        assert event["type"] == ("article-rejected" if path == poison else "article-received")


def test_a_file_that_kills_the_child_is_rejected_at_once(warm: Warm, house: Path) -> None:
    town.drop(house, "3.txt", b"A story\n\nThe dam: POISON-FOR-THE-READER.\n", at=1_741_000_003)

    assert warm(house, "run", "--once") == 0

    check_neighbours(house, poison="3.txt")
    rejected = outcomes(house)["3.txt"]["data"]
    assert (rejected["reason"], rejected["detail"]) == ("crashed", "ended by SIGSEGV")
    assert warm(house, "run", "--once") == 0
    assert len(outcomes(house)) == 5


def test_a_line_that_kills_the_child_is_rejected_and_the_others_of_its_archive_are_not(
    warm: Warm, house: Path
) -> None:
    texts = ["The dam is dry.", "The dam: POISON-FOR-THE-READER.", "The dam is full."]
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    town.drop(house, "3.jsonl", lines.encode(), at=1_741_000_003)

    assert warm(house, "run", "--once") == 0

    check_neighbours(house, poison="3.jsonl#2")
    assert len(outcomes(house)) == 7


@pytest.mark.parametrize(
    "number", [3, *(pytest.param(end, marks=pytest.mark.torture) for end in (1, 7))]
)
def test_a_file_that_kills_the_daemon_too_is_rejected_after_some_starts(
    warm: Warm, house: Path, number: int
) -> None:
    poison = f"{number}.txt"
    town.drop(house, poison, b"A story\n\nThe dam: POISON-FOR-ALL.\n", at=1_741_000_000 + number)

    endings = [warm(house, "run", "--once") for _ in range(TRIES + 1)]

    assert endings == [-signal.SIGKILL] * TRIES + [0]
    check_neighbours(house, poison=poison)
    assert outcomes(house)[poison]["data"]["reason"] == "poison"


@pytest.mark.parametrize(
    "number", [2, *(pytest.param(end, marks=pytest.mark.torture) for end in (1, 40))]
)
def test_a_line_that_kills_the_daemon_too_is_rejected_after_some_starts(
    warm: Warm, house: Path, number: int
) -> None:
    texts = [f"The dam has {count} gates." for count in range(1, 41)]
    texts[number - 1] = "The dam: POISON-FOR-ALL."
    texts[2] = ""  # a line that is rejected each time must not hide the one that kills
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    town.drop(house, "3.jsonl", lines.encode(), at=1_741_000_003)

    endings = [warm(house, "run", "--once") for _ in range(TRIES + 1)]

    assert endings == [-signal.SIGKILL] * TRIES + [0]
    rejected = {
        path: event["data"]["reason"]
        for path, event in outcomes(house).items()
        if event["type"] == "article-rejected"
    }
    assert rejected == {"3.jsonl#3": "empty", f"3.jsonl#{number}": "poison"}
    assert sum(path.startswith("3.jsonl#") for path in outcomes(house)) == len(texts)
    with closing(Reader.open(house / "var" / "watcher.db")) as reader:
        assert not [seen.path for seen in reader.sightings() if "\0" in seen.path]
