"""Files named on the command line: to be taken in, or to be tried."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from watcher.config import IntakeSettings
from watcher.explain import Given
from watcher.intake import tree
from watcher.intake.receiving import (
    Archive,
    Line,
    Missed,
    Received,
    Refused,
    is_archive,
    open_archive,
    receive,
)

if TYPE_CHECKING:
    from watcher.ingest import Wanted

_LINE = re.compile(r"(?P<archive>.+)#(?P<number>[1-9][0-9]*)")


def wanted_of(paths: Iterable[Path]) -> "Iterator[Wanted]":
    """Name the files to take in, in the order given; a folder's by file time, then path."""
    from watcher.ingest import Wanted  # what only asks needs nothing of what writes

    return (Wanted(path=path) for path in _flat(paths))


def given_of(paths: Iterable[Path], *, intake: IntakeSettings) -> Iterator[Given | Missed]:
    """Read files as they stand, article by article: an archive gives one for each line.

    `archive.jsonl#17` is the line 17 of that archive, where no file is called so.
    """
    for path in _flat(paths):
        line = None if path.exists() else _LINE.fullmatch(path.name)
        if line and is_archive(path.with_name(line["archive"])):
            archive, shown = path.with_name(line["archive"]), int(line["number"])
            yield from _one_line(archive, shown, intake=intake)
        elif is_archive(path):
            yield from _archive(path, intake=intake)
        else:
            found = receive(path, root=intake.folder, max_bytes=intake.max_bytes)
            yield found if isinstance(found, Missed) else _article(found)


def _flat(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
        if path.is_dir():
            yield from (absolute / name for name in _files_in(absolute))
        else:
            yield absolute


def _files_in(folder: Path) -> list[str]:
    root_fd = tree.open_root(str(folder))
    try:
        seen = [
            (one.signature.mtime_ns, one.path)
            for one in tree.walk(root_fd, recursive=True)
            if one.signature is not None
        ]
    finally:
        os.close(root_fd)
    return [path for _, path in sorted(seen)]


def _article(found: Received | Refused) -> Given:
    if isinstance(found, Refused):
        return Given(
            path=found.shown,
            article_id=found.article_id,
            kind="article",
            content=None,
            file_time=None,
            refused=(found.reason, found.detail),
        )
    return Given(
        path=found.shown,
        article_id=found.sha256,
        kind="article",
        content=found.content,
        file_time=found.file_time,
        file=str(found.path),
    )


def _archive(path: Path, *, intake: IntakeSettings) -> Iterator[Given | Missed]:
    with open_archive(path, root=intake.folder, max_bytes=intake.max_bytes) as archive:
        if isinstance(archive, Missed):
            yield archive
        elif isinstance(archive, Refused):
            yield _article(archive)
        else:
            yield from (_line(archive, line) for line in archive.lines())


def _one_line(path: Path, number: int, *, intake: IntakeSettings) -> Iterator[Given | Missed]:
    for one in _archive(path, intake=intake):
        if not isinstance(one, Given) or one.path.endswith(f"#{number}"):
            yield one
            return
    shown = f"{path.name}#{number}"
    yield Missed(path=path, shown=shown, why="gone", detail="the archive has no such line")


def _line(archive: Archive, line: Line) -> Given:
    return Given(
        path=f"{archive.shown}#{line.number}",
        article_id=line.sha256,
        kind="records",
        content=line.content,
        file_time=archive.file_time,
        refused=None if line.content is not None else ("too-large", line.detail or ""),
    )
