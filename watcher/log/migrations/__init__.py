"""The steps by which an older log is brought forward; alembic runs them."""
