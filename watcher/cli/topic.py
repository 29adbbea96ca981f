"""`watcher topic`: shows what is known of one topic, now or as of a time."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any

from watcher.cli.clock import now
from watcher.cli.exits import Exit
from watcher.cli.moments import moment_argument
from watcher.cli.output import Row, as_json, print_listing, printable
from watcher.cli.parser import add_format
from watcher.cli.settings import configured_topic, settings_of
from watcher.cli.suggestions import print_suggestions

EXAMPLE = """\
watcher topic 28-point-plan
watcher topic 28-point-plan --as-of 2025-11-20 --format json
watcher topic 28-point-plan --suggest
"""
_FIELDS = (
    "form", "what", "value", "max", "unit", "qualifier", "said", "status", "as_of", "recorded_at",
    "event", "speaker", "outlet", "path", "quote", "moved", "corroborated", "was", "mark",
)  # fmt: skip
_MARKED = ("figures", "statuses", "disputes", "newest")
_LINES_SHOWN = 12


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("topic", metavar="T", help="the topic's id")
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--as-of",
        type=moment_argument(),
        metavar="TIME",
        help="what the log knew then; a bare date means its midnight",
    )
    how.add_argument(
        "--suggest",
        action="store_true",
        help="propose spellings and terms that its articles use, for its topic file",
    )
    add_format(parser)


def run(options: Namespace) -> Exit:
    """Print the topic's definition and its ledger, or what could be added to its file."""
    return print_suggestions(options) if options.suggest else _tell(options)


def _tell(options: Namespace) -> Exit:
    from watcher import query, remarked
    from watcher.service import Service

    settings = settings_of(options)
    with Service.asking(settings, now=now) as service:
        heard = query.has_topic(service.reader, options.topic)
        configured = None if heard else configured_topic(settings, options.topic)
        if options.as_of is None:
            with service.views() as views:
                known = query.topic(service.reader, views, options.topic, configured=configured)
        else:
            known = query.topic_as_of(
                service.reader, options.topic, options.as_of, configured=configured
            )
        marks = remarked.marks(service.reader, until=options.as_of)
    for line in (line for part in _MARKED for line in known[part]):
        line["mark"] = marks[line["event"]]["mark"] if line["event"] in marks else None
    if options.format == "csv":
        print_listing(_ledger(known), style="csv", fields=_FIELDS, table={})
    elif options.format == "json":
        print(_indented(known))
    elif options.format == "jsonl":
        print(as_json(known))
    else:
        _describe(known)
    return Exit.DONE


def _ledger(known: Row) -> Iterator[Row]:
    for part in ("figures", "statuses", "disputes"):
        yield from known[part]


def _indented(known: Row) -> str:
    import msgspec

    return msgspec.json.format(as_json(known), indent=2)


def _describe(known: Row) -> None:
    definition = known["definition"]
    print(f"{printable(known['topic'])}: {printable(definition['name'])}")
    if definition["about"]:
        print(f"  {printable(definition['about'])}")
    for key in ("terms", "exclude"):
        if definition[key]:
            print(f"  {key}: {printable(', '.join(definition[key]))}")
    if definition["query"]:
        print(f"  query: {printable(definition['query'])}")
    retired = ", retired" if known["retired"] else ""
    print(f"  {known['changes']} changes, {known['repeats']} repeats{retired}{_untracked(known)}")
    if known["sources"]:
        print(f"  {_sources(known)}")
    _section("FIGURES", known["figures"], say=_figure)
    _section("STATUSES", known["statuses"], say=lambda line: line["status"])
    _section("DISPUTED", known["disputes"], say=lambda line: f'was "{line["was"]["quote"]}"')
    _section("NEWEST", known["newest"], say=lambda line: line["kind"])


def _sources(known: Row) -> str:
    sources = f"{known['sources']} source{'' if known['sources'] == 1 else 's'}"
    if not known["reprints"]:
        return sources
    reprints = f"{known['reprints']} reprint{'' if known['reprints'] == 1 else 's'}"
    return f"{known['sources']} independent + {reprints}"


def _untracked(known: Row) -> str:
    if known["revision"]:
        return ""
    if known["as_of"] is None:
        return "; not tracked yet"
    from watcher.cli.envelopes import short_moment

    return f"; not tracked yet at {short_moment(known['as_of'])}"


def _section(title: str, lines: list[Any], *, say: Any) -> None:
    if not lines:
        return
    print(f"\n{title}")
    for line in lines[:_LINES_SHOWN]:
        print(f"  {printable(say(line))}")
        print(f'      "{printable(line["quote"])}"')
        print(f"      {printable(_evidence(line))}")
    if len(lines) > _LINES_SHOWN:
        print(f"  and {len(lines) - _LINES_SHOWN} more: --format csv shows them all")


def _figure(line: Row) -> str:
    moved = f" (was {line['was']['figure']['text']})" if _had_figure(line) else ""
    return f"{line['what']}: {line['said']}{moved}"


def _had_figure(line: Row) -> bool:
    return bool(line["was"] and line["was"]["figure"])


def _evidence(line: Row) -> str:
    mark = f" [{line['mark']}]" if line.get("mark") else ""
    speaker = f"{line['speaker']}, " if line["speaker"] else ""
    source = f"{speaker}{line['outlet'] or line['path']}, {line['as_of']}"
    return f"{source}  [why {line['event'][:8]}]{mark}"
