"""Makes docs/images/digest.png from seeds/: `python scripts/take_screenshot.py [FILE] [OPTION...]`.

The clock is held, so that the same seeds give the same picture. Further options go to Chromium:
`--window-size=390,844` for a phone, `--blink-settings=preferredColorScheme=0` for a dark page.
"""

import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from watcher import config
from watcher.digest.render import render
from watcher.ingest import Wanted
from watcher.publish import preview
from watcher.service import Service
from watcher.subscribers import subscriptions_of

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "digest.png"
MORNING = datetime(2025, 11, 26, 5, 0, tzinfo=UTC)
QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"]


def page(house: Path) -> str:
    """Take the seeds in and compose the digest that tells of them."""
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


def main(picture: Path, options: list[str]) -> None:
    """Picture the first screen of the digest."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("needs Chromium")
    with tempfile.TemporaryDirectory() as made:
        house = Path(made)
        html = house / "digest.html"
        html.write_text(page(house), encoding="utf-8")
        profile = f"--user-data-dir={house / 'profile'}"
        size = "--window-size=760,906"
        shot = f"--screenshot={picture.resolve()}"
        command = [browser, *QUIET, profile, size, shot, *options, html.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - ours
    sys.stdout.write(f"wrote {picture}, {picture.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    given = sys.argv[1:]
    named = [word for word in given if not word.startswith("--")]
    main(Path(named[0]) if named else PICTURE, [word for word in given if word.startswith("--")])
