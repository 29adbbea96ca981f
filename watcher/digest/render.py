"""Gives a digest its forms: subject, text, page and JSON, all from one value."""

from typing import Literal, assert_never

from watcher.digest.headline import subject
from watcher.digest.machine import machine_text
from watcher.digest.model import Digest
from watcher.digest.page import page_text
from watcher.digest.plain import plain_text

Format = Literal["html", "txt", "json"]
FORMATS: tuple[Format, ...] = ("html", "txt", "json")

__all__ = ["FORMATS", "Format", "render", "subject"]


def render(digest: Digest, form: Format, *, stop: str | None = None) -> str:
    """Write a digest in one of its forms; the same digest always gives the same characters.

    `stop` is the address, a mailto link, by which a reader ends the subscription.
    """
    minutes = _minutes(digest)
    match form:
        case "html":
            return page_text(digest, minutes=minutes, stop=stop)
        case "txt":
            return plain_text(digest, minutes=minutes, stop=stop)
        case "json":
            return machine_text(digest, subject=subject(digest))
        case _:
            assert_never(form)


def _minutes(digest: Digest) -> int:
    """Guess how long the quotes take to read, at 230 words a minute."""
    words = sum(len(item.quote.split()) for item in digest.items)
    return max(1, round(words / 230))
