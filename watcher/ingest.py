"""The journey of an article: a settled file is read, judged and recorded, in one transaction.

Several articles may share a transaction when many come at once; what belongs to one article never
falls into two.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Literal

from watcher import fault
from watcher.article.model import Article, Unreadable
from watcher.article.reading import Kind, ask, decode_answer, encode_reading
from watcher.article.sketch import encode_sketch, sketch
from watcher.events import (
    ArticleRejected,
    Entry,
    Event,
    Recorded,
    TopicChanged,
    article_stream,
    idempotency_key,
)
from watcher.intake.confined import Broken, Confined
from watcher.intake.receiving import (
    ArchiveChangedError,
    Missed,
    Refused,
    is_archive,
    open_archive,
    receive,
)
from watcher.intake.settling import Signature
from watcher.judging import Judging, copy_event, received_event
from watcher.log.append import Log, Transaction
from watcher.log.errors import LogError
from watcher.log.sightings import Outcome, Sighting

Result = Literal["received", "update", "copy", "known", "rejected", "missed"]
TRIES = 3
_BATCH = 32
_BATCH_BYTES = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file to take in. `expected` is the state in which it settled, null to take it as it is."""

    path: Path
    expected: Signature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one article. `detail` says why it was rejected or missed."""

    path: str
    result: Result
    article_id: str | None
    changed: int = 0
    repeated: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One article on its way in, or the end of an archive (`content` and `refused` are null).

    `sighting` is what is remembered of the file once this arrival is recorded.
    """

    path: str
    article_id: str | None
    kind: Kind = "article"
    content: bytes | None = None
    file_time: str | None = None
    refused: tuple[str, str] | None = None
    missed: str | None = None
    sighting: Sighting | None = None

    @property
    def size(self) -> int:
        """Give the bytes that it holds."""
        return len(self.content or b"")


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
    arrivals = _arrivals(wanted, root=root, max_bytes=max_bytes)
    for batch in _batches(arrivals):
        tried = _count_tries(batch, log=log, at=now())
        try:
            readings = _readings(tried, log=log, confined=confined)
            with log.transaction(at=now()) as transaction:
                recording = _Recording(log, transaction, judging)
                taken = [recording.record(arrival, readings.get(i)) for i, arrival in tried]
        except BaseException:
            judging.forget()
            _take_back_tries(tried, log=log, at=now())
            raise
        fault.point("ingest.recorded")
        yield from (one for one in taken if one)


def _arrivals(wanted: Iterable[Wanted], *, root: Path | None, max_bytes: int) -> Iterator[Arrival]:
    for one in wanted:
        if is_archive(one.path):
            yield from _archive(one, root=root, max_bytes=max_bytes)
            continue
        found = receive(one.path, root=root, max_bytes=max_bytes, expected=one.expected)
        if isinstance(found, Missed):
            yield _missed(found)
            continue
        if isinstance(found, Refused):
            yield _refused(found)
            continue
        yield Arrival(
            path=found.shown,
            article_id=found.sha256,
            content=found.content,
            file_time=found.file_time,
            sighting=_sighting(found.path, found.signature, found.sha256, outcome="received"),
        )


def _archive(wanted: Wanted, *, root: Path | None, max_bytes: int) -> Iterator[Arrival]:
    with open_archive(
        wanted.path, root=root, max_bytes=max_bytes, expected=wanted.expected
    ) as archive:
        if isinstance(archive, Missed):
            yield _missed(archive)
            return
        if isinstance(archive, Refused):
            yield _refused(archive)
            return
        try:
            for line in archive.lines():
                yield Arrival(
                    path=f"{archive.shown}#{line.number}",
                    article_id=line.sha256,
                    kind="records",
                    content=line.content,
                    file_time=archive.file_time,
                    refused=None
                    if line.content is not None
                    else ("too-large", f"{line.size} bytes, and max_bytes is {max_bytes}"),
                )
        except ArchiveChangedError:
            yield Arrival(
                path=archive.shown, article_id=None, missed="it changed while it was read"
            )
            return
        sighting = _sighting(archive.path, archive.signature, archive.sha256, outcome="archive")
        yield Arrival(path=archive.shown, article_id=None, sighting=sighting)


def _missed(missed: Missed) -> Arrival:
    return Arrival(path=missed.shown, article_id=None, missed=missed.detail)


