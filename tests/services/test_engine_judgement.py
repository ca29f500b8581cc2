"""Whole jobs over services that speak the providers' protocols: what is sent, what is not, and when again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from localize.config import EngineRate
from localize.edition import EditionState, OriginKind
from localize.errors import InvalidInputError, NotFoundError
from localize.mt import build_engines
from localize.mt.breaker import BreakerState, Health
from localize.services import desk, drafting, jobs, workbench
from localize.services.context import SYSTEM, Context
from localize.services.engine_health import health_of, try_now
from localize.services.engine_report import drafting_of, engine_report
from localize.services.pretranslate import run_job
from localize.services.setup import JobService
from localize.store import Store
from localize.workflow import UserRole
from tests.conftest import FakeClock
from tests.doubles import DeeplDouble, LibreTranslateDouble, ServiceDouble
from tests.engines import FakeEngine
from tests.services.helpers import file, person, run_sent

MANY = tuple(f"This is paragraph number {n} about the new night bus line." for n in range(12))


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting between tries is the chain's own tests' business."""
    monkeypatch.setattr("localize.mt.chain.time.sleep", lambda _: None)


@dataclass
class Desk:
    """A newsroom whose engines are doubles."""

    ctx: Context
    first: ServiceDouble
    second: ServiceDouble

    def draft(self, *paragraphs: str, **filing: Any) -> int:
        """File an article for Russian and do its job; the edition's id."""
        filed = file(self.ctx, *paragraphs, to=("ru",), **filing)
        run_sent(self.ctx)
        return filed.editions[0].id

    def state(self, edition_id: int) -> EditionState:
        return desk.get_edition(self.ctx, edition_id).state

    def health(self, name: str = "deepl") -> Health:
        with self.ctx.store.read() as unit:
            return health_of(unit.engine_states.get(name))

    def run_due(self) -> None:
        """Do what is due, as the scheduler and a worker would."""
        for job_id, _ in jobs.due(self.ctx):
            run_job(self.ctx, job_id, "test")


@contextmanager
def desk_with(ctx: Context, *names: str, faults: Any = (), repeat: bool = False, **settings: Any) -> Iterator[Desk]:
    """DeepL with these faults; LibreTranslate, which works. ``names``: those of the chain."""
    with DeeplDouble(key="key:fx", faults=faults, repeat=repeat) as deepl, LibreTranslateDouble() as libre:
        made = replace(
            ctx.settings,
            engines=names or ("deepl",),
            deepl_url=deepl.url,
            deepl_key="key:fx",
            libretranslate_url=libre.url,
            engine_timeout=2.0,
            **settings,
        )
        yield Desk(replace(ctx, settings=made, engines=tuple(build_engines(made))), deepl, libre)


