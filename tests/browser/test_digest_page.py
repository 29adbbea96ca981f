"""The digest page in a real browser: on a phone, in the dark, with words that do not fit."""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

import pytest

from tests.core.digest.news import NAMES, a_digest, a_morning, the_morning_digest, with_footers
from tests.core.digest.scenes import SCENES
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
STOP = "mailto:watcher@example.org?subject=unsubscribe"
DARK = "--blink-settings=preferredColorScheme=0"
MEASURE = """
<script>
const rgb = (colour) => colour.match(/[0-9.]+/g).map(Number);
const light = (colour) => {
  const [r, g, b] = rgb(colour).map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const paper = (view, place) => {
  for (let at = place; at; at = at.parentElement) {
    const colour = view.getComputedStyle(at).backgroundColor;
    if (rgb(colour)[3] !== 0) return colour;
  }
  return "rgb(255, 255, 255)";
};
const contrast = (view, place) => {
  const [one, other] = [view.getComputedStyle(place).color, paper(view, place)].map(light);
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
};
const measure = (frame) => {
  const view = frame.contentWindow, page = frame.contentDocument;
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  let worst = [99, ""];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const place = node.parentElement;
    if (!node.data.trim() || view.getComputedStyle(place).display === "none") continue;
    const here = contrast(view, place);
    if (here < worst[0]) worst = [here, node.data.trim().slice(0, 60)];
  }
  return {
    name: frame.name,
    width: page.documentElement.scrollWidth,
    contrast: worst[0],
    where: worst[1],
    paper: view.getComputedStyle(page.body).backgroundColor,
    fetched: page.querySelectorAll("[src], [srcset], [background], link, object, embed").length
      + [...page.querySelectorAll("*")]
        .filter((place) => view.getComputedStyle(place).backgroundImage !== "none").length,
  };
};
window.onload = () => {
  const found = [...document.querySelectorAll("iframe")].map(measure);
  document.title = JSON.stringify(found);
};
</script>
"""
WIDTHS = (320, 390, 680, 1200)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="needs Chromium"),
]


def browse(tmp_path: Path, page: Path, *flags: str) -> str:
    profile = tmp_path / "profile"
    command = [CHROMIUM, *QUIET, f"--user-data-dir={profile}", *flags, page.as_uri()]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


@dataclass(frozen=True)
class Measured:
    """A page in a window: how wide it is, its paper, the worst of its contrasts and where that is.

    `fetched` counts what it has, or shows behind its words, from elsewhere.
    """

    name: str
    width: int
    contrast: float
    where: str
    paper: str
    fetched: int


def measured(
    folder: Path, pages: dict[str, str], *, widths: tuple[int, ...] = WIDTHS, dark: bool = False
) -> dict[str, Measured]:
    """Measure pages in windows of several widths, by name and width."""
    wrapper = folder / f"wrapper-{dark}.html"
    frames = "".join(
        f'<iframe name="{name} {width}" width="{width}" height="800" srcdoc="{escape(page)}">'
        "</iframe>"
        for name, page in pages.items()
        for width in widths
    )
    wrapper.write_text(f"<!DOCTYPE html><title></title>{MEASURE}{frames}", encoding="utf-8")
    flags = ("--dump-dom", "--virtual-time-budget=9000", *([DARK] if dark else []))
    title = re.search("<title>(.*?)</title>", browse(folder, wrapper, *flags))
    assert title, "the page was not loaded"
    assert title[1], "the page was not measured"
    return {one["name"]: Measured(**one) for one in json.loads(unescape(title[1]))}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    made = {name: render(make(), "html") for name, make in SCENES.items()}
    mail = render(SCENES["ordinary"](), "html", medium="mail", stop=STOP, mark=STOP)
    bare = re.sub("<style>.*?</style>", "", mail, flags=re.DOTALL)  # as some mail programs do
    return {**made, "mail": mail, "bare": bare, "morning": a_page()}


@pytest.fixture(scope="module", params=["light", "dark"])
def views(
    request: pytest.FixtureRequest, pages: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Measured]:
    folder = tmp_path_factory.mktemp("views")
    return measured(folder, pages, dark=request.param == "dark")


def a_page() -> str:
    digest = with_footers(the_morning_digest())
    return render(digest, "html", stop=STOP)


def test_nothing_has_to_be_scrolled_sideways(views: dict[str, Measured]) -> None:
    assert len(views) == 7 * len(WIDTHS)
    too_wide = [view.name for view in views.values() if view.width > int(view.name.split()[1])]
    assert too_wide == []


def test_all_words_stand_out_from_their_ground(views: dict[str, Measured]) -> None:
    faint = {view.where: view.contrast for view in views.values() if view.contrast < 4.5}
    assert faint == {}


def test_nothing_is_fetched(views: dict[str, Measured]) -> None:
    assert {view.fetched for view in views.values()} == {0}


def test_words_that_do_not_fit_are_broken(tmp_path: Path) -> None:
    long = "x" * 300
    digest = a_digest(
        *a_morning(),
        a_change(f"The {long} broke.", topic="long", outlet=long, importance=0.1),
        definitions=NAMES | {"long": a_definition(name=long)},
    )
    assert digest is not None
    [view] = measured(tmp_path, {"long": render(digest, "html")}, widths=(390,)).values()
    assert view.width <= 390


def test_the_dark_page_is_dark(tmp_path: Path) -> None:
    pages = {"morning": a_page()}
    [light] = measured(tmp_path, pages, widths=(680,)).values()
    [dark] = measured(tmp_path, pages, widths=(680,), dark=True).values()
    assert brightness(light.paper) > 230
    assert brightness(dark.paper) < 60


def brightness(colour: str) -> float:
    red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
    return 0.3 * red + 0.6 * green + 0.1 * blue


def test_the_page_can_be_pictured(tmp_path: Path) -> None:
    page, picture = tmp_path / "digest.html", tmp_path / "digest.png"
    page.write_text(a_page(), encoding="utf-8")
    browse(tmp_path, page, f"--screenshot={picture}", "--window-size=800,1600")
    assert picture.stat().st_size > 20_000


def test_the_measure_finds_what_is_faint_wide_or_fetched(tmp_path: Path) -> None:
    faint = '<p style="color:#999999;width:900px">faint</p><img src="/nowhere.png">'
    faint += "<b style='background-image:url(/nowhere.png)'>fetched</b>"
    [view] = measured(tmp_path, {"bad": f"<body>{faint}</body>"}, widths=(390,)).values()
    assert view.contrast < 3
    assert view.where == "faint"
    assert view.width > 390
    assert view.fetched == 2
