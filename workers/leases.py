"""Keeps the leases of messages alive while this process works on them, and its queues known as listened to."""

import logging
import os
import sqlite3
import threading
from typing import Final

from workers.queue_file import QueueFile

logger = logging.getLogger(__name__)

BEATS_PER_LEASE: Final = 3


class LeaseKeeper:
    """Holds messages of one ``QueueFile``. A thread, begun with the first message, renews their leases.

    Close it to end the thread; what is still held then runs out.
    """

    def __init__(self, file: QueueFile) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._held: dict[int, int] = {}
        self._queues: set[str] = set()
        self._stop = threading.Event()
        self._process = 0

    def hold(self, message_id: int, delivery: int) -> None:
        """Renew this lease from now on."""
        with self._lock:
            self._begin()
            self._held[message_id] = delivery

    def let_go(self, message_id: int) -> None:
        """Renew this lease no longer."""
        with self._lock:
            self._held.pop(message_id, None)

    def listen(self, queue: str) -> None:
        """Touch this queue from now on."""
        with self._lock:
            self._begin()
            self._queues.add(queue)

    def ignore(self, queue: str) -> None:
        """Touch this queue no longer."""
        with self._lock:
            self._queues.discard(queue)

    def beat(self) -> None:
        """Renew everything once, and clear away what others left behind."""
        with self._lock:
            held, queues = list(self._held.items()), list(self._queues)
        try:
            if held:
                self._file.extend(held)
            if queues:
                self._file.touch(queues)
            self._file.sweep()
        except sqlite3.Error as error:
            logger.warning("The embedded broker's leases could not be renewed: %s", error)

    def close(self) -> None:
        """End the thread."""
        self._stop.set()

    def _begin(self) -> None:
        if self._process == os.getpid():
            return
        self._process = os.getpid()  # in a forked child: what the parent holds stays the parent's
        self._held.clear()
        self._queues.clear()
        self._stop = threading.Event()
        threading.Thread(target=self._run, args=(self._stop,), name="broker-leases", daemon=True).start()

    def _run(self, stop: threading.Event) -> None:
        while not stop.wait(self._file.lease / BEATS_PER_LEASE):
            self.beat()
