"""`watcher why-not`: explains why nothing was told, sentence by sentence."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watcher.cli.clock import now
from watcher.cli.exits import Exit, complain
from watcher.cli.judgements import SCORED, in_marks, quoted, score_line, scores, source, today_line
from watcher.cli.output import Row, print_listing, printable
from watcher.cli.parser import add_format
from watcher.cli.settings import one_topic, settings_and_topics_of

if TYPE_CHECKING:
    from watcher.explain import Account, Inquiry
    from watcher.explain.lines import Line
    from watcher.intake.receiving import Missed
    from watcher.service import Service

EXAMPLE = """\
watcher why-not seeds/001.txt --topic 28-point-plan
watcher why-not archive.jsonl#17
watcher why-not --counts --format csv seeds
"""
_FIELDS = (
    "path", "topic", "start", "end", "outcome", "kind", "reason", "says", "matched", "novelty",
    *SCORED, "similarity", "nearest", "event", "today", "quote",
)  # fmt: skip
_COUNTS = (
    "path", "topic", "sentences", "told", "repeat", "corroborated", "outdated", "background",
    "off_topic", "copy",
)  # fmt: skip
_WIDE = 14


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="articles, archives, one line of an archive (archive.jsonl#17), or articles of the log"
        " by their path there or the beginning of their id",
    )
    parser.add_argument("--topic", metavar="T", help="for this topic alone")
    parser.add_argument(
        "--counts", action="store_true", help="only count, for each topic, what came to what"
    )
    add_format(parser)


def run(options: Namespace) -> Exit:
    """Print for every sentence and topic what it came to, and why."""
    from watcher.service import Service

    settings, topics = settings_and_topics_of(options)
    definitions = one_topic(topics.definitions, options.topic)
    missed: list[Missed] = []
    with Service.asking(settings, now=now) as service:
        inquiry = service.inquiry(definitions, only=options.topic)
        accounts = _accounts(service, options.files, missed, inquiry=inquiry)
        if options.counts:
            rows = (row for account in accounts for row in _counts(account))
            table = {name: _cell(name) for name in _COUNTS}
            print_listing(rows, style=options.format, fields=_COUNTS, table=table)
        elif options.format == "table":
            _describe(accounts)
        else:
            rows = (_row(account, line) for account in accounts for line in account.lines)
            print_listing(rows, style=options.format, fields=_FIELDS, table={})
    for one in missed:
        complain(f"{one.shown}: {one.detail}")
    return Exit.FAILED if missed else Exit.DONE


def _accounts(
    service: "Service", files: list[Path], missed: "list[Missed]", *, inquiry: "Inquiry"
) -> "Iterator[Account]":
    from watcher.cli.files import given_of
    from watcher.explain import Given

    for file in files:
        known = None if file.exists() else inquiry.recall(str(file))
        given: Iterable[Given | Missed] = (
            [known] if known else given_of([file], intake=service.settings.intake)
        )
        for one in given:
            if isinstance(one, Given):
                yield inquiry.account(one)
            else:
                missed.append(one)


def _cell(name: str) -> Any:
    return lambda row: row[name]


def _counts(account: "Account") -> Iterator[Row]:
    for count in account.counts:
        kind = account.copy[0] if account.copy else None
        yield {"path": account.path, **asdict(count), "copy": kind}


def _row(account: "Account", line: "Line") -> dict[str, Any]:
    plain = (name for name in _FIELDS if name not in ("path", "likelihood", *SCORED))
    return {
        "path": account.path,
        **{name: getattr(line, name) for name in plain},
        **scores(line.scored),
        "likelihood": line.likelihood,
    }


def _describe(accounts: "Iterable[Account]") -> None:
    for number, account in enumerate(accounts):
        if number:
            print()
        for line in _lines(account):
            print(printable(line))


def _lines(account: "Account") -> Iterator[str]:
    yield f"{account.path}: {account.headline or 'no headline'}"
    yield f"  {source(account.outlet, account.published_at)}; {_standing(account)}"
    if account.rejected:
        reason, detail = account.rejected
        yield f"  REJECTED: no article was found in it: {reason}: {detail}"
        return
    if account.copy:
        kind, original = account.copy
        yield f"  {_COPIES[kind].format(original)}"
    furniture = [line for line in account.lines if line.outcome == "furniture"]
    around = f"; furniture, never judged: {_furniture(furniture)}" if furniture else ""
    yield f"  {account.sentences} sentences{around}"
    silent = []
    for count in account.counts:
        if count.off_topic == count.sentences:
            silent.append(count.topic)
            continue
        parts = {
            "told": count.told,
            "repeat": count.repeat,
            "corroborated": count.corroborated,
            "outdated": count.outdated,
            "background": count.background,
            "off-topic": count.off_topic,
        }
        said = " + ".join(f"{number} {name}" for name, number in parts.items() if number)
        yield ""
        yield f"{count.topic}: {count.sentences} sentences = {said}"
        for line in account.lines:
            if line.topic == count.topic:
                is_plain = account.copy is not None and account.copy[0] == "near"
                yield from _sentence(line, is_plain=is_plain)
    if silent:
        yield ""
        yield f"no sentence counts for {', '.join(silent)}{_likeliest(account, silent)}"


_COPIES = {
    "exact": "the same article, word for word, as {}",
    "near": "a copy of {}: nothing of it is told",
    "update": "a new version of {}: only what changed is judged",
}


def _standing(account: "Account") -> str:
    if account.recorded_at is None:
        return "not in the log: judged as it would be now"
    at = account.recorded_at.astimezone().isoformat(sep=" ", timespec="minutes")
    return f"in the log since {at}: as it was judged then"


def _furniture(lines: "list[Line]") -> str:
    kinds: dict[str, int] = {}
    for line in lines:
        kinds[line.kind or "other"] = kinds.get(line.kind or "other", 0) + 1
    return ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))


def _likeliest(account: "Account", topics: list[str]) -> str:
    likely = [line.likelihood or 0 for line in account.lines if line.topic in topics]
    return f" (likeliest: {100 * max(likely):.0f} %)" if any(likely) else ""


def _sentence(line: "Line", *, is_plain: bool) -> Iterator[str]:
    """Say what a sentence came to; `is_plain` where the whole article says why."""
    name = line.kind if line.outcome == "silent" else line.outcome
    name = "TOLD" if line.outcome == "told" else name or ""
    yield f"  {name:<{_WIDE}}{in_marks(line.quote)}"
    if is_plain:
        return
    because = line.reason if line.outcome == "off-topic" else f"{line.says} ({line.reason})"
    told = line.outcome == "told"
    score = f"; score {score_line(line.scored, told=told)}" if line.scored else ""
    ask = f"  [why {line.event[:8]}]" if line.event else ""
    yield f"  {'':<{_WIDE}}{because}{score}{ask}"
    if line.nearest and line.outcome == "silent":
        alike = f"{100 * (line.similarity or 0):.0f} % alike"
        yield f"  {'':<{_WIDE}}nearest, {alike}: {quoted(line.nearest)}"
    if line.today:
        yield f"  {'':<{_WIDE}}{today_line(line.today)}"
