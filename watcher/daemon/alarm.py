"""Wakes the loop when a cron line fires; what is due then is read from the log, not from here.

That a job runs twice in an autumn night, late after a sleep, or not at all, is therefore harmless.
"""

from collections.abc import Callable, Iterable
from datetime import tzinfo
from typing import TYPE_CHECKING

from watcher.digest.cron import Cron

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler
    from apscheduler.triggers.base import BaseTrigger

_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


class Alarm:
    """The cron lines of all subscriptions, each in its zone."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._scheduler: BackgroundScheduler | None = None

    def set(self, lines: Iterable[tuple[Cron, tzinfo]]) -> None:
        """Ring for these lines from now on, and for no others."""
        self.close()
        wanted = list(dict.fromkeys(lines))
        if not wanted:
            return
        from apscheduler.executors.debug import DebugExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        scheduler = BackgroundScheduler(
            executors={"default": DebugExecutor()},  # in the scheduler's own thread: it only wakes
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
            timezone="UTC",
        )
        for cron, zone in wanted:
            for trigger in triggers(cron, zone=zone):
                scheduler.add_job(self._ring, trigger)
        scheduler.start()
        self._scheduler = scheduler

    def close(self) -> None:
        """Ring no longer."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None


def triggers(cron: Cron, *, zone: tzinfo) -> list["BaseTrigger"]:
    """Give the triggers of a cron line: two where either of two days is enough.

    Days go by name, since APScheduler counts them from Monday, and joins day of month and day of
    week by AND where crontab(5) says OR.
    """
    days = {"day": _numbers(cron.days)}
    weekdays = {"day_of_week": ",".join(_WEEKDAYS[number] for number in sorted(cron.weekdays))}
    if cron.either:
        return [_trigger(cron, zone, days), _trigger(cron, zone, weekdays)]
    return [_trigger(cron, zone, days | weekdays)]


def _trigger(cron: Cron, zone: tzinfo, days: dict[str, str]) -> "BaseTrigger":
    from apscheduler.triggers.cron import CronTrigger

    trigger: BaseTrigger = CronTrigger(
        minute=_numbers(cron.minutes),
        hour=_numbers(cron.hours),
        month=_numbers(cron.months),
        timezone=zone,
        **days,
    )
    return trigger


def _numbers(numbers: Iterable[int]) -> str:
    return ",".join(str(number) for number in sorted(numbers))
