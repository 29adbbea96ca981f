"""The tables of the log are the same whether they were made at once or step by step."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.factories import NOON, a_change
from tests.faults.kills import run
from watcher.events import Entry
from watcher.log import schema
from watcher.log.append import Log
from watcher.log.engine import writer_engine
from watcher.log.errors import LogBehind
from watcher.log.read import Reader

SECOND_SQL = """
CREATE TABLE notes (position INTEGER PRIMARY KEY, note TEXT NOT NULL);

CREATE TRIGGER notes_stay BEFORE DELETE ON notes
BEGIN
    SELECT RAISE(ABORT, 'notes stay');
END;
"""
SECOND_STEP = '''
"""Notes beside events."""

from pathlib import Path

from alembic import op

from watcher.log.schema import run_script

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run_script(op.get_bind(), revision, folder=Path(__file__).parent)
'''


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """The steps as they are shipped, and one more that a later version might ship."""
    copy = tmp_path / "100% steps"
    shutil.copytree(schema.STEPS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / "step_0002.sql").write_text(SECOND_SQL, encoding="utf-8")
    (copy / "versions" / "step_0002.py").write_text(SECOND_STEP, encoding="utf-8")
    return copy


def tables(path: Path) -> list[tuple[str, ...]]:
    """List all that stands in a database but rows, white space apart, and who it says it is."""
    with closing(sqlite3.connect(path)) as database:
        made = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        found = [(*names, " ".join((sql or "").split())) for *names, sql in made]
        numbers = ("user_version", "application_id")
        signs = [database.execute(f"PRAGMA {name}").fetchone() for name in numbers]
        return (
            sorted(found, key=repr)
            + signs
            + database.execute("SELECT * FROM alembic_version").fetchall()
        )


def make(path: Path, *, version: int, steps: Path) -> None:
    engine = writer_engine(path)
    with engine.begin() as connection:
        schema.create(connection, log_id="1", now=NOON, version=version, steps=steps)
    engine.dispose()


def bring_forward(path: Path, *, version: int, steps: Path) -> None:
    engine = writer_engine(path)
    try:
        with engine.begin() as connection:
            schema.upgrade(connection, version=version, steps=steps)
    finally:
        engine.dispose()


def test_the_number_of_the_newest_step_is_the_version() -> None:
    scripts = sorted(path.name for path in (schema.STEPS / "versions").glob("step_*.sql"))

    assert scripts == [f"step_{number:04d}.sql" for number in range(1, schema.VERSION + 1)]


@pytest.mark.parametrize("version", [1, 2])
def test_tables_made_at_once_are_those_that_alembic_makes(
    version: int, tmp_path: Path, steps: Path
) -> None:
    make(tmp_path / "once.db", version=version, steps=steps)
    bring_forward(tmp_path / "steps.db", version=version, steps=steps)

    assert tables(tmp_path / "once.db") == tables(tmp_path / "steps.db")


def test_an_older_log_is_brought_forward_with_all_its_events(
    log: Log, path: Path, tmp_path: Path, steps: Path
) -> None:
    with log.transaction(at=NOON) as transaction:
        transaction.append([Entry(stream="topic/dam", events=(a_change(), a_change()))])
    rows = list(log.reader.rows())
    log.close()

    bring_forward(path, version=2, steps=steps)

    make(tmp_path / "new.db", version=2, steps=steps)
    assert tables(path) == tables(tmp_path / "new.db")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT hash FROM events").fetchall() == [(r.hash,) for r in rows]


def test_a_step_that_fails_leaves_the_log_as_it_was(log: Log, path: Path, steps: Path) -> None:
    log.close()
    before = tables(path)
    broken = steps / "versions" / "step_0002.sql"
    broken.write_text(SECOND_SQL + "\nCREATE TABLE events (a);\n", encoding="utf-8")

    with pytest.raises(Exception, match="table events already exists"):
        bring_forward(path, version=2, steps=steps)

    assert tables(path) == before


@pytest.mark.parametrize("at", ["log.step-statement:1", "log.step-statement:2", "log.upgraded:1"])
def test_a_step_that_is_killed_leaves_the_log_as_it_was(
    at: str, log: Log, path: Path, steps: Path
) -> None:
    log.close()
    before = tables(path)

    step = partial(bring_forward, path, version=2, steps=steps)
    assert run(step, at=at) == -signal.SIGKILL

    assert tables(path) == before
    step()
    assert tables(path) != before


def test_a_reader_does_not_guess_at_an_older_log(
    log: Log, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.close()
    monkeypatch.setattr("watcher.log.identity.VERSION", 2)

    with pytest.raises(LogBehind, match=r"older version \(schema 1\); `watcher run` updates it"):
        Reader.open(path)


def test_alembic_is_not_loaded_for_a_new_log_nor_for_one_of_today(tmp_path: Path) -> None:
    code = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from watcher.log.append import Log\n"
        "for _ in range(2):\n"
        "    Log.open(Path(sys.argv[1]), now=datetime(2025, 1, 1, tzinfo=UTC)).close()\n"
        "assert 'sqlalchemy' in sys.modules\n"
        "assert 'alembic' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "w.db")], check=True)
