"""A file is read whole, as it stood at one moment, or there is a reason why not."""

import hashlib
import json
import os
import stat
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from watcher.intake import receiving
from watcher.intake.receiving import (
    Archive,
    ArchiveChangedError,
    Line,
    Missed,
    Received,
    Refused,
    display_path,
    is_archive,
    open_archive,
    receive,
)
from watcher.intake.tree import signature_of

LIMIT = 1_000


def read(path: Path, *, root: Path | None = None) -> Received | Refused | Missed:
    return receive(path, root=root, max_bytes=LIMIT)


def lines_of(path: Path, *, max_bytes: int = LIMIT) -> list[Line]:
    with open_archive(path, root=None, max_bytes=max_bytes) as archive:
        assert isinstance(archive, Archive)
        return list(archive.lines())


def test_a_file_is_received_with_its_hash_and_its_time(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_bytes(b"The ferry sank.\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))

    received = read(path, root=tmp_path)

    assert isinstance(received, Received)
    assert received.content == b"The ferry sank.\n"
    assert received.sha256 == hashlib.sha256(b"The ferry sank.\n").hexdigest()
    assert received.file_time == "2023-11-14T22:13:20Z"
    assert (received.path, received.shown) == (path, "ferry.txt")
    assert received.signature == signature_of(path.stat())


def test_no_byte_name_or_time_of_the_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_bytes(b"The ferry sank.\n")
    os.utime(path, (100, 200))
    before = path.stat()

    read(path)

    after = path.stat()
    assert after == before
    assert after.st_atime_ns == before.st_atime_ns


def test_an_empty_file_is_received_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()

    received = read(tmp_path / "empty.txt")

    assert isinstance(received, Received)
    assert received.content == b""


def test_a_file_of_just_the_limit_is_received_and_one_byte_more_is_too_large(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * LIMIT)
    (tmp_path / "b.txt").write_bytes(b"x" * (LIMIT + 1))

    assert isinstance(read(tmp_path / "a.txt"), Received)
    refused = read(tmp_path / "b.txt")
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.detail) == ("too-large", "1001 bytes, and max_bytes is 1000")


def test_a_sparse_tebibyte_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)

    refused = read(path)

    assert isinstance(refused, Refused)
    assert refused.reason == "too-large"


def test_the_id_of_what_was_not_hashed_is_made_of_path_size_and_time(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * 2_000)
    os.utime(path, ns=(1, 5))
    first, again = read(path, root=tmp_path), read(path, root=tmp_path)
    os.utime(path, ns=(1, 6))
    touched = read(path, root=tmp_path)

    assert isinstance(first, Refused)
    assert isinstance(touched, Refused)
    assert first.article_id == hashlib.sha256(b"big.txt\n2000\n5").hexdigest()
    assert first == again
    assert touched.article_id != first.article_id


def test_a_file_that_changed_after_it_had_settled_is_left_for_the_next_scan(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One dead.", encoding="utf-8")
    settled = signature_of(path.stat())
    path.write_text("Two are dead.", encoding="utf-8")

    missed = receive(path, root=None, max_bytes=LIMIT, expected=settled)

    assert isinstance(missed, Missed)
    assert missed.why == "changed"


@pytest.mark.parametrize("damage", ["append", "truncate", "replace", "delete"])
def test_a_file_that_changes_during_the_read_is_thrown_away(
    tmp_path: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One dead.", encoding="utf-8")
    real_chunks = receiving._chunks

    def chunks_with_a_disturbance(fd: int, *, at_most: int | None = None) -> Iterator[bytes]:
        yield from real_chunks(fd, at_most=at_most)
        disturb(path, damage)

    monkeypatch.setattr(receiving, "_chunks", chunks_with_a_disturbance)

    missed = read(path)

    assert isinstance(missed, Missed)
    assert missed.why == "changed"


def disturb(path: Path, damage: str) -> None:
    match damage:
        case "append":
            with path.open("a", encoding="utf-8") as file:
                file.write(" And more.")
        case "truncate":
            os.truncate(path, 3)
        case "replace":
            other = path.with_name("b.txt")
            other.write_text("Nobody died", encoding="utf-8")
            other.rename(path)
        case _:
            path.unlink()


def test_a_link_a_pipe_and_a_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "real.txt").touch()
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()

    whys = [read(tmp_path / f"{name}.txt") for name in ("link", "pipe", "folder", "nothing")]

    assert [missed.why for missed in whys if isinstance(missed, Missed)] == [
        "link",
        "special",
        "special",
        "gone",
    ]


def test_a_file_behind_a_linked_folder_inside_the_intake_folder_is_not_reached(
    tmp_path: Path,
) -> None:
    root, outside = tmp_path / "seeds", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "a.txt").write_text("Not for the log.", encoding="utf-8")
    (root / "in").symlink_to(outside)

    missed = read(root / "in" / "a.txt", root=root)

    assert isinstance(missed, Missed)
    assert missed.why == "unreachable"


