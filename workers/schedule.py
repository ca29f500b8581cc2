"""What happens every few seconds, as data, and the loop that does it.

The scheduler may be killed at any time and may run twice: whatever it calls asks the database what is due.
"""

import fcntl
import logging
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, Final, Protocol

from localize.config import Settings
from localize.ports import Dispatcher
from workers.app import make_celery
from workers.dispatch import CeleryDispatcher
from workers.logs import configure_logging
from workers.ports import FeedServiceFactory, JobService, JobServiceFactory

logger = logging.getLogger(__name__)

BATCH: Final = 200  # jobs announced in one round
_SLICE: Final = 0.1  # seconds between looks at the wish to stop
_LOCK_RETRY: Final = 1.0

Verb = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the schedule: what a log calls it, seconds from one start to the next, the verb's name."""

    name: str
    every: float
    verb: str


SCHEDULE: Final[tuple[Entry, ...]] = (
    Entry("announcing jobs", 1.0, "announce"),
    Entry("dropping old answers of engines", 3600.0, "prune"),
)
POLLING: Final = Entry("polling feeds", 5.0, "poll")  # with feeds to poll


class Announcer(Dispatcher, Protocol):
    """A dispatcher that knows whether sending is of use now."""

    def ready(self) -> bool:
        """False while the broker is known to be away."""
        ...


class FileLock:
    """Lets one process of this machine be the effective scheduler. It ends with the process, however that ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def __call__(self) -> bool:
        """Take the lock, or keep it. False: another process has it."""
        if self._file is not None:
            return True
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a", encoding="ascii")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Let another process have it."""
        if self._file is not None:
            self._file.close()
            self._file = None


class Beside:
    """A verb that takes its time, in a thread of its own: the schedule goes on meanwhile.

    While it is at work, calling it again does nothing. What it failed with is raised at the call after.
    """

    def __init__(self, verb: Verb) -> None:
        self._verb = verb
        self._thread: threading.Thread | None = None
        self._failure: Exception | None = None

    def __call__(self) -> None:
        """Begin, unless it is at work."""
        if self._thread is not None and self._thread.is_alive():
            return
        failure, self._failure = self._failure, None
        # A daemon: the process may end at any time, and what was begun is taken up by the next one.
        self._thread = threading.Thread(target=self._run, name="beside the schedule", daemon=True)
        self._thread.start()
        if failure is not None:
            raise failure

    def _run(self) -> None:
        try:
            self._verb()
        except Exception as error:  # noqa: BLE001  (whatever failed, the schedule tells)
            self._failure = error


class _Round:
    """One entry of the schedule at work: when it is due, and what it last failed with."""

    def __init__(self, entry: Entry, verb: Verb) -> None:
        self._entry = entry
        self._verb = verb
        self.due_at = 0.0
        self._failure: str | None = None

    def run(self, now: float) -> None:
        """Call the verb. A failure is logged once for as long as it stays the same; the next round tries again."""
        self.due_at = now + self._entry.every
        try:
            self._verb()
        except Exception as error:  # noqa: BLE001  (whatever failed, the schedule goes on)
            text = f"{type(error).__name__}: {error}"
            if text != self._failure:
                logger.error("%s failed and is tried again: %s", self._entry.name, text)  # noqa: TRY400
            self._failure = text
        else:
            self._failure = None


def announce(jobs: JobService, dispatcher: Announcer) -> None:
    """Send what is due. While the broker is away nothing is marked as sent."""
    if not dispatcher.ready():
        return
    for job_id, lane in jobs.due(BATCH):
        dispatcher.send(job_id, lane)


def run_scheduler(
    jobs: JobService,
    dispatcher: Announcer,
    *,
    lock: Callable[[], bool],
    stopping: Callable[[], bool],
    schedule: Sequence[Entry] = SCHEDULE,
    verbs: Mapping[str, Verb] | None = None,
) -> None:
    """Follow the schedule while ``lock`` says that it is ours, until ``stopping`` says so.

    ``verbs`` adds to, or replaces, the verbs ``announce`` and ``prune``. Raises ``KeyError`` for an entry whose verb nobody knows.
    """
    known: dict[str, Verb] = {
        "announce": lambda: announce(jobs, dispatcher),
        "prune": jobs.prune,
        **(verbs or {}),
    }
    rounds = [_Round(entry, known[entry.verb]) for entry in schedule]
    while not stopping():
        if not lock():
            _sleep(_LOCK_RETRY, stopping)
            continue
        for turn in rounds:
            now = time.monotonic()
            if now >= turn.due_at and not stopping():
                turn.run(now)
        _sleep(min(turn.due_at for turn in rounds) - time.monotonic(), stopping)


def _sleep(seconds: float, stopping: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not stopping() and (rest := until - time.monotonic()) > 0:
        time.sleep(min(rest, _SLICE))


def start_scheduler(
    settings: Settings,
    jobs: JobServiceFactory,
    *,
    feeds: FeedServiceFactory | None = None,
    lock: Callable[[], bool] | None = None,
    schedule: Sequence[Entry] = SCHEDULE,
    verbs: Mapping[str, Verb] | None = None,
) -> int:
    """Run the scheduler in this process until SIGTERM or SIGINT. The exit code.

    ``feeds``: with it, feeds are polled too, beside the rest of the schedule.
    ``lock`` defaults to a file in the data folder; pass another one where several machines share a database.
    """
    configure_logging(settings)
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    if feeds is not None:
        schedule, verbs = (*schedule, POLLING), {POLLING.verb: Beside(feeds(settings).poll), **(verbs or {})}
    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        run_scheduler(
            jobs(settings),
            CeleryDispatcher(make_celery(settings)),
            lock=lock or FileLock(settings.data_dir / "scheduler.lock"),
            stopping=lambda: bool(asked),
            schedule=schedule,
            verbs=verbs,
        )
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0
