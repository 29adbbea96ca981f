"""A folder of language files beside the configuration is checked, and judged by."""

import json
from pathlib import Path

import pytest

from tests.commands import Here
from tests.factories import a_house


@pytest.fixture
def watcher(capfd: pytest.CaptureFixture[str]) -> Here:
    return Here(capfd)


@pytest.fixture
def words(tmp_path: Path) -> Path:
    folder = a_house(tmp_path).parent / "language"
    folder.mkdir()
    return folder


def test_check_says_which_files_it_reads(tmp_path: Path, words: Path, watcher: Here) -> None:
    assert f"reads further language from {words}: no file yet" in watcher("check", cwd=tmp_path).out

    (words / "units.toml").write_text('[measures]\nhogsheads = "hogshead, hogsheads"\n')

    assert f"reads further language from {words}: units.toml" in watcher("check", cwd=tmp_path).out


def test_nothing_starts_on_a_broken_file(tmp_path: Path, words: Path, watcher: Here) -> None:
    (words / "units.toml").write_text('\n[measure]\nels = "el"\n')

    for command in (["check"], ["topics"], ["ingest", "seeds"], ["run", "--once"]):
        answer = watcher(*command, cwd=tmp_path)
        assert answer.status == 78
        assert "units.toml:2: measure: unknown key; did you mean measures?" in answer.err


def test_articles_are_judged_by_the_words_that_were_added(
    tmp_path: Path, words: Path, watcher: Here
) -> None:
    (words / "units.toml").write_text('[measures]\nhogsheads = "hogshead, hogsheads"\n')
    seed = tmp_path / "seeds" / "a.txt"
    seed.write_text("The dam lost 300 hogsheads of water on Monday.\n", encoding="utf-8")

    out = watcher("test", "seeds/a.txt", "--format", "jsonl", cwd=tmp_path).out

    statements = [json.loads(line)["data"] for line in out.splitlines() if "quote" in line]
    assert [figure["unit"] for one in statements for figure in one["figures"]] == ["hogsheads"]
