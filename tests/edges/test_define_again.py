"""A definition is judged anew only where it would judge otherwise."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import DAM_TOPIC, NOON, a_house
from watcher import config
from watcher.config import Settings
from watcher.ingest import Wanted
from watcher.service import Service

DAM = "The dam broke\n\nThe dam above the town broke on Monday. The minister came at noon.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return config.load(a_house(tmp_path))


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    with Service.writing(settings, now=lambda: NOON) as service:
        service.define(config.load_topics(settings.topics))
        seed = settings.intake.folder / "dam.txt"
        seed.write_text(DAM, encoding="utf-8")
        list(service.take_in([Wanted(path=seed)]))
        yield service


def redefined(service: Service, text: str) -> tuple[int, int]:
    """Write the topic anew; give the revisions that it has, and what history gave."""
    folder = service.settings.topics
    (folder / "dam.toml").write_text(text, encoding="utf-8")
    found = service.define(config.load_topics(folder)).statements
    return sum(1 for _ in service.reader.rows(types=("topic-redefined",))), found


def test_tags_and_quiet_are_recorded_and_judge_nothing_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge_again(*_: object, **__: object) -> list[object]:
        message = "history was judged again"
        raise AssertionError(message)

    monkeypatch.setattr(service.judging, "judge_again", judge_again)

    assert redefined(service, DAM_TOPIC + 'quiet_after = "5d"\ntags = ["water"]\n') == (1, 0)
    assert service.judging.definitions()["dam"].quiet_after == "5d"


def test_another_term_is_judged_on_what_is_there(service: Service) -> None:
    more = DAM_TOPIC.replace('"reservoir"', '"minister"') + 'quiet_after = "5d"\n'

    revisions, found = redefined(service, more)

    assert (revisions, found > 0) == (1, True)


def test_a_topic_that_is_added_counts_for_the_next_article(service: Service) -> None:
    folder = service.settings.topics
    (folder / "bridge.toml").write_text('name = "Bridge"\nterms = ["new bridge"]\n', "utf-8")
    service.define(config.load_topics(folder))
    seed = service.settings.intake.folder / "bridge.txt"
    seed.write_text("Opened\n\nThe new bridge was opened on Tuesday.\n", "utf-8")

    (taken,) = service.take_in([Wanted(path=seed)])

    assert taken.changed >= 1


def test_a_topic_that_comes_back_is_judged_on_what_it_missed(service: Service) -> None:
    folder = service.settings.topics
    (folder / "dam.toml").unlink()
    service.define(config.load_topics(folder))
    seed = service.settings.intake.folder / "again.txt"
    seed.write_text("Later\n\nThe dam is to be blown up in May, engineers said.\n", "utf-8")
    list(service.take_in([Wanted(path=seed)]))

    assert redefined(service, DAM_TOPIC) == (1, 1)
