"""Every form of the invented days as it is to look; `scripts/write_golden_digests.py` writes them.

A change of a form is a change of these files: look at the difference before it is committed.
"""

from collections.abc import Iterator
from pathlib import Path

from tests.core.digest.scenes import SCENES
from watcher.digest.feed import feeds, merged
from watcher.digest.model import Digest
from watcher.digest.render import FORMATS, render

FOLDER = Path(__file__).parent / "golden"
KEPT = ("first-run", "ordinary", "dispute")
STOP = "mailto:watcher@example.org?subject=unsubscribe%20desk"
MARK = "mailto:watcher@example.org?subject=watcher%20mark%20ID%20not-new"


def forms(digest: Digest) -> Iterator[tuple[str, str]]:
    """Give each form of a digest with the ending of its file."""
    for form in FORMATS:
        yield form, render(digest, form)
    yield "mail.html", render(digest, "html", medium="mail", stop=STOP, mark=MARK)
    yield "mail.txt", render(digest, "txt", medium="mail", stop=STOP, mark=MARK)
    feed = feeds(digest, channel="feed", base_url="https://example.org/feeds")[0]
    yield "atom", merged(None, feed.text, limit=50)


def golden_files() -> dict[str, str]:
    """Give the text of each file by its name."""
    return {f"{name}.{ending}": text for name in KEPT for ending, text in forms(SCENES[name]())}
