"""`watcher status`: says whether it is alive, how far it is, what is due and what failed."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from watcher import config
from watcher.cli.clock import now
from watcher.cli.exits import Exit
from watcher.cli.output import as_json, print_listing, printable
from watcher.cli.parser import add_format
from watcher.cli.settings import settings_of
from watcher.config import Settings

if TYPE_CHECKING:
    from watcher.log.read import Reader

EXAMPLE = "watcher status --format json"
_ANSWER_SECONDS = 5.0
_LAST_DIGESTS = 100


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    add_format(parser)


def run(options: Namespace) -> Exit:
    """Ask the daemon, where one runs, and the log."""
    settings = settings_of(options)
    state = {"daemon": _daemon(settings), **_standing(settings), "warnings": _warnings(settings)}
    if options.format == "table":
        for line in _lines(state):
            print(printable(line))
    elif options.format == "csv":
        rows = ({"key": key, "value": value} for key, value in _flat(state))
        print_listing(rows, style="csv", fields=("key", "value"), table={})
    elif options.format == "jsonl":
        print(as_json(state))
    else:
        import msgspec

        print(msgspec.json.format(as_json(state), indent=2))
    return Exit.DONE


def _daemon(settings: Settings) -> dict[str, Any]:
    from watcher import control
    from watcher.log.lock import holder

    try:
        report = control.ask(settings.log.path, {"ask": "status"}, timeout_seconds=_ANSWER_SECONDS)
    except control.NoDaemonError:
        pid = holder(settings.log.path)
        return {"alive": False, "pid": pid}
    except TimeoutError:
        return {"alive": True, "pid": holder(settings.log.path), "answers": False}
    return {"alive": True, "answers": True, **report}


def _standing(settings: Settings) -> dict[str, Any]:
    from watcher import query, waiting
    from watcher.service import Service
    from watcher.subscribers import subscriptions_of

    with Service.asking(settings, now=now) as service, service.views() as views:
        standing = query.standing(service.reader, views, settings.subscriptions)
        found = waiting.standings(service.reader, subscriptions_of(settings), now=now())
        for seen, one in zip(standing["subscriptions"], found, strict=True):
            seen.update(waiting.shown(one))
        return {**standing, "template_faults": _template_faults(service.reader)}


def _template_faults(reader: "Reader") -> list[str]:
    """Say which templates could not be used for the last digest of each subscription."""
    from watcher.events import DigestIssued

    last: dict[str, DigestIssued] = {}
    for event in reader.events(types=(DigestIssued.name,), newest_first=True, limit=_LAST_DIGESTS):
        if isinstance(event.data, DigestIssued):
            last.setdefault(event.data.subscription, event.data)
    return sorted({fault for issued in last.values() for fault in issued.faults})


def _warnings(settings: Settings) -> list[str]:
    from watcher.projections.opened import database_warning

    warnings = [database_warning()]
    if not settings.intake.folder.is_dir():
        warnings.append(f"{settings.intake.folder}: the folder is missing")
    broken = config.load_topics(settings.topics).errors
    warnings += [f"{error}; what was in force stays so" for error in broken]
    warnings += config.template_warnings(settings.digest.templates)
    return [warning for warning in warnings if warning is not None]


def _lines(state: Mapping[str, Any]) -> Iterator[str]:
    daemon, log = state["daemon"], state["log"]
    yield from _of_daemon(daemon)
    yield f"log            position {log['position']}, {log['recorded_at'] or 'no event yet'}"
    yield f"articles       {_counts(state['articles'])}"
    yield f"statements     {_counts(state['statements'])} on {state['topics']} topics"
    for one in state["subscriptions"]:
        yield f"subscription   {one['subscription']}: {_due(one)}"
        for held in one["held"]:
            yield f"held           {one['subscription']}: {_held(held)}"
    for hold in state["holds"]:
        yield from _of_hold(hold)
    for letter in state["letters"]["waiting"]:
        yield f"waiting        {_letter(letter)}; again at {letter['next_at'] or 'the next run'}"
    for letter in state["letters"]["abandoned"]:
        yield f"ABANDONED      {_letter(letter)}"
    for fault in state["template_faults"]:
        yield f"TEMPLATE       {fault}; the last digest looks as it does without it"
    for warning in state["warnings"]:
        yield f"warning        {warning}"


def _of_daemon(daemon: Mapping[str, Any]) -> Iterator[str]:
    if not daemon["alive"]:
        holder = daemon["pid"]
        yield "daemon         none" + (f"; process {holder} holds the log" if holder else "")
        return
    if not daemon["answers"]:
        yield f"daemon         process {daemon['pid']} is busy and did not answer"
        return
    yield f"daemon         alive, process {daemon['pid']}, since {daemon['since']}"
    folder = daemon["folder"]
    yield f"folder         {folder['state']}{': ' + folder['detail'] if folder['detail'] else ''}"
    yield f"queue          {daemon['queue']} files; {daemon['taken_in']} taken in since the start"
    for trouble in daemon["troubles"]:
        yield f"TROUBLE        {trouble}"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())


def _due(one: Mapping[str, Any]) -> str:
    if not one["started"]:
        return "not started yet"
    last = f"last told {one['last_issued_at']}" if one["last_issued_at"] else "never told yet"
    left = f", {one['filtered']} filtered" if one["filtered"] else ""
    left += f", {one['silenced']} silenced" if one["silenced"] else ""
    due = ", due now" if one["due"] else f", next at {one['next_at']}" if one["next_at"] else ""
    return f"{one['untold']} changes untold{left}, {last}{due}"


def _held(held: Mapping[str, Any]) -> str:
    topic = f" of {held['topic']}" if held["topic"] else ""
    until = f", until {held['until']}" if held["until"] else ""
    changes = "1 change" if held["changes"] == 1 else f"{held['changes']} changes"
    return f"{changes}{topic}: {held['reason']}{until}"


def _of_hold(hold: Mapping[str, Any]) -> Iterator[str]:
    name = hold["channel"]
    again = f"since {hold['since']}; again at {hold['retry_at'] or 'the next run'}"
    if hold["stopped"]:
        yield f"STOPPED        {name}: {hold['error']}; {again}"
        yield f"               put it right, then: watcher outbox retry --channel {name}"
    elif hold["destination"] == "*":
        yield f"DOWN           {name}: {hold['error']}; {again}"


def _letter(letter: Mapping[str, Any]) -> str:
    error = f": {letter['error']}" if letter["error"] else ""
    tries = "1 try" if letter["attempts"] == 1 else f"{letter['attempts']} tries"
    return (
        f"{letter['id'][:8]} to {letter['recipient']} by {letter['channel']}"
        f" (digest {letter['digest_id'][:8]}), {tries}{error}"
    )


def _flat(value: Any, key: str = "") -> Iterator[tuple[str, object]]:
    """Name every value by its place: `log.position`, `subscriptions.0.untold`."""
    if isinstance(value, (dict, list)):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for name, part in parts:
            yield from _flat(part, f"{key}.{name}" if key else str(name))
    else:
        yield key, value
