"""Listings: the same rows as a table, as JSON, as JSON lines, or as CSV."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TextIO

Row = Mapping[str, Any]

_WIDTHS_FROM = 500
_LAST_COLUMN = 30  # what it says is worth more than the ends of the other columns
_STEERING = (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
# JSON lets these stand as they are, but many readers end a line there
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
_PRINTABLE = dict.fromkeys(_STEERING, "\N{REPLACEMENT CHARACTER}") | dict.fromkeys(
    map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " "
)


def print_listing(
    rows: Iterable[Row],
    *,
    style: str,
    fields: Sequence[str],
    table: Mapping[str, Callable[[Row], object]],
    raw: Callable[[Row], str] | None = None,
    live: bool = False,
) -> None:
    """Print rows; `fields` are the columns of CSV, `table` the headings and cells of a table.

    `raw` gives the JSON of a row where it must be printed as it stands. With `live` each row is
    shown as it comes, and a table has no headings and no widths of its own.
    """
    rows = _flushing(rows) if live else rows
    if style == "table":
        _print_table(rows, columns=table, live=live)
    elif style == "csv":
        _print_csv(rows, fields=fields)
    elif style == "jsonl":
        print_json_lines(rows, raw=raw)
    else:
        _print_json(rows, raw=raw)


def print_json_lines(rows: Iterable[Row], *, raw: Callable[[Row], str] | None = None) -> None:
    """Print one JSON object a line."""
    for row in rows:
        sys.stdout.write((raw or as_json)(row).translate(_LINE_ENDS) + "\n")


def print_all(rows: Iterator[Row], *, to: Callable[[Iterator[Row]], None]) -> None:
    """Print rows that are made by work which must be finished even when nobody reads them."""
    try:
        to(rows)
    except BrokenPipeError:
        hush()
        for _ in rows:
            pass


def hush(descriptor: int = 1) -> None:
    """Write nothing more, so that not even the interpreter's own flush at the end can fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def as_json(value: object) -> str:
    """Write a value as JSON, times and event Structs included."""
    import msgspec

    return msgspec.json.encode(value).decode()


def is_terminal(stream: TextIO | None = None) -> bool:
    """Say whether a person looks at the output, so that colour and width matter."""
    stream = stream or sys.stdout
    return stream is not None and stream.isatty()


def printable(text: object) -> str:
    """Give a value as one line of text that cannot steer a terminal; null becomes empty."""
    return "" if text is None else str(text).translate(_PRINTABLE)


def _print_json(rows: Iterable[Row], *, raw: Callable[[Row], str] | None) -> None:
    separator = "["
    for row in rows:
        sys.stdout.write(f"{separator}\n  {(raw or as_json)(row)}")
        separator = ","
    sys.stdout.write("[]\n" if separator == "[" else "\n]\n")


def _print_csv(rows: Iterable[Row], *, fields: Sequence[str]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(fields)
    for row in rows:
        writer.writerow([_csv_cell(row.get(field)) for field in fields])


def _csv_cell(value: object) -> object:
    if value is None or (isinstance(value, (str, int, float)) and not isinstance(value, bool)):
        return value
    text = as_json(value)
    return text[1:-1] if text.startswith('"') else text


def _flushing(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        sys.stdout.flush()  # the row has been printed by now


def _print_table(
    rows: Iterable[Row], *, columns: Mapping[str, Callable[[Row], object]], live: bool
) -> None:
    cells = ([printable(cell(row)) for cell in columns.values()] for row in rows)
    if live:
        for row in cells:
            sys.stdout.write("  ".join(row).rstrip() + "\n")
    elif is_terminal():
        _draw(cells, headings=list(columns))
    else:
        _print_plain(cells, headings=list(columns))


def _print_plain(cells: Iterator[list[str]], *, headings: list[str]) -> None:
    first = [headings, *islice(cells, _WIDTHS_FROM)]
    widths = [max(len(row[number]) for row in first) for number in range(len(headings))]
    widths[-1] = 0
    for row in chain(first, cells):
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(padded).rstrip() + "\n")


def _draw(cells: Iterator[list[str]], *, headings: list[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(no_color="NO_COLOR" in os.environ, highlight=False)
    while batch := list(islice(cells, _WIDTHS_FROM)):
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold cyan")
        for heading in headings[:-1]:
            table.add_column(heading, no_wrap=True, overflow="ellipsis")
        table.add_column(headings[-1], ratio=1, min_width=_LAST_COLUMN, overflow="fold")
        for row in batch:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)
