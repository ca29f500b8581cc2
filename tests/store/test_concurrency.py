"""Writers at the same time: no update is lost, and the change feed's order is the order of commits."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from localize.store import Store
from localize.store.database import BUSY_SECONDS
from localize.store.people import TokenRow
from tests.conftest import FakeClock


def test_concurrent_read_modify_write_loses_nothing(store: Store) -> None:
    """The counter is raised from eight threads; SQLAlchemy's default mode loses most of these on SQLite."""

    def raise_it(_: int) -> int:
        with store.write() as unit:
            return unit.releases.next_seq()

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(raise_it, range(200)))
    assert sorted(numbers) == list(range(1, 201))


def test_a_failed_transaction_leaves_no_gap_in_the_sequence(store: Store) -> None:
    with store.write() as unit:
        unit.releases.next_seq()

    def fail() -> None:
        with store.write() as unit:
            unit.releases.next_seq()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.write() as unit:
        assert unit.releases.next_seq() == 2


@pytest.mark.parametrize("busy", [0.01, 0.2])  # shorter and longer than a writer asks by itself
def test_a_writer_waits_for_its_turn_and_leaves_the_connection_as_it_was(sqlite_store: Store, busy: float) -> None:
    def wait_and_raise() -> tuple[int, int]:
        with sqlite_store.write() as unit:
            patience = unit.session.scalar(text("PRAGMA busy_timeout"))
            return unit.releases.next_seq(), patience or 0

    with ThreadPoolExecutor(1) as pool:
        with sqlite_store.write() as unit:
            assert unit.releases.next_seq() == 1
            waiting = pool.submit(wait_and_raise)
            time.sleep(busy)
            assert not waiting.done()
        assert waiting.result(10) == (2, BUSY_SECONDS * 1000)


def test_times_come_back_aware_and_in_utc(store: Store, clock: FakeClock) -> None:
    row = TokenRow(
        id="abcdefgh",
        name="cms",
        secret_hash="0" * 64,
        scopes=[],
        created_at=clock.now(),
        last_used_at=None,
        revoked_at=None,
    )
    with store.write() as unit:
        unit.people.add(row)
    with store.read() as unit:
        found = unit.people.token("abcdefgh")
        assert found is not None
        assert found.created_at == clock.now()
        assert found.created_at.tzinfo is not None
