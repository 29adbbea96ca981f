"""`watcher article`: shows articles as they were understood."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from watcher.cli.clock import now
from watcher.cli.exits import Exit
from watcher.cli.output import Row, print_json_lines, print_listing, printable
from watcher.cli.parser import add_format
from watcher.cli.settings import settings_of

EXAMPLE = "watcher article 91c2f0aa --format text"
_FIELDS = ("article_id", "path", "headline", "published_at", "text")


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="an article's id, or its beginning")
    add_format(parser, formats=("text", "json", "jsonl", "csv", "table"))


def run(options: Namespace) -> Exit:
    """Print the articles in the order in which they were named."""
    from watcher import query
    from watcher.service import Service

    with Service.asking(settings_of(options), now=now) as service:
        articles = query.articles(service.reader, options.ids)
        if options.format == "text":
            _print_text(articles)
        elif options.format == "jsonl":
            print_json_lines(articles)
        else:
            print_listing(
                articles,
                style=options.format,
                fields=_FIELDS,
                table={
                    "id": lambda row: row["article_id"][:8],
                    "published": lambda row: row["published_at"] or "undated",
                    "path": lambda row: row["path"],
                    "headline": lambda row: row["headline"],
                },
            )
    return Exit.DONE


def _print_text(articles: Iterator[Row]) -> None:
    for number, article in enumerate(articles):
        if number:
            print("\n" + "-" * 72 + "\n")
        for field in _FIELDS[:-1]:
            print(f"{field}: {printable(article[field])}")
        print()
        for line in article["text"].splitlines():
            print(printable(line))
