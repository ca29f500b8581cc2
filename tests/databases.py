"""Databases for tests: a new SQLite file each, and a new PostgreSQL schema each when a server is reachable."""

import atexit
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
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
def new_database(kind: str, folder: Path, *, template: str | None = None) -> Iterator[str]:
    """Address of an empty database of this kind, or of a copy of ``template``; gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'test.db'}"
        return
    name = f"localize_{uuid4().hex[:12]}"
    _execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    try:
        yield POSTGRESQL.rpartition("/")[0] + f"/{name}"
    finally:
        _execute(f"DROP DATABASE {name} WITH (FORCE)")


_TEMPLATES: dict[str, str] = {}  # by kind; each process of a parallel run has its own


def _template() -> str:
    """A migrated PostgreSQL database to copy, made once: copying is several times faster than migrating."""
    if "postgresql" not in _TEMPLATES:
        name = f"localize_template_{uuid4().hex[:12]}"
        _execute(f"CREATE DATABASE {name}")
        atexit.register(_execute, f"DROP DATABASE {name} WITH (FORCE)")
        store = Store(POSTGRESQL.rpartition("/")[0] + f"/{name}")
        schema.upgrade(store)
        store.close()
        _TEMPLATES["postgresql"] = name
    return _TEMPLATES["postgresql"]


def _execute(statement: str) -> None:
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


@contextmanager
def new_store(kind: str, folder: Path) -> Iterator[Store]:
    """A migrated store of this kind: a copy of one that was migrated once."""
    with new_database(kind, folder, template=_template() if kind == "postgresql" else None) as url:
        if kind == "sqlite":
            (folder / "test.db").write_bytes(_migrated_file())
        store = Store(url)
        try:
            yield store
        finally:
            store.close()


@cache
def _migrated_file() -> bytes:
    """A migrated SQLite database, made once in a process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        store = Store(f"sqlite:///{path}")
        schema.upgrade(store)
        store.close()
        return path.read_bytes()
