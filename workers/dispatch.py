"""Announces jobs on the broker without ever holding up whoever asks.

One thread per process publishes; ``send`` waits for it, but never long. A hint that is lost on the way costs little: the
scheduler finds the job in the database and sends it again.
"""

import logging
import os
import queue
import threading
import time
from dataclasses import dataclass, field
from typing import Any, Final

from celery import Celery

from workers.brokers import sender_options
from workers.tasks import RUN_JOB

logger = logging.getLogger(__name__)

WAIT_SECONDS: Final = 1.5  # longest time that ``send`` takes
RETRY_SECONDS: Final = 2.0  # a broker that failed is left alone for so long
_BACKLOG: Final = 1000  # hints that may wait for a slow broker


@dataclass(frozen=True, slots=True)
class _Hint:
    job_id: int
    lane: str
    done: threading.Event = field(default_factory=threading.Event)


class CeleryDispatcher:
    """``localize.ports.Dispatcher`` over Celery, for any number of threads. Connects with the first hint."""

    def __init__(self, app: Celery, *, wait: float = WAIT_SECONDS) -> None:
        self._app = app
        self._wait = wait
        self._lock = threading.Lock()
        self._process = 0
        self._hints: queue.Queue[_Hint] = queue.Queue(_BACKLOG)
        self._failed_at: float | None = None  # monotonic; None: the last attempt went well
        self._producer: Any = None

    def send(self, job_id: int, lane: str) -> bool:
        """Announce one job. Returns within ``wait`` seconds, and at once while the broker is known to be away.

        True: the broker has it. False: it does not answer, and the scheduler will repeat the hint.
        """
        hint = _Hint(job_id, lane)
        with self._lock:
            if self._process != os.getpid():
                self._begin()
        try:
            self._hints.put_nowait(hint)
        except queue.Full:
            return False
        if self._failed_at is None and not hint.done.wait(self._wait):
            self._fail("it does not answer")
        return self._failed_at is None

    def ready(self) -> bool:
        """Whether it is worth sending: false while a broker that failed is left alone."""
        return self._failed_at is None or time.monotonic() - self._failed_at >= RETRY_SECONDS

    def _begin(self) -> None:
        """Start the publishing thread of this process. A parent's connection is not ours to use."""
        self._process = os.getpid()
        self._hints = queue.Queue(_BACKLOG)
        self._producer = None
        self._failed_at = None
        threading.Thread(target=self._publish_all, args=(self._hints,), name="dispatcher", daemon=True).start()

    def _publish_all(self, hints: "queue.Queue[_Hint]") -> None:
        while True:
            hint = hints.get()
            if self.ready():
                self._publish(hint)
            hint.done.set()

    def _publish(self, hint: _Hint) -> None:
        try:
            if self._producer is None:
                options = sender_options(self._app.conf.broker_url)
                self._producer = self._app.amqp.Producer(self._app.connection_for_write(transport_options=options))
            self._app.send_task(RUN_JOB, (hint.job_id,), queue=hint.lane, producer=self._producer)
        except Exception as error:  # noqa: BLE001  (each broker's client fails in its own way; the scheduler repeats)
            self._fail(str(error) or type(error).__name__)
            self._disconnect()
        else:
            if self._failed_at is not None:
                logger.info("The broker answers again.")
                self._failed_at = None

    def _fail(self, reason: str) -> None:
        if self._failed_at is None:
            logger.warning("The broker cannot be reached (%s). Jobs wait in the database until it answers.", reason)
        self._failed_at = time.monotonic()

    def _disconnect(self) -> None:
        producer, self._producer = self._producer, None
        if producer is None:
            return
        try:
            producer.connection.release()
        except Exception as error:  # noqa: BLE001  (it is broken already)
            logger.debug("Closing the broken connection failed too: %s", error)
