"""Writes docs/commands.md from the tuple of commands: `python scripts/write_command_docs.py`."""

import sys
from pathlib import Path

from watcher.cli.main import COMMANDS, parser_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
_WIDTH = 92
_HEAD = """\
# Commands

This page is written by `scripts/write_command_docs.py` from the commands themselves, and a test
holds the two equal.

`watcher [--config FILE] COMMAND ...`; `--config` may stand before or after the command's name.
Listings take `--format table|json|jsonl|csv`. Times are `2025-11-20` (local midnight; for
`--until` the end of that day), `2025-11-20T09:30+02:00`, `7d`, `12h`, `yesterday`, and mean the
time at which an event was recorded. An id may be cut to its first characters, as long as only one
begins with them.

| exit status | means |
|---|---|
| 0 | done |
| 1 | it could not be done; one line on standard error says why |
| 2 | the command line is wrong |
| 74 | an input or output error made it stop |
| 75 | another process holds the log |
| 78 | the configuration is wrong, or the log is damaged, gone, or of a newer version |
"""


def page() -> str:
    """Give the whole page."""
    parts = [_HEAD]
    for command in COMMANDS:
        parser = parser_of(command, width=_WIDTH)
        parts.append(f"\n## watcher {command.name}\n\n```\n{parser.format_help()}```\n")
        parts.extend(f"\n```\n{action.format_help()}```\n" for action in parser.actions)
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE}\n")
