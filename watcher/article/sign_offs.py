"""Parts a sign-off ("... contributed to this report") from the story that it is glued to."""

import re
from dataclasses import replace

from watcher.article.draft import Block
from watcher.article.furniture import furniture_kind
from watcher.article.sentences import split_sentences

_CUE = re.compile(
    r"(?i:contributed (?:\w+ )?to th|helped (?:with|report)"
    r"|\b(?:reporting|writing|editing|compiled|edited|written)\b[^.]{0,40} by\b)"
)
_FEWEST_WORDS = 6  # in lower case; with fewer it is what is left over of a line of names
_LONGEST = 600
_RULE = "_ \n"  # wires draw a line above their credits
# Besides the ends of sentences: such a line, a full stop without a space behind it, a bracket.
_CUT = re.compile(r"(?<!_)(?=__)|(?<=[a-z]{3}[.!?])(?=[A-Z])|(?<=\))(?=\s+[A-Z“\"])|(?=\([A-Z])")
_STORY_END = re.compile(r"[.!?…][\"'”’»)]{0,3}\Z")


def part_sign_offs(text: str, blocks: tuple[Block, ...]) -> list[Block]:
    """Make the sign-off at the start or end of a paragraph a paragraph of its own."""
    return [part for block in blocks for part in _parts_of(text, block)]


def is_glued(paragraph: str) -> bool:
    """Tell whether a sign-off is glued to a paragraph of the story."""
    return len(part_sign_offs(paragraph, (Block(start=0, end=len(paragraph)),))) > 1


def _parts_of(text: str, block: Block) -> list[Block]:
    if block.role != "body" or not _CUE.search(text, block.start, block.end):
        return [block]
    first, last = block.start, block.end
    cuts = _cuts(text, block)
    for cut in cuts:
        if cut - first > _LONGEST:
            break
        if _is_sign_off(text[first:cut]):
            first = cut
    for cut in reversed(cuts):
        if cut <= first or last - cut > _LONGEST:
            break
        if _is_sign_off(text[cut:last]):
            last = cut
    at_end = last < block.end
    if not (at_end or first > block.start) or not _is_story(text[first:last], whole=not at_end):
        return [block]
    places = [(block.start, first), (first, last), (last, block.end)]
    return [_trimmed(text, replace(block, start=a, end=b)) for a, b in places if a < b]


def _cuts(text: str, block: Block) -> list[int]:
    sentences = split_sentences(text, start=block.start, end=block.end)
    marked = _CUT.finditer(text, block.start, block.end)
    cuts = {*(start for start, _ in sentences), *(mark.start() for mark in marked)}
    return sorted(cuts - {block.start, block.end})


def _is_sign_off(piece: str) -> bool:
    return furniture_kind(_words_of(piece)) == "credit"


def _is_story(piece: str, *, whole: bool) -> bool:
    """Tell whether a piece is plainly of the story; what a page ends in has no full stop."""
    words = _words_of(piece)
    if whole and not _STORY_END.search(words):
        return False
    plain = sum(word[0].islower() for word in words.split())
    return plain >= _FEWEST_WORDS and furniture_kind(words) is None


def _words_of(piece: str) -> str:
    return " ".join(piece.strip(_RULE).split())


def _trimmed(text: str, block: Block) -> Block:
    piece = text[block.start : block.end]
    start = block.start + len(piece) - len(piece.lstrip())
    return replace(block, start=start, end=block.start + len(piece.rstrip()))
