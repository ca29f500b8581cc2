"""A SQLite file that many processes use at once: the connection side of the embedded broker.

One connection per object and process. A lock that forks wait for keeps a child from being born while another thread is
inside SQLite, whose own locks the child would inherit for ever.
"""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

logger = logging.getLogger(__name__)

BUSY_SECONDS: Final = 5.0  # how long one call waits for another process, and for another thread

_GATE: Final = threading.Lock()
_inherited: list[sqlite3.Connection] = []  # connections of a parent process: never used, never closed


@cache
def _hold_forks() -> None:
    os.register_at_fork(before=_GATE.acquire, after_in_parent=_GATE.release, after_in_child=_GATE.release)


class SharedFile:
    """Opens the file when it is first used, again after a fork, and again when it was replaced or is damaged.

    Every use may raise ``sqlite3.Error`` when the file cannot be used within ``BUSY_SECONDS``.
    """

    def __init__(self, path: Path, schema: str) -> None:
        self.path = path
        self._schema = schema
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int, int] | None = None  # process, device, inode
        _hold_forks()

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time. Each statement is a transaction of its own."""
        if not _GATE.acquire(timeout=BUSY_SECONDS):
            raise sqlite3.OperationalError("the embedded broker is busy")
        try:
            yield self._current()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
                self._set_aside(error)
            raise
        finally:
            _GATE.release()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A writing transaction that takes its lock when it begins."""
        with self.open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

    @property
    def log_path(self) -> Path:
        """The file that every write goes to first; it exists while somebody has the queues open."""
        with self.open():
            return self.path.with_name(f"{self.path.name}-wal")

    def close(self) -> None:
        """Close this process's connection; the next use opens a new one."""
        with _GATE:
            self._drop()

    def _current(self) -> sqlite3.Connection:
        if self._connection is not None and self._identity == self._identify():
            return self._connection
        self._drop()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = _connect(self.path, self._schema)
        self._identity = self._identify()
        return self._connection

    def _identify(self) -> tuple[int, int, int] | None:
        try:
            found = os.stat(self.path)  # noqa: PTH116  (a third of the cost, and it is asked before every use)
        except FileNotFoundError:
            return None
        return os.getpid(), found.st_dev, found.st_ino

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None or self._identity is None:
            return
        if self._identity[0] == os.getpid():
            connection.close()
        else:
            _inherited.append(connection)  # closing it here would work on the parent's files

    def _set_aside(self, error: sqlite3.DatabaseError) -> None:
        """Rename a file that SQLite cannot read. It held hints only: the jobs are in the database."""
        self._drop()
        suffix = f".damaged-{int(time.time())}"
        for name in (self.path.name, f"{self.path.name}-wal", f"{self.path.name}-shm"):
            file = self.path.with_name(name)
            if file.exists():
                file.rename(file.with_name(name + suffix))
        logger.error("The embedded broker's file %s is damaged (%s). A new one is begun.", self.path, error)


def _connect(path: Path, schema: str) -> sqlite3.Connection:
    """Open the file and make its tables. Processes that start together wait for each other."""
    until = time.monotonic() + 2 * BUSY_SECONDS
    while True:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
            connection.execute("PRAGMA synchronous = NORMAL").close()
            connection.execute("PRAGMA journal_size_limit = 4000000").close()
            if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                connection.executescript(f"BEGIN IMMEDIATE; {schema} COMMIT;")
        except sqlite3.Error as error:
            connection.close()
            # Switching to WAL does not wait for other openers by itself.
            if not _is_busy(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return connection


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
