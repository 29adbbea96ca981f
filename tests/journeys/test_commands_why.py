"""`why` and `why-not`: every sentence is accounted for, and every decision says its grounds."""

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Answer, Here
from tests.factories import a_house

FIRST = """\
Dam breaks

At least 19 people were killed when the Elmford dam broke, police said.
The dam was built in 1961.

The bakery on Mill Lane sells rye bread. Its oven is a hundred years old.
"""
SECOND = """\
Dam toll rises

At least 25 people were killed when the Elmford dam broke, police said on Tuesday.

The bakery on Mill Lane sells rye bread.
"""
TOPICS = {
    "dam": 'name = "The dam"\nterms = ["Elmford dam", "dam"]\nexclude = ["beaver dam"]\n',
    "rail": 'name = "Rail strike"\nabout = "The strike on the Kellbrook line."\n'
    'terms = ["rail strike"]\n',
}


@pytest.fixture
def watcher(capfd: pytest.CaptureFixture[str]) -> Here:
    return Here(capfd)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    a_house(tmp_path, topics=TOPICS)
    return tmp_path


def seed(house: Path, name: str, text: str, *, age: int = 0) -> str:
    path = house / "seeds" / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_763_600_000 - age, 1_763_600_000 - age))
    return f"seeds/{name}"


def lines(answer: Answer) -> list[dict[str, Any]]:
    assert answer.status == 0, answer.err
    return [json.loads(line) for line in answer.out.splitlines()]


def statements(watcher: Here, house: Path, *, kind: str) -> list[dict[str, Any]]:
    events = lines(watcher("events", "--topic", "dam", "--format", "jsonl", cwd=house))
    return [event for event in events if event["data"].get("kind") == kind]


def test_why_names_the_rule_the_term_the_nearest_statement_and_the_score(
    watcher: Here, house: Path
) -> None:
    watcher("ingest", seed(house, "a.txt", FIRST), seed(house, "b.txt", SECOND), cwd=house)
    (moved,) = statements(watcher, house, kind="figure")

    (why,) = lines(watcher("why", moved["id"], "--format", "jsonl", cwd=house))
    said = watcher("why", moved["id"][:8], cwd=house).out

    assert why["rule"] == "figure-changed"
    assert why["says"] == "a count or an amount now has another value"
    assert why["against"]["was"]["path"] == "a.txt"
    assert why["against"]["nearest"]["quote"].startswith("At least 19 people were killed")
    assert why["score"] >= why["told_from"] == 0.5
    assert [ground["measure"] for ground in why["grounds"]].count("moved") == 1
    assert why["today"] is None
    for words in (
        "TOLD as a changed figure (topic dam)",
        "because     a count or an amount now has another value",
        'was         "At least 19 people were killed when the Elmford dam broke, police said."',
        'it holds the term "',
        "it moves a figure or a status",
        "today's rules say the same",
    ):
        assert words in said


def test_why_says_what_kept_a_repeat_from_being_told(watcher: Here, house: Path) -> None:
    again = FIRST.replace("Dam breaks", "What we know of the dam").replace("hundred", "dozen")
    watcher("ingest", seed(house, "a.txt", FIRST), seed(house, "b.txt", again), cwd=house)
    (event, *_) = statements(watcher, house, kind="repeat")

    said = watcher("why", event["id"], cwd=house).out

    assert "NOT TOLD: known already (topic dam)" in said
    assert "told first" in said


def test_why_of_what_history_gave_is_judged_as_when_the_topic_was_defined(
    watcher: Here, house: Path
) -> None:
    definition = house / "config" / "topics" / "dam.toml"
    text = definition.read_text()
    definition.unlink()
    watcher("ingest", seed(house, "a.txt", FIRST), seed(house, "b.txt", SECOND), cwd=house)
    definition.write_text(text)
    watcher("ingest", seed(house, "c.txt", "Bread\n\nFlour is dear.\n"), cwd=house)
    (moved,) = statements(watcher, house, kind="figure")

    (why,) = lines(watcher("why", moved["id"], "--format", "jsonl", cwd=house))

    assert why["retroactive"]
    assert why["today"] is None
    assert why["score"] is not None