class TestCache:
    """What was answered once is not sent again."""

    def test_the_same_article_under_another_id_makes_no_request(self, ctx: Context) -> None:
        with desk_with(ctx) as room:
            first = room.draft(external_id="a-1")
            asked = len(room.first.requests)
            second = room.draft(external_id="a-2")
            assert len(room.first.requests) == asked == 1
            assert room.state(second) is EditionState.DRAFTED
            texts = [
                [
                    (s.target, str(s.origin))
                    for b in workbench.open_edition(room.ctx, SYSTEM, e).blocks
                    for s in b.segments
                ]
                for e in (first, second)
            ]
        assert texts[0] == texts[1]
        assert {origin for _, origin in texts[0]} == {"mt:deepl"}
        [use] = drafting_of(room.ctx, second)
        assert (use.requests, use.chars, use.cached) == (0, 0, 4)

    def test_only_the_sentence_that_is_new_is_sent(self, ctx: Context) -> None:
        with desk_with(ctx) as room:
            room.draft("One sentence. Another sentence.", external_id="a-1")
            room.draft("One sentence. A new sentence.", external_id="a-2")
        assert room.first.requests[-1].texts == ("A new sentence.",)

    def test_a_confidential_article_leaves_nothing_in_it_and_takes_nothing_from_it(self, ctx: Context) -> None:
        with desk_with(ctx) as room:
            room.draft(external_id="a-1", confidential=True)
            room.draft(external_id="a-2", confidential=True)
            assert len(room.first.requests) == 2
            with room.ctx.store.read() as unit:
                assert unit.engine_cache.count() == {}

    def test_each_engine_and_locale_has_its_own_answers(self, sqlite_ctx: Context) -> None:
        with desk_with(sqlite_ctx, "deepl") as room:
            room.draft(external_id="a-1")
            file(room.ctx, external_id="a-2", to=("de",))
            run_sent(room.ctx)
            assert [request.target for request in room.first.requests] == ["ru", "de"]
            settings = replace(room.ctx.settings, engines=("libretranslate",))
            room.ctx = replace(room.ctx, settings=settings, engines=tuple(build_engines(settings)))
            room.draft(external_id="a-3")
            assert len(room.second.requests) == 1

    def test_answers_grow_old(self, ctx: Context, clock: FakeClock) -> None:
        with desk_with(ctx) as room:
            room.draft(external_id="a-1")
            clock.tick(days=29)
            assert JobService(room.ctx).prune() == 0
            room.draft(external_id="a-2")
            assert len(room.first.requests) == 1
            clock.tick(days=2)
            room.draft(external_id="a-3")
            assert len(room.first.requests) == 2
            clock.tick(days=31)
            assert JobService(room.ctx).prune() == 4

    def test_it_can_be_switched_off(self, sqlite_ctx: Context) -> None:
        with desk_with(sqlite_ctx, engine_cache_days=0) as room:
            room.draft(external_id="a-1")
            room.draft(external_id="a-2")
            assert len(room.first.requests) == 2

    @pytest.mark.parametrize("fault", ["echo", "html-items", "latin"])
    def test_an_answer_that_is_no_translation_is_not_kept(self, sqlite_ctx: Context, fault: str) -> None:
        with desk_with(sqlite_ctx, faults=[fault], repeat=True) as room:
            assert room.state(room.draft()) is EditionState.BLOCKED
            with room.ctx.store.read() as unit:
                assert unit.engine_cache.count() == {}

    def test_an_engine_that_rests_still_gives_what_it_has_given(self, sqlite_ctx: Context) -> None:
        with desk_with(sqlite_ctx, faults=[None, "456"], repeat=True) as room:
            room.draft(external_id="a-1")
            room.draft(*MANY, external_id="a-2")
            assert room.health().state(room.ctx.clock.now()) is BreakerState.OPEN
            assert room.state(room.draft(external_id="a-3")) is EditionState.DRAFTED


