"""The record book: an append-only, hash-chained event log in SQLite."""
