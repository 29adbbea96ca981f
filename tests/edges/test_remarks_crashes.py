"""A process that is killed between a remark and what follows leaves the log whole."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.factories import NOON, a_change, a_definition
from tests.faults.kills import run
from watcher.events import Entry, TopicDefined, topic_stream
from watcher.log.append import Log
from watcher.remarks import REMARKS
from watcher.vigil import Vigil

SIX_DAYS = NOON + timedelta(days=6)


def watch(path: Path) -> None:
    """What a look at the clock does."""
    with Log.open(path, now=SIX_DAYS) as log:
        Vigil(log.reader).keep(log, now=SIX_DAYS)


def silence(path: Path) -> None:
    until = (NOON + timedelta(hours=1)).isoformat()
    request = {"ask": "silence-add", "pattern": "dam", "until": until, "comment": "known"}
    with Log.open(path, now=NOON) as log:
        REMARKS["silence-add"](log, request, NOON)


def mark(path: Path) -> None:
    with Log.open(path, now=NOON) as log:
        (change,) = log.reader.rows(types=("topic-changed",))
        REMARKS["mark"](log, {"ask": "mark", "event": change.id, "mark": "not-new"}, NOON)


@pytest.mark.parametrize(
    ("action", "point", "type_"),
    [
        (watch, "vigil.recorded:1", "topic-quiet"),
        (watch, "log.committing:1", "topic-quiet"),
        (silence, "remarks.recorded:1", "silence-added"),
        (silence, "log.committing:1", "silence-added"),
        (mark, "remarks.recorded:1", "event-marked"),
        (mark, "log.committing:1", "event-marked"),
    ],
)
def test_what_was_killed_is_done_once_by_who_asks_again(
    tmp_path: Path, action: Callable[[Path], None], point: str, type_: str
) -> None:
    path = tmp_path / "watcher.db"
    with Log.open(path, now=NOON) as log, log.transaction(at=NOON) as transaction:
        definition = replace(a_definition(), quiet_after="5d")
        defined = TopicDefined(topic="dam", revision=1, definition=definition)
        transaction.append([Entry(stream=topic_stream("dam"), events=(defined, a_change()))])

    assert run(lambda: action(path), at=point) == -9
    action(path)
    action(path)

    with Log.open(path, now=NOON) as log:
        assert len(list(log.reader.rows(types=(type_,)))) == 1
