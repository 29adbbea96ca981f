"""`watcher why`: explains why something was told."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from watcher.cli.clock import now
from watcher.cli.exits import CannotError, Exit
from watcher.cli.output import print_listing, printable
from watcher.cli.parser import add_format
from watcher.cli.settings import settings_of

if TYPE_CHECKING:
    from watcher.events import Recorded
    from watcher.explain import Why

EXAMPLE = "watcher why 91c2f0aa"
_SAID = (
    "topic", "kind", "reason", "matched", "novelty", "importance", "similarity", "late",
    "retroactive", "speaker", "status", "figures", "was", "now", "quote", "article_id", "start",
    "end", "path", "outlet", "headline", "published_at", "event_date",
)  # fmt: skip
_AGAINST = ("was", "earlier", "nearest")
_FIELDS = ("event", "position", "type", "recorded_at", "cause", *_SAID, "against")


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("event", metavar="EVENT", help="an event's id, or its beginning")
    add_format(parser)


def run(options: Namespace) -> Exit:
    """Print what was judged, how, and against what."""
    from watcher import explain
    from watcher.service import Service

    with Service.asking(settings_of(options), now=now) as service:
        found = explain.why(service.reader, options.event)
        if found is None:
            event = service.reader.event(options.event)
            message = f"{event.id} is {event.data.name}; only statements are judged"
            raise CannotError(message)
    if options.format == "table":
        _describe(found)
    else:
        print_listing([_row(found)], style=options.format, fields=_FIELDS, table={})
    return Exit.DONE


def _row(found: "Why") -> dict[str, Any]:
    from watcher.log.codec import instant

    return {
        "event": found.event.id,
        "position": found.event.position,
        "type": found.statement.name,
        "recorded_at": instant(found.event.recorded_at),
        "cause": found.event.cause,
        **{field: getattr(found.statement, field) for field in _SAID},
        "against": {
            name: {"event": event.id, "quote": _quote(event)}
            for name in _AGAINST
            if (event := getattr(found, name)) is not None
        },
    }


def _describe(found: "Why") -> None:
    for line in _lines(found):
        print(printable(line))


def _lines(found: "Why") -> Iterator[str]:
    said = found.statement
    told = "told" if said.name == "topic-changed" else "not told"
    late = ", late" if said.late else ""
    history = ", found when the topic was defined (told to nobody)" if said.retroactive else ""
    yield f'"{said.quote}"'
    yield f"  {said.outlet or 'no outlet'}, {said.published_at or 'undated'}"
    yield f"  {said.path}, characters {said.start} to {said.end}"
    yield f"{said.topic}: {said.kind}, {told}{late}{history}"
    yield f"  because     {said.reason}"
    yield f"  matched     {', '.join(said.matched) or 'nothing by name'}"
    yield f"  novelty     {said.novelty:g}"
    yield f"  importance  {said.importance:g}"
    if said.similarity is not None:
        yield f"  similarity  {said.similarity:g} to the nearest statement"
    yield from (f"  figure      {figure.what}: {figure.text}" for figure in said.figures)
    for field in ("status", "speaker", "event_date"):
        if getattr(said, field) is not None:
            yield f"  {field.replace('_', ' '):<12}{getattr(said, field)}"
    yield from (_against(name, against) for name in _AGAINST if (against := getattr(found, name)))
    yield f"  event       {found.event.id}, position {found.event.position}"


def _against(name: str, event: "Recorded") -> str:
    return f'  {name:<12}"{_quote(event)}"  [why {event.id[:8]}]'


def _quote(event: "Recorded") -> str:
    return str(getattr(event.data, "quote", event.data.name))
