"""Reads what has arrived, in the child where a hostile file can be stopped."""

from collections.abc import Iterator, Sequence

from watcher.article.exchange import ask, decode_answer
from watcher.article.model import Article, Unreadable
from watcher.ingest.arrivals import Arrival
from watcher.intake.confined import Broken, Confined

Reading = Article | Unreadable


def read(fresh: Sequence[Arrival], *, confined: Confined) -> dict[str, Reading]:
    """Read articles that the log does not hold yet; gives them by path."""
    readings: dict[str, Reading] = {}
    for group in _groups(fresh):
        found = _read_group(group, confined=confined)
        readings |= dict(zip((arrival.path for arrival in group), found, strict=True))
    return readings


def _groups(fresh: Sequence[Arrival]) -> Iterator[list[Arrival]]:
    """Lines of one archive are read together, files one by one."""
    group: list[Arrival] = []
    for arrival in fresh:
        lines = arrival.kind == "records" and group and group[0].kind == "records"
        if group and not (lines and _archive_of(group[0]) == _archive_of(arrival)):
            yield group
            group = []
        group.append(arrival)
    if group:
        yield group


def _archive_of(arrival: Arrival) -> str:
    return arrival.path.rpartition("#")[0]


def _read_group(arrivals: Sequence[Arrival], *, confined: Confined) -> list[Reading]:
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
