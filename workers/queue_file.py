"""Message queues in one SQLite file, for processes of one machine. Knows nothing of Celery or kombu.

A message that is taken is leased, not removed: its holder extends the lease while it works and deletes the message when
it is done. The lease of a holder that was killed runs out, and the message is delivered again. Every delivery has a
number, so that a late holder can neither delete nor release what another one holds by now.
"""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workers.shared_file import SharedFile

logger = logging.getLogger(__name__)

DELIVERY_LIMIT: Final = 20  # a message that killed so many holders is dropped

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    lease_until REAL NOT NULL DEFAULT 0,
    deliveries INTEGER NOT NULL DEFAULT 0,
    expires_at REAL,
    payload TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_message_queue ON message (queue, id);
CREATE TABLE IF NOT EXISTS queue (name TEXT PRIMARY KEY, ttl REAL, idle REAL, seen REAL NOT NULL);
CREATE TABLE IF NOT EXISTS binding (
    exchange TEXT NOT NULL,
    routing_key TEXT NOT NULL,
    pattern TEXT NOT NULL,
    queue TEXT NOT NULL,
    PRIMARY KEY (exchange, queue, routing_key)
) WITHOUT ROWID;
"""

# Free to take: never leased, or the lease ran out, or it lies so far ahead that the clock must have been set back.
_FREE: Final = "queue = ? AND (lease_until <= ? OR lease_until > ?)"
_PEEK: Final = "SELECT id FROM message WHERE " + _FREE + " ORDER BY id LIMIT 1"  # noqa: S608  (only our own constants)
_TAKE: Final = (
    "UPDATE message SET lease_until = ?, deliveries = deliveries + 1 WHERE id = (" + _PEEK + ")"  # noqa: S608
    " RETURNING id, deliveries, expires_at, payload"
)
_COUNT: Final = "SELECT count(*) FROM message WHERE " + _FREE  # noqa: S608
_PURGE: Final = "DELETE FROM message WHERE " + _FREE  # noqa: S608


@dataclass(frozen=True, slots=True)
class Taken:
    """A message in the hands of a holder. ``delivery`` counts from 1 and is the fencing token."""

    id: int
    delivery: int
    queue: str
    payload: str


class QueueFile:
    """Queues and bindings in a file that any number of processes share.

    ``lease`` in seconds. Every method may raise ``sqlite3.Error`` when the file cannot be used.
    """

    def __init__(self, path: Path, *, lease: float, clock: Callable[[], float] = time.time) -> None:
        self.lease = lease
        self._file = SharedFile(path, _SCHEMA)
        self._clock = clock

    def put(self, queues: Sequence[str], payload: str, *, seconds: float | None = None) -> None:
        """Append one message to each of these queues; undelivered, it vanishes after ``seconds``."""
        now = self._clock()
        with self._file.transaction() as connection:
            for queue in queues:
                row = connection.execute("SELECT ttl FROM queue WHERE name = ?", (queue,)).fetchone()
                limits = [limit for limit in (seconds, row[0] if row else None) if limit is not None]
                connection.execute(
                    "INSERT INTO message (queue, expires_at, payload) VALUES (?, ?, ?)",
                    (queue, now + min(limits) if limits else None, payload),
                )

    def take(self, queues: Sequence[str]) -> Taken | None:
        """Lease the oldest message of the first queue that has one. Takes no write lock when all are empty."""
        with self._file.open() as connection:
            for queue in queues:
                while connection.execute(_PEEK, self._free(queue)).fetchone():
                    taken = self._lease(connection, queue)
                    if taken is not None:
                        return taken
        return None

    def _free(self, queue: str) -> tuple[str, float, float]:
        now = self._clock()
        return queue, now, now + 2 * self.lease

    def _lease(self, connection: sqlite3.Connection, queue: str) -> Taken | None:
        now = self._clock()
        rows = connection.execute(_TAKE, (now + self.lease, *self._free(queue))).fetchall()
        if not rows:
            return None  # somebody was faster
        message_id, delivery, expires_at, payload = rows[0]
        if delivery > DELIVERY_LIMIT:
            logger.error("A message in %s was delivered %d times without an end and is dropped.", queue, delivery - 1)
        elif expires_at is None or expires_at > now:
            return Taken(message_id, delivery, queue, payload)
        connection.execute("DELETE FROM message WHERE id = ?", (message_id,))
        return None

    def ack(self, message_id: int, delivery: int) -> bool:
        """Remove a message that is done. False: the lease had run out and it is another's."""
        return self._change("DELETE FROM message WHERE id = ? AND deliveries = ?", message_id, delivery)

    def release(self, message_id: int, delivery: int) -> bool:
        """Give a message back, to be delivered again at once, in its old place."""
        return self._change("UPDATE message SET lease_until = 0 WHERE id = ? AND deliveries = ?", message_id, delivery)

    def _change(self, statement: str, *values: object) -> bool:
        with self._file.open() as connection:
            return connection.execute(statement, values).rowcount == 1

    def extend(self, held: Iterable[tuple[int, int]]) -> None:
        """Renew the leases of messages (id, delivery) that are still being worked on."""
        until = self._clock() + self.lease
        with self._file.transaction() as connection:
            connection.executemany(
                "UPDATE message SET lease_until = ? WHERE id = ? AND deliveries = ?",
                [(until, message_id, delivery) for message_id, delivery in held],
            )

    def size(self, queue: str) -> int:
        """How many messages wait, those in somebody's hands not counted."""
        with self._file.open() as connection:
            return int(connection.execute(_COUNT, self._free(queue)).fetchone()[0])

    def purge(self, queue: str) -> int:
        """Remove what waits; how much that was."""
        with self._file.open() as connection:
            return connection.execute(_PURGE, self._free(queue)).rowcount

    def declare(self, queue: str, *, ttl: float | None = None, idle: float | None = None) -> None:
        """Make a queue known. ``ttl``: seconds its messages live; ``idle``: seconds it lives without being touched."""
        now = self._clock()
        with self._file.open() as connection:
            known = connection.execute(
                "SELECT 1 FROM queue WHERE name = ? AND ttl IS ? AND idle IS ? AND (idle IS NULL OR seen > ?)",
                (queue, ttl, idle, now - 1),
            ).fetchone()
            if not known:
                connection.execute("INSERT OR REPLACE INTO queue VALUES (?, ?, ?, ?)", (queue, ttl, idle, now))

    def exists(self, queue: str) -> bool:
        """Whether the queue is declared."""
        with self._file.open() as connection:
            return connection.execute("SELECT 1 FROM queue WHERE name = ?", (queue,)).fetchone() is not None

    def delete(self, queue: str) -> None:
        """Remove a queue with its messages and bindings."""
        with self._file.transaction() as connection:
            _delete(connection, queue)

    def bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        """Let messages of an exchange reach a queue."""
        row = (exchange, routing_key, pattern, queue)
        with self._file.open() as connection:
            known = connection.execute(
                "SELECT 1 FROM binding WHERE exchange = ? AND routing_key = ? AND pattern = ? AND queue = ?", row
            ).fetchone()
            if not known:
                connection.execute("INSERT OR REPLACE INTO binding VALUES (?, ?, ?, ?)", row)

    def unbind(self, exchange: str, routing_key: str, queue: str) -> None:
        """Undo ``bind``."""
        self._change(
            "DELETE FROM binding WHERE exchange = ? AND routing_key = ? AND queue = ?", exchange, routing_key, queue
        )

    def bindings(self, exchange: str) -> list[tuple[str, str, str]]:
        """(routing key, pattern, queue) of everything bound to an exchange."""
        with self._file.open() as connection:
            return connection.execute(
                "SELECT routing_key, pattern, queue FROM binding WHERE exchange = ? ORDER BY queue", (exchange,)
            ).fetchall()

    def touch(self, queues: Iterable[str]) -> None:
        """Say that somebody still listens to these queues."""
        now = self._clock()
        with self._file.transaction() as connection:
            connection.executemany("UPDATE queue SET seen = ? WHERE name = ?", [(now, queue) for queue in queues])

    def sweep(self) -> None:
        """Remove queues that nobody listens to any more, and messages that have expired."""
        now = self._clock()
        with self._file.transaction() as connection:
            # Listeners touch their queues every third of a lease; a queue is not idle before two leases have gone by.
            idle = connection.execute(
                "SELECT name FROM queue WHERE idle IS NOT NULL AND seen < ? - max(idle, ?)", (now, 2 * self.lease)
            ).fetchall()
            for (queue,) in idle:
                _delete(connection, queue)
            connection.execute("DELETE FROM message WHERE expires_at < ?", (now,))

    @property
    def log_path(self) -> Path:
        """The file that every write to the queues goes to first."""
        return self._file.log_path

    def close(self) -> None:
        """Close this process's connection; the next use opens a new one."""
        self._file.close()


def _delete(connection: sqlite3.Connection, queue: str) -> None:
    for statement in (
        "DELETE FROM message WHERE queue = ?",
        "DELETE FROM binding WHERE queue = ?",
        "DELETE FROM queue WHERE name = ?",
    ):
        connection.execute(statement, (queue,))