class TestRests:
    """An engine that keeps failing is left alone, then tried."""

    @pytest.mark.parametrize(
        ("fault", "requests", "reason", "rest"),
        [
            ("403", 1, "key-refused", timedelta(hours=1)),
            ("401", 1, "key-refused", timedelta(hours=1)),
            ("456", 1, "quota", timedelta(hours=1)),
            ("429:9999", 1, "rate-limited", timedelta(seconds=9999)),
            ("429", 5, "rate-limited", timedelta(seconds=60)),
        ],
    )
    def test_it_is_asked_no_more_until_its_rest_is_over(
        self, sqlite_ctx: Context, clock: FakeClock, fault: str, requests: int, reason: str, rest: timedelta
    ) -> None:
        with desk_with(sqlite_ctx, faults=[fault], repeat=True) as room:
            room.draft(external_id="a-1")
            assert len(room.first.requests) == requests
            assert (room.health().reason, room.health().until) == (reason, clock.now() + rest)
            second = room.draft(external_id="a-2")
            assert len(room.first.requests) == requests
        summary = desk.get_edition(room.ctx, second)
        assert (summary.state, summary.blocked_code) == (EditionState.BLOCKED, "engines-resting")
        assert (summary.blocked_sentence or "").startswith("DeepL rests until ")
        assert summary.next_try == clock.now() + rest

    @pytest.mark.parametrize("fault", ["500", "503", "reset", "close", "garbage", "html-502"])
    def test_whatever_fails_again_and_again_ends_in_a_rest(self, sqlite_ctx: Context, fault: str) -> None:
        with desk_with(sqlite_ctx, faults=[fault], repeat=True) as room:
            room.draft(external_id="a-1")
            asked = len(room.first.requests)
            assert asked <= 12
            assert room.health().state(room.ctx.clock.now()) is BreakerState.OPEN
            room.draft(external_id="a-2")
            assert len(room.first.requests) == asked

    @pytest.mark.parametrize("fault", ["400", "404", "413", "echo"])
    def test_a_refused_text_rests_nobody(self, sqlite_ctx: Context, fault: str) -> None:
        with desk_with(sqlite_ctx, faults=[fault], repeat=True) as room:
            room.draft()
            assert room.health().state(room.ctx.clock.now()) is BreakerState.CLOSED

    def test_the_next_engine_takes_over_without_the_first_being_asked(self, sqlite_ctx: Context) -> None:
        with desk_with(sqlite_ctx, "deepl", "libretranslate", faults=["456"], repeat=True) as room:
            room.draft(external_id="a-1")
            edition = room.draft(*MANY, external_id="a-2")
            assert room.state(edition) is EditionState.DRAFTED
            assert len(room.first.requests) == 1
            assert len(room.second.requests) == 2

    def test_after_the_rest_a_few_texts_are_sent_then_the_others(self, ctx: Context, clock: FakeClock) -> None:
        with desk_with(ctx, faults=["456"]) as room:
            first = room.draft(*MANY, external_id="a-1")
            second = room.draft(external_id="a-2")
            clock.tick(hours=1)
            room.run_due()
            assert [room.state(e) for e in (first, second)] == [EditionState.DRAFTED] * 2
            assert [len(request.texts) for request in room.first.requests[:3]] == [13, 3, 10]
            assert room.health() == Health()

    def test_a_trial_that_fails_costs_one_request_and_a_longer_rest(self, ctx: Context, clock: FakeClock) -> None:
        with desk_with(ctx, faults=["503"], repeat=True) as room:
            edition = room.draft(*MANY)
            asked = len(room.first.requests)
            for n, rest in enumerate((60, 120, 240), start=1):
                until = room.health().until
                assert until is not None
                clock.tick(seconds=(until - clock.now()).total_seconds())
                room.run_due()
                assert len(room.first.requests) == asked + n
                assert len(room.first.requests[-1].texts) == 3
                assert room.health().until == clock.now() + timedelta(seconds=rest)
            assert room.state(edition) is EditionState.BLOCKED

    def test_waiting_for_an_engine_uses_up_no_attempt(self, sqlite_ctx: Context, clock: FakeClock) -> None:
        with desk_with(sqlite_ctx, faults=["456"], repeat=True) as room:
            room.draft(external_id="a-0")
            edition = room.draft(external_id="a-1")
            for _ in range(20):
                with room.ctx.store.write() as unit:
                    job = unit.jobs.open_of_edition(edition)
                    assert job is not None
                    job.run_after = clock.now()
                    assert job.attempts == 0
                    job_id = job.id
                run_job(room.ctx, job_id, "test")
            assert room.state(edition) is EditionState.BLOCKED

    def test_a_person_who_says_try_now_has_the_engine_tried(self, ctx: Context, clock: FakeClock) -> None:
        with desk_with(ctx, faults=["403"]) as room:
            edition = room.draft()
            assert jobs.due(room.ctx) == []
            clock.tick(minutes=1)
            try_now(room.ctx, "deepl")
            room.run_due()
            assert room.state(edition) is EditionState.DRAFTED
            with pytest.raises(InvalidInputError):
                try_now(room.ctx, "deepl")
            with pytest.raises(NotFoundError):
                try_now(room.ctx, "babelfish")

    def test_a_person_who_retries_an_edition_has_an_engine_tried_that_may_be_well_again(
        self, sqlite_ctx: Context
    ) -> None:
        with desk_with(sqlite_ctx, faults=["503"] * 12) as room:
            edition = room.draft()
            asked = len(room.first.requests)
            assert room.health().state(room.ctx.clock.now()) is BreakerState.OPEN
            room.first._row.clear()
            drafting.retry(room.ctx, person(room.ctx, UserRole.TRANSLATOR, "Vera", "ru"), edition)
            run_sent(room.ctx)
            assert len(room.first.requests) > asked
            assert room.state(edition) is EditionState.DRAFTED