def _refused(refused: Refused) -> Arrival:
    return Arrival(
        path=refused.shown,
        article_id=refused.article_id,
        refused=(refused.reason, refused.detail),
        sighting=_sighting(refused.path, refused.signature, None, outcome="rejected"),
    )


def _sighting(
    path: Path, signature: Signature, sha256: str | None, *, outcome: Outcome
) -> Sighting:
    return Sighting(
        path=str(path),
        dev=signature.dev,
        ino=signature.ino,
        size=signature.size,
        mtime_ns=signature.mtime_ns,
        ctime_ns=signature.ctime_ns,
        sha256=sha256,
        article_id=sha256 if outcome == "received" else None,
        outcome=outcome,
    )


def _batches(arrivals: Iterator[Arrival]) -> Iterator[list[tuple[int, Arrival]]]:
    while batch := list(islice(_within(arrivals), _BATCH)):
        yield list(enumerate(batch))


def _within(arrivals: Iterator[Arrival]) -> Iterator[Arrival]:
    size = 0
    for arrival in arrivals:
        yield arrival
        size += arrival.size
        if size >= _BATCH_BYTES:
            return


def _count_tries(
    batch: Sequence[tuple[int, Arrival]], *, log: Log, at: datetime
) -> list[tuple[int, Arrival]]:
    """Commit that these are about to be parsed; one that was begun too often is given up."""
    begun = []
    with log.transaction(at=at) as transaction:
        for number, arrival in batch:
            if arrival.content is None or arrival.sighting is None:
                begun.append((number, arrival))
                continue
            tries = transaction.begin_try(arrival.sighting)
            given_up = ("poison", f"reading it was begun {TRIES} times and never ended")
            begun.append(
                (number, replace(arrival, content=None, refused=given_up))
                if tries > TRIES
                else (number, arrival)
            )
    fault.point("ingest.tries-counted")
    return begun


def _take_back_tries(batch: Sequence[tuple[int, Arrival]], *, log: Log, at: datetime) -> None:
    """Forget that these were begun: they were read, and something else failed.

    Only a reading that ended this process is held against a file.
    """
    with suppress(LogError), log.transaction(at=at) as transaction:
        for _, arrival in batch:
            if arrival.content is not None and arrival.sighting is not None:
                transaction.forget_sighting(arrival.sighting.path)


def _readings(
    batch: Sequence[tuple[int, Arrival]], *, log: Log, confined: Confined
) -> dict[int, Article | Unreadable]:
    """Read what the log does not hold yet, where a hostile file can be stopped."""
    fresh = [
        (number, arrival)
        for number, arrival in batch
        if arrival.content is not None
        and arrival.article_id is not None
        and not log.reader.has_article(arrival.article_id)
    ]
    readings: dict[int, Article | Unreadable] = {}
    for group in _groups(fresh):
        found = _read_group([arrival for _, arrival in group], confined=confined)
        readings |= dict(zip((number for number, _ in group), found, strict=True))
    return readings


def _groups(fresh: Sequence[tuple[int, Arrival]]) -> Iterator[list[tuple[int, Arrival]]]:
    """Lines of one archive are read together, files one by one."""
    group: list[tuple[int, Arrival]] = []
    for number, arrival in fresh:
        lines = arrival.kind == "records" and group and group[0][1].kind == "records"
        if group and not (lines and _archive_of(group[0][1]) == _archive_of(arrival)):
            yield group
            group = []
        group.append((number, arrival))
    if group:
        yield group


def _archive_of(arrival: Arrival) -> str:
    return arrival.path.rpartition("#")[0]


def _read_group(arrivals: Sequence[Arrival], *, confined: Confined) -> list[Article | Unreadable]:
    first = arrivals[0]
    answered = confined.call(
        ask(
            [arrival.content or b"" for arrival in arrivals],
            kind=first.kind,
            name=first.path,
            file_time=first.file_time,
        )
    )
    if not isinstance(answered, Broken):
        return decode_answer(answered)
    if len(arrivals) == 1:
        return [
            Unreadable(id=first.article_id or "", reason=answered.reason, detail=answered.detail)
        ]
    return [found for one in arrivals for found in _read_group([one], confined=confined)]


