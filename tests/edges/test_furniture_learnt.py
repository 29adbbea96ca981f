"""What an outlet prints again and again is learnt from the log, and is not told."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.factories import NOON, a_house
from watcher import config
from watcher.events import Recorded, Statement, StatementRepeated, TopicChanged
from watcher.ingest import Wanted
from watcher.log.read import Reader
from watcher.service import Service

BACKGROUND = "The Elmford dam was built in 1961 by the county and has killed 12 workers since then."
NEWS = (
    "Divers found a crack in the Elmford dam on Monday.",
    "The Elmford dam lost a third of its water on Tuesday night.",
    "Engineers will close the Elmford dam for good, the county said.",
    "A school near the Elmford dam was emptied by the police.",
)
MORE = (
    "They were flown in from the coast, and went down twice before noon in cold brown water.",
    "Farmers below the wall moved their cattle to higher ground and cut the fences to do so.",
    "Its turbines go to a museum, its archive to the university, and its keeper into retirement.",
    "Pupils had lessons in a gymnasium, where blankets, soup and an old piano were waiting.",
)
HEAD = "---\ntitle: {title}\nsource: {outlet}\ndate: 2025-11-{day}\n---\n"
PAGE = HEAD + "{news}\n{more}\n\n{background}\n"


def write(house: Path, number: int, *, outlet: str = "Elmford Post") -> Path:
    path = house / "seeds" / f"{number}.md"
    text = PAGE.format(
        title=f"News {number}",
        outlet=outlet,
        day=10 + number,
        news=NEWS[number],
        more=MORE[number],
        background=BACKGROUND,
    )
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def house(tmp_path: Path) -> Path:
    a_house(tmp_path, topics={"dam": 'name = "Dam"\nterms = ["Elmford dam"]\n'})
    return tmp_path


def take_in(house: Path, *paths: Path, now: datetime = NOON) -> None:
    settings, topics = config.load_all(house / "config" / "watcher.toml")
    with Service.writing(settings, now=lambda: now) as service:
        service.define(topics)
        assert [one.result for one in service.take_in([Wanted(path=p) for p in paths])] == [
            "received"
        ] * len(paths)


def statements(house: Path) -> Iterator[tuple[Recorded, Statement]]:
    reader = Reader.open(house / "var" / "watcher.db")
    for recorded in reader.events():
        if isinstance(recorded.data, TopicChanged | StatementRepeated):
            yield recorded, recorded.data
    reader.close()


def of_background(house: Path) -> list[tuple[str, str]]:
    return [(said.path, said.reason) for _, said in statements(house) if said.quote == BACKGROUND]


def test_a_paragraph_is_told_when_it_comes_and_is_furniture_in_the_end(house: Path) -> None:
    take_in(house, *(write(house, number) for number in range(4)))

    found = of_background(house)

    told = [said.path for _, said in statements(house) if isinstance(said, TopicChanged)]
    assert "0.md" in told
    assert found[2:] == [
        ("2.md", "furniture of Elmford Post: stands in 3 of its articles"),
        ("3.md", "furniture of Elmford Post: stands in 4 of its articles"),
    ]
    assert {"1.md", "2.md", "3.md"} <= {
        said.path for _, said in statements(house) if said.quote in NEWS
    }


def test_a_restart_after_each_article_gives_the_same_log(house: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    a_house(other, topics={"dam": 'name = "Dam"\nterms = ["Elmford dam"]\n'})
    take_in(house, *(write(house, number) for number in range(4)))
    for number in range(4):
        take_in(other, write(other, number))

    assert [(one.id, one.data) for one, _ in statements(house)] == [
        (one.id, one.data) for one, _ in statements(other)
    ]


def test_a_topic_that_is_added_later_hears_the_first_printing(house: Path) -> None:
    take_in(house, *(write(house, number) for number in range(4)))
    path = house / "config" / "topics" / "workers.toml"
    path.write_text('name = "Workers"\nterms = ["killed workers"]\n', encoding="utf-8")
    take_in(house)

    reasons = {said.path: said.reason for _, said in statements(house) if said.topic == "workers"}
    assert not reasons["0.md"].startswith("furniture")
    assert reasons["2.md"] == "furniture of Elmford Post: stands in 3 of its articles"
