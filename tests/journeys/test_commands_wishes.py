"""What a subscription would do is said before it does it, and what it holds back while it does."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands import Here
from tests.factories import a_house

TOPICS = {
    "dam": "name = 'Dam'\nterms = ['dam']\ntags = ['water']\n",
    "rail": "name = 'Rail'\nterms = ['rail accord']\n",
}
CONFIG = """
[intake]
folder = "../seeds"
settle_seconds = 0.05
[log]
path = "../var/watcher.db"
[channels.files]
kind = "folder"
path = "../var/digests"
[subscriptions.night]
topics = ["#water"]
channels = ["files"]
schedule = "immediate"
timezone = "UTC"
mode = "per-topic"
at_most = "4 per day"
group_wait = "30s"
urgent = {{ kinds = ["dispute"], in_quiet_hours = true }}
quiet_hours = "{quiet}"
"""
NEWS = "Dam breaks\n\nAt least 19 people were killed when the Elmford dam broke, police said.\n"


@pytest.fixture
def watcher(capfd: pytest.CaptureFixture[str]) -> Here:
    return Here(capfd)


@pytest.fixture
def asleep(tmp_path: Path) -> Path:
    """A house whose reader sleeps, since an hour ago and for two hours more."""
    now = datetime.now(UTC)
    quiet = f"{now - timedelta(hours=1):%H:%M}-{now + timedelta(hours=2):%H:%M}"
    a_house(tmp_path, config=CONFIG.format(quiet=quiet), topics=TOPICS)
    return tmp_path


def test_check_says_in_words_what_a_subscription_would_do(watcher: Here, asleep: Path) -> None:
    said = watcher("check", cwd=asleep).out

    assert "tells night of #water: immediate (UTC)\n  topics: dam (1 of 2)\n" in said
    assert "  next as soon as something is new, 30s after the first of it\n" in said
    assert "  a digest for each topic\n" in said
    assert (
        "  at once, 30s after the first of it: changes of kind dispute, in quiet hours too" in said
    )
    assert "; it is quiet now, until " in said
    assert "  at most 4 per day; what is over is told together\n" in said


def test_status_says_what_is_held_and_why(watcher: Here, asleep: Path) -> None:
    (asleep / "seeds" / "dam.txt").write_text(NEWS)

    assert watcher("run", "--once", cwd=asleep).status == 0

    said = watcher("status", cwd=asleep).out
    assert "held           night: 1 change of dam: quiet hours " in said
    (one,) = json.loads(watcher("status", "--format", "json", cwd=asleep).out)["subscriptions"]
    (held,) = one["held"]
    assert (one["untold"], one["digests"], one["due"]) == (1, 0, 0)
    assert held["until"] == one["next_at"]
    assert not (asleep / "var" / "digests").exists()


def test_the_preview_shows_what_is_held_a_digest_for_each_topic(
    watcher: Here, asleep: Path
) -> None:
    (asleep / "seeds" / "dam.txt").write_text(NEWS)
    watcher("run", "--once", cwd=asleep)

    digest = json.loads(watcher("digest", "--format", "json", cwd=asleep).out)

    assert [item["quote"] for item in digest["items"]] == [NEWS.splitlines()[2]]


def test_a_page_holds_one_digest_and_a_topic_can_be_asked_for(
    watcher: Here, tmp_path: Path
) -> None:
    everything = CONFIG.replace('"#water"', '"*"').format(quiet="00:00-23:59")
    a_house(tmp_path, config=everything, topics=TOPICS)
    (tmp_path / "seeds" / "dam.txt").write_text(NEWS)
    (tmp_path / "seeds" / "rail.txt").write_text("Rail\n\nThe rail accord was signed in Oslo.\n")
    watcher("ingest", "seeds", cwd=tmp_path)

    both = watcher("digest", cwd=tmp_path)
    page = watcher("digest", "--format", "html", cwd=tmp_path)
    one = watcher("digest", "--format", "json", "--topic", "dam", cwd=tmp_path)
    none = watcher("digest", "--topic", "dma", cwd=tmp_path)

    assert both.out.count("X-Watcher-Digest: ") == 2
    assert (page.status, page.err) == (1, "watcher: say of which topic: --topic dam | rail\n")
    assert json.loads(one.out)["topic"] == "dam"
    assert (none.status, none.out) == (1, "")
    assert "there is no topic 'dma'; did you mean dam?" in none.err
