"""The folder that is watched: hints, looks, and what has settled in it."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog

from watcher.intake import tree
from watcher.intake.naming import has_left_alone_part, shown
from watcher.intake.notifier import Marks, Notifier, count_watches, limit_hint
from watcher.intake.settling import Settling, Signature

Standing = Literal["new", "known", "unreadable"]
State = Literal["ok", "missing", "closed", "failing"]

_MOST_SINGLE_LOOKS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A file that has stopped changing and is not known in this state."""

    path: Path
    shown: str
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderHealth:
    """How it stands with the folder and its notifier, for `status`.

    `detail` says in words what is wrong; null when nothing is. `hints` is false while changes are
    found by the rescan alone.
    """

    state: State
    hints: bool
    detail: str | None
    waiting: int
    overflows: int
    reattached: int


class Folder:
    """Finds the files of one folder that have settled and are not known yet.

    `known` says of an absolute path and its signature whether the log has it. `wake` is called from
    another thread when there is something to look at. All times are of one monotonic clock.
    """

    def __init__(
        self,
        root: Path,
        *,
        recursive: bool,
        settle_seconds: float,
        rescan_seconds: float,
        known: Callable[[str, Signature], Standing],
        wake: Callable[[], None],
    ) -> None:
        self._root = os.path.abspath(root)  # noqa: PTH100 - resolve() would follow links
        self._recursive = recursive
        self._known = known
        self._settling = Settling(settle_seconds=settle_seconds, longest_seconds=rescan_seconds)
        self._marks = Marks(wake)
        self._notifier: Notifier | None = None
        self._attached_to: tuple[int, int] | None = None
        self._may_attach = True
        self._refusal: str | None = None
        self._short_of_watches = 0
        self._state: State = "ok"
        self._state_detail: str | None = None
        self._overflows = 0
        self._reattached = -1
        self._noticed: set[str] = set()
        self._diary = structlog.get_logger(folder=shown(self._root))

    def scan(self, *, at: float) -> list[Settled]:
        """Look at the whole folder; give what has settled, by file time, then path."""
        self._may_attach = True
        return self._with_root(self._scan, at=at)

    def look(self, *, at: float) -> list[Settled]:
        """Look at what is marked and at what waits; give what has settled."""
        if not self.has_hint() and not self._settling.due(at=at):
            return []
        return self._with_root(self._look, at=at)

    def conclude(self, files: Iterable[Settled]) -> list[Settled]:
        """Forget those that the log knows by now; give the others, which will come again."""
        left = []
        for file in files:
            path = str(file.path)
            if self._known(path, file.signature) == "new":
                left.append(file)
            else:
                self._settling.forget(path.removeprefix(f"{self._root}/"))
        return left

    def check(self) -> None:
        """Mark everything when the folder is another one than before, or the notifier is dead.

        Neither shows by itself: the notifier of a renamed folder goes on reporting the old one.
        """
        try:
            status = os.stat(self._root)  # noqa: PTH116 - called each second
        except OSError:
            here = None
        else:
            here = (status.st_dev, status.st_ino)
        if here != self._attached_to or (self._notifier and not self._notifier.is_alive()):
            self._may_attach = True
            self._marks.everything()

    def next_look_at(self) -> float | None:
        """Say when something that waits is to be looked at again."""
        return self._settling.next_look_at()

    def has_hint(self) -> bool:
        """Say whether the notifier has marked something since the last look."""
        return self._marks.changed.is_set()

    def health(self) -> FolderHealth:
        """Say how it stands with the folder."""
        hints = self._notifier is not None and self._notifier.is_alive()
        short = "some sub-folders are not watched" if self._short_of_watches > 1 else None
        return FolderHealth(
            state=self._state,
            hints=hints and not short,
            detail=self._state_detail or self._refusal or short,
            waiting=len(self._settling),
            overflows=self._overflows + (self._notifier.overflows if self._notifier else 0),
            reattached=max(self._reattached, 0),
        )

    def stop(self) -> None:
        """Let the folder go."""
        if self._notifier is not None:
            self._overflows += self._notifier.overflows
            self._notifier.stop()
            self._notifier = None
        self._attached_to = None

    def _with_root(
        self, look: Callable[[int, float], Iterable[tree.Seen]], *, at: float
    ) -> list[Settled]:
        try:
            root_fd = tree.open_root(self._root)
        except OSError as error:
            self._on_lost(error)
            return []
        try:
            self._attach(os.fstat(root_fd))
            settled = list(self._judge(root_fd, look(root_fd, at), at=at))
        except OSError as error:
            self._on_failed(error)
            return []
        finally:
            os.close(root_fd)
        self._enter("ok", None)
        return sorted(settled, key=lambda file: (file.signature.mtime_ns, os.fsencode(file.path)))

    def _attach(self, status: os.stat_result) -> None:
        here = (status.st_dev, status.st_ino)
        alive = self._notifier is not None and self._notifier.is_alive()
        if (here == self._attached_to and alive) or not self._may_attach:
            return
        self._may_attach = False
        self.stop()
        notifier = Notifier(self._root, recursive=self._recursive, marks=self._marks)
        self._attached_to = here
        self._reattached += 1
        try:
            notifier.start()
        except OSError as error:
            refusal = limit_hint(error)
            if refusal != self._refusal:
                self._diary.warning("scanning_only", reason=refusal)
            self._refusal = refusal
            return
        self._refusal = None
        self._notifier = notifier
        self._marks.everything()

    def _scan(self, root_fd: int, at: float) -> Iterator[tree.Seen]:
        self._marks.take()
        waited_for = set(self._settling.paths())
        folders = 1
        for seen in tree.walk(root_fd, recursive=self._recursive):
            waited_for.discard(seen.path)
            folders += seen.kind == "folder"
            yield seen
        for gone in waited_for:
            self._settling.forget(gone)
        self._compare_watches(folders)
        self._report_restless(at=at)

    def _look(self, root_fd: int, at: float) -> Iterator[tree.Seen]:
        files, folders, everything = self._marks.take()
        paths = {path for path in map(self._relative, files) if path is not None}
        paths.update(self._settling.due(at=at))
        if everything or len(paths) > _MOST_SINGLE_LOOKS:
            yield from self._scan(root_fd, at)
            return
        seen_paths = set()
        for seen in tree.look_at(root_fd, sorted(paths)):
            seen_paths.add(seen.path)
            yield seen
        for gone in paths - seen_paths:
            self._settling.forget(gone)
        for folder in filter(None, map(self._relative, folders)):
            yield from tree.walk(root_fd, under=folder, recursive=self._recursive)
        self._report_restless(at=at)

    def _judge(
        self, root_fd: int, all_seen: Iterable[tree.Seen], *, at: float
    ) -> Iterator[Settled]:
        for seen in all_seen:
            if seen.signature is None:
                self._pass_over(seen)
                continue
            path = f"{self._root}/{seen.path}"
            standing = self._known(path, seen.signature)
            if standing == "unreadable" and tree.can_be_read(root_fd, seen.path):
                standing = "new"
            if standing != "new":
                self._settling.forget(seen.path)
            elif self._settling.look(seen.path, seen.signature, at=at):
                yield Settled(path=Path(path), shown=shown(seen.path), signature=seen.signature)

    def _pass_over(self, seen: tree.Seen) -> None:
        self._settling.forget(seen.path)
        if seen.kind in {"link", "special", "closed"} and seen.path not in self._noticed:
            self._noticed.add(seen.path)
            self._diary.warning("left_alone", path=shown(seen.path), kind=seen.kind)

    def _relative(self, path: str) -> str | None:
        prefix = f"{self._root}/"
        relative = path.removeprefix(prefix)
        if relative == path or has_left_alone_part(relative):
            return None
        return relative

    def _compare_watches(self, folders: int) -> None:
        watches = count_watches()
        if not self._recursive or self._notifier is None or watches is None or watches >= folders:
            self._short_of_watches = 0
            return
        self._short_of_watches += 1
        if self._short_of_watches == 2:  # once may be a folder that was made during the scan
            self._diary.warning(
                "sub_folders_not_watched",
                folders=folders,
                watched=watches,
                advice="raise fs.inotify.max_user_watches; the rescan finds their files",
            )

    def _report_restless(self, *, at: float) -> None:
        for path in self._settling.restless(at=at):
            self._diary.warning("still_changing", path=shown(path))

    def _on_lost(self, error: OSError) -> None:
        self.stop()
        for path in self._settling.paths():
            self._settling.forget(path)
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            self._enter("missing", "folder missing")
        elif isinstance(error, PermissionError):
            self._enter("closed", "folder may not be read")
        else:
            self._on_failed(error)

    def _on_failed(self, error: OSError) -> None:
        self._enter("failing", f"scan skipped: {error.strerror or error}")

    def _enter(self, state: State, detail: str | None) -> None:
        if (state, detail) == (self._state, self._state_detail):
            return
        self._state, self._state_detail = state, detail
        if state == "ok":
            self._diary.info("folder_is_back")
        else:
            self._diary.error("folder_cannot_be_looked_at", state=state, detail=detail)
