"""What workers share about engines, on each database and with workers that really run at once: nothing is lost."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from localize.config import EngineRate, load_settings
from localize.mt.breaker import BreakerState, Health
from localize.mt.gate import Opened
from localize.mt.outcome import EngineCall, EngineFailure
from localize.services import engine_health
from localize.services.context import Context, SystemClock
from localize.services.engine_gate import EngineGate
from localize.services.engine_health import health_of
from localize.services.engine_report import engine_report
from localize.store import Store
from localize.store.engine_budget import Spent
from tests.conftest import FakeClock
from tests.engines import FakeEngine
from tests.services.helpers import file

DAY = date(2026, 11, 23)


def gate(ctx: Context, lane: str = "normal") -> EngineGate:
    """The gate of a job that has looked at its first engine."""
    made = EngineGate(ctx, job_id=1, lane=lane, confidential=False)
    made.recall(FakeEngine(), {}, source="en", target="ru")
    return made


def spent(ctx: Context) -> Spent:
    with ctx.store.read() as unit:
        return unit.engine_budgets.spent(DAY)


def health(ctx: Context, name: str = "google") -> Health:
    with ctx.store.read() as unit:
        return health_of(unit.engine_states.get(name))


@pytest.fixture
def tight(ctx: Context) -> Context:
    """10,000 characters a day, a fifth of them for breaking news."""
    return replace(ctx, settings=replace(ctx.settings, budget_chars_per_day=10_000))


class TestBudget:
    """Reserved before, settled after."""

    def test_workers_that_reserve_at_once_never_spend_more_than_there_is(self, tight: Context) -> None:
        with ThreadPoolExecutor(8) as pool:
            said = list(pool.map(lambda _: gate(tight).begin("google", "Google", 700), range(40)))
        assert sum(isinstance(one, Opened) for one in said) == 8000 // 700
        assert spent(tight) == Spent(0, 8000 // 700 * 700)

    def test_breaking_news_has_what_the_others_may_not_touch(self, tight: Context) -> None:
        assert isinstance(gate(tight).begin("google", "Google", 8000), Opened)
        refused = gate(tight, "background").begin("google", "Google", 1)
        assert isinstance(refused, EngineFailure)
        assert (refused.params["needed"], refused.params["left"], refused.params["kept"]) == (1, 0, 2000)
        assert isinstance(gate(tight, "breaking").begin("google", "Google", 2000), Opened)
        assert isinstance(gate(tight, "breaking").begin("google", "Google", 1), EngineFailure)

    def test_breaking_news_may_use_the_whole_day(self, tight: Context) -> None:
        assert isinstance(gate(tight, "breaking").begin("google", "Google", 9000), Opened)
        refused = gate(tight).begin("google", "Google", 1500)
        assert isinstance(refused, EngineFailure)
        assert refused.message.endswith("it needs 1,500 characters, 1,000 are left today.")

    def test_a_refusal_takes_nothing_and_is_tried_again_when_the_newsrooms_day_begins(
        self, tight: Context, clock: FakeClock
    ) -> None:
        refused = gate(tight).begin("google", "Google", 8001)
        assert isinstance(refused, EngineFailure)
        assert "it needs 8,001 characters, 8,000 are left today, and 2,000 are kept" in refused.message
        assert refused.retry_after == 12 * 3600, "it is noon"
        assert spent(tight) == Spent(0, 0)
        clock.tick(hours=12)
        assert spent(tight) == Spent(0, 0)

    def test_what_was_not_sent_is_given_back(self, tight: Context) -> None:
        mine = gate(tight)
        mine.begin("google", "Google", 5000)
        assert mine.before("google", "Google", 1200, patience=1) == 0
        mine.finish()
        assert spent(tight) == Spent(0, 1200)

    def test_what_is_sent_again_is_paid_again_and_refused_when_nothing_is_left(self, tight: Context) -> None:
        mine = gate(tight)
        mine.begin("google", "Google", 5000)
        assert mine.before("google", "Google", 5000, patience=1) == 0
        assert isinstance(mine.before("google", "Google", 5000, patience=1), EngineFailure)
        assert mine.before("google", "Google", 3000, patience=1) == 0
        mine.finish()
        assert spent(tight) == Spent(0, 8000)

    def test_what_an_engine_left_serves_the_next_one(self, tight: Context) -> None:
        mine = gate(tight)
        mine.begin("google", "Google", 5000)
        mine.before("google", "Google", 2000, patience=1)
        assert isinstance(mine.begin("google", "Google", 3000), Opened)
        assert spent(tight) == Spent(0, 5000)

    def test_a_reservation_whose_worker_died_stays_spent(self, tight: Context) -> None:
        gate(tight).begin("google", "Google", 5000)
        assert isinstance(gate(tight).begin("google", "Google", 3001), EngineFailure)

    @pytest.mark.parametrize(("sent", "cost"), [(False, 0), (True, 500)])
    def test_a_request_that_met_nobody_costs_nothing(self, tight: Context, *, sent: bool, cost: int) -> None:
        job = _job(tight)
        mine = EngineGate(tight, job_id=job, lane="normal", confidential=False)
        mine.recall(FakeEngine(), {}, source="en", target="ru")
        mine.begin("google", "Google", 500)
        mine.before("google", "Google", 500, patience=1)
        mine.called(EngineCall("google", 5, 500, 0.0, False, "unreachable", sent=sent))
        mine.finish()
        assert spent(tight) == Spent(0, cost)
        assert engine_report(tight).chars == cost


def _job(ctx: Context) -> int:
    """A job that calls can be recorded for."""
    filed = file(ctx, to=("ru",))
    with ctx.store.read() as unit:
        found = unit.jobs.open_of_edition(filed.editions[0].id)
        assert found is not None
        return found.id


class TestBreaker:
    """One row that all workers see."""

    def test_failures_of_workers_at_once_are_all_counted(self, ctx: Context) -> None:
        def fail(_: int) -> None:
            engine_health.failed(ctx, "google", cause="timeout", message="Late.", requests=1)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(fail, range(2)))
        assert health(ctx).failures == 2
        fail(0)
        assert health(ctx).state(ctx.clock.now()) is BreakerState.OPEN

    def test_after_the_rest_one_worker_tries_and_the_others_are_told(self, ctx: Context, clock: FakeClock) -> None:
        engine_health.failed(ctx, "google", cause="quota", message="Used up.")
        refused = gate(ctx).begin("google", "Google", 10)
        assert isinstance(refused, EngineFailure)
        assert refused.message == "Google rests until 13:00. Used up."
        assert refused.retry_after == 3600
        clock.tick(hours=1)
        with ThreadPoolExecutor(8) as pool:
            said = list(pool.map(lambda _: gate(ctx).begin("google", "Google", 10), range(16)))
        assert sum(one == Opened(probe=True) for one in said) == 1
        assert {one.reason for one in said if isinstance(one, EngineFailure)} == {"resting"}

    def test_a_worker_that_dies_while_it_tries_does_not_keep_the_others_out(
        self, ctx: Context, clock: FakeClock
    ) -> None:
        engine_health.failed(ctx, "google", cause="quota", message="Used up.")
        clock.tick(hours=1)
        assert gate(ctx).begin("google", "Google", 10) == Opened(probe=True)
        assert isinstance(gate(ctx).begin("google", "Google", 10), EngineFailure)
        clock.tick(seconds=61)
        assert gate(ctx).begin("google", "Google", 10) == Opened(probe=True)

    def test_a_trial_that_fails_begins_a_longer_rest_and_one_that_succeeds_ends_it(
        self, ctx: Context, clock: FakeClock
    ) -> None:
        engine_health.failed(ctx, "google", cause="rate-limited", message="Too many.", retry_after=5)
        clock.tick(seconds=60)
        assert gate(ctx).begin("google", "Google", 10) == Opened(probe=True)
        engine_health.failed(ctx, "google", cause="rate-limited", message="Too many.")
        assert health(ctx).until == clock.now() + timedelta(seconds=120)
        clock.tick(seconds=120)
        mine = gate(ctx)
        assert mine.begin("google", "Google", 10) == Opened(probe=True)
        mine.recovered("google")
        assert health(ctx) == Health()
        assert gate(ctx).begin("google", "Google", 10) == Opened()

    def test_whoever_looked_before_the_trial_went_well_need_not_wait(self, ctx: Context, clock: FakeClock) -> None:
        engine_health.failed(ctx, "google", cause="rate-limited", message="Too many.")
        clock.tick(seconds=60)
        early, trying = gate(ctx), gate(ctx)
        assert trying.begin("google", "Google", 10) == Opened(probe=True)
        trying.recovered("google")
        assert early.begin("google", "Google", 10) == Opened()

    def test_a_budget_that_is_spent_does_not_use_up_the_trial(self, tight: Context, clock: FakeClock) -> None:
        engine_health.failed(tight, "google", cause="rate-limited", message="Too many.")
        clock.tick(seconds=60)
        assert isinstance(gate(tight).begin("google", "Google", 9000), EngineFailure)
        assert gate(tight).begin("google", "Google", 10) == Opened(probe=True)


class TestRates:
    """One log that all workers write."""

    def test_workers_at_once_get_places_one_after_the_other(self, ctx: Context) -> None:
        rated = replace(ctx, settings=replace(ctx.settings, engine_rates={"google": EngineRate(5, None)}))
        with ThreadPoolExecutor(8) as pool:
            waits = list(pool.map(lambda _: gate(rated, "breaking").before("google", "G", 10, patience=60), range(20)))
        times = sorted(wait for wait in waits if isinstance(wait, float))
        assert len(times) == 20
        assert [sum(1 for t in times if end - 1 < t <= end) for end in times[4::5]] == [5, 5, 5, 5]
        assert 3.1 < times[-1] < 3.2

    def test_a_wait_that_is_too_long_is_refused_with_figures_and_takes_no_place(self, ctx: Context) -> None:
        rated = replace(ctx, settings=replace(ctx.settings, engine_rates={"google": EngineRate(None, 1000)}))
        assert gate(rated).before("google", "Google", 800, patience=30) == 0
        for _ in range(3):
            refused = gate(rated).before("google", "Google", 100, patience=30)
            assert isinstance(refused, EngineFailure)
            assert refused.message == (
                "Google takes 800 characters a minute: the next place is free in 61 s, the job could wait 30 s."
            )
            assert refused.retry_after is not None
            assert 31 < refused.retry_after < 32
        assert gate(rated, "breaking").before("google", "Google", 200, patience=30) == 0


def _in_a_process(url: str, folder: str) -> int:
    """Reserve as often as possible; how many characters were to be had."""
    settings = load_settings(
        {}, data_dir=folder, secret_key="x" * 32, engines="", budget_chars_per_day="30000", budget_breaking_share="0"
    )
    ctx = Context(settings, Store(url), SystemClock(), engines=(FakeEngine(),))
    got = 0
    for _ in range(30):
        mine = gate(ctx)
        if isinstance(mine.begin("google", "Google", 700), Opened):
            got += 700
    ctx.store.close()
    return got


def test_processes_that_reserve_at_once_never_spend_more_than_there_is(store: Store, tmp_path: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn")) as pool:
        got = list(pool.map(_in_a_process, [store.url] * 3, [str(tmp_path)] * 3))
    assert sum(got) == 30_000 // 700 * 700
