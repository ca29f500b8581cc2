"""The circuit breaker's rule: its table is whole, rests grow, and nothing ends one early but a person."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import EngineError
from localize.mt.breaker import (
    CAUSES,
    MOVES,
    SOFT,
    BreakerState,
    Event,
    Health,
    after_failure,
    after_success,
    after_try_now,
    cause_of,
)

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def rested(cause: str, *, rests: int = 1) -> Health:
    """An engine after so many rests that brought nothing, at the beginning of the last one."""
    health, now = Health(), NOON
    while health.rests < rests:
        now = health.until or now
        health = after_failure(health, now, cause=cause, message="It failed.")
    return health


def test_the_table_names_every_state_and_event() -> None:
    assert set(MOVES) == set(itertools.product(BreakerState, Event))


@pytest.mark.parametrize("cause", sorted(CAUSES))
def test_an_engine_rests_when_patience_is_used_up_and_not_before(cause: str) -> None:
    health = Health()
    for n in range(1, CAUSES[cause].patience + 1):
        assert health.state(NOON) is BreakerState.CLOSED
        health = after_failure(health, NOON, cause=cause, message="It failed.")
        assert health.failures == n
    assert health.state(NOON) is BreakerState.OPEN
    assert health.until == NOON + CAUSES[cause].first
    assert (health.reason, health.message, health.since) == (cause, "It failed.", NOON)


@pytest.mark.parametrize("cause", sorted(CAUSES))
def test_each_rest_is_twice_as_long_up_to_the_longest(cause: str) -> None:
    health, now, lengths = rested(cause), NOON, []
    for _ in range(12):
        assert health.until is not None
        lengths.append(health.until - now)
        now = health.until
        assert health.state(now) is BreakerState.HALF_OPEN
        health = after_failure(health, now, cause=cause, message="Again.")
    rest = CAUSES[cause]
    assert lengths == [min(rest.first * 2**n, rest.longest) for n in range(12)]
    assert health.since == NOON, "the trouble began with the first rest"


def test_a_success_after_the_rest_wipes_the_slate() -> None:
    health = rested("timeout", rests=3)
    assert health.until is not None
    assert after_success(health, health.until) == Health()


def test_failures_that_a_success_follows_are_forgotten() -> None:
    health = after_failure(Health(), NOON, cause="timeout", message="Late.", requests=2)
    assert health.state(NOON) is BreakerState.CLOSED
    assert after_success(health, NOON) == Health()


def test_a_late_answer_from_before_the_rest_does_not_end_it() -> None:
    health = rested("quota")
    assert after_success(health, NOON + timedelta(minutes=1)) is health


def test_late_failures_from_before_the_rest_do_not_lengthen_it_unless_the_provider_says_so() -> None:
    health = rested("rate-limited")
    later = NOON + timedelta(seconds=1)
    assert after_failure(health, later, cause="server-error", message="Late.", requests=9) == health
    asked = after_failure(health, later, cause="rate-limited", message="Late.", retry_after=600)
    assert asked.until == later + timedelta(seconds=600)
    assert asked.rests == 1


@given(
    cause=st.sampled_from(sorted(CAUSES)),
    rests=st.integers(0, 30),
    requests=st.integers(1, 9),
    retry_after=st.none() | st.floats(0, 86_400),
)
def test_no_rest_ends_before_the_provider_allows(
    cause: str, rests: int, requests: int, retry_after: float | None
) -> None:
    before = Health(failures=rests, rests=rests, since=NOON, until=NOON if rests else None)
    health = after_failure(before, NOON, cause=cause, message="x", requests=requests, retry_after=retry_after)
    if health.state(NOON) is not BreakerState.CLOSED:
        assert health.until is not None
        assert health.until >= NOON + timedelta(seconds=retry_after or 0)
        assert health.until >= NOON + CAUSES[cause].first
        assert health.rests == rests + 1


def test_a_person_ends_a_rest_and_only_a_rest() -> None:
    health = rested("key-refused")
    woken = after_try_now(health, NOON + timedelta(seconds=5))
    assert woken.state(NOON + timedelta(seconds=5)) is BreakerState.HALF_OPEN
    assert woken.rests == 1, "fails it again, it rests longer"
    assert after_try_now(woken, NOON + timedelta(seconds=6)) is woken
    assert after_try_now(Health(), NOON) == Health()


@pytest.mark.parametrize(
    ("reason", "status", "cause"),
    [
        ("refused", 401, "key-refused"),
        ("refused", 403, "key-refused"),
        ("refused", 400, None),  # about this text or language
        ("refused", 404, None),
        ("too-large", 413, None),
        ("not-translated", None, None),
        ("not-set-up", None, None),
        ("quota", 456, "quota"),
        ("rate-limited", 429, "rate-limited"),
        ("server-error", 503, "server-error"),
        ("timeout", None, "timeout"),
        ("unreachable", None, "unreachable"),
        ("bad-answer", None, "bad-answer"),
    ],
)
def test_what_says_nothing_about_others_rests_nobody(reason: str, status: int | None, cause: str | None) -> None:
    error = EngineError("x", engine="deepl", reason=reason, retryable=False, status=status)
    assert cause_of(error) == cause


def test_every_cause_is_a_reason_and_the_soft_ones_are_causes() -> None:
    assert set(CAUSES) - set(EngineError.REASONS) == {"key-refused"}
    assert set(CAUSES) > SOFT
