"""The clock that commands hand to the rooms below, which keep none."""

from datetime import UTC, datetime


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)
