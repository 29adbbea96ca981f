"""`watcher silence`: keeps changes of a topic from being told, for a time."""

from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from datetime import datetime

from watcher.cli.clock import now
from watcher.cli.exits import CannotError, Exit, complain
from watcher.cli.moments import moment_argument
from watcher.cli.output import Row, print_listing
from watcher.cli.parser import Parser, add_actions, add_format
from watcher.cli.settings import settings_of
from watcher.config import Settings

EXAMPLE = """\
watcher silence add --topic 'dam*' --for 2h --comment "the count is corrected every minute"
watcher silence add --topic dam --kind figure --until 2025-11-25 --comment "followed by hand"
watcher silence list
watcher silence list 5a0c9e17
watcher silence expire 5a0c9e17
"""
_KINDS = ("new", "figure", "status", "dispute", "correction")
_FIELDS = (
    "silence", "state", "pattern", "kinds", "since", "until", "comment", "by", "ended_at",
    "ended_by", "held",
)  # fmt: skip
_HELD_FIELDS = ("event", "position", "recorded_at", "topic", "kind", "quote", "path")
_TABLE: Mapping[str, Callable[[Row], object]] = {
    "id": lambda row: row["silence"][:8],
    "state": lambda row: row["state"],
    "topics": lambda row: row["pattern"],
    "kinds": lambda row: ", ".join(row["kinds"]) or "all",
    "until": lambda row: _short(row["ended_at"] or row["until"]),
    "held": lambda row: row["held"],
    "by": lambda row: row["by"],
    "comment": lambda row: row["comment"],
}
_HELD_TABLE: Mapping[str, Callable[[Row], object]] = {
    "recorded": lambda row: _short(row["recorded_at"]),
    "event": lambda row: row["event"][:8],
    "topic": lambda row: row["topic"],
    "kind": lambda row: row["kind"],
    "quote": lambda row: row["quote"],
}


def add_arguments(parser: Parser) -> None:
    """Say what the command takes."""
    add_action = add_actions(parser)
    add = add_action("add", "Keep changes from being told; the next digest names what was kept.")
    add.add_argument("--topic", metavar="PATTERN", required=True, help="which: `*` and `?` fit any")
    end = add.add_mutually_exclusive_group(required=True)
    end.add_argument(
        "--until",
        type=moment_argument(end_of_day=True),
        metavar="TIME",
        help="when it ends; a bare date means the end of that day",
    )
    end.add_argument("--for", dest="length", type=_length, metavar="LENGTH", help="90m, 2h, 5d")
    add.add_argument(
        "--kind",
        action="append",
        choices=_KINDS,
        metavar="K",
        help=f"only these changes, {', '.join(_KINDS)}; may be given several times",
    )
    add.add_argument("--comment", metavar="TEXT", required=True, help="why; the log keeps it")
    listing = add_action("list", "List silences, or the changes that one of them kept back.")
    listing.add_argument(
        "silence", metavar="ID", nargs="?", help="a silence's id, or its beginning"
    )
    listing.add_argument("--active", action="store_true", help="only those in force")
    add_format(listing)
    expire = add_action("expire", "End a silence now; what it kept back is not told later.")
    expire.add_argument("silence", metavar="ID", help="a silence's id, or its beginning")


def run(options: Namespace) -> Exit:
    """Begin, list or end silences."""
    if options.action is None:
        complain("silence: say what to do: add, list or expire (see watcher silence --help)")
        return Exit.USAGE
    settings = settings_of(options)
    if options.action == "list":
        _list(settings, options)
    elif options.action == "add":
        _add(settings, options)
    else:
        _expire(settings, options)
    return Exit.DONE


def _add(settings: Settings, options: Namespace) -> None:
    from watcher.cli.telling import tell, user

    until: datetime = options.until or now() + options.length
    if options.until and options.until <= now():
        message = "--until names a time that is over; for a length of time say --for 2h"
        raise CannotError(message)
    request = {
        "ask": "silence-add",
        "pattern": options.topic,
        "kinds": options.kind or [],
        "until": until.isoformat(),
        "comment": options.comment,
        "by": user(),
    }
    answer = tell(settings, request)
    words = "silent" if answer["is_new"] else "silent already"
    print(f"{answer['silence'][:8]}  {words} until {_short(answer['until'])}")
    _doubt(settings, options.topic)


def _doubt(settings: Settings, pattern: str) -> None:
    """Say that no topic fits, lest a slip of the pen looks like a silence."""
    from fnmatch import fnmatchcase

    names = sorted(path.stem for path in settings.topics.glob("*.toml"))
    if not any(fnmatchcase(name, pattern) for name in names):
        complain(f"no topic fits {pattern!r} now; there are {', '.join(names) or 'none'}")


def _expire(settings: Settings, options: Namespace) -> None:
    from watcher.cli.telling import tell, user

    request = {"ask": "silence-expire", "silence": options.silence, "by": user()}
    answer = tell(settings, request)
    words = "ended" if answer["was_active"] else "had ended already"
    print(f"{answer['silence'][:8]}  {words}")


def _list(settings: Settings, options: Namespace) -> None:
    from watcher import remarked
    from watcher.digest.silences import UnknownSilenceError
    from watcher.service import Service

    with Service.asking(settings, now=now) as service:
        if options.silence is not None:
            try:
                rows = remarked.held_by(service.reader, options.silence)
            except UnknownSilenceError as error:
                raise CannotError(str(error)) from error
            print_listing(rows, style=options.format, fields=_HELD_FIELDS, table=_HELD_TABLE)
            return
        rows = remarked.silences(service.reader, now=now())
    chosen = [row for row in rows if row["state"] == "active" or not options.active]
    print_listing(chosen, style=options.format, fields=_FIELDS, table=_TABLE)


def _length(text: str) -> object:
    from watcher.topic.lengths import LengthError, read_length

    try:
        return read_length(text)
    except LengthError as error:
        raise ArgumentTypeError(str(error)) from None


def _short(moment: str) -> str:
    from watcher.cli.envelopes import short_moment

    return short_moment(moment)
