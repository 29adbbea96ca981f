"""The composition root: opens the parts that a command or the daemon needs, and closes them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from watcher.config import Settings, Topics
from watcher.log.errors import LogBusy, LogError, LogMissing
from watcher.log.lock import holder
from watcher.log.read import Reader
from watcher.projections import catch_up
from watcher.projections.compare import in_memory
from watcher.projections.opened import views_for_asking, views_for_folding
from watcher.projections.view import Cursor

if TYPE_CHECKING:  # what only some commands need is imported when they ask for it
    from watcher.define import Defined
    from watcher.events import Definition
    from watcher.explain import Inquiry, Trial
    from watcher.ingest import Taken, Wanted
    from watcher.intake.confined import Confined
    from watcher.judging import Judging
    from watcher.log.append import Log
    from watcher.rehearsal import Backtest

# events that are folded in a second or two; one who starts to write must not wait longer
_SOON_DONE = 20_000
Clock = Callable[[], datetime]


class Service:
    """The opened parts: the log and its reader, the views, the judge, the confined reader.

    The judge and the confined reader are made when they are first asked for.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        now: Clock,
        reader: Reader,
        stack: ExitStack,
        log: "Log | None" = None,
        has_log: bool = True,
        confined: "Confined | None" = None,
    ) -> None:
        self.settings = settings
        self.now = now
        self.reader = reader
        self._stack = stack
        self._log = log
        self.has_log = has_log
        self._confined = confined

    @classmethod
    @contextmanager
    def asking(
        cls, settings: Settings, *, now: Clock, confined: "Confined | None" = None
    ) -> Iterator[Self]:
        """Open what a question needs; where there is no log yet, it answers as an empty one.

        `confined` is a child that the caller has started already.
        Raises the errors of the log, LogMissing apart.
        """
        with ExitStack() as stack:
            reader, has_log = _reader(settings.log.path)
            stack.enter_context(closing(reader))
            yield cls(
                settings,
                now=now,
                reader=reader,
                stack=stack,
                has_log=has_log,
                confined=confined,
            )

    @classmethod
    @contextmanager
    def writing(
        cls,
        settings: Settings,
        *,
        now: Clock,
        is_thorough: bool = False,
        confined: "Confined | None" = None,
    ) -> Iterator[Self]:
        """Take the lock and open the log for writing; the views are caught up at the end.

        `is_thorough` checks the whole log first, as one does that stays open for long. `confined`
        is a child that the caller has started already.
        Raises the errors of the log, LogBusy where another process holds it.
        """
        from watcher.log.append import Log

        with ExitStack() as stack:
            log = stack.enter_context(
                Log.open(settings.log.path, now=now(), is_thorough=is_thorough)
            )
            service = cls(
                settings, now=now, reader=log.reader, stack=stack, log=log, confined=confined
            )
            yield service
            service.catch_up()

    @property
    def log(self) -> "Log":
        """Give the log to write to."""
        if self._log is None:
            message = "this service was opened for asking"
            raise RuntimeError(message)
        return self._log

    @cached_property
    def judging(self) -> "Judging":
        """Give the judge, who folds from the log what he needs."""
        from watcher.judging import Judging
        from watcher.lexicon import load_language

        return Judging(self.reader, load_language(self.settings.language))

    def use_language(self) -> bool:
        """Judge by the language files as they are now; tells whether they say something else.

        Raises ConfigError.
        """
        from watcher.lexicon import load_language

        fresh = load_language(self.settings.language)
        if "judging" not in self.__dict__ or self.judging.language == fresh:
            return False
        del self.judging
        return True

    @cached_property
    def confined(self) -> "Confined":
        """Give the child that reads files, where a hostile one can be stopped."""
        if self._confined is not None:
            return self._confined
        from watcher.intake.confined import Confined

        return self._stack.enter_context(Confined())

    def start_subscriptions(self, *, first_scan_ended: bool) -> None:
        """Record the first sight of each subscription, before anything is taken in."""
        from watcher import publish
        from watcher.subscribers import subscriptions_of

        publish.start_subscriptions(
            self.log,
            subscriptions_of(self.settings),
            first_run=self.settings.intake.first_run,
            now=self.now(),
            first_scan_ended=first_scan_ended,
        )

    def define(self, topics: Topics, *, progress: Callable[[], None] = lambda: None) -> "Defined":
        """Bring the topics of the log in line with the topic files.

        A topic whose file is broken keeps the definition that is in force. `progress` is called
        from time to time, since a long history takes long.
        """
        from watcher import define

        known = self.judging.definitions()
        kept = {name: known[name] for name in topics.broken & known.keys()}
        return define.apply(
            topics.definitions | kept,
            log=self.log,
            judging=self.judging,
            now=self.now(),
            progress=progress,
        )

    def take_in(self, wanted: "Iterable[Wanted]") -> "Iterator[Taken]":
        """Take settled files in, in the order given; tell of each once it is recorded."""
        from watcher import ingest

        return ingest.take_in(
            wanted,
            root=self.settings.intake.folder,
            max_bytes=self.settings.intake.max_bytes,
            log=self.log,
            judging=self.judging,
            confined=self.confined,
            now=self.now,
        )

    def trial(self, definitions: "Mapping[str, Definition]") -> "Trial":
        """Make a trial that judges by these definitions and writes nothing."""
        from watcher.explain import Trial

        self.judging.propose(definitions)
        return Trial(self.reader, judging=self.judging, confined=self.confined, now=self.now())

    def inquiry(
        self, definitions: "Mapping[str, Definition]", *, only: str | None = None
    ) -> "Inquiry":
        """Make an inquiry into articles, by these definitions where the log does not hold them."""
        from watcher.explain import Inquiry

        return Inquiry(
            self.reader,
            language=self.judging.language,
            definitions=definitions,
            only=only,
            confined=self.confined,
            now=self.now(),
        )

    def rehearse(
        self,
        definitions: "Mapping[str, Definition]",
        *,
        topics: "Sequence[str]",
        since: datetime | None,
        until: datetime | None,
    ) -> "Iterator[Backtest]":
        """Say what definitions would have given on the articles of the log; nothing is written."""
        from watcher import rehearsal
        from watcher.subscribers import subscriptions_of

        subscriptions = subscriptions_of(self.settings)
        gave = rehearsal.rehearse(
            self.reader,
            definitions,
            topics=topics,
            subscriptions=subscriptions,
            language=self.judging.language,
            since=since,
            until=until,
            now=self.now(),
        )
        for topic in topics:
            definition = definitions[topic]
            yield rehearsal.compare(
                self.reader,
                topic,
                definition,
                gave=gave,
                wanted_by=[one.name for one in subscriptions if one.wants(topic, definition.tags)],
                since=since,
                until=until,
            )

    def catch_up(self) -> int:
        """Bring the views up to the log; gives the position that they reach."""
        return _catch_up(self.log)

    @contextmanager
    def views(self) -> Iterator[Cursor]:
        """Give the views, brought up to the log where that is possible.

        Beside a daemon they may be a moment late; where nobody can write them, as on a read-only
        disk, they are folded in memory.
        """
        stands = self._stand() if self.has_log else None
        if stands is None:
            with in_memory() as folded:
                catch_up.build(folded, self.reader)
                yield folded
            return
        with views_for_asking(self.reader) as live:
            yield live

    def _stand(self) -> int | None:
        """Tell how far the views are, brought up first if they are behind; null if unusable."""
        with views_for_asking(self.reader) as live:
            stands = catch_up.reached(live)
        behind = self.reader.head().position - (stands or 0)
        if stands is not None and behind <= 0:
            return stands
        if behind <= _SOON_DONE:
            return self._bring_up(stands)
        return None if holder(self.reader.path) is None else stands

    def _bring_up(self, stands: int | None) -> int | None:
        """Take the lock for a moment and fold what is new; null where the views are of no use."""
        from watcher.log.append import Log

        try:
            with Log.open(self.reader.path, now=self.now(), wait_seconds=0) as log:
                return _catch_up(log)
        except LogBusy:
            return stands
        except LogError:
            return None


def _reader(path: Path) -> tuple[Reader, bool]:
    """Open a reader; where there is no log yet, one that answers as from an empty log."""
    try:
        return Reader.open(path), True
    except LogMissing:
        return Reader.empty(path), False


def _catch_up(log: "Log") -> int:
    transactions = partial(views_for_folding, log.engine, path=log.path)
    return catch_up.catch_up(log.reader, transactions=transactions)
