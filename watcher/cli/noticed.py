"""What readers said of an event, and what time told of a topic, in words for `watcher why`."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, assert_never

from watcher.cli.output import Row

if TYPE_CHECKING:
    from watcher.events import Recorded
    from watcher.log.read import Reader


def mark_lines(marks: Sequence[Row]) -> Iterator[str]:
    """Say how an event was marked, the mark that holds first."""
    from watcher.cli.envelopes import short_moment

    for place, one in enumerate(reversed(marks)):
        label = "marked" if place == 0 else "before"
        by = f" by {one['by']}" if one["by"] else ""
        comment = f": {one['comment']}" if one["comment"] else ""
        yield f"  {label:<12}{one['mark']}{by}, {short_moment(one['recorded_at'])}{comment}"


def notice_row(event: "Recorded") -> dict[str, Any]:
    """Give a notice as a row: its envelope and its own fields."""
    from msgspec import to_builtins

    from watcher.log.codec import instant

    return {
        "notice": event.id,
        "position": event.position,
        "type": event.data.name,
        "recorded_at": instant(event.recorded_at),
        **to_builtins(event.data),
    }


def notice_lines(reader: "Reader", event: "Recorded") -> Iterator[str]:
    """Say what time told of a topic, and by what it was known."""
    from watcher.cli.envelopes import short_moment
    from watcher.events import ExpectationPassed, TimeNotice, TopicQuiet, TopicTempo
    from watcher.log.codec import instant

    said = event.data
    if not isinstance(said, TimeNotice):
        return
    match said:
        case TopicQuiet():
            yield f"{said.topic}: gone quiet, nothing new since {short_moment(said.since)}"
            yield f"  because     its quiet_after is {said.quiet_after}"
            yield f"  meanwhile   told again, with nothing new: {said.repeats}"
            yield f"  last        {_quote(reader, said.last)}"
        case TopicTempo():
            yield f"{said.topic}: {said.count} statements within 24 hours"
            yield f"  because     {said.usual:g} a day are usual, over {said.days} days"
        case ExpectationPassed():
            yield f"{said.topic}: due {said.due}, and nothing reported it"
            yield f"  announced   {_quote(reader, said.event)}"
            yield f"  by          {said.outlet or said.path}, {said.published_at or 'undated'}"
        case _:
            assert_never(said)
    yield f"  noticed     {short_moment(instant(event.recorded_at))}"
    yield f"  event       {event.id}, position {event.position}"


def _quote(reader: "Reader", event_id: str) -> str:
    said = reader.event(event_id).data
    return f'"{getattr(said, "quote", said.name)}"  [why {event_id[:8]}]'
