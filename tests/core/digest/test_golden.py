"""Digests look as they are kept, in every form, and say the same in each."""

import re
import subprocess
import sys
from html import unescape

import pytest
from lxml import html
from markdown_it import MarkdownIt

from tests.core.digest.columns_seen import widest
from tests.core.digest.golden import FOLDER, KEPT, golden_files
from tests.core.digest.scenes import SCENES
from watcher.digest.model import Digest
from watcher.digest.render import render
from watcher.digest.wording import clean

GOLDEN = golden_files()


@pytest.mark.parametrize("name", GOLDEN)
def test_a_digest_looks_as_it_is_kept(name: str) -> None:
    kept = (FOLDER / name).read_text(encoding="utf-8")
    assert GOLDEN[name] == kept, (
        "python scripts/write_golden_digests.py, and look at the difference"
    )


def test_every_kept_file_is_made() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(GOLDEN)


def test_another_process_with_other_hashes_makes_the_same() -> None:
    code = (
        "from tests.core.digest.golden import golden_files; from hashlib import sha256;"
        "print(sha256(repr(sorted(golden_files().items())).encode()).hexdigest())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            cwd=FOLDER.parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


def words(text: str) -> str:
    return "".join(text.split())


def seen(name: str, ending: str) -> str:
    """What a reader sees of a form."""
    text = GOLDEN[f"{name}.{ending}"]
    if ending.endswith("html"):
        return str(html.document_fromstring(text).body.text_content())
    if ending == "md":
        return str(html.document_fromstring(MarkdownIt().render(text)).text_content())
    if ending == "atom":
        return str(html.document_fromstring(f"<p>{unescape(text)}").text_content())
    return text


@pytest.mark.parametrize("ending", ["txt", "html", "md", "mail.html", "mail.txt", "atom"])
@pytest.mark.parametrize("name", KEPT)
def test_each_form_tells_every_quote_whole_with_evidence_and_id(name: str, ending: str) -> None:
    text = words(seen(name, ending))
    for item in SCENES[name]().items:
        assert words(clean(item.quote)) in text
        assert words(f"why {item.event[:8]}") in text
        assert words(item.source.outlet or "wire.txt") in text


@pytest.mark.parametrize("ending", ["txt", "html", "md"])
def test_each_form_sums_a_figure_up_and_tells_its_way(ending: str) -> None:
    text = words(seen("ordinary", ending))
    assert words("killed changed 3 times since 07:48, now at least 31 people") in text
    assert words("12 → 19 → 23 → 27 → 25 → at least 31") in text
    assert words("also Valley Times, Fjord Tribune") in text


@pytest.mark.parametrize("ending", ["txt", "html", "md"])
def test_each_form_has_the_sections_and_the_remarks(ending: str) -> None:
    text = words(seen("ordinary", ending)).casefold()
    for said in (
        "Changed",
        "New",
        "Late",
        "Expected",
        "due 4 Mar 2026, and nothing reported it yet",
        "Mediators are to publish their proposal on Wednesday.",
        "64 statements in a day, usually 9",
        "nothing since 24 Feb 2026",
        "Not new",
        "watcher events --type statement-repeated --topic quake --since 2026-03-04T05:47Z",
    ):
        assert words(said).casefold() in text


@pytest.mark.parametrize("ending", ["txt", "html", "md"])
def test_a_denial_a_correction_and_a_silence_are_never_left_out(ending: str) -> None:
    text = words(seen("dispute", ending))
    for said in (
        "Disputed",
        "Corrected",
        "Northgate Bank denied on Wednesday that it was in talks",
        "silenced: 3 changes on strike, until 7 Mar 2026, 07:00 (covered by Ana)",
        "14 statements = 4 told + 3 silenced + 5 repeated",
        "1 letter never delivered",
        "not-new | not-relevant | important",
    ):
        assert words(said) in text


def test_what_was_told_right_above_is_not_quoted_again() -> None:
    text = GOLDEN["ordinary.txt"]
    assert len(re.findall(r"\bwas: ", text)) == 2
    assert len(re.findall(r"\bnow: ", text)) == 4


@pytest.mark.parametrize("name", [name for name in GOLDEN if name.endswith(".txt")])
def test_the_text_is_at_most_78_columns_wide(name: str) -> None:
    assert widest(GOLDEN[name]) <= 78


def test_the_accounts_add_up_on_every_day() -> None:
    for digest in map(_made, SCENES):
        accounts = digest.accounts
        for line in render(digest, "txt").split("\n--\n")[1].replace("\n  ", " ").splitlines()[:2]:
            total, _, parts = line.replace(",", "").partition(" = ")
            counts = [int(count) for count in re.findall(r"\d+", parts)]
            assert int(total.split()[0]) == sum(counts)
        assert accounts.articles >= len({item.article_id for item in digest.items})


def _made(name: str) -> Digest:
    return SCENES[name]()
