"""`watcher outbox`: lists the letters that wait, and has them tried now or given up."""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from watcher.cli.clock import now
from watcher.cli.exits import CannotError, Exit, complain
from watcher.cli.output import Row, print_listing
from watcher.cli.parser import Parser, add_actions, add_format
from watcher.cli.settings import settings_of
from watcher.config import Settings

if TYPE_CHECKING:
    from watcher.publish import Request

EXAMPLE = """\
watcher outbox
watcher outbox --given-up --format json
watcher outbox retry 91c2f0aa
watcher outbox retry --channel mail
watcher outbox drop 91c2f0aa --comment moved
"""


def _next_try(row: Row) -> str:
    if row["state"] == "abandoned":
        return "given up"
    return row["next_at"] or "the next run"


_FIELDS = (
    "id", "digest_id", "subscription", "channel", "recipient", "subject", "state", "attempts",
    "issued_at", "error", "next_at", "held_up_by",
)  # fmt: skip
_TABLE: Mapping[str, Callable[[Row], object]] = {
    "ID": lambda row: row["id"][:8],
    "DIGEST": lambda row: row["digest_id"][:8],
    "CHANNEL": lambda row: row["channel"],
    "RECIPIENT": lambda row: row["recipient"],
    "TRIES": lambda row: row["attempts"],
    "NEXT TRY": _next_try,
    "SUBJECT": lambda row: row["subject"],
    "LAST ERROR": lambda row: row["error"],
}


def add_arguments(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("--given-up", action="store_true", help="list those given up as well")
    add_format(parser)
    add_action = add_actions(parser)
    retry = add_action("retry", "Have letters tried now, whatever pause they are in.")
    retry.add_argument("ids", metavar="ID", nargs="*", help="a letter's id, or its beginning")
    retry.add_argument("--channel", metavar="C", help="all that wait for a channel")
    retry.add_argument("--all", action="store_true", help="all that wait")
    retry.add_argument("--comment", metavar="TEXT", help="why; the log keeps it")
    drop = add_action("drop", "Give letters up that wait; the next digest names them.")
    drop.add_argument("ids", metavar="ID", nargs="+", help="a letter's id, or its beginning")
    drop.add_argument("--comment", metavar="TEXT", required=True, help="why; the log keeps it")


def run(options: Namespace) -> Exit:
    """List the letters, or change what becomes of them."""
    settings = settings_of(options)
    if options.action is None:
        _list(settings, options)
        return Exit.DONE
    from watcher.publish import Request

    if options.action == "drop":
        wish = Request(do="drop", ids=tuple(options.ids), comment=options.comment)
        _say(_hand_over(settings, wish), "given up")
        return Exit.DONE
    if sum((bool(options.ids), options.channel is not None, options.all)) != 1:
        complain("outbox retry: name letters by their ids, or give --channel C, or --all")
        return Exit.USAGE
    wish = Request(
        do="retry",
        ids=tuple(options.ids),
        channel=options.channel,
        every=options.all,
        comment=options.comment,
    )
    letters = _hand_over(settings, wish)
    if not letters and options.channel is not None:
        _check_channel(settings, options.channel)
    _say(letters, "to be tried now")
    return Exit.DONE


def _list(settings: Settings, options: Namespace) -> None:
    from watcher import query
    from watcher.service import Service

    states = ("waiting", "abandoned") if options.given_up else ("waiting",)
    with Service.asking(settings, now=now) as service, service.views() as views:
        rows = query.outbox(views, states=states)
    print_listing(rows, style=options.format, fields=_FIELDS, table=_TABLE)


def _hand_over(settings: Settings, wish: "Request") -> Sequence[str]:
    """Tell the daemon, or, where none runs, write it down for the next run."""
    from msgspec import to_builtins

    from watcher import control

    try:
        said = control.ask(settings.log.path, {"ask": "outbox", **to_builtins(wish)})
    except control.RefusedError as refused:
        raise CannotError(str(refused)) from refused
    except control.NoDaemonError:
        return _write(settings, wish)
    except TimeoutError as late:
        message = "the daemon is busy and did not answer; what was asked may still be done"
        raise CannotError(message) from late
    return tuple(said)


def _write(settings: Settings, wish: "Request") -> Sequence[str]:
    from watcher import publish
    from watcher.service import Service

    with Service.asking(settings, now=now) as service:
        if not service.has_log:  # nothing waits, and a wish makes no new log
            return publish.fulfil_without_log(wish)
    with Service.writing(settings, now=now) as service:
        return publish.fulfil(service.log, wish, now=now())


def _check_channel(settings: Settings, name: str) -> None:
    if name in settings.channels:
        return
    from watcher.config.shape import did_you_mean

    message = f"there is no channel {name!r}{did_you_mean(name, settings.channels)}"
    raise CannotError(message)


def _say(letters: Sequence[str], what: str) -> None:
    for letter in letters:
        print(f"{letter}  {what}")
    if not letters:
        print("no letter waits")
