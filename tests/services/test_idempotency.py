"""Claims on Idempotency-Keys, on both databases."""

import threading

import pytest

from localize.errors import IdempotencyError, InvalidInputError
from localize.services import idempotency, people
from localize.services.context import Context
from localize.services.idempotency import LEASE, LIFE, Answer, Claim, InFlight
from tests.conftest import FakeClock


@pytest.fixture
def token_id(ctx: Context) -> str:
    """Id of a token that keys belong to."""
    return people.add_token(ctx, "cms", ["articles:write"]).split("_")[1]


def test_a_settled_claim_is_answered_from_memory(ctx: Context, token_id: str) -> None:
    held = idempotency.claim(ctx, token_id, "k", "h")
    assert isinstance(held, Claim)
    idempotency.settle(ctx, held, Answer(201, {"id": 7, "external_id": "Ölpreis"}))
    assert idempotency.claim(ctx, token_id, "k", "h") == Answer(201, {"id": 7, "external_id": "Ölpreis"})


def test_an_answer_settled_in_a_transaction_that_fails_is_not_remembered(ctx: Context, token_id: str) -> None:
    """The answer and the work stand or fall together."""
    held = idempotency.claim(ctx, token_id, "k", "h")
    assert isinstance(held, Claim)

    def work() -> None:
        with ctx.store.write() as unit:
            idempotency.settle_in(unit, held, Answer(201, {"id": 7}))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert isinstance(idempotency.claim(ctx, token_id, "k", "h"), InFlight)


def test_a_claim_is_in_flight_until_its_lease_is_over(ctx: Context, token_id: str, clock: FakeClock) -> None:
    """A process that died with a claim does not block the key for a day."""
    idempotency.claim(ctx, token_id, "k", "h")
    assert isinstance(idempotency.claim(ctx, token_id, "k", "h"), InFlight)
    clock.tick(seconds=LEASE.total_seconds() + 1)
    assert isinstance(idempotency.claim(ctx, token_id, "k", "h"), Claim)
    assert isinstance(idempotency.claim(ctx, token_id, "k", "h"), InFlight)


def test_another_request_under_the_same_key_is_refused(ctx: Context, token_id: str) -> None:
    idempotency.claim(ctx, token_id, "k", "h")
    with pytest.raises(IdempotencyError):
        idempotency.claim(ctx, token_id, "k", "other")


def test_a_claim_that_is_let_go_is_free_and_an_answer_stays(ctx: Context, token_id: str) -> None:
    held = idempotency.claim(ctx, token_id, "k", "h")
    assert isinstance(held, Claim)
    idempotency.let_go(ctx, held)
    held = idempotency.claim(ctx, token_id, "k", "other")
    assert isinstance(held, Claim)
    idempotency.settle(ctx, held, Answer(200, {}))
    idempotency.let_go(ctx, held)
    assert idempotency.claim(ctx, token_id, "k", "other") == Answer(200, {})


def test_answers_are_forgotten_after_their_life(ctx: Context, token_id: str, clock: FakeClock) -> None:
    held = idempotency.claim(ctx, token_id, "k", "h")
    assert isinstance(held, Claim)
    idempotency.settle(ctx, held, Answer(200, {}))
    clock.tick(seconds=LIFE.total_seconds() + 1)
    assert isinstance(idempotency.claim(ctx, token_id, "k", "h"), Claim)


@pytest.mark.parametrize("key", ["", "x" * 256, "a b", "é", "a\x00"])
def test_a_key_that_cannot_be_kept_is_refused(ctx: Context, token_id: str, key: str) -> None:
    with pytest.raises(InvalidInputError):
        idempotency.claim(ctx, token_id, key, "h")


def test_of_many_at_once_one_gets_the_claim(ctx: Context, token_id: str) -> None:
    results: list[object] = []
    start = threading.Barrier(8)

    def claim() -> None:
        start.wait()
        results.append(idempotency.claim(ctx, token_id, "k", "h"))

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(result, Claim) for result in results) == 1
    assert sum(isinstance(result, InFlight) for result in results) == 7


def test_fingerprints_keep_the_borders_of_their_parts() -> None:
    assert idempotency.fingerprint(b"ab", b"c") != idempotency.fingerprint(b"a", b"bc")
    assert idempotency.fingerprint(b"ab", b"c") == idempotency.fingerprint(b"ab", b"c")
