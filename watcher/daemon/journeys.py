"""The journeys as the loop makes them: on the opened service, by the settings now in force."""

import os
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import structlog
from msgspec.structs import replace

from watcher import config, publish, remarks
from watcher.config import ConfigError, Settings, Topics
from watcher.daemon.alarm import Alarm
from watcher.daemon.desk import CannotAnswerError
from watcher.daemon.known import Known
from watcher.daemon.loop import Published
from watcher.daemon.notify import ServiceManager
from watcher.daemon.trouble import is_final
from watcher.digest.cron import Cron
from watcher.digest.due import Arrivals, due_next
from watcher.events import DigestDelivered, DigestIssued
from watcher.ingest import Taken, Wanted
from watcher.intake.folder import Folder, Settled, Standing
from watcher.intake.settling import Signature
from watcher.log.errors import AmbiguousId, UnknownId
from watcher.publish import Delivered
from watcher.service import Service
from watcher.subscribers import channels_of, subscriptions_of
from watcher.vigil import Vigil

_LARGE_WAL_BYTES = 256 << 20
# An editor that saves a file takes it away for a moment: it is gone once it is so twice, this far
# apart.
_GONE_SECONDS = 2.0


class Journeys:
    """Takes in and tells; the service manager hears of it while something takes long."""

    def __init__(self, service: Service, *, alarm: Alarm, manager: ServiceManager) -> None:
        self._service = service
        self._alarm = alarm
        self._manager = manager
        self._known = Known(service.reader)
        self._ledger = publish.open_ledger(service.reader)
        self._vigil = Vigil(service.reader)
        self._folder: Folder | None = None
        self._is_caught_up = False
        self._topics: Topics | None = None
        self._at_start: Topics | None = None
        self._missing: dict[str, float] = {}
        self._has_started = False
        self._said: str | None = None
        self._diary = structlog.get_logger()
        self._use(service.settings)
        service.confined.progress = self._sign_of_life

    def begin(self, topics: Topics) -> None:
        """Put the topics in force: they and the first sight of subscriptions are recorded first."""
        self._at_start = topics

    def folder(self, wake: Callable[[], None]) -> Folder:
        """Make the folder that is watched, as the settings say."""
        intake = self._service.settings.intake
        self._folder = Folder(
            intake.folder,
            recursive=intake.recursive,
            settle_seconds=intake.settle_seconds,
            rescan_seconds=intake.rescan_seconds,
            known=self._standing,
            wake=wake,
        )
        return self._folder

    def rescan_seconds(self) -> float:
        """Say how often everything is looked at."""
        seconds = self._service.settings.intake.rescan_seconds
        return min(seconds, _GONE_SECONDS) if self._missing else seconds

    def refresh(self) -> None:
        """Read the topics again and check that the log is where it was."""
        log = self._service.log
        log.check_in_place()
        self._start()
        if log.wal_bytes() > _LARGE_WAL_BYTES:
            self._diary.warning("log_cannot_be_checkpointed", wal_bytes=log.wal_bytes())
        try:
            topics = config.load_topics(self._service.settings.topics)
        except ConfigError as error:  # a missing folder is an error, never a retirement
            self._complain("topics_not_read", error)
            return
        if topics.errors:
            self._complain("topics_broken", *topics.errors)
        else:
            self._said = None
        self._define(self._without_the_missing(topics, at=time.monotonic()))

    def reload(self) -> bool:
        """Read the configuration again; a broken one changes nothing."""
        self._manager.reloading(at=time.monotonic())
        try:
            return self._reload()
        finally:
            self._manager.ready("watching")

    def take_in(self, files: Sequence[Settled]) -> Generator[Taken]:
        """Take files in and tell what became of each article."""
        wanted = [Wanted(path=file.path, expected=file.signature) for file in files]
        try:
            yield from self._service.take_in(wanted)
        finally:
            self._known.learn(file.path for file in files)

    def end_first_run(self) -> None:
        """Note that everything that was there at the start is taken in."""
        self._service.start_subscriptions(first_scan_ended=True)
        self._is_caught_up = True

    def publish(self, *, arrivals: Arrivals = "running") -> Published:
        """Issue what is due, and try each letter that is due once."""
        service = self._service
        self._start()
        before = service.log.head.position
        steps = service.catch_up, self._keep_vigil, partial(self._issue, arrivals=arrivals)
        failed = [error for step in steps if (error := _failure(step))]
        delivered = self._deliver()
        self._tell_where(after=before)
        self._tell_stopped(delivered)
        if delivered.delivered or delivered.failed or delivered.abandoned:
            self._diary.info(
                "letters_tried",
                delivered=delivered.delivered,
                failed=delivered.failed,
                abandoned=delivered.abandoned,
                waiting=delivered.undelivered,
            )
        if failed:  # told above what was delivered all the same
            raise failed[0]
        service.catch_up()
        return Published(
            next_at=self._next_at(delivered.next_at), undelivered=delivered.undelivered
        )

    def _issue(self, *, arrivals: Arrivals) -> None:
        issued = publish.issue_due(
            self._service.log,
            self._subscriptions,
            self._channels,
            now=self._service.now(),
            ledger=self._ledger,
            arrivals=arrivals,
        )
        for digest_id in issued:
            self._diary.info("digest_issued", digest_id=digest_id)

    def _deliver(self) -> Delivered:
        return publish.deliver_due(
            self._service.log,
            self._channels,
            now=self._service.now,
            ledger=self._ledger,
            heartbeat=self._sign_of_life,
            subscriptions=self._subscriptions,
        )

    def fulfil(self, asked: Mapping[str, Any]) -> tuple[str, ...]:
        """Do what was asked about letters in the outbox. Raises CannotAnswerError."""
        service = self._service
        try:
            wish = msgspec.convert(
                {name: value for name, value in asked.items() if name != "ask"}, publish.Request
            )
            return publish.fulfil(service.log, wish, now=service.now(), ledger=self._ledger)
        except (publish.NoSuchLetterError, msgspec.ValidationError) as error:
            raise CannotAnswerError(str(error)) from error

    def remark(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Record what a reader says of topics and events. Raises CannotAnswerError."""
        service = self._service
        try:
            return remarks.REMARKS[asked["ask"]](service.log, asked, service.now())
        except (remarks.RemarkError, UnknownId, AmbiguousId) as error:
            raise CannotAnswerError(str(error)) from error

    def _keep_vigil(self) -> None:
        """Record what time tells of the topics, unless news may lie in the folder unread."""
        health = self._folder.health() if self._folder else None
        if not self._is_caught_up or health is None or health.waiting or health.state != "ok":
            return
        for notice in self._vigil.keep(self._service.log, now=self._service.now()):
            self._diary.info("notice_recorded", notice=notice.data.name, stream=notice.stream)

    def _start(self) -> None:
        """Record what comes before anything is taken in or told; what fails is tried again."""
        if self._at_start is not None:
            self._define(self._at_start)
            self._at_start = None
        if not self._has_started:
            self._service.start_subscriptions(first_scan_ended=False)
            self._has_started = True

    def _tell_where(self, *, after: int) -> None:
        """Say where each letter went, so that who watches the terminal can open it."""
        reader = self._service.reader
        for event in reader.events(after=after, types=(DigestIssued.name, DigestDelivered.name)):
            if isinstance(event.data, DigestIssued):
                self._tell_faults(event.data)
            if isinstance(event.data, DigestDelivered):
                self._diary.info(
                    "letter_delivered", channel=event.data.channel, to=_place(event.data)
                )

    def _tell_faults(self, issued: DigestIssued) -> None:
        """Say which templates of the user's own could not be used."""
        for fault in issued.faults:
            self._diary.error(
                "template_broken",
                template=fault,
                digest_id=issued.digest_id,
                advice="the digest was sent as it looks without it; watcher check tries it",
            )

    def _tell_stopped(self, delivered: Delivered) -> None:
        """Say once that a channel waits for its operator, and once that it does no longer."""
        for hold in delivered.stopped:
            self._diary.error(
                "channel_stopped",
                channel=hold.channel,
                error=hold.error,
                retry_at=hold.retry_at,
                advice=f"put it right, then: watcher outbox retry --channel {hold.channel}",
            )
        for channel in delivered.resumed:
            self._diary.info("channel_resumed", channel=channel)

    def _reload(self) -> bool:
        try:
            fresh = config.load(self._service.settings.path)
            config.check_secrets(fresh, environ=os.environ)
        except ConfigError as error:
            self._said = None
            self._complain("configuration_broken", *error.errors)
            return False
        if fresh.log != self._service.settings.log:
            self._diary.warning("log_path_changed", advice="restart to use the other log")
            fresh = replace(fresh, log=self._service.settings.log)
        self._use(fresh)
        self._has_started = False  # there may be a new subscription
        if self._service.use_language():
            self._diary.info("language_read", path=str(fresh.language))
        self._diary.info("configuration_read", path=str(fresh.path))
        return True

    def _use(self, settings: Settings) -> None:
        self._service.settings = settings
        self._subscriptions = subscriptions_of(settings)
        self._channels = channels_of(settings, now=self._service.now)
        self._alarm.set(
            (one.schedule, one.zone)
            for one in self._subscriptions
            if isinstance(one.schedule, Cron)
        )

    def _standing(self, path: str, signature: Signature) -> Standing:
        return self._known.standing(
            path, signature, max_bytes=self._service.settings.intake.max_bytes
        )

    def _define(self, topics: Topics) -> None:
        if topics == self._topics:
            return
        defined = self._service.define(topics, progress=self._sign_of_life)
        self._topics = topics
        changes = {
            "added": defined.added,
            "redefined": defined.redefined,
            "retired": defined.retired,
        }
        if any(changes.values()):
            self._diary.info("topics_defined", **changes, statements=defined.statements)

    def _without_the_missing(self, topics: Topics, *, at: float) -> Topics:
        """Keep the topics whose file is missing, but was there a moment ago."""
        before = self._topics.definitions if self._topics else {}
        missing = before.keys() - topics.definitions.keys() - topics.broken
        since = {name: self._missing.get(name, at) for name in missing}
        self._missing = {name: when for name, when in since.items() if at - when < _GONE_SECONDS}
        kept = {name: before[name] for name in self._missing}
        return topics._replace(definitions=topics.definitions | kept) if kept else topics

    def _sign_of_life(self) -> None:
        self._manager.alive(at=time.monotonic())

    def _next_at(self, retry_at: datetime | None) -> datetime | None:
        now = self._service.now()
        times = [due_next(one, ledger=self._ledger, now=now) for one in self._subscriptions]
        if self._vigil.next_at is not None and self._vigil.next_at > now:
            times.append(self._vigil.next_at)
        return min((at for at in (*times, retry_at) if at is not None), default=None)

    def _complain(self, event: str, *errors: ConfigError) -> None:
        said = "\n".join(str(error) for error in errors)
        if said != self._said:
            for error in errors:
                self._diary.error(event, error=str(error), advice="what was in force stays so")
        self._said = said


def _failure(step: Callable[[], object]) -> Exception | None:
    """Do a step and give what went wrong: a view, a notice or a digest holds up no letter."""
    try:
        step()
    except Exception as error:
        if is_final(error):  # nothing may be written any more, no receipt either
            raise
        return error
    return None


def _place(letter: DigestDelivered) -> str:
    """Name the first file of a letter to a folder; of a mail, who got it."""
    if letter.message_id is not None:
        return letter.recipient
    files = Path(letter.recipient).glob(f"{letter.digest_id}.*")
    return str(min(files, default=letter.recipient))