def test_where_rules_have_changed_since_why_says_what_todays_would_say(
    watcher: Here, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher("ingest", seed(house, "a.txt", FIRST), cwd=house)
    (first, *_) = statements(watcher, house, kind="new")
    monkeypatch.setattr("watcher.topic.telling.TELL_BIAS", -50.0)
    monkeypatch.setattr("watcher.topic.telling._NEW", 2.0)

    (why,) = lines(watcher("why", first["id"], "--format", "jsonl", cwd=house))
    said = watcher("why", first["id"], cwd=house).out

    assert (why["type"], why["kind"]) == ("topic-changed", "new")
    assert (why["today"]["told"], why["today"]["kind"]) == (False, "background")
    assert "TOLD as something new" in said
    assert "today's rules would say NOT TOLD: background" in said


def test_the_counts_of_why_not_add_up_to_the_sentences(watcher: Here, house: Path) -> None:
    seed(house, "a.txt", FIRST, age=60)
    seed(house, "b.txt", SECOND)
    watcher("ingest", "seeds", cwd=house)
    seed(house, "c.txt", SECOND.replace("25", "31"))

    counts = lines(watcher("why-not", "--counts", "--format", "jsonl", "seeds", cwd=house))
    sentences = lines(watcher("why-not", "--format", "jsonl", "seeds", cwd=house))

    parts = ("told", "repeat", "corroborated", "outdated", "background", "off_topic")
    assert {(one["path"], one["topic"]) for one in counts} == {
        (path, topic) for path in ("a.txt", "b.txt", "c.txt") for topic in ("dam", "rail")
    }
    for one in counts:
        assert sum(one[part] for part in parts) == one["sentences"] > 0
        assert one["sentences"] == len(
            {
                line["start"]
                for line in sentences
                if (line["path"], line["topic"]) == (one["path"], one["topic"])
            }
        )


def test_the_counts_add_up_on_the_seeds_in_the_log_and_before(
    watcher: Here, tmp_path: Path
) -> None:
    watcher("init", ".", cwd=tmp_path)
    for path in sorted((Path(__file__).parents[2] / "seeds").iterdir()):
        (tmp_path / "seeds" / path.name).write_bytes(path.read_bytes())
    asked = ("why-not", "--counts", "--format", "jsonl", "seeds")

    before = lines(watcher(*asked, cwd=tmp_path))
    watcher("ingest", "seeds", cwd=tmp_path)
    after = lines(watcher(*asked, cwd=tmp_path))
    events = lines(watcher("events", "--format", "jsonl", cwd=tmp_path))

    parts = ("told", "repeat", "corroborated", "outdated", "background", "off_topic")
    for one in (*before, *after):
        assert sum(one[part] for part in parts) == one["sentences"] > 0
    told = {
        (event["data"]["path"], event["data"]["topic"], event["data"]["start"])
        for event in events
        if event["type"] == "topic-changed"
    }
    assert sum(one["told"] for one in after) == len(told) > 0


def test_why_not_says_how_likely_a_sentence_was_and_what_excluded_it(
    watcher: Here, house: Path
) -> None:
    text = f"{FIRST}\nThe beaver dam in the park is no such dam.\n\nThe rail strike goes on.\n"
    article = seed(house, "a.txt", text)

    found = lines(watcher("why-not", article, "--format", "jsonl", cwd=house))

    off = [line for line in found if line["outcome"] == "off-topic"]
    (excluded,) = (line for line in off if line["reason"].startswith("excluded"))
    unlikely = [line["likelihood"] for line in off if line["topic"] == "rail"]
    assert excluded["quote"] == "The beaver dam in the park is no such dam."
    assert unlikely
    assert all(likelihood < 0.3 for likelihood in unlikely)
    assert list((house / "var").iterdir()) == []


def test_an_article_is_accounted_for_alike_before_and_after_it_is_taken_in(
    watcher: Here, house: Path
) -> None:
    watcher("ingest", seed(house, "a.txt", FIRST, age=60), cwd=house)
    article = seed(house, "b.txt", SECOND)

    before = lines(watcher("why-not", article, "--format", "jsonl", cwd=house))
    watcher("ingest", article, cwd=house)
    after = lines(watcher("why-not", article, "--format", "jsonl", cwd=house))

    assert [line["event"] for line in before] == [None] * len(before)
    assert any(line["event"] for line in after)
    for line in (*before, *after):
        line["event"] = None
        assert line["today"] is None
    assert before == after


def test_of_a_copy_it_is_said_of_what_it_is_one(watcher: Here, house: Path) -> None:
    long = FIRST + "".join(
        f"\nWall number {n} of the dam has held since Monday.\n" for n in "12345"
    )
    watcher("ingest", seed(house, "a.txt", long), cwd=house)
    copy = seed(house, "b.txt", long.replace("killed when", "killed  when"))
    update = seed(house, "c.txt", long.replace("19 people", "23 people"))

    said = watcher("why-not", copy, cwd=house).out
    updated = watcher("why-not", update, cwd=house).out

    assert "a copy of a.txt: nothing of it is told" in said
    assert "a new version of a.txt: only what changed is judged" in updated
    assert "TOLD" in updated


def test_a_file_with_the_same_bytes_is_said_to_be_the_same_article(
    watcher: Here, house: Path
) -> None:
    watcher("ingest", seed(house, "a.txt", FIRST), cwd=house)

    said = watcher("why-not", seed(house, "b.txt", FIRST), cwd=house).out

    assert said.startswith("b.txt: Dam breaks")
    assert "the same article, word for word, as a.txt" in said


def test_one_line_of_an_archive_is_asked_for_by_its_number(watcher: Here, house: Path) -> None:
    records = [{"title": f"Item {n}", "text": f"The dam has {n} gates."} for n in (7, 8, 9)]
    archive = seed(house, "archive.jsonl", "".join(json.dumps(one) + "\n" for one in records))
    watcher("ingest", archive, cwd=house)

    (told,) = (
        line
        for line in lines(watcher("why-not", f"{archive}#2", "--format", "jsonl", cwd=house))
        if line["topic"] == "dam" and line["quote"] == "The dam has 8 gates."
    )
    missing = watcher("why-not", f"{archive}#4", cwd=house)

    assert told["path"] == "archive.jsonl#2"
    assert missing.ended == (1, 1)
    assert "archive.jsonl#4: the archive has no such line" in missing.err


def test_an_article_whose_file_is_gone_is_found_in_the_log(watcher: Here, house: Path) -> None:
    article = seed(house, "a.txt", FIRST)
    watcher("ingest", article, cwd=house)
    (house / "seeds" / "a.txt").unlink()
    (received,) = lines(
        watcher("events", "--type", "article-received", "--format", "jsonl", cwd=house)
    )

    by_path = watcher("why-not", "a.txt", cwd=house)
    by_id = watcher("why-not", received["data"]["article_id"][:12], cwd=house)

    assert by_path.out == by_id.out
    assert "in the log since" in by_path.out


def test_what_is_no_article_is_accounted_for_in_one_line(watcher: Here, house: Path) -> None:
    answer = watcher("why-not", seed(house, "a.exe", "MZ"), cwd=house)

    assert (answer.status, answer.err) == (0, "")
    assert "REJECTED: no article was found in it" in answer.out


def test_why_not_says_why_the_log_rejected_a_file(watcher: Here, house: Path) -> None:
    empty = seed(house, "a.txt", "")
    watcher("ingest", empty, cwd=house)

    answer = watcher("why-not", empty, cwd=house)

    assert "in the log since" in answer.out
    assert "REJECTED: no article was found in it: empty: the file holds no text" in answer.out


def test_why_not_lists_in_every_format(watcher: Here, house: Path) -> None:
    article = seed(house, "a.txt", FIRST)

    table = watcher("why-not", article, cwd=house).out
    as_json = json.loads(watcher("why-not", article, "--format", "json", cwd=house).out)
    as_csv = watcher("why-not", article, "--format", "csv", cwd=house).out

    assert "dam: 5 sentences = " in table
    assert "no sentence counts for rail" in table
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    assert [row["quote"] for row in rows] == [row["quote"] for row in as_json]
