"""The log, its texts, letters and sightings; the statements stand in the script beside this."""

from alembic import op

from watcher.log.schema import run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the statements of this step."""
    run_script(op.get_bind(), revision)
