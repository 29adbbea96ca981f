"""Articles on their way in: files and lines of archives, in the order in which they are wanted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from watcher.article.exchange import Kind
from watcher.intake.receiving import (
    Archive,
    ArchiveChangedError,
    Line,
    Missed,
    Refused,
    is_archive,
    open_archive,
    receive,
)
from watcher.intake.settling import Signature
from watcher.log.sightings import Outcome, Sighting, line_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file to take in. `expected` is the state in which it settled, null to take it as it is."""

    path: Path
    expected: Signature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One article on its way in, or the end of an archive (`content` and `refused` are null).

    `sighting` is what is remembered of the file once this arrival is recorded; `line` stands for a
    line of an archive while it is under way.
    """

    path: str
    article_id: str | None
    kind: Kind = "article"
    content: bytes | None = None
    file_time: str | None = None
    refused: tuple[str, str] | None = None
    missed: str | None = None
    sighting: Sighting | None = None
    line: Sighting | None = None

    @property
    def tried(self) -> Sighting | None:
        """Give that by which the tries of reading it are counted; null where nothing is read."""
        return None if self.content is None else self.sighting or self.line

    @property
    def size(self) -> int:
        """Give the bytes that it holds."""
        return len(self.content or b"")


def arrivals(wanted: Iterable[Wanted], *, root: Path | None, max_bytes: int) -> Iterator[Arrival]:
    """Open what is wanted, one after the other; nothing is read ahead."""
    for one in wanted:
        if is_archive(one.path):
            yield from _archive(one, root=root, max_bytes=max_bytes)
            continue
        found = receive(one.path, root=root, max_bytes=max_bytes, expected=one.expected)
        if isinstance(found, Missed):
            yield _missed(found)
            continue
        if isinstance(found, Refused):
            yield _refused(found)
            continue
        yield Arrival(
            path=found.shown,
            article_id=found.sha256,
            content=found.content,
            file_time=found.file_time,
            sighting=_sighting(found.path, found.signature, found.sha256, outcome="received"),
        )


def _archive(wanted: Wanted, *, root: Path | None, max_bytes: int) -> Iterator[Arrival]:
    with open_archive(
        wanted.path, root=root, max_bytes=max_bytes, expected=wanted.expected
    ) as archive:
        if isinstance(archive, Missed):
            yield _missed(archive)
            return
        if isinstance(archive, Refused):
            yield _refused(archive)
            return
        is_empty = True
        try:
            for line in archive.lines():
                is_empty = False
                yield Arrival(
                    path=f"{archive.shown}#{line.number}",
                    article_id=line.sha256,
                    kind="records",
                    content=line.content,
                    file_time=archive.file_time,
                    refused=None
                    if line.content is not None
                    else ("too-large", line.detail or f"{line.size} bytes"),
                    line=_line(archive, line),
                )
        except ArchiveChangedError:
            yield Arrival(
                path=archive.shown, article_id=None, missed="it changed while it was read"
            )
            return
        if is_empty:
            yield _empty(archive)
            return
        sighting = _sighting(archive.path, archive.signature, archive.sha256, outcome="archive")
        yield Arrival(path=archive.shown, article_id=None, sighting=sighting)


def _line(archive: Archive, line: Line) -> Sighting:
    path = Path(line_path(str(archive.path), line.number))
    return _sighting(path, archive.signature, line.sha256, outcome="trying")


def _empty(archive: Archive) -> Arrival:
    return Arrival(
        path=archive.shown,
        article_id=archive.sha256,
        refused=("empty", "the archive holds no line"),
        sighting=_sighting(archive.path, archive.signature, archive.sha256, outcome="rejected"),
    )


def _missed(missed: Missed) -> Arrival:
    return Arrival(path=missed.shown, article_id=None, missed=missed.detail)


def _refused(refused: Refused) -> Arrival:
    return Arrival(
        path=refused.shown,
        article_id=refused.article_id,
        refused=(refused.reason, refused.detail),
        sighting=_sighting(refused.path, refused.signature, None, outcome="rejected"),
    )


def _sighting(
    path: Path, signature: Signature, sha256: str | None, *, outcome: Outcome
) -> Sighting:
    return Sighting(
        path=str(path),
        dev=signature.dev,
        ino=signature.ino,
        size=signature.size,
        mtime_ns=signature.mtime_ns,
        ctime_ns=signature.ctime_ns,
        sha256=sha256,
        article_id=sha256 if outcome == "received" else None,
        outcome=outcome,
    )
