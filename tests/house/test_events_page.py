"""The page of events describes every event and every field, and its samples are a log."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from msgspec.structs import fields

from watcher.events import Definition, Event, Figure, Letter, Now, Was
from watcher.log.codec import decode, encode

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
SHIPPED = (ROOT / "tests" / "house" / "shipped_events.jsonl").read_text(encoding="utf-8")
TYPES: tuple[type[Event], ...] = get_args(Event)


def section(name: str) -> str:
    """Give the part of the page that describes an event."""
    return PAGE.split(f"\n### {name}\n")[1].split("\n## ")[0].split("\n### ")[0]


def blocks(language: str) -> list[str]:
    """List the blocks of the page that are written in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def holds(today: Any, sample: Any) -> bool:
    """Tell whether today's form of an event holds all that a sample does; it may hold more."""
    if isinstance(sample, dict):
        return all(name in today and holds(today[name], value) for name, value in sample.items())
    if isinstance(sample, list):
        return len(today) == len(sample) and all(map(holds, today, sample))
    return bool(today == sample)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.name)
def test_every_event_is_described_with_a_sample_that_decodes(kind: type[Event]) -> None:
    sample = json.loads(section(kind.name).split("```json\n")[1].split("```")[0])

    event = decode(kind.name, json.dumps(sample["data"]).encode(), schema=sample["schema"])

    assert isinstance(event, kind)
    assert holds(json.loads(encode(event)), sample["data"])


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.name)
def test_every_field_of_an_event_is_described(kind: type[Event]) -> None:
    as_elsewhere = {
        "topic-redefined": "topic-defined",
        "topic-retired": "topic-defined",
        "statement-repeated": "topic-changed",
        "digest-failed": "digest-delivered",
        "digest-abandoned": "digest-delivered",
    }
    said = section(kind.name) + section(as_elsewhere.get(kind.name, kind.name))
    prose = re.sub(r"```.*?```", "", said, flags=re.DOTALL)

    assert [one.name for one in fields(kind) if f"`{one.name}`" not in prose] == []


@pytest.mark.parametrize(
    ("part", "home"),
    [
        (Definition, "topic-defined"),
        (Figure, "topic-changed"),
        (Was, "topic-changed"),
        (Now, "topic-changed"),
        (Letter, "digest-issued"),
    ],
)
def test_every_part_of_an_event_is_described(part: type[msgspec.Struct], home: str) -> None:
    assert [one.name for one in fields(part) if f"`{one.name}`" not in section(home)] == []


def test_every_word_that_a_field_may_hold_is_described() -> None:
    words = {
        word
        for kind in TYPES
        for one in fields(kind)
        for word in _words(one.type)
        if f"`{word}`" not in PAGE
    }

    assert words == set()


def _words(kind: Any) -> set[str]:
    if isinstance(kind, str):
        return {kind}
    return {word for one in get_args(kind) for word in _words(one)}


def test_every_reason_for_a_rejection_is_described() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for room in ("article", "intake")
        for path in (ROOT / "watcher" / room).rglob("*.py")
    )
    reasons = set(re.findall(r"(?:reason=|refused\()\"([a-z-]+)\"", code))

    assert reasons
    assert {
        reason for reason in reasons if f"`{reason}`" not in section("article-rejected")
    } == set()


def test_every_event_that_was_ever_written_can_still_be_read() -> None:
    rows = [json.loads(line) for line in SHIPPED.splitlines()]

    for row in rows:
        decode(row["type"], json.dumps(row["data"]).encode(), schema=row["schema"])

    written = {(row["type"], row["schema"]) for row in rows}
    assert written == {(kind.name, one) for kind in TYPES for one in range(1, kind.schema + 1)}


def test_the_samples_of_the_page_are_the_events_that_were_written() -> None:
    shipped = {row["position"]: row for row in map(json.loads, SHIPPED.splitlines())}
    samples = [json.loads(block) for block in blocks("json")]

    assert [sample for sample in samples if sample != shipped[sample["position"]]] == []


def test_the_check_on_the_page_finds_the_chain_whole_and_any_change_in_it() -> None:
    page: dict[str, Any] = {"__name__": "page"}
    exec(blocks("python")[0], page)
    lines = SHIPPED.splitlines()
    forged = [line.replace("11 people", "12 people") for line in lines]
    changed = next(
        at for at, pair in enumerate(zip(lines, forged, strict=True), 1) if len(set(pair)) > 1
    )

    assert page["first_bad_position"](lines) is None
    assert page["first_bad_position"](forged) == changed
    assert page["first_bad_position"](lines[1:]) == 2
