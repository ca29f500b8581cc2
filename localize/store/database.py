"""Engines: SQLite set up so that nothing is lost, PostgreSQL as it comes. One for writing, one for reading."""

import sqlite3
import time
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from localize.errors import ConfigError

BUSY_SECONDS: Final = 30  # a writer may wait that long for its turn: SQLite serves waiting writers in no order
_ASKING_SECONDS: Final = 0.05  # for so long a writer asks for its turn every
_ASKING_AGAIN: Final = 0.0004  # seconds
_PRIMARY_CODE: Final = 0xFF  # of an extended error code


def normalise_url(url: str) -> str:
    """Our spelling of a database address with the driver that we use. Raises ``ConfigError``."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigError(
            "LOCALIZE_DATABASE_URL: not an address like sqlite:///file or postgresql://host/name"
        ) from error
    if parsed.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if parsed.drivername in {"sqlite", "sqlite+pysqlite"}:
        return parsed.render_as_string(hide_password=False)
    raise ConfigError(f"LOCALIZE_DATABASE_URL: {parsed.drivername} is not known; use sqlite or postgresql")


def make_engine(url: str, *, writing: bool) -> Engine:
    """An engine for writing transactions, or for reading ones."""
    url = normalise_url(url)
    if url.startswith("sqlite"):
        engine = create_engine(
            url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, pool_size=8, max_overflow=40
        )
        _prepare_sqlite(engine, writing=writing)
        return engine
    options: dict[str, Any] = {"pool_size": 8, "max_overflow": 40, "pool_pre_ping": True}
    try:
        return create_engine(url, isolation_level="READ COMMITTED", **options)
    except ModuleNotFoundError as error:
        raise ConfigError("LOCALIZE_DATABASE_URL: for PostgreSQL install localize[postgresql]") from error


def _fold(text: str | None) -> str | None:
    return text.lower() if text is not None else None


def _prepare_sqlite(engine: Engine, *, writing: bool) -> None:
    """Write-ahead log, foreign keys, and transactions that take their lock when they begin.

    SQLAlchemy's default begins late and upgrades a read lock, which loses concurrent updates.
    """

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_SECONDS * 1000}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()
        # SQLite's own lower() knows ASCII alone.
        connection.create_function("localize_fold", 1, _fold, deterministic=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # By the driver itself: a statement of SQLAlchemy's would cost as much as a query.
        raw = connection.connection.driver_connection
        if isinstance(raw, sqlite3.Connection):
            if writing:
                _begin_writing(raw)
            else:
                raw.execute("BEGIN").close()


def _begin_writing(raw: sqlite3.Connection) -> None:
    """Begin a writing transaction as soon as whoever writes is done; raises SQLite's error after ``BUSY_SECONDS``.

    Left to itself SQLite asks again after 1, 3, 8, 18 milliseconds. Our transactions take a few: whoever waits for one
    would often stand idle for as long as it works. What takes longer is left to SQLite.
    """
    raw.execute("PRAGMA busy_timeout=0").close()
    until = time.monotonic() + _ASKING_SECONDS
    try:
        while time.monotonic() < until:
            try:
                raw.execute("BEGIN IMMEDIATE").close()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY:
                    raise
                time.sleep(_ASKING_AGAIN)
            else:
                return
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}").close()
    raw.execute("BEGIN IMMEDIATE").close()
