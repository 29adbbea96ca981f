"""Runs commands of the program in forks of one warm process, which costs a tenth of a start.

A fork is a process as any other: it has its own log, lock and child, and is killed for good. The
warm process itself opens nothing and has one thread.
"""

import json
import os
import subprocess
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
POISON = Path(__file__).resolve().parent / "poison"


class Warm:
    """The warm process, as the tests see it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.warm"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": f"{POISON}{os.pathsep}{ROOT}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, house: Path, *words: str, at: str = "", trace: Path | str = "") -> int:
        """Run a command in a house, to be killed at a point; give how it ended.

        What it says stands in the files `out` and `err` of the house.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"house": str(house), "words": words, "at": at, "trace": str(trace)}
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=10)


def serve() -> None:
    """Obey orders until there are no more."""
    from tests.faults import kills

    import_module("watcher.daemon.running")
    for line in sys.stdin:
        order = json.loads(line)
        act = partial(obey, Path(order["house"]), order["words"])
        status = kills.run(act, at=order["at"], trace=order["trace"])
        print(status, flush=True)  # noqa: T201 - the answer to the order


def obey(house: Path, words: list[str]) -> None:
    """Run a command, and end this process as the command ends."""
    from watcher.cli.main import run_and_exit

    for descriptor, name in ((0, os.devnull), (1, house / "out"), (2, house / "err")):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644), descriptor)
    sys.argv[1:] = ["--config", str(house / "config" / "watcher.toml"), *words]
    os._exit(run_and_exit())


if __name__ == "__main__":
    serve()
