"""Events on the command line: exactly as stored for machines, a line each for people."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from watcher.cli.output import Row, print_listing
from watcher.log.codec import Row as Stored
from watcher.log.codec import printed

FIELDS = (
    "position", "id", "stream", "version", "type", "schema", "recorded_at", "cause", "hash", "data",
)  # fmt: skip


def print_events(events: Iterable[Stored], *, style: str, live: bool = False) -> None:
    """Print stored events; as JSON each is printed byte for byte as it is stored."""
    rows = (_row(event, style=style) for event in events)
    print_listing(rows, style=style, fields=FIELDS, table=_TABLE, raw=_raw, live=live)


def short_moment(moment: str) -> str:
    """Give a stored time as the local wall clock says it, with its zone."""
    local = datetime.fromisoformat(moment).astimezone()
    return local.isoformat(sep=" ", timespec="minutes")


def gist(kind: str, data: Mapping[str, Any]) -> str:
    """Say in one line what an event is about, from the words that it holds."""
    if kind in {"topic-changed", "statement-repeated"}:
        return f"{data['topic']}: {data['kind']}: {data['quote']}"
    told = _GISTS.get(kind)
    return told(data) if told else ""


def _row(event: Stored, *, style: str) -> Row:
    if style in {"json", "jsonl"}:
        return {"stored": event}
    fields = event._asdict()
    if style == "csv":
        return {**fields, "data": event.data.decode()}
    return {**fields, "data": msgspec.json.decode(event.data)}


def _raw(row: Row) -> str:
    return printed(row["stored"]).decode()


def _definition(data: Mapping[str, Any]) -> str:
    definition = data["definition"]
    return f"{data['topic']}: {', '.join(definition['terms']) or definition['query']}"


def _letter(data: Mapping[str, Any]) -> str:
    return f"{data['digest_id'][:8]} {data['channel']} {data['recipient']}"


_GISTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "article-received": lambda data: f"{data['path']}: {data['headline'] or 'no headline'}",
    "article-rejected": lambda data: f"{data['path']}: {data['reason']}: {data['detail']}",
    "duplicate-found": lambda data: f"{data['path']}: {data['kind']} of {data['of'][:8]}",
    "topic-defined": _definition,
    "topic-redefined": _definition,
    "topic-retired": _definition,
    "subscription-started": lambda data: f"{data['subscription']}: {data['reason']}",
    "digest-issued": lambda data: f"{data['subscription']}: {data['subject']}",
    "digest-delivered": _letter,
    "digest-failed": lambda data: f"{_letter(data)}: {data['error']}",
    "digest-abandoned": lambda data: f"{_letter(data)}: {data['error']}",
    "topic-quiet": lambda data: f"{data['topic']}: nothing new since {data['since'][:10]}",
    "topic-tempo": lambda data: f"{data['topic']}: {data['count']} statements in a day",
    "expectation-passed": lambda data: f"{data['topic']}: due {data['due']}: {data['quote']}",
    "silence-added": lambda data: f"{data['pattern']} until {data['until']}: {data['comment']}",
    "silence-expired": lambda data: data["silence"][:8],
    "event-marked": lambda data: f"{data['topic']}: {data['event'][:8]} {data['mark']}",
}
_TABLE: dict[str, Callable[[Row], object]] = {
    "position": lambda row: row["position"],
    "recorded": lambda row: short_moment(row["recorded_at"]),
    "id": lambda row: row["id"][:8],
    "type": lambda row: row["type"],
    "about": lambda row: gist(row["type"], row["data"]),
}
