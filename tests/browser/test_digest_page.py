"""The digest page in a real browser: on a phone, in the dark, with words that do not fit."""

import re
import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest

from tests.core.digest.news import NAMES, a_digest, a_morning, the_morning_digest, with_footers
from tests.factories import a_change, a_definition
from watcher.digest.render import render

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]
DARK = "--blink-settings=preferredColorScheme=0"
MEASURE = """
<script>
const frame = document.querySelector("iframe");
frame.onload = () => {
  const page = frame.contentDocument, sheet = page.documentElement;
  const style = (where) => frame.contentWindow.getComputedStyle(page.querySelector(where));
  document.title = [sheet.scrollWidth, style("body").backgroundColor, style("ins").color].join("|");
};
</script>
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="needs Chromium"),
]


def browse(tmp_path: Path, page: Path, *flags: str) -> str:
    profile = tmp_path / "profile"
    command = [CHROMIUM, *QUIET, f"--user-data-dir={profile}", *flags, page.as_uri()]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def measured(tmp_path: Path, html: str, *, width: int, dark: bool = False) -> list[str]:
    """How wide the page is in a window of a width, its paper, and the colour of what is new."""
    wrapper = tmp_path / "wrapper.html"
    frame = f'<iframe width="{width}" height="800" srcdoc="{escape(html)}"></iframe>'
    wrapper.write_text(f"<!DOCTYPE html><title></title>{frame}{MEASURE}", encoding="utf-8")
    flags = ("--dump-dom", "--virtual-time-budget=4000", *([DARK] if dark else []))
    title = re.search("<title>(.*?)</title>", browse(tmp_path, wrapper, *flags))
    assert title, "the page was not loaded"
    return title[1].split("|")


def a_page() -> str:
    digest = with_footers(the_morning_digest())
    return render(digest, "html", stop="mailto:watcher@example.org?subject=unsubscribe")


@pytest.mark.parametrize("width", [320, 390, 680])
def test_nothing_has_to_be_scrolled_sideways(tmp_path: Path, width: int) -> None:
    assert int(measured(tmp_path, a_page(), width=width)[0]) <= width


def test_words_that_do_not_fit_are_broken(tmp_path: Path) -> None:
    long = "x" * 300
    digest = a_digest(
        *a_morning(),
        a_change(f"The {long} broke.", topic="long", outlet=long, importance=0.1),
        definitions=NAMES | {"long": a_definition(name=long)},
    )
    assert digest is not None
    assert int(measured(tmp_path, render(digest, "html"), width=390)[0]) <= 390


def test_the_dark_page_is_dark(tmp_path: Path) -> None:
    _, paper, new = measured(tmp_path, a_page(), width=680)
    _, dark_paper, dark_new = measured(tmp_path, a_page(), width=680, dark=True)
    assert brightness(paper) > 230
    assert brightness(dark_paper) < 60
    assert abs(brightness(new) - brightness(paper)) > 100
    assert abs(brightness(dark_new) - brightness(dark_paper)) > 100


def brightness(colour: str) -> float:
    red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
    return 0.3 * red + 0.6 * green + 0.1 * blue


def test_the_page_can_be_pictured(tmp_path: Path) -> None:
    page, picture = tmp_path / "digest.html", tmp_path / "digest.png"
    page.write_text(a_page(), encoding="utf-8")
    browse(tmp_path, page, f"--screenshot={picture}", "--window-size=800,1600")
    assert picture.stat().st_size > 20_000
