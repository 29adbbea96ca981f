"""The floors of the house hold: no import goes up, and the core does no I/O."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_import_contracts_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )

    assert done.returncode == 0, done.stdout[-3000:]
    assert " 0 broken" in done.stdout


def test_every_room_has_a_line_on_the_page_of_the_house() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(one["layers"] for one in contracts["contracts"] if one["type"] == "layers")
    rooms = {room for layer in layers for room in re.findall(r"\w+", layer)} - {"web"}
    page = (ROOT / "docs" / "architecture.md").read_text()

    assert {room for room in rooms if f"`{room}`" not in page} == set()
