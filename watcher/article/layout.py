"""Finds the paragraphs of plain text, whether its lines are wrapped or hold a paragraph each."""

import re

from watcher.article.draft import Block

_WIDEST_WRAP = 110  # columns; a longer line is a paragraph of its own
_BULLET = re.compile(r"(?:[-*•●▪◦–—>#]|\(?\d{1,2}[.)])\s")
_ENDS = ".!?:…\"'”’»)]"

Line = tuple[int, int]


def paragraphs_of(text: str) -> tuple[Block, ...]:
    """Give the paragraphs of a text, parted by blank lines or by line ends that are no wrapping."""
    lines = _lines_of(text)
    groups = _groups(lines)
    width = 0 if _holds_a_paragraph_a_line(text, groups) else _wrap_width(lines)
    blocks: list[Block] = []
    for group in groups:
        start, last = group[0], group[0]
        for line in group[1:]:
            if not _continues(text, last, line, width=width):
                blocks.append(Block(start=start[0], end=last[1]))
                start = line
            last = line
        blocks.append(Block(start=start[0], end=last[1]))
    return tuple(blocks)


def _lines_of(text: str) -> list[Line]:
    """Give each line without the white space around it; an empty one has no length."""
    lines, at = [], 0
    for line in text.split("\n"):
        start = at + len(line) - len(line.lstrip())
        end = at + len(line.rstrip())
        lines.append((start, end) if start < end else (at, at))
        at += len(line) + 1
    return lines


def _groups(lines: list[Line]) -> list[list[Line]]:
    """Give the runs of lines between blank lines."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if line[0] < line[1]:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _holds_a_paragraph_a_line(text: str, groups: list[list[Line]]) -> bool:
    """Wrapping breaks lines anywhere; lines that nearly all end a sentence are no wrapping."""
    inner = [line for group in groups for line in group[:-1]]
    return sum(text[end - 1] in _ENDS for _, end in inner) * 10 > len(inner) * 6


def _wrap_width(lines: list[Line]) -> int:
    """Give the column at which the lines are wrapped, 0 where they are not."""
    lengths = [end - start for start, end in lines]
    short = [length for length in lengths if length <= _WIDEST_WRAP]
    if sum(lengths) - sum(short) > sum(lengths) * 0.3:
        return 0
    return max(short, default=0)


def _continues(text: str, last: Line, line: Line, *, width: int) -> bool:
    """Decide whether a line goes on with the sentence of the line before it."""
    length = last[1] - last[0]
    if text[last[0]] == ">" or text[line[0]] == ">":
        return text[last[0]] == text[line[0]]
    if _BULLET.match(text, line[0]):
        return False
    if text[line[0]].islower() and text[last[1] - 1] not in _ENDS:
        return length * 3 > (width or _WIDEST_WRAP)
    if not width or length > _WIDEST_WRAP:
        return False
    first_word = text[line[0] : line[1]].split(maxsplit=1)[0]
    if length + 1 + len(first_word) > width:
        return True
    return text[last[1] - 1] not in _ENDS and length * 10 > width * 7
