"""What the repository must not hold, and what it must."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 400


def tracked() -> list[Path]:
    """List the files of the project: what git knows, or all where there is no git."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("this is no git checkout")
    paths = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and path.suffix not in {".png", ".svg"}]


def places_of(pattern: str) -> list[str]:
    """List every place in the project, as `file:line match`, where a pattern is found."""
    here = Path(__file__)
    return [
        f"{path.relative_to(ROOT)}:{number} {found.group()}"
        for path in tracked()
        if path != here
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        for found in re.finditer(pattern, line)
    ]


def test_no_path_of_a_developers_machine_stands_in_it() -> None:
    assert places_of(r"/(home|Users|root|work)/[a-z]|[A-Z]:\\\\Users") == []


def test_no_package_index_or_host_of_one_is_named() -> None:
    hosts = (
        r"pypi|pythonhosted|npmjs|--(extra-)?index-url [^-]|--trusted-host [^-]"
        r"|artifactory|nexus[./]"
    )

    assert places_of(hosts) == []


def test_every_mail_address_in_it_is_an_example() -> None:
    examples = r"(example(\.[a-z]+)?|test|invalid|localhost)$"
    found = places_of(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}\b")

    assert [place for place in found if not re.search(examples, place)] == []


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text().replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if line.strip()]

    assert requirements
    for line in requirements:
        assert re.fullmatch(
            r"[a-z0-9._-]+==[\w.]+( ; [^-]+)?( +--hash=sha256:[0-9a-f]{64})+ *", line
        )


def test_services_get_the_very_versions_that_people_test() -> None:
    def pins(name: str) -> set[str]:
        return set(
            re.findall(r"^\S+==\S+", (ROOT / "requirements" / name).read_text(), re.MULTILINE)
        )

    assert pins("runtime.txt") < pins("dev.txt")


def test_no_module_is_longer_than_one_can_know_by_heart() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in tracked()
        if path.suffix == ".py"
    }

    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "base", "core", "misc"}

    assert [path for path in tracked() if path.suffix == ".py" and path.stem in drawers] == []


def test_every_link_between_pages_leads_somewhere() -> None:
    broken = []
    for page in (path for path in tracked() if path.suffix == ".md" and "seeds" not in path.parts):
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
            file, _, anchor = target.partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            there = (page.parent / file).resolve() if file else page
            if not there.exists() or (anchor and anchor not in anchors(there)):
                broken.append(f"{page.relative_to(ROOT)}: {target}")

    assert broken == []


def anchors(page: Path) -> set[str]:
    """List the anchors that a page's headings make."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_changes_have_a_place_for_what_is_not_released() -> None:
    assert "\n## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text()