class _Recording:
    """Records the articles of one transaction; what it has recorded is not in the reader yet."""

    def __init__(self, log: Log, transaction: Transaction, judging: Judging) -> None:
        self._log, self._transaction, self._judging = log, transaction, judging
        self._fresh: dict[str, set[str]] = {}
        self._rejected: set[str] = set()

    def record(self, arrival: Arrival, reading: Article | Unreadable | None) -> Taken | None:
        """Record one arrival; null for the end of an archive."""
        if arrival.missed is not None:
            return Taken(path=arrival.path, result="missed", article_id=None, detail=arrival.missed)
        taken = self._result(arrival, reading)
        if arrival.sighting is not None:
            self._transaction.sight(_concluded(arrival.sighting, taken))
        return taken

    def _result(self, arrival: Arrival, reading: Article | Unreadable | None) -> Taken | None:
        if arrival.article_id is None:
            return None
        if arrival.refused is not None:
            reason, detail = arrival.refused
            return self._reject(arrival, reason=reason, detail=detail)
        if self._paths(arrival.article_id) is not None:
            return self._copied(arrival)
        if isinstance(reading, Unreadable):
            return self._reject(arrival, reason=reading.reason, detail=reading.detail)
        if reading is None:
            message = f"{arrival.path} was neither read nor known"
            raise AssertionError(message)
        return self._receive(arrival, replace(reading, id=arrival.article_id))

    def _paths(self, article_id: str) -> set[str] | None:
        """Give the paths under which an article is known, null when it is not."""
        if article_id in self._fresh:
            return self._fresh[article_id]
        if not self._log.reader.has_article(article_id):
            return None
        return self._fresh.setdefault(article_id, set(self._log.reader.paths_of(article_id)))

    def _copied(self, arrival: Arrival) -> Taken:
        article_id = arrival.article_id or ""
        paths = self._fresh[article_id]
        if arrival.path in paths:
            return Taken(path=arrival.path, result="known", article_id=article_id)
        paths.add(arrival.path)
        self._append(
            article_id,
            copy_event(article_id, path=arrival.path, of=article_id, kind="exact", similarity=1.0),
        )
        return Taken(path=arrival.path, result="copy", article_id=article_id)

    def _reject(self, arrival: Arrival, *, reason: str, detail: str) -> Taken:
        article_id = arrival.article_id or ""
        rejected = ArticleRejected(
            article_id=article_id, path=arrival.path, reason=reason, detail=detail
        )
        key = idempotency_key(rejected, stream="", version=0)
        if key not in self._rejected and not self._log.reader.has_happened(key):
            self._rejected.add(key)
            self._append(article_id, rejected)
        return Taken(
            path=arrival.path,
            result="rejected",
            article_id=article_id,
            detail=f"{reason}: {detail}",
        )

    def _receive(self, arrival: Arrival, article: Article) -> Taken:
        self._fresh[article.id] = {arrival.path}
        copy = self._judging.copy(article, earlier_here=self._earlier_here(arrival))
        events: list[Event] = [received_event(article, path=arrival.path)]
        if copy:
            events.append(
                copy_event(
                    article.id,
                    path=arrival.path,
                    of=copy.of,
                    kind=copy.kind,
                    similarity=copy.similarity,
                )
            )
        cause = self._append(article.id, *events)[0].id
        self._transaction.keep_text(
            article.id,
            text=article.text,
            reading=encode_reading(article),
            sketch=encode_sketch(sketch(article)),
        )
        entries = self._judging.judge(article, path=arrival.path, cause=cause, copy=copy)
        self._judging.follow(self._transaction.append(entries))
        self._judging.learn_article(article)
        judged = [event for entry in entries for event in entry.events]
        changed = sum(isinstance(event, TopicChanged) for event in judged)
        return Taken(
            path=arrival.path,
            result="received" if copy is None else "copy" if copy.kind == "near" else "update",
            article_id=article.id,
            changed=changed,
            repeated=len(judged) - changed,
        )

    def _earlier_here(self, arrival: Arrival) -> str | None:
        """Give the article that the same file held before, where it held one."""
        if arrival.sighting is None:
            return None
        earlier = self._log.reader.sighting(arrival.sighting.path)
        return earlier.article_id if earlier else None

    def _append(self, article_id: str, *events: Event) -> tuple[Recorded, ...]:
        entry = Entry(stream=article_stream(article_id), events=events)
        return self._transaction.append([entry])


def _concluded(sighting: Sighting, taken: Taken | None) -> Sighting:
    if taken is None:
        return sighting
    outcome: Outcome = (
        "rejected"
        if taken.result == "rejected"
        else "copy"
        if taken.result == "copy"
        else "received"
    )
    return replace(sighting, outcome=outcome, article_id=taken.article_id, tries=0)
