"""Markdown with optional YAML front matter: the words without the marks."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from watcher.article.byline import authors_of
from watcher.article.decoding import clean, decode, one_line_end
from watcher.article.draft import Block, Draft, Refusal, join_blocks
from watcher.article.model import Role

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"^([\w-]{1,40}):[ \t]+(.{1,500})$", re.MULTILINE)
_MOST_NOTICE_WORDS = 25


def read_markdown(content: bytes) -> Draft | Refusal:
    """Read a Markdown file; a page title is kept out of the text."""
    decoded = decode(content)
    if isinstance(decoded, Refusal):
        return decoded
    head, body = _front_matter(clean(one_line_end(decoded)))
    try:
        parts, texts = _paragraphs_of(body)
    except RecursionError:
        return Refusal(reason="malformed", detail="the Markdown is nested too deeply")
    title = _value(head, "title", "headline")
    title = _take_title(parts, texts, title=title)
    text, blocks = join_blocks(parts, texts)
    return Draft(
        text=text,
        blocks=blocks,
        title=title,
        outlet=_value(head, "source", "outlet", "publication", "publisher", "site"),
        authors=_authors_in(head),
        dated=_value(head, "date", "published", "published_at", "datePublished", "created"),
        url=_value(head, "url", "link", "canonical", "source_url"),
        has_head=True,
    )


def _front_matter(text: str) -> tuple[Mapping[str, object], str]:
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    import yaml

    try:
        found = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        found = dict(_PAIR.findall(match[1]))
    if not isinstance(found, dict):
        return {}, text
    return {str(key).lower(): value for key, value in found.items()}, text[match.end() :]


def _value(head: Mapping[str, object], *keys: str) -> str | None:
    for key in keys:
        value = head.get(key.lower())
        if isinstance(value, list):
            value = next(iter(value), None)
        if isinstance(value, dict):
            value = value.get("name")
        written = " ".join(str(value).split()).strip("\"'") if value is not None else ""
        if written:
            return clean(written)[:1000]
    return None


def _authors_in(head: Mapping[str, object]) -> tuple[str, ...]:
    value = head.get("author", head.get("authors", head.get("by")))
    names = value if isinstance(value, list) else [value]
    found: list[str] = []
    for name in names:
        written = name.get("name") if isinstance(name, dict) else name
        if written:
            line = clean(" ".join(str(written).split()))
            found += authors_of(line) or (line[:120],)
    return tuple(dict.fromkeys(found))


def _paragraphs_of(body: str) -> tuple[list[Block], list[str]]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(body)
    last_rule = max((n for n, token in enumerate(tokens) if token.type == "hr"), default=10**9)
    parts, texts = [], []
    for number, token in enumerate(tokens):
        if token.type != "inline":
            continue
        text = _words_of(token.children or [])
        if not text:
            continue
        role, furniture = _role_of(tokens, number, text=text, after_rule=number > last_rule)
        parts.append(Block(start=0, end=0, role=role, furniture=furniture))
        texts.append(text)
    _note_notices(parts, texts, tokens)
    return parts, texts


def _role_of(
    tokens: Sequence["Token"], number: int, *, text: str, after_rule: bool
) -> tuple[Role, str | None]:
    opened = tokens[number - 1]
    if opened.type == "heading_open":
        return "heading", "title" if opened.tag == "h1" else None
    if after_rule and len(text.split()) <= _MOST_NOTICE_WORDS:
        return "furniture", "footer"
    return "body", None


def _note_notices(parts: list[Block], texts: list[str], tokens: Sequence["Token"]) -> None:
    """A first or last paragraph that is wholly in italics is a note, not the story."""
    slanted = {_words_of(t.children or []) for t in tokens if t.type == "inline" and _is_slanted(t)}
    for number in {0, 1, len(parts) - 1} & set(range(len(parts))):
        part, text = parts[number], texts[number]
        if part.role == "body" and text in slanted and len(text.split()) <= _MOST_NOTICE_WORDS:
            parts[number] = Block(start=0, end=0, role="furniture", furniture="notice")


def _is_slanted(token: "Token") -> bool:
    kinds = [child.type for child in token.children or [] if child.content or child.nesting]
    return (
        len(kinds) > 2
        and kinds[0] == "em_open"
        and kinds[-1] == "em_close"
        and kinds.count("em_open") == 1
    )


def _words_of(children: Sequence["Token"]) -> str:
    words = []
    for child in children:
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return " ".join("".join(words).split())


def _take_title(parts: list[Block], texts: list[str], *, title: str | None) -> str | None:
    """Take the page's own heading out of the text; it is the title where no metadata tell one."""
    for number in range(min(2, len(parts))):
        if parts[number].furniture != "title":
            continue
        if title is None or texts[number].casefold() == title.casefold():
            title = title or texts[number]
            del parts[number], texts[number]
        break
    for number, part in enumerate(parts):
        if part.furniture == "title":
            parts[number] = Block(start=0, end=0, role="heading")
    return title
