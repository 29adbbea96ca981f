"""What fails around an article is never held against it."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from tests.factories import DAM_TOPIC, NOON, a_house
from tests.faults import town
from watcher import config, publish
from watcher.config import Settings
from watcher.daemon.alarm import Alarm
from watcher.daemon.journeys import Journeys
from watcher.daemon.notify import ServiceManager
from watcher.ingest import TRIES, Taken, Wanted
from watcher.intake.confined import ChildNotStartedError
from watcher.log.append import Transaction
from watcher.log.errors import LogError, LogFailed, LogFull
from watcher.service import Service

DAM = "The dam broke\n\nThe dam above the town broke on Monday, the mayor said.\n"
PEARS = "Fruit\n\nPears were sold for two crowns on the market of Oberlin, a farmer said.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return config.load(a_house(tmp_path, topics={"dam": DAM_TOPIC}))


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    with Service.writing(settings, now=lambda: NOON) as service:
        yield service


def take_in(service: Service, path: Path) -> list[Taken]:
    return list(service.take_in([Wanted(path=path)]))


def test_a_topic_that_changed_is_judged_as_after_a_restart(tmp_path: Path) -> None:
    told = []
    for name in ("without", "with"):
        here = town.build(tmp_path / name, port=25)
        town.fill(here)
        settings = config.load(here / "config" / "watcher.toml")
        with ExitStack() as stack:
            service = stack.enter_context(Service.writing(settings, now=lambda: NOON))
            service.define(config.load_topics(settings.topics))
            for seed in town.seeds():
                take_in(service, here / "seeds" / seed)
            for topic, text in town.OTHER_TOPICS.items():
                (settings.topics / f"{topic}.toml").write_text(text, encoding="utf-8")
            (settings.topics / "ferry.toml").unlink()
            service.define(config.load_topics(settings.topics))
            if name == "with":
                stack.close()
                service = stack.enter_context(Service.writing(settings, now=lambda: NOON))
            town.drop(here, "after.txt", PEARS.encode(), at=1_741_100_000)
            take_in(service, here / "seeds" / "after.txt")
            told.append([row.data for row in service.reader.rows(stream="topic/market")])

    assert told[0] == told[1]


def test_a_disk_that_is_full_for_long_rejects_no_article(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = service.settings.intake.folder / "dam.txt"
    path.write_text(DAM, encoding="utf-8")

    def fail(*_: object, **__: object) -> None:
        raise LogFull(service.log.path, "no room")

    monkeypatch.setattr(service.judging, "judge", fail)
    for _ in range(TRIES + 2):
        with pytest.raises(LogFull):
            take_in(service, path)
    monkeypatch.undo()

    assert [taken.result for taken in take_in(service, path)] == ["received"]


def test_a_rule_that_fails_rejects_no_article(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = service.settings.intake.folder / "dam.txt"
    path.write_text(DAM, encoding="utf-8")
    monkeypatch.setattr(service.judging, "judge", {}.__getitem__)
    for _ in range(TRIES + 2):
        with pytest.raises((KeyError, TypeError)):
            take_in(service, path)
    monkeypatch.undo()

    assert [taken.result for taken in take_in(service, path)] == ["received"]


def test_a_child_that_does_not_start_rejects_no_article(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = service.settings.intake.folder / "dam.txt"
    path.write_text(DAM, encoding="utf-8")
    monkeypatch.setattr(service.confined, "_command", ["/no/such/program"])
    for _ in range(TRIES + 2):
        with pytest.raises(ChildNotStartedError):
            take_in(service, path)
    monkeypatch.undo()

    assert [taken.result for taken in take_in(service, path)] == ["received"]


def test_an_archive_without_a_line_is_rejected_with_the_reason(service: Service) -> None:
    path = service.settings.intake.folder / "none.jsonl"
    path.write_text("\n \n", encoding="utf-8")

    (taken,) = take_in(service, path)
    again = take_in(service, path)

    assert (taken.result, taken.detail) == ("rejected", "empty: the archive holds no line")
    (rejected,) = service.reader.rows(types=("article-rejected",))
    assert b'"reason":"empty"' in rejected.data
    assert [each.result for each in again] == ["rejected"]


@pytest.mark.parametrize(
    ("failure", "tries"), [(LogFailed, 0), (LogFull, 1)], ids=["the disk fails", "no room"]
)
def test_after_a_failed_write_no_letter_is_tried(
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    failure: type[LogError],
    tries: int,
) -> None:
    tried: list[bool] = []

    def fail(*_: object, **__: object) -> None:
        raise failure(service.log.path, "the write failed")

    monkeypatch.setattr(publish, "issue_due", fail)
    deliver = publish.deliver_due

    def watched(*parts: Any, **rest: Any) -> publish.Delivered:
        tried.append(True)
        return deliver(*parts, **rest)

    monkeypatch.setattr(publish, "deliver_due", watched)
    with closing(Alarm(lambda: None)) as alarm:
        work = Journeys(service, alarm=alarm, manager=ServiceManager({}, pid=1))
        work.begin(config.load_topics(service.settings.topics))
        with pytest.raises(failure):
            work.publish()

    assert len(tried) == tries


def test_a_notice_that_cannot_be_made_holds_up_no_digest(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued: list[bool] = []

    def fail(*_: object, **__: object) -> None:
        message = "no such calendar"
        raise ValueError(message)

    def issue(*_: object, **__: object) -> tuple[str, ...]:
        issued.append(True)
        return ()

    monkeypatch.setattr(Journeys, "_keep_vigil", fail)
    monkeypatch.setattr(publish, "issue_due", issue)
    with closing(Alarm(lambda: None)) as alarm:
        work = Journeys(service, alarm=alarm, manager=ServiceManager({}, pid=1))
        work.begin(config.load_topics(service.settings.topics))
        with pytest.raises(ValueError, match="no such calendar"):
            work.publish()

    assert issued


@pytest.mark.parametrize("files", [{}, {"dam": DAM_TOPIC.replace("reservoir", "lake")}])
def test_a_topic_that_could_not_be_recorded_is_recorded_when_there_is_room(
    service: Service, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]
) -> None:
    folder = service.settings.topics
    service.define(config.load_topics(folder))
    (folder / "dam.toml").unlink()
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    changed = config.load_topics(folder)

    def fail(_: Transaction) -> None:
        raise LogFull(service.log.path, "no room")

    monkeypatch.setattr(Transaction, "finish", fail)
    for _ in range(2):
        with pytest.raises(LogFull):
            service.define(changed)
    monkeypatch.undo()
    defined = service.define(changed)

    assert defined.retired + defined.redefined == ("dam",)
    assert service.define(changed).retired == ()
