"""Gives a digest its forms: subject, text, page, Markdown and JSON, all from one value."""

from dataclasses import dataclass
from typing import Literal, assert_never

from watcher.digest import proof
from watcher.digest.headline import subject
from watcher.digest.machine import machine_text
from watcher.digest.model import Digest
from watcher.digest.page import MARKS, Medium, bare_page, page_text
from watcher.digest.plain import plain_text
from watcher.digest.templating import BUILT_IN, BrokenTemplateError, Templates, fill
from watcher.digest.view import view
from watcher.digest.wording import clean, short

Format = Literal["html", "txt", "md", "json"]
FORMATS: tuple[Format, ...] = ("html", "txt", "md", "json")

__all__ = ["FORMATS", "Format", "Rendered", "render", "rendered", "subject"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A form of a digest; `fault` says why it is not made by the template that a user wrote."""

    text: str
    fault: str | None = None


def render(
    digest: Digest,
    form: Format,
    *,
    stop: str | None = None,
    mark: str | None = None,
    medium: Medium = "file",
) -> str:
    """Write a digest in one of its forms; the same digest always gives the same characters.

    `stop` and `mark` are addresses, mailto links, by which a reader ends the subscription or says
    what a line was worth. In a mail, `medium` keeps out what mail programs cannot show.
    """
    return rendered(digest, form, stop=stop, mark=mark, medium=medium).text


def rendered(
    digest: Digest,
    form: Format,
    *,
    stop: str | None = None,
    mark: str | None = None,
    medium: Medium = "file",
    templates: Templates = BUILT_IN,
) -> Rendered:
    """Write a digest by the user's own template, where there is one that can be used."""
    if not templates.replaces(f"digest.{form}.j2"):
        return Rendered(text=_built_in(digest, form, stop=stop, mark=mark, medium=medium))
    try:
        text = _own(digest, form, stop=stop, mark=mark, medium=medium, templates=templates)
    except BrokenTemplateError as error:
        text = _built_in(digest, form, stop=stop, mark=mark, medium=medium)
        return Rendered(text=text, fault=short(clean(str(error)), length=300))
    return Rendered(text=text)


def _own(
    digest: Digest,
    form: Format,
    *,
    stop: str | None,
    mark: str | None,
    medium: Medium,
    templates: Templates,
) -> str:
    if form == "html":
        text = page_text(digest, medium=medium, stop=stop, mark=mark, templates=templates)
    else:
        text = fill(
            f"digest.{form}.j2",
            templates=templates,
            digest=view(digest),
            medium=medium,
            stop=stop,
            mark=mark,
        )
    return proof.proven(text, digest=digest, form=form)


def _built_in(
    digest: Digest, form: Format, *, stop: str | None, mark: str | None, medium: Medium
) -> str:
    match form:
        case "html":
            return _page(digest, stop=stop, mark=mark, medium=medium)
        case "txt":
            return plain_text(digest, stop=stop, mark=mark)
        case "md":
            return fill("digest.md.j2", digest=view(digest, marks=MARKS))
        case "json":
            return machine_text(digest, subject=subject(digest))
        case _:
            assert_never(form)


def _page(digest: Digest, *, stop: str | None, mark: str | None, medium: Medium) -> str:
    try:
        return page_text(digest, medium=medium, stop=stop, mark=mark)
    except BrokenTemplateError as error:
        text = plain_text(digest, stop=stop, mark=mark)
        return bare_page(digest, title=subject(digest), fault=clean(str(error)), text=text)
