"""Takes the body of an article out of a page: paragraphs in order, without what stands around."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watcher.article.byline import read_byline, read_date_line
from watcher.article.furniture import Position, furniture_kind
from watcher.article.sign_offs import is_glued

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAVES = frozenset({"p", "head", "item", "cell", "code", "ab", "fw"})
_FEWEST_WORDS = 8  # of a paragraph that is plainly running text
_SEEN_LETTERS = 40  # a longer line that comes again is a repetition by the page
_CODE = re.compile(r"[{}<>=;]|&[a-z]{2,6};")
_HEAD_PIECES, _TAIL_PIECES = 4, 4
_FURNITURE_PLACES = "ancestor::nav or ancestor::footer or ancestor::aside or ancestor::form"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a page and the kind of element that it was."""

    tag: str
    text: str


def pieces_of(tree: "HtmlElement", *, title: str | None) -> list[Piece]:
    """Give the paragraphs of the article on a page; its title is left out."""
    from trafilatura import bare_extraction

    found = bare_extraction(tree, include_comments=False, fast=True)
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    pieces = _once(_leaves(found.body), title=title)
    return _trim(_complete(pieces, tree))


def plain(text: str) -> str:
    """Give the letters and digits of a text, for telling whether two lines are the same."""
    return re.sub(r"\W+", " ", text).strip().casefold()


def _leaves(element: "HtmlElement") -> Iterator[Piece]:
    """Give the innermost pieces that hold text, in order."""
    yield from _lines(element.tag, element.text)
    for child in element.iterchildren():
        if child.tag == "row":
            cells = [" ".join("".join(cell.itertext()).split()) for cell in child.iter("cell")]
            yield Piece("row", " | ".join(cell for cell in cells if cell))
        elif isinstance(child.tag, str):
            inner = any(grandchild.tag in _LEAVES for grandchild in child.iterdescendants())
            if inner and child.tag not in ("p", "head"):
                yield from _leaves(child)
            else:
                for lb in child.iter("lb"):
                    lb.tail = "\n" + (lb.tail or "")
                yield from _lines(child.tag, "".join(child.itertext()))
        yield from _lines(element.tag, child.tail)


def _lines(tag: str, text: str | None) -> Iterator[Piece]:
    for line in (text or "").split("\n"):
        folded = " ".join(line.split())
        if folded:
            yield Piece(tag, folded)


def _once(pieces: Iterator[Piece], *, title: str | None) -> list[Piece]:
    """Leave out the title; of a page that holds its story twice leave out the second printing."""
    name = plain(title) if title else ""
    kept = [piece for piece in pieces if plain(piece.text) not in ("", name)]
    first: dict[str, int] = {}
    for number, piece in enumerate(kept):
        line = plain(piece.text)
        first.setdefault(line if len(line) >= _SEEN_LETTERS else f"{number} {line}", number)
    if (len(kept) - len(first)) * 3 < len(kept):
        return kept
    return [kept[number] for number in first.values()]


def _complete(pieces: list[Piece], tree: "HtmlElement") -> list[Piece]:
    """Put in the paragraphs that are marked up as the found ones are and were missed."""
    places = {plain(piece.text): number for number, piece in enumerate(pieces)}
    known = {run for piece in pieces for run in _runs(piece.text)}
    texts = [(element, " ".join(element.text_content().split())) for element in _running_text(tree)]
    marks = Counter(_mark(element) for element, text in texts if plain(text) in places)
    usual = {mark for mark, count in marks.items() if count >= 3 and count * 3 >= len(pieces)}
    missed: dict[int, list[Piece]] = {}
    at = -1
    for element, text in texts:
        at = places.get(plain(text), at)
        runs = _runs(text)
        if at >= 0 and _mark(element) in usual and len(runs & known) * 5 < len(runs):
            known |= runs
            missed.setdefault(at, []).append(Piece("p", text))
    return [
        held for number, piece in enumerate(pieces) for held in (piece, *missed.get(number, ()))
    ]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = plain(text).split()
    return set(zip(words, words[1:], words[2:], strict=False))


def _running_text(tree: "HtmlElement") -> list["HtmlElement"]:
    found = tree.xpath(f"//p[not({_FURNITURE_PLACES})]")
    return [e for e in found if len((e.text_content() or "").split()) >= _FEWEST_WORDS]


def _mark(element: "HtmlElement") -> tuple[str, ...]:
    """Give how a paragraph is marked up: its own class, its parent's, and the article it is in."""
    parent = element.getparent()
    holder = next((a for a in element.iterancestors("article", "main")), None)
    return (
        element.get("class") or "",
        str(parent.tag) if parent is not None else "",
        (parent.get("class") or "") if parent is not None else "",
        holder.getroottree().getpath(holder) if holder is not None else "",
    )


def _trim(pieces: list[Piece]) -> list[Piece]:
    """Drop furniture and code, and the headings before the story begins and after it has ended."""
    kept = [
        piece
        for number, piece in enumerate(pieces)
        if not _is_rubbish(piece.text, place=number, count=len(pieces))
    ]
    first = next((n for n, piece in enumerate(kept) if piece.tag != "head"), 0)
    last = next((n for n in range(len(kept), 0, -1) if kept[n - 1].tag != "head"), len(kept))
    return kept[first:last]


def _is_rubbish(text: str, *, place: int, count: int) -> bool:
    """Tell furniture, bylines, dates and pieces of program code from the story."""
    if len(_CODE.findall(text)) * 25 > len(text):
        return True
    if place < _HEAD_PIECES and (read_byline(text) or read_date_line(text)):
        return True
    position: Position = "story"
    if place < 2 or place >= count - _TAIL_PIECES:
        position = "head" if place < 2 else "tail"
    return furniture_kind(text, position=position) is not None and not is_glued(text)
