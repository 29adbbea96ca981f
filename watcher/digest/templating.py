"""Fills templates: the built-in ones, and a user's own in their place; the landlord of jinja2.

A template of a user's own runs in a sandbox and sees a digest only as cleaned words. One that is
broken, or leaves a quote out, is not used.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from watcher.digest.columns import wrapped

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_UNESCAPED = re.compile(r"\{%[-+]?\s*autoescape\b")
NAMES = ("digest.html.j2", "digest.txt.j2", "digest.md.j2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """The templates of a user's own: their texts by file name, and why others cannot be read."""

    texts: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)

    def replaces(self, name: str) -> bool:
        """Tell whether a built-in template is to be replaced by one of these."""
        return name in self.texts or name in self.unread


BUILT_IN = Templates()


class BrokenTemplateError(Exception):
    """A template of a user's own cannot be used; the message names the template and the line."""


def fill(name: str, *, templates: Templates = BUILT_IN, **context: object) -> str:
    """Fill a template. Raises BrokenTemplateError."""
    from jinja2 import TemplateSyntaxError

    if name in templates.unread:
        message = f"{name}: {templates.unread[name]}"
        raise BrokenTemplateError(message)
    is_page = name.endswith(".html.j2")
    house = _own_house(templates, is_page=is_page) if templates.texts else _house(is_page)
    try:
        return house.get_template(name).render(**context)
    except TemplateSyntaxError as error:
        message = f"{error.name or name}, line {error.lineno}: {error.message}"
        raise BrokenTemplateError(message) from error
    except Exception as error:  # a user's template may do anything
        message = f"{name}{_line(error)}: {_said(error)}"
        raise BrokenTemplateError(message) from error


def _said(error: Exception) -> str:
    from jinja2 import TemplateError

    if isinstance(error, TemplateError):
        return str(error)
    return f"{type(error).__name__}: {error}"


def _line(error: BaseException) -> str:
    """Say on which line of the template it broke."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return f", line {line}" if line else ""


@cache
def _house(is_page: bool) -> "ImmutableSandboxedEnvironment":
    from jinja2 import PackageLoader

    return _furnished(PackageLoader("watcher.digest"), is_page=is_page)


def _own_house(templates: Templates, *, is_page: bool) -> "ImmutableSandboxedEnvironment":
    from jinja2 import ChoiceLoader, DictLoader, PackageLoader

    for name, text in templates.texts.items():
        if _UNESCAPED.search(text):
            message = f"{name}: on a page words are always escaped; autoescape cannot be changed"
            raise BrokenTemplateError(message)
    own = DictLoader(templates.texts)
    return _furnished(ChoiceLoader([own, PackageLoader("watcher.digest")]), is_page=is_page)


def _furnished(loader: Any, *, is_page: bool) -> "ImmutableSandboxedEnvironment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    house = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=is_page,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    del house.filters["safe"]
    house.filters |= {"hold_together": _hold_together, "wrap": _wrap, "md": escaped}
    return house


def _hold_together(change: str) -> str:
    """Let no line begin with an arrow: what was stands before it. Three dots are one sign."""
    return change.replace(" →", "\N{NO-BREAK SPACE}→").replace("...", "…")


def _wrap(text: str, indent: str = "") -> str:
    """Break a text into lines of at most 78 columns."""
    return "\n".join(wrapped(text, first=indent, rest=indent))


_ACTIVE = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|~&"})


def escaped(text: str) -> str:
    """Write a text so that Markdown takes none of its signs for markup."""
    text = text.translate(_ACTIVE)
    if text[:1] in ("-", "+", "="):
        return f"\\{text}"
    digits = text.partition(" ")[0]
    if digits[:-1].isdigit() and digits[-1] in ".)":
        return f"{digits[:-1]}\\{text[len(digits) - 1 :]}"
    return text
