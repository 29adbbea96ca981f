"""What is appended stands in the log, once, in order, whole or not at all."""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest

from tests.factories import NOON, a_change, a_receipt_of, an_article
from watcher.events import Entry, Event, Recorded
from watcher.log.append import Log
from watcher.log.chain import BEFORE_THE_FIRST, link
from watcher.log.codec import NotCanonical
from watcher.log.envelopes import dry_run
from watcher.log.errors import LogConflict, LogFailed

DAM = "topic/dam"


def entry(*events: Event, stream: str = DAM, expected: int | None = None) -> Entry:
    return Entry(stream=stream, events=events or (a_change(),), expected=expected)


def append(log: Log, *entries: Entry) -> tuple[Recorded, ...]:
    with log.transaction(at=NOON) as transaction:
        return transaction.append(entries)


def test_a_new_log_has_no_events(log: Log) -> None:
    assert log.head == BEFORE_THE_FIRST
    assert list(log.reader.events()) == []


def test_positions_run_through_the_log_and_versions_through_each_stream(log: Log) -> None:
    append(log, entry(), entry(stream="topic/ferry"), entry())

    places = [(row.position, row.stream, row.version) for row in log.reader.rows()]

    assert places == [(1, DAM, 1), (2, "topic/ferry", 1), (3, DAM, 2)]


def test_what_append_gives_back_is_what_a_reader_finds(log: Log) -> None:
    given = append(log, entry(a_change(), a_change("The ferry waits.")))

    assert tuple(log.reader.events()) == given


def test_each_hash_covers_the_one_before(log: Log) -> None:
    append(log, entry(a_change(), a_change()))
    append(log, entry())

    previous = BEFORE_THE_FIRST.hash
    for row in log.reader.rows():
        assert row.hash == link(row, previous=previous)
        previous = row.hash
    assert log.head.hash == previous


def test_a_reopened_log_goes_on_where_it_ended(log: Log, path: Path) -> None:
    append(log, entry())
    head = log.head
    log.close()

    with Log.open(path, now=NOON) as again:
        assert again.head == head
        (second,) = append(again, entry(expected=1))

    assert (second.position, second.version) == (2, 2)


def test_a_stream_that_moved_meanwhile_is_a_conflict(log: Log) -> None:
    append(log, entry())

    with pytest.raises(LogConflict, match="topic/dam has version 1, not 0"):
        append(log, entry(expected=0))

    assert log.head.position == 1


def test_an_expected_version_counts_what_the_transaction_appended_before(log: Log) -> None:
    with log.transaction(at=NOON) as transaction:
        transaction.append([entry(expected=0)])
        transaction.append([entry(expected=1)])

    assert log.reader.version(DAM) == 2


def test_the_same_article_cannot_be_received_twice(log: Log) -> None:
    received = a_receipt_of(an_article("The dam broke."))
    append(log, entry(received, stream="article/x"))

    with pytest.raises(LogConflict, match="recorded already at position 1: received"):
        append(log, entry(a_change()), entry(received, stream="article/x"))

    assert [event.position for event in log.reader.events()] == [1]


def test_an_exception_rolls_everything_back_and_nothing_of_it_is_remembered(log: Log) -> None:
    append(log, entry())

    def append_and_fail() -> None:
        with log.transaction(at=NOON) as transaction:
            transaction.append([entry(), entry(stream="topic/ferry")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        append_and_fail()
    append(log, entry(stream="topic/ferry"), entry())

    places = [(row.position, row.stream, row.version) for row in log.reader.rows()]
    assert places == [(1, DAM, 1), (2, "topic/ferry", 1), (3, DAM, 2)]


def test_a_conflict_that_is_caught_inside_cannot_be_committed(log: Log) -> None:
    def append_and_go_on() -> None:
        with log.transaction(at=NOON) as transaction:
            transaction.append([entry()])
            with suppress(LogConflict):
                transaction.append([entry(expected=7)])

    with pytest.raises(LogConflict, match="cannot be committed"):
        append_and_go_on()

    assert log.head == BEFORE_THE_FIRST


def test_transactions_do_not_nest(log: Log) -> None:
    with (
        log.transaction(at=NOON),
        pytest.raises(RuntimeError, match="open in this thread"),
        log.transaction(at=NOON),
    ):
        pass


def test_what_cannot_be_printed_canonically_is_not_written(log: Log) -> None:
    with pytest.raises(NotCanonical, match="surrogate"):
        append(log, entry(a_change("\udcff")))

    assert log.head == BEFORE_THE_FIRST


def test_a_time_is_recorded_in_utc_to_the_millisecond(log: Log) -> None:
    kyiv = timezone(timedelta(hours=2))
    with log.transaction(at=datetime(2025, 11, 20, 11, 14, 3, 120999, tzinfo=kyiv)) as transaction:
        (given,) = transaction.append([entry()])

    (row,) = log.reader.rows()
    assert row.recorded_at == "2025-11-20T09:14:03.120Z"
    assert given.recorded_at == datetime(2025, 11, 20, 9, 14, 3, 120000, tzinfo=UTC)


def test_a_time_without_zone_is_refused(log: Log) -> None:
    with (
        pytest.raises(ValueError, match="without a zone"),
        log.transaction(at=NOON.replace(tzinfo=None)),
    ):
        pass


def test_a_dry_run_gives_the_envelopes_that_an_append_writes(log: Log) -> None:
    append(log, entry())
    wanted = [entry(a_change(), a_change()), entry(stream="topic/ferry")]

    foretold = dry_run(wanted, head=log.head, versions={DAM: 1}, at=NOON)

    assert log.head.position == 1
    assert foretold == append(log, *wanted)


def test_writers_in_two_threads_take_turns(log: Log) -> None:
    def write(stream: str) -> None:
        for _ in range(20):
            append(log, entry(stream=stream))

    threads = [Thread(target=write, args=(f"topic/{name}",)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [row.position for row in log.reader.rows()] == list(range(1, 41))
    assert [log.reader.version(stream) for stream in ("topic/a", "topic/b")] == [20, 20]


def test_after_a_marker_that_could_not_be_moved_nothing_more_is_written(log: Log) -> None:
    append(log, entry())
    unwritable = os.open(os.devnull, os.O_RDONLY)
    os.dup2(unwritable, log._marker._descriptor)
    os.close(unwritable)
    with pytest.raises(LogFailed, match="moving the marker"):
        append(log, entry())

    with pytest.raises(LogFailed, match="moving the marker"):
        append(log, entry())

    assert log.reader.head().position == 2
