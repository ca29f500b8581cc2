"""Migrations: up, down, up again, equal to the models, safe when two processes start at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from localize.store import Store, schema
from tests.databases import new_database, postgresql_reachable

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_migration_goes_up_and_down_and_the_head_equals_the_models(kind: str, tmp_path: Path) -> None:
    if kind == "postgresql" and not postgresql_reachable():
        pytest.skip("no PostgreSQL is reachable (LOCALIZE_TEST_POSTGRESQL)")
    with new_database(kind, tmp_path) as url:
        store = Store(url)
        try:
            assert schema.current(store) is None
            schema.upgrade(store)
            assert schema.current(store) == schema.head()
            assert schema.differences(store) == []
            schema.downgrade(store, "base")
            assert schema.current(store) is None
            schema.upgrade(store)
            assert schema.differences(store) == []
        finally:
            store.close()


@pytest.mark.parametrize("kind", KINDS)
def test_processes_that_start_together_migrate_one_after_the_other(kind: str, tmp_path: Path) -> None:
    if kind == "postgresql" and not postgresql_reachable():
        pytest.skip("no PostgreSQL is reachable (LOCALIZE_TEST_POSTGRESQL)")
    with new_database(kind, tmp_path) as url:
        stores = [Store(url) for _ in range(4)]
        try:
            # Alembic keeps its context in a module-wide proxy: one process, one migration at a time.
            with ThreadPoolExecutor(1) as pool:
                list(pool.map(schema.upgrade, stores))
            assert {schema.current(store) for store in stores} == {schema.head()}
        finally:
            for store in stores:
                store.close()
