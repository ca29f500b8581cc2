"""Databases for tests: a new SQLite file each, and a new PostgreSQL schema each when a server is reachable."""

import atexit
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import LiteralString
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
    """Address of an empty database of this kind; gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'test.db'}"
        return
    name = _new_name()
    _execute(f"CREATE DATABASE {name}")
    try:
        yield _address(name)
    finally:
        _drop(name)


def _new_name() -> str:
    return f"localize_{uuid4().hex[:12]}"


def _address(name: str) -> str:
    return POSTGRESQL.rpartition("/")[0] + f"/{name}"


def _execute(statement: str) -> None:
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def _drop(name: str) -> None:
    _execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


# Migrated PostgreSQL databases of this process: all, and those that no test uses.
_OURS: set[str] = set()
_FREE: list[str] = []

# The rows that migrations wrote stand in a schema of their own. Constraints are off while tables are emptied in turn, row
# by row where there are few.
_KEEP_SEED = """
DO $$ DECLARE name text; filled bool; BEGIN
  CREATE SCHEMA seed;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', name) INTO filled;
    IF filled THEN EXECUTE format('CREATE TABLE seed.%I AS TABLE public.%I', name, name); END IF;
  END LOOP;
END $$"""
_AS_MIGRATED = """
DO $$ DECLARE name text; BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    IF pg_relation_size(format('public.%I', name)::regclass) > 1000000 THEN -- bytes
      EXECUTE format('TRUNCATE public.%I CASCADE', name);
    ELSE
      EXECUTE format('DELETE FROM public.%I', name);
    END IF;
  END LOOP;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'seed' LOOP
    EXECUTE format('INSERT INTO public.%I SELECT * FROM seed.%I', name, name);
  END LOOP;
  PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences;
END $$"""


def _migrated() -> str:
    """A new migrated PostgreSQL database, for as long as this process lives."""
    name = _new_name()
    _execute(f"CREATE DATABASE {name}")
    _OURS.add(name)
    store = Store(_address(name))
    schema.upgrade(store)
    store.close()
    _run(name, _KEEP_SEED)
    return name


def _run(name: str, statement: LiteralString) -> None:
    with psycopg.connect(_address(name)) as connection:
        connection.execute(statement)


@atexit.register
def _drop_ours() -> None:
    for name in _OURS:
        _drop(name)


@contextmanager
def _lent_database() -> Iterator[str]:
    """Address of a migrated PostgreSQL database. It is used again: making one, or a copy, takes longer than most tests.

    Under another name each time: processes keep what they know of a database by its address.
    """
    name = _FREE.pop() if _FREE else _migrated()
    yield _address(name)
    _run(name, _AS_MIGRATED)
    new = _new_name()
    _execute(f"ALTER DATABASE {name} RENAME TO {new}")
    _OURS.symmetric_difference_update({name, new})
    _FREE.append(new)


@contextmanager
def new_store(kind: str, folder: Path) -> Iterator[Store]:
    """A store of this kind, as migrations leave it."""
    with new_database(kind, folder) if kind == "sqlite" else _lent_database() as url:
        if kind == "sqlite":
            (folder / "test.db").write_bytes(migrated_file())
        store = Store(url)
        try:
            yield store
        finally:
            store.close()


@cache
def migrated_file() -> bytes:
    """A migrated SQLite database, made once in a process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        store = Store(f"sqlite:///{path}")
        schema.upgrade(store)
        store.close()
        return path.read_bytes()
