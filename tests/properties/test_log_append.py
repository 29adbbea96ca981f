"""Whatever is appended, rolled back and reopened: the log holds what was committed, in a chain."""

from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import NOON, a_change
from watcher.events import Entry
from watcher.log.append import Log
from watcher.log.checking import check

STREAMS = st.sampled_from(["topic/a", "topic/b", "topic/\U0001f30a"])
TRANSACTIONS = st.lists(
    st.tuples(
        st.lists(st.tuples(STREAMS, st.integers(0, 3)), max_size=4),
        st.sampled_from(["commit", "fail", "commit and reopen"]),
    ),
    max_size=6,
)


class Failed(Exception):
    """What a transaction ends with that is to be rolled back."""


def write(log: Log, wanted: list[tuple[str, int]], *, fails: bool) -> None:
    with suppress(Failed), log.transaction(at=NOON) as transaction:
        for stream, count in wanted:
            events = tuple(a_change() for _ in range(count))
            expected = transaction.version(stream)
            transaction.append([Entry(stream=stream, events=events, expected=expected)])
        if fails:
            raise Failed


@given(TRANSACTIONS)
@settings(max_examples=30, deadline=None)
def test_the_log_holds_what_was_committed(
    transactions: list[tuple[list[tuple[str, int]], str]],
) -> None:
    told: list[str] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "w.db"
        log = Log.open(path, now=NOON)
        for wanted, end in transactions:
            write(log, wanted, fails=end == "fail")
            if end != "fail":
                told += [stream for stream, count in wanted for _ in range(count)]
            if end == "commit and reopen":
                log.close()
                log = Log.open(path, now=NOON)
            assert log.head.position == len(told)
        found = list(log.reader.rows())
        log.close()

        counts: Counter[str] = Counter()
        for position, (row, stream) in enumerate(zip(found, told, strict=True), 1):
            counts[stream] += 1
            assert (row.position, row.stream, row.version) == (position, stream, counts[stream])
        assert check(path).position == len(told)
