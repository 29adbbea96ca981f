"""Makes the pictures of docs/images: `python scripts/take_screenshot.py [NAME...]`.

`digest` is the digest of seeds/, taken in by the program itself; the others are the invented days
that the tests know. The clock is held, so that the same days give the same pictures.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.small_png import made_small
from tests.core.digest.scenes import SCENES
from watcher import config
from watcher.digest.render import render
from watcher.ingest import Wanted
from watcher.publish import preview
from watcher.service import Service
from watcher.subscribers import subscriptions_of

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
MORNING = datetime(2025, 11, 26, 5, 0, tzinfo=UTC)
QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"]
DARK = "--blink-settings=preferredColorScheme=0"
TERMINAL = """\
<!DOCTYPE html><meta charset="utf-8"><body style="margin:0;background:#15181c">
<pre style="margin:0;padding:20px 24px;width:80ch;color:#d6d9dd;
font:14px/19px 'DejaVu Sans Mono',monospace">{text}</pre></body>
"""
PHONE = """\
<!DOCTYPE html><body style="margin:0;background:#fbf9f3">
<iframe srcdoc="{page}" width="390" height="{height}" style="border:0;display:block"></iframe>
"""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What is pictured, how large, and with which options of Chromium."""

    page: Callable[[], str]
    width: int = 680
    height: int = 1180
    options: tuple[str, ...] = ()


def seeds() -> str:
    """Take the seeds in and compose the digest that tells of them."""
    with tempfile.TemporaryDirectory() as made:
        house = Path(made)
        for name in ("config", "seeds"):
            shutil.copytree(ROOT / name, house / name)
        settings = config.load(house / "config" / "watcher.toml")
        topics = config.load_topics(settings.topics)
        with Service.writing(settings, now=lambda: MORNING) as service:
            service.start_subscriptions(first_scan_ended=False)
            service.define(topics)
            files = sorted(settings.intake.folder.iterdir())
            for taken in service.take_in([Wanted(path=path) for path in files]):
                if taken.result == "missed":
                    sys.exit(f"{taken.path}: {taken.detail}")
            digest = preview(service.reader, subscriptions_of(settings)[0])
    if digest is None:
        sys.exit("the seeds tell nothing")
    return render(digest, "html")


def day(name: str) -> Callable[[], str]:
    """Give the page of an invented day."""
    return lambda: render(SCENES[name](), "html")


def in_a_terminal(name: str) -> str:
    """Give a page that looks as the text form does in a terminal of 80 columns."""
    return TERMINAL.format(text=escape(render(SCENES[name](), "txt")))


def on_a_phone(name: str, *, height: int) -> str:
    """Give a page in a window of 390 pixels, which is less than a browser's own can be."""
    return PHONE.format(page=escape(day(name)()), height=height)


ALL = {
    "digest": Picture(page=seeds, width=760, height=906),
    "first-run": Picture(page=day("first-run")),
    "ordinary": Picture(page=day("ordinary")),
    "ordinary-dark": Picture(page=day("ordinary"), options=(DARK,)),
    "ordinary-phone": Picture(page=lambda: on_a_phone("ordinary", height=1180), width=390),
    "ordinary-wide": Picture(page=day("ordinary"), width=1200, height=900),
    "ordinary-text": Picture(page=lambda: in_a_terminal("ordinary"), width=726, height=1500),
    "dispute": Picture(page=day("dispute")),
    "flood": Picture(page=day("flood")),
}


def take(name: str, picture: Picture, *, folder: Path) -> None:
    """Picture the first screen of a page."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("needs Chromium")
    page, shot = folder / f"{name}.html", PICTURES / f"{name}.png"
    page.write_text(picture.page(), encoding="utf-8")
    command = [
        browser,
        *QUIET,
        *picture.options,
        f"--user-data-dir={folder / 'profile'}",
        f"--window-size={picture.width},{picture.height}",
        f"--screenshot={shot}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - ours
    shot.write_bytes(made_small(shot.read_bytes()))
    sys.stdout.write(f"wrote {shot}, {shot.stat().st_size // 1024} kB\n")


def main(names: list[str]) -> None:
    """Take the pictures that are named, else all."""
    with tempfile.TemporaryDirectory() as made:
        for name in names or ALL:
            take(name, ALL[name], folder=Path(made))


if __name__ == "__main__":
    main(sys.argv[1:])