class TestMoney:
    """What is counted, and refused before anything is sent."""

    def test_the_budget_needs_what_would_really_be_sent(self, sqlite_ctx: Context) -> None:
        """Known sentences cost nothing; of an article over the rest not one request is made."""
        with desk_with(sqlite_ctx, budget_chars_per_day=1000, budget_breaking_share=0) as room:
            room.draft("One sentence. Another sentence.", external_id="a-1")
            sent = room.first.requests[0].chars
            second = room.draft("One sentence. Another sentence.", external_id="a-2")
            assert room.state(second) is EditionState.DRAFTED
            report = engine_report(room.ctx)
            assert report.budget is not None
            assert (report.budget.others, report.budget.left) == (sent, 1000 - sent)
            third = room.draft("x " * 2000, external_id="a-3")
            summary = desk.get_edition(room.ctx, third)
            assert summary.blocked_code == "budget"
            assert f"it needs 3,999 characters, {1000 - sent:,} are left today." in (summary.blocked_sentence or "")
            assert len(room.first.requests) == 1
            assert engine_report(room.ctx).budget == report.budget

    def test_what_failed_was_sent_all_the_same(self, sqlite_ctx: Context) -> None:
        with desk_with(sqlite_ctx, faults=["503"], budget_chars_per_day=10_000) as room:
            room.draft()
            budget = engine_report(room.ctx).budget
            assert budget is not None
            assert budget.others == sum(request.chars for request in room.first.requests)
            assert len(room.first.requests) > 1

    def test_an_edition_tells_what_its_draft_took(self, ctx: Context) -> None:
        with desk_with(
            ctx, "deepl", "libretranslate", faults=["503"] * 9, engine_prices={"libretranslate": 10.0}
        ) as room:
            edition = room.draft()
        first, second = drafting_of(room.ctx, edition)
        assert (first.engine, first.requests, first.cost) == ("deepl", len(room.first.requests), 0.0)
        assert first.failures == (("server-error", len(room.first.requests)),)
        assert first.attempts == 5
        assert (second.engine, second.requests, second.attempts, second.failures) == ("libretranslate", 1, 1, ())
        assert second.chars == room.second.requests[0].chars
        assert second.texts == len(room.second.requests[0].texts)
        assert second.cost == pytest.approx(second.chars * 10 / 1_000_000)

    def test_a_rate_that_is_used_up_leaves_the_article_to_the_next_engine(self, sqlite_ctx: Context) -> None:
        rates = {"deepl": EngineRate(None, 100)}
        with desk_with(sqlite_ctx, "deepl", "libretranslate", engine_rates=rates) as room:
            edition = room.draft(*MANY)
            assert room.state(edition) is EditionState.DRAFTED
            assert sum(request.chars for request in room.first.requests) <= 80
            assert all(request.chars <= 80 for request in room.first.requests)
            engines = {
                s.origin.engine
                for b in workbench.open_edition(room.ctx, SYSTEM, edition).blocks
                for s in b.segments
                if s.origin.kind is OriginKind.MT
            }
        assert engines == {"deepl", "libretranslate"}


def test_an_undisturbed_job_pays_one_read_for_the_gate(sqlite_ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no writing transaction of its own: its record goes with the drafts."""
    opened: list[str] = []

    def counted(name: str, real: Any) -> Any:
        def call(self: Store) -> Any:
            if threading.current_thread() is threading.main_thread():  # beside it the worker says that it began
                opened.append(name)
            return real(self)

        return call

    filed = file(sqlite_ctx, to=("ru",))
    with sqlite_ctx.store.read() as unit:
        job = unit.jobs.open_of_edition(filed.editions[0].id)
        assert job is not None
    engine = sqlite_ctx.engines[0]
    assert isinstance(engine, FakeEngine)
    monkeypatch.setattr(Store, "write", counted("write", Store.write))
    monkeypatch.setattr(Store, "read", counted("read", Store.read))
    real = engine.rule

    def mark(text: str, target: str) -> str:
        if "engine" not in opened:
            opened.append("engine")
        return real(text, target)

    engine.rule = mark
    run_job(sqlite_ctx, job.id, "test")
    assert opened[opened.index("engine") - 1 :] == ["read", "engine", "write", "write"]
