"""The tables of the log and how they came to be: hand-written SQL, one numbered script a step.

`user_version` decides which steps have run. A new log gets all scripts at once; an older one is
brought forward by alembic, which is imported only then. Both leave the same tables and both set
the number in the transaction that makes them.
"""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from watcher.fault import point
from watcher.log.connection import Connection

APPLICATION_ID = 0x77746368  # "wtch"
VERSION = 1
STEPS = Path(__file__).parent / "migrations"
_ALEMBIC_TABLE = """
CREATE TABLE alembic_version (
\tversion_num VARCHAR(32) NOT NULL,
\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)
"""
_NAME = "INSERT INTO meta (name, value) VALUES (?, ?)"


def revision_of(version: int) -> str:
    """Name the step that leads to a `user_version`."""
    return f"{version:04d}"


def user_version(connection: Connection) -> int:
    """Tell which step the tables have reached; 0 where there are none."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def is_blank(connection: Connection) -> bool:
    """Tell whether the database holds nothing at all."""
    return connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first() is None


def create(
    connection: Connection,
    *,
    log_id: str,
    now: datetime,
    version: int = VERSION,
    steps: Path = STEPS,
) -> None:
    """Make the tables of a new log, inside the caller's transaction.

    `log_id` is the name by which its marker and its copies know it.
    """
    connection.exec_driver_sql(_ALEMBIC_TABLE.strip())
    for number in range(1, version + 1):
        run_script(connection, revision_of(number), folder=steps / "versions")
    connection.exec_driver_sql(
        "INSERT INTO alembic_version (version_num) VALUES (?)", (revision_of(version),)
    )
    connection.exec_driver_sql(_NAME, [("log_id", log_id), ("made_at", now.isoformat())])
    point("log.created")
    _sign(connection, version)


def upgrade(connection: Connection, *, version: int = VERSION, steps: Path = STEPS) -> None:
    """Bring the tables of an older log forward by alembic, inside the caller's transaction."""
    from alembic.command import upgrade as run_steps
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.attributes["connection"] = connection
    run_steps(config, revision_of(version))
    point("log.upgraded")
    _sign(connection, version)


def run_script(connection: Connection, revision: str, *, folder: Path | None = None) -> None:
    """Run the statements of one step, with a fault point after each."""
    script = (folder or STEPS / "versions") / f"step_{revision}.sql"
    for statement in _statements(script.read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)
        point("log.step-statement")


def _sign(connection: Connection, version: int) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={version}")


def _statements(script: str) -> Iterator[str]:
    """Split a script where SQLite itself sees a statement end: triggers hold semicolons."""
    lines: list[str] = []
    for line in script.splitlines():
        lines.append(line)
        if sqlite3.complete_statement("\n".join(lines)):
            yield "\n".join(lines).strip()
            lines.clear()
