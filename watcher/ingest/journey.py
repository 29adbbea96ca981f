"""The journey itself: count the try, read, judge and record, batch by batch.

The next batch is read in the child while this one is judged here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from watcher import fault
from watcher.ingest.arrivals import Arrival, Wanted, arrivals
from watcher.ingest.reading import Reading, read
from watcher.ingest.recording import Recording, Taken
from watcher.intake.confined import Confined
from watcher.judging import Judging
from watcher.log.append import Log
from watcher.log.errors import LogError

TRIES = 3
_BATCH = 32
_BATCH_BYTES = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Arrivals whose tries are counted, and their readings, which may still be under way."""

    arrivals: list[Arrival]
    readings: Future[dict[str, Reading]]
    is_suspect: bool


def take_in(
    wanted: Iterable[Wanted],
    *,
    root: Path | None,
    max_bytes: int,
    log: Log,
    judging: Judging,
    confined: Confined,
    now: Callable[[], datetime],
) -> Iterator[Taken]:
    """Take files in, in the order given; tell what became of each article once it is recorded."""
    batches = _batches(arrivals(wanted, root=root, max_bytes=max_bytes), log=log)
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as beside:
        under_way: _Batch | None = None
        try:
            for some in batches:
                is_suspect = _was_begun(some[0], log=log)
                before = under_way
                if before and (is_suspect or before.is_suspect):
                    under_way = None
                    yield from _record(before, log=log, judging=judging, at=now())
                    before = None
                under_way = _begin(some, log, confined, beside, is_suspect=is_suspect, at=now())
                if before:
                    yield from _record(before, log=log, judging=judging, at=now())
            if under_way:
                last, under_way = under_way, None
                yield from _record(last, log=log, judging=judging, at=now())
        finally:
            if under_way:
                _take_back_tries(under_way.arrivals, log=log, at=now())


def _batches(arriving: Iterator[Arrival], *, log: Log) -> Iterator[list[Arrival]]:
    """Put arrivals together; one that was being read when a process ended comes alone.

    If it ends this one too, no other may be under way: it would be held against that as well.
    """
    batch: list[Arrival] = []
    size = 0
    for arrival in arriving:
        alone = _was_begun(arrival, log=log)
        if batch and (alone or len(batch) >= _BATCH or size >= _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(arrival)
        size += _BATCH_BYTES if alone else arrival.size
    if batch:
        yield batch


def _was_begun(arrival: Arrival, *, log: Log) -> bool:
    if arrival.tried is None:
        return False
    last = log.reader.sighting(arrival.tried.path)
    return last is not None and last.outcome == "trying" and last.tries > 0


def _begin(
    some: Sequence[Arrival],
    log: Log,
    confined: Confined,
    beside: ThreadPoolExecutor,
    *,
    is_suspect: bool,
    at: datetime,
) -> _Batch:
    tried = _count_tries(some, log=log, at=at)
    fresh = [
        arrival
        for arrival in tried
        if arrival.content is not None
        and arrival.article_id is not None
        and not log.reader.has_article(arrival.article_id)
    ]
    readings = beside.submit(read, fresh, confined=confined)
    return _Batch(arrivals=tried, readings=readings, is_suspect=is_suspect)


def _record(batch: _Batch, *, log: Log, judging: Judging, at: datetime) -> Iterator[Taken]:
    try:
        readings = batch.readings.result()
        with log.transaction(at=at) as transaction:
            recording = Recording(log, transaction, judging)
            taken = [recording.record(one, readings.get(one.path)) for one in batch.arrivals]
    except BaseException:
        judging.forget()
        _take_back_tries(batch.arrivals, log=log, at=at)
        raise
    fault.point("ingest.recorded")
    yield from (one for one in taken if one)


def _count_tries(some: Sequence[Arrival], *, log: Log, at: datetime) -> list[Arrival]:
    """Commit that these are about to be read; one that was begun too often is given up."""
    begun = []
    with log.transaction(at=at) as transaction:
        for arrival in some:
            if arrival.tried is None:
                begun.append(arrival)
                continue
            tries = transaction.begin_try(arrival.tried)
            given_up = ("poison", f"reading it was begun {TRIES} times and never ended")
            begun.append(
                replace(arrival, content=None, refused=given_up) if tries > TRIES else arrival
            )
    fault.point("ingest.tries-counted")
    return begun


def _take_back_tries(some: Sequence[Arrival], *, log: Log, at: datetime) -> None:
    """Say that these were not begun: they were read, and something else failed.

    Only a reading that ended this process is held against a file.
    """
    with suppress(LogError), log.transaction(at=at) as transaction:
        for arrival in some:
            if arrival.tried is not None:
                transaction.take_back_try(arrival.tried.path)
