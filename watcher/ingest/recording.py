"""Records what was read: a text, all its events and the sighting of its file in one go."""

from dataclasses import dataclass, replace
from typing import Literal

from watcher.article.exchange import encode_reading
from watcher.article.model import Article, Unreadable
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
from watcher.ingest.arrivals import Arrival
from watcher.judging import Judging, copy_event, received_event
from watcher.log.append import Log, Transaction
from watcher.log.sightings import Outcome, Sighting

Result = Literal["received", "update", "copy", "known", "rejected", "missed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one article. `detail` says why it was rejected or missed."""

    path: str
    result: Result
    article_id: str | None
    changed: int = 0
    repeated: int = 0
    detail: str = ""


class Recording:
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
        if arrival.line is not None:
            self._transaction.forget_try(arrival.line.path)
        if arrival.sighting is not None:
            self._transaction.sight(_concluded(arrival.sighting, taken))
            if arrival.sighting.outcome == "archive":
                self._transaction.forget_lines(arrival.sighting.path)
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
        judged = [event for entry in entries for event in entry.events]
        self._judging.learn_article(article, judged, is_copy=copy is not None)
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
    outcomes: dict[Result, Outcome] = {"rejected": "rejected", "copy": "copy"}
    outcome = outcomes.get(taken.result, "received")
    return replace(sighting, outcome=outcome, article_id=taken.article_id, tries=0)
