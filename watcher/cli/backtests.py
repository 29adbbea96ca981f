"""Back-tests as people and machines read them: what a topic's file would have told, and when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from watcher.cli.judgements import source
from watcher.cli.output import as_json, print_json_lines, print_listing, printable

if TYPE_CHECKING:
    from watcher.rehearsal import Backtest, Sentence
    from watcher.rehearsal.comparing import Told

_FIELDS = (
    "topic", "compared", "at", "kind", "kind_in_log", "marked", "path", "outlet", "published_at",
    "event", "reason", "quote",
)  # fmt: skip
_SHOWN = 20
_MARKS = {
    "not-new": "marked as not new",
    "not-relevant": "marked as not relevant",
    "important": "marked as important",
}


def print_backtests(found: "Iterable[Backtest]", *, style: str) -> None:
    """Print back-tests: as JSON one object a topic, as CSV one line a sentence told."""
    if style == "csv":
        rows = (_row(backtest.topic, one) for backtest in found for one in backtest.sentences)
        print_listing(rows, style=style, fields=_FIELDS, table={})
    elif style == "jsonl":
        print_json_lines(map(_object, found))
    elif style == "json":
        import msgspec

        print(msgspec.json.format(as_json(list(map(_object, found))), indent=2))
    else:
        for number, backtest in enumerate(found):
            lines = (*([""] if number else []), *_lines(backtest))
            print("\n".join(map(printable, lines)))


def _row(topic: str, one: "Sentence") -> dict[str, Any]:
    return {"topic": topic, "compared": one.compared, **asdict(one)}


def _object(backtest: "Backtest") -> dict[str, Any]:
    return {
        **asdict(backtest),
        "sentences": [_row(backtest.topic, one) for one in backtest.sentences],
    }


def _lines(backtest: "Backtest") -> Iterator[str]:
    yield f"{backtest.topic}: its file as it stands now, on {_articles(backtest)}"
    yield f"  {_standing(backtest)}"
    yield ""
    yield from _counts(backtest)
    for compared, sign in (("added", "+"), ("lost", "-")):
        yield from _differences(backtest, compared, sign)
    yield from (
        f"  {_MARKS[one.mark]}: {one.marked}, of which {one.told} would be told"
        for one in backtest.marks
        if one.marked
    )
    for told in backtest.subscriptions:
        yield ""
        yield from _digests(told)
    if not backtest.subscriptions:
        yield "  no subscription wants it"


def _articles(backtest: "Backtest") -> str:
    before = f" ({backtest.articles_before} older ones are known)"
    return (
        f"{_many(backtest.articles, 'article')} of the log{_range(backtest)}"
        f"{before if backtest.articles_before else ''}"
    )


def _range(backtest: "Backtest") -> str:
    since = f" since {_moment(backtest.since)}" if backtest.since else ""
    return f"{since} until {_moment(backtest.until)}" if backtest.until else since


def _standing(backtest: "Backtest") -> str:
    if not backtest.is_in_log:
        return "the log does not track this topic yet"
    if backtest.is_same_definition:
        return "the log has this very definition in force"
    return "the log has another definition in force"


def _counts(backtest: "Backtest") -> Iterator[str]:
    rows = [
        ("", "this file", "the log"),
        *(
            (name, _kinds(ours), _kinds(theirs) if backtest.is_in_log else "-")
            for name, ours, theirs in (
                ("changes", backtest.changes, backtest.changes_in_log),
                ("known", backtest.repeats, backtest.repeats_in_log),
            )
        ),
    ]
    yield from in_columns(rows)
    if backtest.retroactive:
        yield f"  of the log's changes {backtest.retroactive} came from history, told to nobody"


def in_columns(rows: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """Set the counts of this file and those of the log below each other."""
    width = max(len(ours) for _, ours, _ in rows) + 2
    for name, ours, theirs in rows:
        yield f"  {name:<9}{ours:<{width}}{theirs}"


def _kinds(counts: Mapping[str, int]) -> str:
    each = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    return f"{sum(counts.values())} ({each})" if counts else "0"


def _differences(backtest: "Backtest", compared: str, sign: str) -> Iterator[str]:
    if not backtest.is_in_log:
        if compared == "added":
            yield from _sentences("told", "+", backtest.sentences)
        return
    found = [one for one in backtest.sentences if one.compared == compared]
    yield from _sentences(compared, sign, found)


def _sentences(name: str, sign: str, found: "Iterable[Sentence]") -> Iterator[str]:
    found = list(found)
    yield f"  {name}: {len(found)}"
    for one in found[:_SHOWN]:
        yield f'    {sign} "{one.quote}" ({source(one.outlet, one.published_at)})'
        yield f"      {_judged(one)}"
    if len(found) > _SHOWN:
        yield f"    and {len(found) - _SHOWN} more: --format csv shows them all"


def _judged(one: "Sentence") -> str:
    now = f"{one.kind} ({one.reason})" if one.kind else "does not count"
    in_log = f"{one.kind_in_log} [why {one.event[:8]}]" if one.event else "does not count"
    marked = f", {_MARKS[one.marked]}" if one.marked else ""
    return f"by this file: {now}; in the log: {in_log}{marked}"


def _digests(told: "Told") -> Iterator[str]:
    waiting = f"; {_many(told.waiting, 'change')} would still wait" if told.waiting else ""
    yield (
        f"  {told.subscription}: {_many(len(told.digests), 'digest')} with this topic alone"
        f" ({told.digests_in_log} issued by the log that tell of it){waiting}"
    )
    for one in told.digests[:_SHOWN]:
        yield f"    {_moment(one.at)}  {_many(one.changes, 'change')}: {one.subject}"
        yield f'      "{one.lead}"'
    if len(told.digests) > _SHOWN:
        yield f"    and {len(told.digests) - _SHOWN} more: --format json shows them all"


def _moment(at: datetime) -> str:
    return at.astimezone().isoformat(sep=" ", timespec="minutes")


def _many(count: int, one: str) -> str:
    return f"{count} {one if count == 1 else one + 's'}"
