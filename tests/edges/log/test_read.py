"""Questions to the log: by place, stream, type, time and id; beside a writer; before it exists."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.factories import NOON, a_change, a_receipt_of, a_repeat, an_article
from watcher.events import DuplicateFound, Entry, Event, article_stream
from watcher.log.append import Log
from watcher.log.chain import BEFORE_THE_FIRST
from watcher.log.engine import checkpoint
from watcher.log.errors import AmbiguousId, LogMissing, LogReadOnly, UnknownId
from watcher.log.read import Reader
from watcher.log.sightings import Sighting
from watcher.log.texts import KeptLetter

HOUR = timedelta(hours=1)


def append(log: Log, *events: Event, stream: str = "topic/dam", at: datetime = NOON) -> None:
    with log.transaction(at=at) as transaction:
        transaction.append([Entry(stream=stream, events=events)])


@pytest.fixture
def reader(log: Log) -> Reader:
    """A log of six events in three hours; between the second and the third the clock went back."""
    append(log, a_change(), stream="topic/dam", at=NOON)
    append(log, a_repeat(), stream="topic/dam", at=NOON + 2 * HOUR)
    append(log, a_change(), stream="topic/ferry", at=NOON + HOUR)
    append(log, a_change(), stream="topic/dam", at=NOON + 2 * HOUR)
    append(log, a_change(), a_repeat(), stream="topic/dam-2", at=NOON + 3 * HOUR)
    return log.reader


def positions(reader: Reader, **wanted: object) -> list[int]:
    found = [row.position for row in reader.rows(**wanted)]  # type: ignore[arg-type] # the table's
    assert [event.position for event in reader.events(**wanted)] == found  # type: ignore[arg-type] # same
    return found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"newest_first": True}, [6, 5, 4, 3, 2, 1]),
        ({"limit": 2}, [1, 2]),
        ({"limit": 0}, []),
        ({"newest_first": True, "limit": 2}, [6, 5]),
        ({"after": 4}, [5, 6]),
        ({"upto": 2}, [1, 2]),
        ({"after": 1, "upto": 3}, [2, 3]),
        ({"stream": "topic/dam"}, [1, 2, 4]),
        ({"stream": "topic/dam", "newest_first": True, "limit": 1}, [4]),
        ({"stream": "topic/dam", "after": 1}, [2, 4]),
        ({"stream": "topic/none"}, []),
        ({"stream_prefix": "topic/dam"}, [1, 2, 4, 5, 6]),
        ({"stream_prefix": "topic/dam-"}, [5, 6]),
        ({"types": ["topic-changed"]}, [1, 3, 4, 5]),
        ({"types": ["topic-changed", "statement-repeated"]}, [1, 2, 3, 4, 5, 6]),
        ({"types": ["topic-changed"], "stream": "topic/dam"}, [1, 4]),
        ({"types": ["topic-changed"], "after": 3, "newest_first": True}, [5, 4]),
        ({"since": NOON + 2 * HOUR}, [2, 4, 5, 6]),
        ({"since": NOON + 2 * HOUR, "until": NOON + 3 * HOUR}, [2, 4]),
        ({"until": NOON + 2 * HOUR}, [1, 3]),
        ({"since": NOON + HOUR, "stream": "topic/dam"}, [2, 4]),
        ({"since": NOON + HOUR, "types": ["topic-changed"]}, [3, 4, 5]),
        ({"since": NOON + HOUR, "newest_first": True, "limit": 3}, [6, 5, 4]),
        ({"since": NOON + 9 * HOUR}, []),
        ({"since": NOON + timedelta(microseconds=1)}, [2, 3, 4, 5, 6]),
        ({"until": NOON + timedelta(microseconds=1)}, [1]),
    ],
    ids=str,
)
def test_events_are_found_in_the_order_of_the_log(
    wanted: dict[str, object], found: list[int], reader: Reader
) -> None:
    assert positions(reader, **wanted) == found


def test_an_event_is_found_by_the_first_characters_of_its_id(reader: Reader) -> None:
    wanted = next(reader.events(stream="topic/ferry"))

    for given in (wanted.id, wanted.id[:8], wanted.id[:4], wanted.id[:11], wanted.id.upper()):
        assert reader.event(given) == wanted
    assert reader.event(wanted.id.replace("-", "")[:14]) == wanted


@pytest.mark.parametrize("given", ["", "abc", "zzzz", "%%%%", "0" * 32, "0" * 40])
def test_an_id_that_is_of_nothing_is_said_to_be_unknown(given: str, reader: Reader) -> None:
    with pytest.raises(UnknownId, match="nothing has an id"):
        reader.event(given)


def test_an_id_that_may_be_of_several_events_names_them(log: Log) -> None:
    append(log, *(a_change() for _ in range(400)))
    starts = [row.id[:4] for row in log.reader.rows()]
    twice = next(start for start in starts if starts.count(start) > 1)

    with pytest.raises(AmbiguousId, match=twice) as found:
        log.reader.event(twice)
    assert all(candidate.startswith(twice) for candidate in found.value.candidates)
    assert len(found.value.candidates) == starts.count(twice)


def test_an_article_is_found_with_its_text_and_every_path_where_it_lay(log: Log) -> None:
    article = an_article("The dam broke at noon.")
    copy = DuplicateFound(
        article_id=article.id, path="b.txt", of=article.id, kind="exact", similarity=1
    )
    with log.transaction(at=NOON) as transaction:
        transaction.append(
            [
                Entry(
                    stream=article_stream(article.id),
                    events=(a_receipt_of(article, path="a.txt"), copy),
                )
            ]
        )
        transaction.keep_text(article.id, text=article.text, reading=b"{1}", sketch=b"{2}")
    reader = log.reader

    assert reader.has_article(article.id)
    assert reader.text(article.id) == article.text
    assert reader.reading(article.id) == (article.text, b"{1}")
    assert reader.paths_of(article.id) == ("a.txt", "b.txt")
    assert reader.article_id(article.id[:6]) == article.id
    ((received, kept),) = reader.readings()
    assert (received.position, kept.article_id, kept.sketch) == (1, article.id, b"{2}")
    assert list(reader.readings(after=1)) == []


def test_an_article_that_never_came_is_not_there(reader: Reader) -> None:
    assert not reader.has_article("f" * 64)
    assert reader.text("f" * 64) is None
    assert reader.reading("f" * 64) is None
    assert reader.paths_of("f" * 64) == ()
    with pytest.raises(UnknownId):
        reader.article_id("ffff")


def test_a_text_comes_back_character_for_character(log: Log) -> None:
    text = 'Caf\u00e9 \U0001f30a \0 \u2028 "quoted"\r\n\ttail '
    with log.transaction(at=NOON) as transaction:
        transaction.keep_text("a1", text=text, reading=bytes(range(256)), sketch=b"")

    assert log.reader.reading("a1") == (text, bytes(range(256)))


def test_a_folder_may_be_given_several_files_of_one_digest(log: Log) -> None:
    files = [
        KeptLetter(
            digest_id="d1",
            channel="files",
            recipient="digests",
            message_id=None,
            name=f"d1.{suffix}",
            content=suffix.encode(),
        )
        for suffix in ("txt", "html", "json")
    ]
    with log.transaction(at=NOON) as transaction:
        for file in files:
            transaction.keep_letter(file)

    assert log.reader.letters("d1", channel="files", recipient="digests") == files
    assert log.reader.letter("d1", channel="mail", recipient="digests") is None


def test_a_reader_sees_what_is_committed_and_nothing_else(log: Log, path: Path) -> None:
    reader = Reader.open(path)
    with log.transaction(at=NOON) as transaction:
        transaction.append([Entry(stream="topic/dam", events=(a_change(),))])
        assert reader.head().position == 0
    assert reader.head().position == 1
    reader.close()


def test_a_snapshot_stays_at_one_moment(log: Log) -> None:
    append(log, a_change())
    with log.reader.snapshot() as still:
        assert still.head().position == 1
        append(log, a_change())
        assert [event.position for event in still.events()] == [1]
        with still.snapshot() as inner:
            assert inner.head().position == 1
    assert log.reader.head().position == 2


def test_reading_goes_on_while_other_questions_are_asked(log: Log) -> None:
    append(log, *(a_change() for _ in range(1200)))

    seen = [log.reader.version(event.stream) for event in log.reader.events()]

    assert seen == [1200] * 1200


def test_a_reader_cannot_write(log: Log) -> None:
    with pytest.raises(LogReadOnly), log.reader.asking() as connection:
        connection.exec_driver_sql("INSERT INTO meta VALUES ('a', 'b')")


def test_before_there_is_a_log_it_is_missing_and_nothing_is_made(path: Path) -> None:
    with pytest.raises(LogMissing, match="no log yet"):
        Reader.open(path)

    assert not path.parent.exists()


def test_an_empty_reader_answers_as_an_empty_log(path: Path) -> None:
    reader = Reader.empty(path)

    assert reader.head() == BEFORE_THE_FIRST
    assert list(reader.events(since=NOON)) == []
    assert list(reader.readings()) == []
    assert list(reader.sightings()) == []
    assert reader.version("topic/dam") == 0
    with reader.snapshot() as still, pytest.raises(UnknownId):
        still.event("abcd")
    assert not path.parent.exists()
    reader.close()


def test_a_sighting_replaces_the_last_one_of_its_path(log: Log) -> None:
    first = Sighting(
        path="caf\udce9.txt",
        dev=2**64 - 1,
        ino=2**63 + 5,
        size=7,
        mtime_ns=-1,
        ctime_ns=1_700_000_000_123_456_789,
        sha256="5" * 64,
        article_id="a1",
        outcome="received",
    )
    other = Sighting(path="b.txt", dev=1, ino=1, size=1, mtime_ns=1, ctime_ns=1, outcome="rejected")
    with log.transaction(at=NOON) as transaction:
        transaction.sight(other)
        transaction.sight(other)
        transaction.sight(first)

    assert log.reader.sighting("caf\udce9.txt") == first
    assert list(log.reader.sightings()) == [other, first]
    assert log.reader.sightings_of("a1") == [first]
    assert log.reader.sighting("c.txt") is None


def test_tries_are_counted_until_the_file_changes_or_is_done(log: Log) -> None:
    seen = Sighting(path="a.txt", dev=1, ino=1, size=1, mtime_ns=1, ctime_ns=1, outcome="trying")
    changed = Sighting(path="a.txt", dev=1, ino=1, size=2, mtime_ns=1, ctime_ns=1, outcome="trying")
    with log.transaction(at=NOON) as transaction:
        assert [transaction.begin_try(seen) for _ in range(3)] == [1, 2, 3]
        assert transaction.begin_try(changed) == 1
        assert transaction.begin_try(changed) == 2
        transaction.take_back_try("a.txt")
        assert transaction.begin_try(changed) == 1
    found = log.reader.sighting("a.txt")
    assert found is not None
    assert (found.outcome, found.tries) == ("trying", 1)


def test_a_reader_that_stops_half_way_keeps_no_old_moment(log: Log, reader: Reader) -> None:
    raw = log.engine.raw_connection()
    raw.cursor().execute("PRAGMA busy_timeout=10")
    raw.close()
    half_way = reader.rows()
    next(half_way)
    assert not checkpoint(log.engine)

    del half_way

    assert checkpoint(log.engine)


def test_readers_that_ask_at_the_same_time_do_not_disturb_each_other(reader: Reader) -> None:
    pairs = [(row.position, reader.version(row.stream)) for row in reader.rows()]
    crossed = [[(a.position, b.position) for b in reader.rows()] for a in reader.rows()]

    assert pairs == [(1, 3), (2, 3), (3, 1), (4, 3), (5, 2), (6, 2)]
    assert crossed == [[(a, b) for b in range(1, 7)] for a in range(1, 7)]
