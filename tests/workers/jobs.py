"""A job service over one SQLite file, for workers in processes of their own: jobs are rows, every run is recorded."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from localize.config import Settings

LEASE = 1.0
RESEND = 20.0

_SCHEMA = """
CREATE TABLE IF NOT EXISTS job (
    id INTEGER PRIMARY KEY, lane TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'queued', seconds REAL NOT NULL,
    sent_at REAL, lease_until REAL, token TEXT, sent_first REAL);
CREATE TABLE IF NOT EXISTS run (job INTEGER, pid INTEGER, started REAL);
CREATE TABLE IF NOT EXISTS effect (job INTEGER, at REAL);
"""


class FileJobs:
    """Jobs that sleep for some seconds. Claimed with a token and a lease, finished in one transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._connect() as connection:
            connection.executescript(_SCHEMA)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        try:
            yield connection
        finally:
            connection.close()

    def add(self, lane: str = "normal", seconds: float = 0.0) -> int:
        """Write a job."""
        with self._connect() as connection:
            return int(
                connection.execute(
                    "INSERT INTO job (lane, seconds, sent_at, sent_first) VALUES (?, ?, ?, ?) RETURNING id",
                    (lane, seconds, time.time(), time.time()),
                ).fetchall()[0][0]
            )

    def run(self, job_id: int, worker: str) -> None:
        """Do it: sleep, then leave one effect."""
        token, now = f"{worker}.{time.monotonic_ns()}", time.time()
        with self._connect() as connection:
            rows = connection.execute(
                """UPDATE job SET state = 'running', token = ?, lease_until = ? WHERE id = ?
                AND (state = 'queued' OR (state = 'running' AND lease_until < ?)) RETURNING seconds""",
                (token, now + LEASE, job_id, now),
            ).fetchall()
            if not rows:
                return
            connection.execute("INSERT INTO run VALUES (?, ?, ?)", (job_id, os.getpid(), now))
        stop = threading.Event()
        beat = threading.Thread(target=self._beat, args=(job_id, token, stop), daemon=True)
        beat.start()
        time.sleep(rows[0][0])
        stop.set()
        beat.join()
        with self._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            done = connection.execute("UPDATE job SET state = 'done' WHERE id = ? AND token = ?", (job_id, token))
            if done.rowcount:
                connection.execute("INSERT INTO effect VALUES (?, ?)", (job_id, time.time()))
            connection.execute("COMMIT")

    def _beat(self, job_id: int, token: str, stop: threading.Event) -> None:
        while not stop.wait(LEASE / 4):
            with self._connect() as connection:
                connection.execute(
                    "UPDATE job SET lease_until = ? WHERE id = ? AND token = ?", (time.time() + LEASE, job_id, token)
                )

    def due(self, limit: int) -> list[tuple[int, str]]:
        """As the real one."""
        now = time.time()
        with self._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            rows = connection.execute(
                """SELECT id, lane FROM job WHERE (state = 'queued' AND (sent_at IS NULL OR sent_at < ?))
                OR (state = 'running' AND lease_until < ? AND sent_at < lease_until) ORDER BY id LIMIT ?""",
                (now - RESEND, now, limit),
            ).fetchall()
            connection.executemany("UPDATE job SET sent_at = ? WHERE id = ?", [(now, job) for job, _ in rows])
            connection.execute("COMMIT")
        return rows

    def prune(self) -> int:
        """Nothing is kept."""
        return 0

    def rows(self, query: str, *values: object) -> list[tuple[float, ...]]:
        """Ask."""
        with self._connect() as connection:
            return connection.execute(query, values).fetchall()

    def effects(self) -> int:
        """How many jobs have had their effect, counting doubles."""
        return int(self.rows("SELECT count(*) FROM effect")[0][0])


def make_jobs(settings: Settings) -> FileJobs:
    """The factory for worker processes."""
    return FileJobs(settings.data_dir / "jobs.db")