def test_a_path_is_shown_relative_inside_the_intake_folder_and_absolute_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "seeds"
    (root / "day").mkdir(parents=True)
    (tmp_path / "door").symlink_to(root)
    monkeypatch.chdir(tmp_path)

    relative = read(Path("seeds/day"))

    assert relative.path == root / "day"
    assert display_path(root / "day" / "a.txt", root=root) == "day/a.txt"
    assert display_path(Path("seeds/day/../a.txt"), root=root) == "a.txt"
    assert display_path(Path("door/day/a.txt"), root=root) == "day/a.txt"
    assert display_path(root / "a.txt", root=tmp_path / "door") == "a.txt"
    assert display_path(Path("elsewhere/a.txt"), root=root) == f"{tmp_path}/elsewhere/a.txt"
    assert display_path(tmp_path / "seeds-old" / "a.txt", root=root).startswith("/")


def test_an_archive_is_known_by_its_ending(tmp_path: Path) -> None:
    assert is_archive(tmp_path / "a.jsonl")
    assert is_archive(tmp_path / "a.JSONL")
    assert not is_archive(tmp_path / "a.json")


def test_lines_are_counted_from_one_and_blank_ones_count_without_appearing(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text":"one"}\n\n \r\n{"text":"two"}\r\n{"text":"three"}')

    lines = lines_of(path)

    assert [(line.number, line.content) for line in lines] == [
        (1, b'{"text":"one"}'),
        (4, b'{"text":"two"}'),
        (5, b'{"text":"three"}'),
    ]
    assert lines[1].sha256 == hashlib.sha256(b'{"text":"two"}').hexdigest()


def test_a_line_that_is_too_long_is_named_and_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * 1_001 + b"\n" + b'{"text":"two"}\n')

    long, short = lines_of(path)

    assert (long.content, long.detail) == (None, "1001 bytes, and max_bytes is 1000")
    assert long.sha256 == hashlib.sha256(b"x" * 1_001).hexdigest()
    assert short.content == b'{"text":"two"}'


@pytest.mark.parametrize("one_read", [1, 2, 3, 7, 64])
def test_lines_do_not_depend_on_where_a_read_ends(
    tmp_path: Path, one_read: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"a\rb\r\r\nlonger than eight\r\n\nc\r")
    monkeypatch.setattr(receiving, "_ONE_READ", one_read)

    lines = lines_of(path, max_bytes=8)

    assert [(line.number, line.content) for line in lines] == [
        (1, b"a\rb\r"),
        (2, None),
        (4, b"c"),
    ]
    assert lines[1].sha256 == hashlib.sha256(b"longer than eight").hexdigest()


def test_an_archive_without_a_line_end_is_given_up_after_a_while(tmp_path: Path) -> None:
    path = tmp_path / "hole.jsonl"
    with path.open("wb") as file:
        file.truncate(1 << 40)

    (line,) = lines_of(path)

    assert line.content is None
    assert line.detail is not None
    assert "the rest of the archive was not read" in line.detail


def test_a_large_archive_is_never_whole_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "years.jsonl"
    record = json.dumps({"text": "x" * 10_000}).encode() + b"\n"
    with path.open("wb") as file:
        for _ in range(3_000):
            file.write(record)

    tracemalloc.start()
    try:
        with open_archive(path, root=None, max_bytes=LIMIT * 100) as archive:
            assert isinstance(archive, Archive)
            count = sum(1 for _ in archive.lines())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert count == 3_000
    assert peak < 8_000_000
    assert path.stat().st_size > 30_000_000


def test_the_hash_of_an_archive_is_that_of_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text":"one"}\n{"text":"two"}\n')

    with open_archive(path, root=None, max_bytes=LIMIT) as archive:
        assert isinstance(archive, Archive)
        list(archive.lines())

        assert archive.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_archive_that_is_written_to_while_it_is_read_stops_before_the_next_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text":"one"}\n{"text":"two"}\n')
    monkeypatch.setattr(receiving, "_ONE_READ", 15)

    with open_archive(path, root=None, max_bytes=LIMIT) as archive:
        assert isinstance(archive, Archive)
        lines = archive.lines()
        assert next(lines).number == 1
        disturb(path, "append")

        with pytest.raises(ArchiveChangedError):
            next(lines)


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "big.txt").write_bytes(b"x" * 2_000)
    before = set(Path("/proc/self/fd").iterdir())

    for name in ("a.txt", "big.txt", "nothing.txt", "."):
        read(tmp_path / name, root=tmp_path)

    assert set(Path("/proc/self/fd").iterdir()) == before


def test_a_mode_of_zero_is_a_reason_of_its_own_for_everyone_but_root(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch(mode=0o000)
    if os.access(path, os.R_OK):
        pytest.skip("root may read everything; tests/faults looks at this as nobody")

    refused = read(path)

    assert isinstance(refused, Refused)
    assert (refused.reason, refused.detail) == ("unreadable", "Permission denied")
    assert stat.S_IMODE(path.stat().st_mode) == 0
