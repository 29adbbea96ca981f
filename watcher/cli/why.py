"""`watcher why`: explains why something was told, or was not."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from watcher.cli.clock import now
from watcher.cli.exits import CannotError, Exit
from watcher.cli.judgements import (
    SCORED,
    counted,
    ground_lines,
    in_marks,
    quoted,
    score_line,
    scores,
    source,
    today_line,
    verdict,
)
from watcher.cli.noticed import mark_lines, notice_lines, notice_row
from watcher.cli.output import print_listing, printable
from watcher.cli.parser import add_format
from watcher.cli.settings import settings_of

if TYPE_CHECKING:
    from watcher.events import Recorded
    from watcher.explain import Why
    from watcher.log.read import Reader

EXAMPLE = "watcher why 91c2f0aa"
_SAID = (
    "topic", "kind", "reason", "matched", "novelty", "importance", "similarity", "late",
    "retroactive", "speaker", "status", "figures", "was", "now", "quote", "article_id", "start",
    "end", "path", "outlet", "headline", "published_at", "event_date",
)  # fmt: skip
_AGAINST = ("was", "earlier", "nearest")
_FIELDS = (
    "event", "position", "type", "recorded_at", "cause", *_SAID, "rule", "says", "against",
    *SCORED, "today", "marks",
)  # fmt: skip
_JUDGED = ("topic-changed", "statement-repeated")


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("event", metavar="EVENT", help="an event's id, or its beginning")
    add_format(parser)


def run(options: Namespace) -> Exit:
    """Print what was judged, how, and against what."""
    from watcher import remarked
    from watcher.events import TimeNotice
    from watcher.service import Service

    with Service.asking(settings_of(options), now=now) as service:
        event = service.reader.event(options.event)
        if isinstance(event.data, TimeNotice):
            _explain_notice(service.reader, event, options)
            return Exit.DONE
        if event.data.name not in _JUDGED:
            message = f"{event.id} is {event.data.name}; only statements and notices are explained"
            raise CannotError(message)
        from watcher import explain

        found = explain.why(service.reader, event, language=service.judging.language)
        marks = remarked.marks_of(service.reader, event.id)
    if options.format == "table":
        for line in (*_lines(found), *mark_lines(marks)):
            print(printable(line))
    else:
        print_listing(
            [{**_row(found), "marks": marks}], style=options.format, fields=_FIELDS, table={}
        )
    return Exit.DONE


def _explain_notice(reader: "Reader", event: "Recorded", options: Namespace) -> None:
    from watcher import remarked

    marks = remarked.marks_of(reader, event.id)
    if options.format == "table":
        for line in (*notice_lines(reader, event), *mark_lines(marks)):
            print(printable(line))
    else:
        row = notice_row(event)
        print_listing(
            [{**row, "marks": marks}], style=options.format, fields=(*row, "marks"), table={}
        )


def _row(found: "Why") -> dict[str, Any]:
    from watcher.log.codec import instant

    return {
        "event": found.event.id,
        "position": found.event.position,
        "type": found.statement.name,
        "recorded_at": instant(found.event.recorded_at),
        "cause": found.event.cause,
        **{field: getattr(found.statement, field) for field in _SAID},
        "rule": found.rule,
        "says": found.says,
        "against": {name: said for name in _AGAINST if (said := getattr(found, name)) is not None},
        **scores(found.scored),
        "today": found.today,
    }


def _lines(found: "Why") -> Iterator[str]:
    said = found.statement
    yield in_marks(said.quote)
    yield f"  {source(said.outlet, said.published_at)}"
    yield f"  {said.path}, characters {said.start} to {said.end}"
    yield ""
    told = said.name == "topic-changed"
    yield f"{verdict(said.kind, told=told)} (topic {said.topic}){_aside(found)}"
    yield f"  because     {found.says}"
    yield f"  reason      {said.reason}"
    yield from _against(found)
    yield f"  counts by   {_counted(found)}"
    if found.scored:
        yield f"  score       {score_line(found.scored, told=told)}"
        yield from (f"    {line}" for line in ground_lines(found.scored))
    yield f"  novelty     {said.novelty:.2f}, importance {said.importance:.2f}"
    yield from (f"  figure      {figure.what}: {figure.text}" for figure in said.figures)
    for field in ("status", "speaker", "event_date"):
        if getattr(said, field) is not None:
            yield f"  {field.replace('_', ' '):<12}{getattr(said, field)}"
    yield f"  event       {found.event.id}, position {found.event.position}"
    yield f"  today       {today_line(found.today)}"


def _aside(found: "Why") -> str:
    said = found.statement
    late = ", late" if said.late else ""
    history = ", found when the topic was defined: no digest tells it" if said.retroactive else ""
    return f"{late}{history}"


def _counted(found: "Why") -> str:
    by = counted(", ".join(found.statement.matched))
    return f"{by} ({100 * found.scored.likelihood:.0f} % likely)" if found.scored else by


def _against(found: "Why") -> Iterator[str]:
    shown = set()
    for name, said in (("was", found.was), ("told first", found.earlier)):
        if said:
            yield f"  {name:<12}{quoted(said)}"
            shown.add(said.event)
    if found.nearest is None:
        yield "  nearest     nothing like it was known of the topic"
        return
    alike = f"{100 * (found.statement.similarity or 0):.0f} % alike"
    same = found.nearest.event in shown
    yield f"  nearest     {alike}: {'the same statement' if same else quoted(found.nearest)}"
