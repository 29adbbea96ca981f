"""Writes the golden files of digests anew: `python scripts/write_golden_digests.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.core.digest.golden import FOLDER, golden_files


def main() -> None:
    """Write every form of the invented days."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in golden_files().items():
        place = FOLDER / name
        if not place.exists() or place.read_text(encoding="utf-8") != text:
            place.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {place}\n")


if __name__ == "__main__":
    main()
