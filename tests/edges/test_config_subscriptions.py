"""What a subscription may ask for, and what each mistake in it is called."""

from pathlib import Path

import pytest

from tests.factories import a_house
from watcher import config
from watcher.config import BrokenConfigError
from watcher.digest.model import Subscription, Urgent
from watcher.digest.pacing import AtMost
from watcher.subscribers import subscriptions_of

TOPICS = {
    "dam": "name = 'Dam'\nterms = ['dam']\ntags = ['Water', 'north']\n",
    "rail": "name = 'Rail'\nterms = ['rail']\n",
    "sports-cup": "name = 'Cup'\nterms = ['cup']\n",
}


def a_desk(folder: Path, *lines: str) -> Subscription:
    text = "[channels.files]\nkind = 'folder'\n[subscriptions.desk]\nchannels = ['files']"
    written = "\n".join((text, *lines))
    settings, _ = config.load_all(a_house(folder, config=written, topics=TOPICS))
    return subscriptions_of(settings)[0]


def test_a_subscription_that_says_nothing_is_told_everything_at_any_hour(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)

    assert (desk.mode, desk.kinds, desk.min_importance) == ("combined", (), 0.0)
    assert (desk.urgent, desk.quiet_hours, desk.at_most) == (None, None, None)
    assert (desk.group_wait_seconds, desk.tell_history) == (0, False)


def test_every_wish_reaches_the_subscription(tmp_path: Path) -> None:
    desk = a_desk(
        tmp_path,
        "mode = 'per-topic'",
        "min_importance = 0.25",
        "kinds = ['status', 'dispute']",
        "quiet_hours = '22:00-07:00'",
        "at_most = '4 per day'",
        "group_wait = '30s'",
        "tell_history = true",
        "urgent = {min_importance = 0.8, kinds = ['status'], in_quiet_hours = true}",
    )

    assert (desk.mode, desk.min_importance, desk.kinds) == (
        "per-topic",
        0.25,
        ("status", "dispute"),
    )
    assert desk.quiet_hours is not None
    assert desk.quiet_hours.words == "22:00-07:00"
    assert desk.at_most == AtMost(count=4, seconds=86400)
    assert (desk.group_wait_seconds, desk.tell_history) == (30, True)
    assert desk.urgent == Urgent(min_importance=0.8, kinds=("status",), in_quiet_hours=True)


@pytest.mark.parametrize(
    ("topics", "wanted"),
    [
        (("*",), {"dam", "rail", "sports-cup"}),
        (("*", "!sports-*"), {"dam", "rail"}),
        (("!sports-*",), {"dam", "rail"}),
        (("#water",), {"dam"}),
        (("#NOR*", "rail"), {"dam", "rail"}),
        (("!#water",), {"rail", "sports-cup"}),
        (("!rail", "r*", "dam"), {"dam"}),
    ],
)
def test_topics_are_chosen_by_name_by_tag_and_by_leaving_out(
    tmp_path: Path, topics: tuple[str, ...], wanted: set[str]
) -> None:
    desk = a_desk(tmp_path, f"topics = {list(topics)}")
    tags = {"dam": ("Water", "north")}

    assert {one for one in TOPICS if desk.wants(one, tags.get(one, ()))} == wanted


@pytest.mark.parametrize(
    ("line", "key", "says"),
    [
        ("mode = 'both'", "mode", '"both" is not known; it is one of "combined", "per-topic"'),
        ("min_importance = 1.5", "min_importance", "expected a number of at most 1"),
        ("kinds = []", "kinds", "names no kind"),
        ("kinds = ['new', 'new']", "kinds", "names the kind 'new' twice"),
        ("kinds = ['denial']", "kinds", '"denial" is not known; it is one of "new", "figure"'),
        ("quiet_hours = '22-7'", "quiet_hours", 'write two times of day: "22:00-07:00"'),
        ("quiet_hours = '24:00-07:00'", "quiet_hours", "write two times of day"),
        ("quiet_hours = ''", "quiet_hours", "write two times of day"),
        ("quiet_hours = '7:00-07:00'", "quiet_hours", "leaves no hour to tell anything"),
        ("at_most = '4'", "at_most", 'day or week: "4 per day"'),
        ("at_most = '0 per day'", "at_most", "it takes 1 to 1000"),
        ("group_wait = '2h'", "group_wait", 'the longest is "1h"'),
        ("group_wait = 'soon'", "group_wait", 'a number and s, m or h: "30s"'),
        ("tell_history = 'yes'", "tell_history", "expected true or false, got text"),
        ("urgent = true", "urgent", "expected a table"),
        ("urgent = {}", "urgent", "makes everything urgent; give it min_importance or kinds"),
        ("urgent = {kinds = ['new'], weight = 1}", "urgent.weight", "unknown key"),
        ("urgent = {kinds = ['new'], min_importance = 2}", "urgent.min_importance", "of at most 1"),
        (
            "urgent = {kinds = ['status'], in_quiet_hours = true}",
            "urgent.in_quiet_hours",
            "no quie",
        ),
        ("topics = ['rial']", "topics", "there is no topic 'rial'; did you mean rail?"),
        ("topics = ['!rial']", "topics", "there is no topic 'rial'; did you mean rail?"),
        ("topics = ['#watr']", "topics", "no topic has the tag 'watr'; did you mean Water?"),
        ("topics = ['!#watr']", "topics", "no topic has the tag 'watr'"),
        ("topics = ['!']", "topics", "'!' names nothing"),
        ("topics = ['#']", "topics", "'#' names nothing"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_line(
    tmp_path: Path, line: str, key: str, says: str
) -> None:
    with pytest.raises(BrokenConfigError) as broken:
        a_desk(tmp_path, line)

    (error,) = broken.value.errors
    assert (error.key, error.line) == (f"subscriptions.desk.{key}", 5)
    assert says in error.message


def test_what_is_urgent_must_be_among_what_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(BrokenConfigError, match="'figure' is not among the kinds"):
        a_desk(tmp_path, "kinds = ['status']", "urgent = {kinds = ['figure', 'status']}")
