"""`watcher mark`: says what an event was worth."""

from argparse import ArgumentParser, Namespace

from watcher.cli.exits import Exit
from watcher.cli.output import print_listing, printable
from watcher.cli.parser import add_format
from watcher.cli.settings import settings_of

EXAMPLE = """\
watcher mark 91c2f0aa not-new
watcher mark 91c2f0aa important --comment "the figure to watch"
"""
_MARKS = ("not-new", "not-relevant", "important")
_FIELDS = ("event", "mark", "before", "is_new", "quote")


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("event", metavar="EVENT", help="an event's id, or its beginning")
    parser.add_argument("mark", metavar="MARK", choices=_MARKS, help=" | ".join(_MARKS))
    parser.add_argument("--comment", metavar="TEXT", help="why; the log keeps it")
    add_format(parser)


def run(options: Namespace) -> Exit:
    """Have the mark recorded; the same mark again changes nothing."""
    from watcher.cli.telling import tell, user

    request = {
        "ask": "mark",
        "event": options.event,
        "mark": options.mark,
        "comment": options.comment,
        "by": user(),
    }
    answer = tell(settings_of(options), request)
    if options.format != "table":
        print_listing([answer], style=options.format, fields=_FIELDS, table={})
        return Exit.DONE
    before = f" (was {answer['before']})" if answer["before"] not in {None, answer["mark"]} else ""
    already = "" if answer["is_new"] else " already"
    print(f"{answer['event'][:8]}  marked {answer['mark']}{already}{before}")
    if answer["quote"]:
        print(printable(f'          "{answer["quote"]}"'))
    return Exit.DONE
