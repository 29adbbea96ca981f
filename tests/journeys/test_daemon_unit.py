"""The unit file is one that systemd takes without a word, and says why each line is there."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNIT = Path(__file__).resolve().parents[2] / "systemd" / "watcher.service"
ANALYZE = shutil.which("systemd-analyze")

needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A copy whose program is one that exists here."""
    copy = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    copy.write_text(text.replace("/opt/watcher/bin/watcher run", f"{sys.executable} -V"), "utf-8")
    return copy


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    assert ANALYZE is not None
    return subprocess.run(
        [ANALYZE, *arguments], capture_output=True, text=True, timeout=60, check=False
    )


@needs_systemd
def test_systemd_finds_nothing_wrong(installed: Path) -> None:
    verified = analyze("verify", "--man=no", installed)

    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")


@needs_systemd
def test_the_service_is_exposed_to_next_to_nothing(installed: Path) -> None:
    rated = analyze("security", "--offline=true", "--threshold=15", installed)

    assert rated.returncode == 0, rated.stdout


def test_each_line_stands_under_its_reason() -> None:
    reason = ""
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("["):
            reason = ""
        elif line.startswith("#"):
            reason = line
        else:
            assert reason, f"{line} stands there without a reason"


def test_a_wrong_configuration_and_a_damaged_log_are_not_tried_again() -> None:
    lines = UNIT.read_text(encoding="utf-8").splitlines()

    (never,) = (line for line in lines if line.startswith("RestartPreventExitStatus="))
    assert "78" in never.partition("=")[2].split()
