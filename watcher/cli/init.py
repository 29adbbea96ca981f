"""`watcher init`: writes a commented starter configuration, with folders."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import watcher
from watcher.cli.exits import CannotError, Exit

EXAMPLE = """\
watcher init
watcher init my-desk
"""
STARTER = Path(watcher.__file__).parent / "starter"
_FOLDERS = ("config/topics", "seeds", "var")


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "dir", nargs="?", type=Path, default=Path(), metavar="DIR", help="where (default: here)"
    )


def run(options: Namespace) -> Exit:
    """Write the starter where no configuration is yet, and say what comes next."""
    root: Path = options.dir
    config = root / "config"
    if (config / "watcher.toml").exists():
        message = f"{config / 'watcher.toml'} is there already; nothing was written"
        raise CannotError(message)
    for folder in _FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for source in sorted(STARTER.rglob("*.toml")):
        target = config / source.relative_to(STARTER)
        if not target.exists():
            target.write_bytes(source.read_bytes())
            print(f"wrote {target}")
    named = "" if root == Path() else f" --config {config / 'watcher.toml'}"
    print(f"Put articles into {root / 'seeds'}, then try: watcher{named} run --once")
    return Exit.DONE
