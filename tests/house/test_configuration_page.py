"""The starter, the configuration that this project runs on, and the page that explains it."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from tests.factories import a_house
from watcher import config
from watcher.config.settings import (
    AppriseChannel,
    AtomChannel,
    ConfigTable,
    DigestSettings,
    FolderChannel,
    IntakeSettings,
    LogSettings,
    SmtpChannel,
    SubscriptionSettings,
    TopicTable,
    UrgentSettings,
    WebhookChannel,
)

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "watcher" / "starter"
PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
TABLES: tuple[type[Struct], ...] = (
    ConfigTable,
    IntakeSettings,
    LogSettings,
    DigestSettings,
    FolderChannel,
    AtomChannel,
    SmtpChannel,
    WebhookChannel,
    AppriseChannel,
    SubscriptionSettings,
    UrgentSettings,
)


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def toml_blocks() -> list[str]:
    return re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def uncommented(text: str) -> str:
    """Bring the examples and defaults in force that a starter file shows in comments."""
    return re.sub(r"^# (?=\[[a-z.]+\]$|[a-z_]+ = )", "", text, flags=re.MULTILINE)


def plain(value: Any) -> Any:
    """Write a setting as TOML would hold it."""
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def defaults(kind: type[Struct]) -> Iterator[tuple[str, Any]]:
    for field in fields(kind):
        if field.default is not NODEFAULT and field.default is not None:
            yield field.encode_name, plain(field.default)


def test_the_starter_is_the_configuration_that_this_project_runs_on() -> None:
    assert files_below(STARTER) == files_below(ROOT / "config")


def test_the_starter_is_a_valid_configuration() -> None:
    settings, topics = config.load_all(STARTER / "watcher.toml")

    assert set(topics.definitions) == {"28-point-plan", "prisoner-swaps"}
    (desk,) = settings.subscriptions.values()
    assert (desk.schedule, desk.channels) == ("immediate", ("files",))


def test_what_the_starter_shows_in_comments_is_valid_too(tmp_path: Path) -> None:
    written = {path.stem: uncommented(path.read_text()) for path in STARTER.glob("topics/*")}
    path = a_house(
        tmp_path, config=uncommented((STARTER / "watcher.toml").read_text()), topics=written
    )

    settings, topics = config.load_all(path)

    assert set(settings.channels) == {"files", "mail"}
    assert set(settings.subscriptions) == {"desk", "morning"}
    assert topics.definitions["28-point-plan"].exclude


def test_what_the_starter_shows_in_comments_is_the_default() -> None:
    shown = tomllib.loads(uncommented((STARTER / "watcher.toml").read_text()))

    for kind, table in (
        (IntakeSettings, shown["intake"]),
        (FolderChannel, shown["channels"]["files"]),
    ):
        assert {name: table[name] for name, _ in defaults(kind) if name in table} == {
            name: value for name, value in defaults(kind) if name in table
        }
    assert set(shown["intake"]) == {field.encode_name for field in fields(IntakeSettings)}


@pytest.mark.parametrize("kind", [*TABLES, TopicTable], ids=lambda kind: kind.__name__)
def test_every_setting_is_explained(kind: type[Struct]) -> None:
    names = {field.encode_name for field in fields(kind)}
    told = set(re.findall(r"`([a-z_]+)`", PAGE)) | {
        "log",
        "intake",
        "digest",
        "channels",
        "subscriptions",
    }

    assert names - told == set()


def test_the_page_shows_the_defaults_that_are_in_force() -> None:
    shown = tomllib.loads(toml_blocks()[0])
    places: dict[type[Struct], dict[str, Any]] = {
        IntakeSettings: shown["intake"],
        LogSettings: shown["log"],
        FolderChannel: shown["channels"]["files"],
        SmtpChannel: shown["channels"]["mail"],
        SubscriptionSettings: shown["subscriptions"]["desk"],
    }

    for block, name, kind in (
        (1, "feed", AtomChannel),
        (2, "hook", WebhookChannel),
        (3, "chat", AppriseChannel),
    ):
        places[kind] = tomllib.loads(toml_blocks()[block])["channels"][name]

    for shape, table in places.items():
        told = dict(defaults(shape))
        told.pop("urls", None)  # a channel without one is a mistake, so the page shows one
        assert {name: table[name] for name in told} == told
    assert shown["topics"] == plain(ConfigTable().topics)


def test_the_samples_of_the_page_are_valid(tmp_path: Path) -> None:
    whole, feed, hook, chat, night, topic = toml_blocks()
    tagged = "name = 'Cup'\nterms = ['cup']\ntags = ['war']\n"
    written = {"plan": topic, "sports-cup": tagged}

    settings, topics = config.load_all(
        a_house(tmp_path, config=f"{whole}\n{feed}\n{hook}\n{chat}\n{night}", topics=written)
    )

    assert set(settings.channels) == {"files", "feed", "mail", "hook", "chat"}
    assert settings.subscriptions["night-desk"].urgent is not None
    assert topics.definitions["plan"].exclude == ("estate plan",)


QUERIES = PAGE.split("## Queries")[1].split("NOT binds")[0]


@pytest.mark.parametrize("query", re.findall(r"^\| (`[^|]+) \| ", QUERIES, re.MULTILINE))
def test_every_query_of_the_page_can_be_read(tmp_path: Path, query: str) -> None:
    queries = re.findall("`([^`]+)`", query)
    files = {f"t{n}": f"name = 'x'\nquery = '{one}'\n" for n, one in enumerate(queries)}

    topics = config.load_topics(a_house(tmp_path, topics=files).parent / "topics")

    assert (len(topics.definitions), topics.errors) == (len(queries), [])


@pytest.mark.parametrize("name", ["immediate", "every 15m", "every 1s", "0 7 * * *"])
def test_every_schedule_of_the_page_can_be_read(tmp_path: Path, name: str) -> None:
    assert f"`{name}`" in PAGE
    text = f"[channels.f]\nkind='folder'\n[subscriptions.d]\nchannels=['f']\nschedule='{name}'\n"

    assert config.load(a_house(tmp_path, config=text)).subscriptions["d"].schedule == name
