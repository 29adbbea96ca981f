"""`watcher topic T --suggest` proposes what a topic file lacks, from the articles in the log."""

import json
from pathlib import Path

import pytest

from tests.commands import Here
from tests.factories import a_house

TOPIC = """\
name = "Dam"
terms = ["Elmford dam"]
[aliases]
Petrovsky = []
"""
FIRST = """\
Dam is shut

The Elmford dam was shut on Monday, engineer Ivan Petrovskyy said. The Organisation for Dam Safety
(ODS) wants the Elmford dam emptied. Austria and Australia lend pumps for the Elmford dam.
"""
SECOND = """\
Dam is open

The Elmford dam was opened on Friday, Ivan Petrovskiy wrote. ODS divers left the Elmford dam.
"""


@pytest.fixture
def watcher(capfd: pytest.CaptureFixture[str]) -> Here:
    return Here(capfd)


@pytest.fixture
def house(tmp_path: Path, watcher: Here) -> Path:
    a_house(tmp_path, topics={"dam": TOPIC})
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND)):
        (tmp_path / "seeds" / name).write_text(text, encoding="utf-8")
    assert watcher("ingest", "seeds", cwd=tmp_path).status == 0
    return tmp_path


def test_names_that_its_articles_use_are_proposed_with_their_lines(
    house: Path, watcher: Here
) -> None:
    answer = watcher("topic", "dam", "--suggest", cwd=house)

    assert answer.ended == (0, 0)
    assert "Petrovskyy: another spelling of Petrovsky" in answer.out
    assert "ODS: stood in brackets with Organisation for Dam Safety" in answer.out
    assert '  Petrovsky = ["Petrovskiy", "Petrovskyy"]\n' in answer.out
    assert "Austria" not in answer.out


def test_proposals_are_rows_for_programs(house: Path, watcher: Here) -> None:
    answer = watcher("topic", "dam", "--suggest", "--format", "jsonl", cwd=house)

    rows = {row["name"]: row for row in map(json.loads, answer.out.splitlines())}
    assert set(rows) == {"Petrovskyy", "Petrovskiy", "ODS"}
    spelled = rows["Petrovskyy"]
    assert (spelled["of"], spelled["rule"], spelled["sentences"]) == ("Petrovsky", "spelling", 1)
    assert spelled["quotes"][0]["path"] == "a.txt"
    assert spelled["toml"] == '[aliases]\nPetrovsky = ["Petrovskyy"]'


def test_what_was_taken_is_not_proposed_again(house: Path, watcher: Here) -> None:
    lines = watcher("topic", "dam", "--suggest", cwd=house).out.splitlines()
    pasted = [line.strip() for line in lines[lines.index("  [aliases]") + 1 :]]
    topic = house / "config" / "topics" / "dam.toml"
    topic.write_text(TOPIC.replace("Petrovsky = []", "\n".join(pasted)), encoding="utf-8")

    again = watcher("topic", "dam", "--suggest", cwd=house)

    assert again.status == 0
    assert "nothing to suggest" in again.out


def test_a_topic_without_articles_gets_no_proposal(tmp_path: Path, watcher: Here) -> None:
    a_house(tmp_path, topics={"dam": TOPIC})

    assert "nothing to suggest" in watcher("topic", "dam", "--suggest", cwd=tmp_path).out
    assert watcher("topic", "dam", "--suggest", "--format", "json", cwd=tmp_path).out == "[]\n"
    assert watcher("topic", "damm", "--suggest", cwd=tmp_path).ended == (1, 1)
    assert watcher("topic", "dam", "--suggest", "--as-of", "1d", cwd=tmp_path).status == 2
