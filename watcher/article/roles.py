"""Gives each paragraph its role: headline, heading, body, or a kind of furniture."""

import re
from dataclasses import dataclass, field, replace

from watcher.article.byline import Byline, read_byline, read_date_line, read_name_line
from watcher.article.dating import find_date
from watcher.article.draft import Block, Draft
from watcher.article.furniture import (
    Position,
    furniture_kind,
    is_greeting,
    is_kicker,
    is_signature,
)
from watcher.article.sign_offs import part_sign_offs

_MOST_HEADLINE_WORDS = 30
_MOST_HEADING_WORDS = 12
_FEW_WORDS = 6
_HEAD_BLOCKS = 8  # how far from the top a byline is looked for
_FEWEST_STORY_WORDS = 9
_STORY_END = re.compile(r"[.!?…:][\"'”’»)\]]{0,3}\Z|[\"”’»]\Z")
_HEADING_END = re.compile(r"[^.!,;:…\"”»)]\Z")
_LETTER = re.compile(r"[^\W\d_]")
_LIST_MARK = re.compile(r"(?:[-*•●▪◦–—>#]|\(?\d{1,3}[.)])\s")


@dataclass(slots=True)
class Roles:
    """The roles of the paragraphs, and what the lines around the headline tell."""

    blocks: list[Block]
    headline: str | None = None
    bylines: list[Byline] = field(default_factory=list)


def words_of(text: str, block: Block) -> str:
    """Give the words of a paragraph with its white space folded."""
    return " ".join(text[block.start : block.end].split())


def assign_roles(draft: Draft) -> Roles:
    """Give each paragraph of a draft its role."""
    blocks = part_sign_offs(draft.text, draft.blocks)
    lines = [words_of(draft.text, block) for block in blocks]
    first = next((n for n, line in enumerate(lines) if _is_story(line)), len(lines))
    last = next((n for n in range(len(lines) - 1, -1, -1) if _is_story(lines[n])), -1)
    roles = Roles(blocks=blocks, headline=draft.title)
    ended: str | None = None
    for number, line in enumerate(lines):
        block = roles.blocks[number]
        if block.role != "body":
            continue
        ended = _letter_end(line, ended=ended) if draft.is_letter else None
        if ended:
            roles.blocks[number] = _furnish(block, ended)
            continue
        position = _position(number, first=first, last=last, count=len(lines))
        if position == "head" and not draft.has_head:
            position = "story"
        roles.blocks[number] = _judge(roles, block, line, number=number, position=position)
    _greet(roles, lines, is_letter=draft.is_letter)
    _find_headings(roles, lines, draft)
    return roles


def _position(number: int, *, first: int, last: int, count: int) -> Position:
    """Tell where a paragraph stands; the last ones are the tail, whatever they look like."""
    if number < first:
        return "head"
    return "tail" if number > last or number >= max(count - 3, first + 1) else "story"


def _is_story(line: str) -> bool:
    """Tell whether a paragraph is plainly part of the story and not one of the lines around it."""
    if line.count(" ") < _FEWEST_STORY_WORDS or not _STORY_END.search(line):
        return False
    return furniture_kind(line, position="tail") is None and read_byline(line) is None


def _letter_end(line: str, *, ended: str | None) -> str | None:
    """Name what has begun below a letter: its signature, or the letter that it answers."""
    if furniture_kind(line) == "quoted-reply":
        return "quoted-reply"
    return "signature" if is_signature(line) else ended


def _judge(roles: Roles, block: Block, line: str, *, number: int, position: Position) -> Block:
    """Give a paragraph its role by its words, and note what a byline tells."""
    before = position == "head"
    if number < _HEAD_BLOCKS:
        byline = _byline_at(roles, line, before=before)
        if byline:
            roles.bylines.append(byline)
            return _furnish(block, "byline")
        if before and (is_kicker(line) or _is_masthead(line)):
            return _furnish(block, "section")
    if kind := furniture_kind(line, position=position):
        return _furnish(block, kind)
    if before and roles.headline is None and _is_headline(line):
        roles.headline = line
        return replace(block, role="headline")
    return block


def _byline_at(roles: Roles, line: str, *, before: bool) -> Byline | None:
    if byline := read_byline(line):
        return byline
    if not before:
        return None
    if dated := read_date_line(line):
        return read_name_line(line) or Byline(dated=dated)
    return read_name_line(line) if roles.headline is not None else None


def _is_masthead(line: str) -> bool:
    """A line in capitals that ends in a date names the issue, not the story."""
    return line.isupper() and line.count(" - ") + line.count(" | ") > 1 and bool(find_date(line))


def _furnish(block: Block, kind: str) -> Block:
    return replace(block, role="furniture", furniture=kind)


def _is_headline(line: str) -> bool:
    words = line.count(" ") + 1
    if not 2 <= words <= _MOST_HEADLINE_WORDS or len(line) > 250:
        return False
    return _HEADING_END.search(line) is not None or line.endswith(("”", '"', "’", "!"))


def _greet(roles: Roles, lines: list[str], *, is_letter: bool) -> None:
    """The first paragraph of a letter may be a greeting."""
    if not is_letter:
        return
    for number, block in enumerate(roles.blocks):
        if block.role == "body":
            if is_greeting(lines[number]):
                roles.blocks[number] = _furnish(block, "greeting")
            return


def _find_headings(roles: Roles, lines: list[str], draft: Draft) -> None:
    """A short line without a full stop above a paragraph of the story is a crosshead."""
    following = False
    for number in range(len(lines) - 1, -1, -1):
        block = roles.blocks[number]
        if block.role != "body":
            following = following and block.role == "furniture"
            continue
        if following and _is_heading(lines[number], is_first=number == 0, draft=draft):
            roles.blocks[number] = replace(block, role="heading")
            following = False
        else:
            following = True


def _is_heading(line: str, *, is_first: bool, draft: Draft) -> bool:
    if line.count(" ") > _MOST_HEADING_WORDS:
        return False
    bare = _LIST_MARK.sub("", line, count=1)
    if bare.count(" ") >= _MOST_HEADING_WORDS or not _LETTER.search(bare) or bare[:1].islower():
        return False
    if bare != line and not (bare.isupper() or line[0].isdigit()):
        return False
    if not draft.has_head and not (bare.isupper() or bare.count(" ") < _FEW_WORDS):
        return False
    if is_first and draft.title is None:
        return False
    return _HEADING_END.search(bare) is not None and not bare.endswith("?")
