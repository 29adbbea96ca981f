"""`watcher topic T --suggest`: prints what could be added to a topic file, ready to be pasted."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from watcher import config
from watcher.cli.clock import now
from watcher.cli.exits import Exit
from watcher.cli.output import Row, print_listing, printable
from watcher.cli.settings import configured_topic, settings_of
from watcher.config import Settings
from watcher.events import Definition

if TYPE_CHECKING:
    from watcher.suggest import Suggested
    from watcher.topic.suggesting import Suggestion

_FIELDS = (
    "topic", "kind", "name", "of", "rule", "sentences", "on_topic", "articles", "quotes", "toml",
)  # fmt: skip
_WHY = {
    "spelling": "another spelling of",
    "transliteration": "perhaps a transliteration of",
    "surname": "the surname of",
    "acronym": "stood in brackets with",
    "near-the-topic": "stands in its sentences",
}
_WIDTH = 160


def print_suggestions(options: Namespace) -> Exit:
    """Print names and terms that the log's articles use and the topic's file lacks."""
    from watcher.lexicon import load_language
    from watcher.service import Service
    from watcher.suggest import suggest

    settings = settings_of(options)
    with Service.asking(settings, now=now) as service:
        known = service.judging.definitions()
        definition = _definition(settings, options.topic, known)
        suggested = suggest(
            service.reader,
            options.topic,
            definition=definition,
            language=load_language(settings.language),
        )
    rows = _rows(options.topic, definition, suggested)
    if options.format == "table":
        _describe(options.topic, definition, suggested)
    else:
        print_listing(rows, style=options.format, fields=_FIELDS, table={})
    return Exit.DONE


def _definition(settings: Settings, topic: str, known: dict[str, Definition]) -> Definition:
    """Take the topic's file, since it is what will be changed; else what the log knows of it."""
    written = config.load_topics(settings.topics).definitions
    if topic in written:
        return written[topic]
    return known[topic] if topic in known else configured_topic(settings, topic)


def _rows(topic: str, definition: Definition, suggested: "Suggested") -> Iterator[Row]:
    from watcher.topic.suggesting import toml_lines

    for one in suggested.suggestions:
        yield {
            "topic": topic,
            "kind": one.kind,
            "name": one.name,
            "of": one.of,
            "rule": one.rule,
            "sentences": one.sentences,
            "on_topic": one.on_topic,
            "articles": one.articles,
            "quotes": [
                {
                    "quote": quote.quote,
                    "article_id": quote.article_id,
                    "path": suggested.paths[quote.article_id],
                }
                for quote in one.quotes
            ],
            "toml": "\n".join(toml_lines(definition, [one])),
        }


def _describe(topic: str, definition: Definition, suggested: "Suggested") -> None:
    from watcher.topic.suggesting import toml_lines

    read = f"{suggested.on_topic} articles on the topic, {suggested.articles} in all"
    print(f"{printable(topic)}: {printable(definition.name)}, from {read}")
    aliases = [one for one in suggested.suggestions if one.kind == "alias"]
    terms = [one for one in suggested.suggestions if one.kind == "term"]
    if not suggested.suggestions:
        print("\nnothing to suggest")
        return
    for title, some in (("ALIASES", aliases), ("TERMS", terms)):
        if some:
            print(f"\n{title}")
        for one in some:
            print(f"  {printable(one.name)}: {_WHY[one.rule]} {printable(one.of)}".rstrip())
            print(f"      {_counted(one)}")
            for quote in one.quotes[:1]:
                path = suggested.paths[quote.article_id]
                print(f'      "{_cut(printable(quote.quote))}"  {printable(path)}')
    print("\nTo take them, copy these lines into its topic file, and leave out what is not so:")
    _print_lines(toml_lines(definition, terms))
    _print_lines(toml_lines(definition, aliases))


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(f"  {printable(line)}")


def _counted(one: "Suggestion") -> str:
    sentences = f"{one.sentences} sentence{'' if one.sentences == 1 else 's'}"
    articles = f"{one.articles} article{'' if one.articles == 1 else 's'}"
    return f"{sentences}, {one.on_topic} on the topic; {articles}"


def _cut(quote: str) -> str:
    return quote if len(quote) <= _WIDTH else f"{quote[: _WIDTH - 3].rstrip()}..."
