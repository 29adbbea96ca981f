"""A digest as a web page and as the page of a mail: one column, no script, nothing remote."""

from html import escape
from typing import Literal

from watcher.digest.inlining import inlined
from watcher.digest.model import Digest
from watcher.digest.templating import BUILT_IN, Templates, fill
from watcher.digest.view import view

Medium = Literal["file", "mail"]
MARKS = "“”"
CLIPPED_BYTES = 102_000  # Gmail shows the rest of a longer mail only when asked
_BARE_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="x-watcher-digest" content="{digest_id}">
<title>{title}</title>
</head>
<body>
<p>The page could not be laid out ({fault}); this is the plain form.</p>
<pre>{text}</pre>
</body>
</html>
"""


def page_text(
    digest: Digest,
    *,
    medium: Medium = "file",
    stop: str | None = None,
    mark: str | None = None,
    templates: Templates = BUILT_IN,
) -> str:
    """Write a digest as a page. Raises BrokenTemplateError.

    A page for a mail has no inline picture, which mail programs drop, and says when it is so long
    that Gmail shows only its beginning.
    """
    seen = view(digest, marks=MARKS)

    def write(*, is_long: bool) -> str:
        return inlined(
            fill(
                "digest.html.j2",
                templates=templates,
                digest=seen,
                medium=medium,
                stop=stop,
                mark=mark,
                is_long=is_long,
            )
        )

    page = write(is_long=False)
    is_clipped = medium == "mail" and len(page.encode()) > CLIPPED_BYTES
    return write(is_long=True) if is_clipped else page


def bare_page(digest: Digest, *, title: str, fault: str, text: str) -> str:
    """Write the plain form as a page that says why it is no better one."""
    return _BARE_PAGE.format(
        digest_id=escape(digest.digest_id),
        title=escape(title),
        fault=escape(fault),
        text=escape(text),
    )
