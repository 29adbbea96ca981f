"""What alembic runs: the steps that are missing, on the connection and transaction it is given."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None)
context.run_migrations()
