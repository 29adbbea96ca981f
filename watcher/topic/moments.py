"""Points in time as articles give them, comparable with each other."""

from datetime import UTC, date, datetime, timedelta

LATE = timedelta(hours=24)


def moment_of(published_at: str | None) -> datetime | None:
    """Give the instant of an ISO time or date; a bare date is its noon, no zone is UTC."""
    if not published_at:
        return None
    if len(published_at) == 10:
        return datetime.fromisoformat(published_at).replace(hour=12, tzinfo=UTC)
    moment = datetime.fromisoformat(published_at)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def day_of(moment: str | None) -> date | None:
    """Give the day of an ISO date or time, in its own zone."""
    return date.fromisoformat(moment[:10]) if moment else None


def is_late(published_at: str | None, *, newest: datetime | None) -> bool:
    """Tell whether something was published more than 24 hours before the newest known."""
    published = moment_of(published_at)
    return published is not None and newest is not None and newest - published > LATE
