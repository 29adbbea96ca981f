"""Proves what a template of a user's own made: no quote is lost, and the program knows its own."""

import re
from html import escape
from html.parser import HTMLParser

from watcher.digest.model import Digest
from watcher.digest.templating import BrokenTemplateError
from watcher.digest.wording import clean, short

_MARKDOWN_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


def proven(text: str, *, digest: Digest, form: str) -> str:
    """Give the text with the mark that tells digests from news; raise BrokenTemplateError.

    Every quote that is told must stand in it whole, white space apart.
    """
    shown = "".join(_shown(text, form).split())
    for item in digest.items:
        if "".join(clean(item.quote).split()) not in shown:
            lost = short(clean(item.quote), length=60)
            message = f"digest.{form}.j2 leaves out what is told: {lost}"
            raise BrokenTemplateError(message)
    return _marked(text, digest=digest, form=form)


def _shown(text: str, form: str) -> str:
    if form == "html":
        words = _Words()
        words.feed(text)
        words.close()
        return "".join(words.found)
    return _MARKDOWN_ESCAPE.sub(r"\1", text) if form == "md" else text


def _marked(text: str, *, digest: Digest, form: str) -> str:
    if form != "html":
        last = f"X-Watcher-Digest: {digest.digest_id}"
        return text if text.rstrip().endswith(f"\n{last}") else f"{text.rstrip()}\n\n{last}\n"
    mark = f'<meta name="x-watcher-digest" content="{escape(digest.digest_id)}">'
    if mark in text:
        return text
    head = _HEAD.search(text)
    if head is None:
        return f"{mark}\n{text}"
    return f"{text[: head.end()]}\n{mark}{text[head.end() :]}"


class _Words(HTMLParser):
    """Gathers the text of a page, but for that of its sheets and scripts."""

    # typing.override comes with Python 3.12

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # type: ignore[explicit-override]
        """Note where something begins that is not shown."""
        del attrs
        if tag in ("style", "script", "title", "template"):
            self._hidden = tag

    def handle_endtag(self, tag: str) -> None:  # type: ignore[explicit-override]
        """Note where it ends."""
        if tag == self._hidden:
            self._hidden = ""

    def handle_data(self, data: str) -> None:  # type: ignore[explicit-override]
        """Keep what is shown."""
        if not self._hidden:
            self.found.append(data)
