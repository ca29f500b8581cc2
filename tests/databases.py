"""Databases for tests: a new SQLite file each, and a new PostgreSQL schema each when a server is reachable."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

from localize.store import Store, schema

POSTGRESQL = os.environ.get("LOCALIZE_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/test")


def reachable(host: str, port: int) -> bool:
    """Whether something listens there."""
    try:
        with socket.create_connection((host, port), timeout=0.5):
            return True
    except OSError:
        return False


def postgresql_reachable() -> bool:
    """Whether the test server answers and lets us in."""
    try:
        psycopg.connect(POSTGRESQL, connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def new_database(kind: str, folder: Path) -> Iterator[str]:
    """Address of an empty database of this kind, gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'test.db'}"
        return
    name = f"localize_{uuid4().hex[:12]}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    try:
        yield POSTGRESQL.rpartition("/")[0] + f"/{name}"
    finally:
        with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


@contextmanager
def new_store(kind: str, folder: Path) -> Iterator[Store]:
    """A migrated store of this kind."""
    with new_database(kind, folder) as url:
        store = Store(url)
        try:
            schema.upgrade(store)
            yield store
        finally:
            store.close()
