"""Writers at the same time: no update is lost, and the change feed's order is the order of commits."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from localize.store import Store
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
