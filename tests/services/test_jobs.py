"""Jobs: lost, repeated, taken over, blocked. The database is the truth."""

import dataclasses
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from localize.edition import EditionState, OriginKind
from localize.errors import EngineError
from localize.services import desk, drafting, jobs, postedit, workbench
from localize.services.context import SYSTEM, Context
from localize.services.pretranslate import run_job
from localize.workflow import UserRole
from tests.conftest import FakeClock, FakeDispatcher
from tests.engines import FakeEngine, pseudo
from tests.services.helpers import file, person, run_sent


def _revisions(ctx: Context, edition_id: int) -> list[int]:
    return [s.revision for b in workbench.open_edition(ctx, SYSTEM, edition_id).blocks for s in b.segments]


def test_a_job_done_twice_writes_once(ctx: Context, dispatcher: FakeDispatcher, engine: FakeEngine) -> None:
    filed = file(ctx, to=("ru",))
    job_id = dispatcher.sent[0][0]
    for _ in range(3):
        run_job(ctx, job_id, "test")
    assert set(_revisions(ctx, filed.editions[0].id)) == {1}
    asked = [text for call in engine.calls for text in call]
    assert len(asked) == len(set(asked))


def test_an_announcement_that_was_lost_is_repeated_by_the_scheduler(
    ctx: Context, dispatcher: FakeDispatcher, clock: FakeClock
) -> None:
    file(ctx, to=("ru",))
    job_id = dispatcher.sent[0][0]
    assert jobs.due(ctx) == []
    clock.tick(seconds=61)
    assert jobs.due(ctx) == [(job_id, "normal")]
    assert jobs.due(ctx) == []


def test_a_process_that_dies_before_announcing_leaves_a_job_that_is_due(ctx: Context, clock: FakeClock) -> None:
    """The job is committed with the article; what never was sent is due within seconds."""

    class Dying:
        def send(self, job_id: int, lane: str) -> bool:
            raise SystemExit(f"killed before job {job_id} in {lane} was sent")

    with pytest.raises(SystemExit):
        file(Context(ctx.settings, ctx.store, ctx.clock, Dying(), ctx.engines), to=("ru",))
    clock.tick(seconds=6)
    waiting = jobs.due(ctx)
    assert [lane for _, lane in waiting] == ["normal"]
    run_job(ctx, waiting[0][0], "test")
    assert desk.list_editions(ctx)[0].state is EditionState.DRAFTED


def test_a_job_whose_worker_died_is_due_when_its_lease_is_over(
    ctx: Context, dispatcher: FakeDispatcher, clock: FakeClock
) -> None:
    filed = file(ctx, to=("ru",))
    job_id = dispatcher.sent[0][0]
    with ctx.store.write() as unit:
        unit.jobs.claim(job_id, token="dead", worker="gone", now=clock.now(), lease_until=clock.now() + jobs.LEASE)
    clock.tick(seconds=1)
    run_job(ctx, job_id, "second")
    assert desk.get_edition(ctx, filed.editions[0].id).progress.initial > 0
    clock.tick(seconds=jobs.LEASE.total_seconds())
    assert jobs.due(ctx) == [(job_id, "normal")]
    run_job(ctx, job_id, "second")
    assert desk.get_edition(ctx, filed.editions[0].id).state is EditionState.DRAFTED


def test_what_a_worker_brings_after_it_lost_its_job_is_dropped(
    ctx: Context, dispatcher: FakeDispatcher, clock: FakeClock, engine: FakeEngine
) -> None:
    """While the first worker waits for the engine its lease runs out and a second one takes the job."""
    filed = file(ctx, to=("ru",))
    job_id = dispatcher.sent[0][0]
    rule, taken_over = engine.rule, []

    def slow(text: str, target: str) -> str:
        if not taken_over:
            taken_over.append(text)
            clock.tick(seconds=jobs.LEASE.total_seconds() + 1)
            run_job(ctx, job_id, "second")
            return "Поздний ответ"
        return rule(text, target)

    engine.rule = slow
    run_job(ctx, job_id, "first")
    bench = workbench.open_edition(ctx, SYSTEM, filed.editions[0].id)
    texts = [s.target for b in bench.blocks for s in b.segments]
    assert "Поздний ответ" not in texts
    assert all(texts)
    assert bench.summary.state is EditionState.DRAFTED


def test_a_draft_never_overwrites_what_a_person_typed_meanwhile(
    ctx: Context, dispatcher: FakeDispatcher, engine: FakeEngine
) -> None:
    filed = file(ctx, to=("ru",))
    edition_id = filed.editions[0].id
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    segment = workbench.open_edition(ctx, vera, edition_id).blocks[0].segments[0]
    rule, typed = engine.rule, []

    def meanwhile(text: str, target: str) -> str:
        if not typed:
            typed.append(text)
            postedit.save_segment(
                ctx, vera, edition_id, segment.id, text="Рука человека", base_revision=0, confirm=False
            )
        return rule(text, target)

    engine.rule = meanwhile
    run_job(ctx, dispatcher.sent[0][0], "test")
    bench = workbench.open_edition(ctx, vera, edition_id)
    assert bench.blocks[0].segments[0].target == "Рука человека"
    assert bench.summary.state is EditionState.IN_REVIEW
    assert bench.summary.progress.initial == 0


def test_when_no_engine_answers_the_edition_is_blocked_retried_and_can_be_done_by_hand(
    ctx: Context, engine: FakeEngine, clock: FakeClock
) -> None:
    engine.error = EngineError("The service refused the key.", engine="google", reason="refused", retryable=False)
    filed = file(ctx, to=("ru",))
    edition_id = filed.editions[0].id
    run_sent(ctx)
    summary = desk.get_edition(ctx, edition_id)
    assert summary.state is EditionState.BLOCKED
    assert summary.blocked_sentence
    assert "refused the key" in summary.blocked_sentence
    assert summary.next_try is not None
    assert summary.next_try > clock.now()
    assert {s.target for b in workbench.open_edition(ctx, SYSTEM, edition_id).blocks for s in b.segments} == {""}
    # Nothing is due before its time; then the engine is back.
    assert jobs.due(ctx) == []
    clock.tick(seconds=(summary.next_try - clock.now()).total_seconds() + 1)
    engine.error = None
    for job_id, _ in jobs.due(ctx):
        run_job(ctx, job_id, "test")
    assert desk.get_edition(ctx, edition_id).state is EditionState.DRAFTED


def test_a_blocked_edition_can_be_tried_at_once_or_taken_by_hand(ctx: Context, engine: FakeEngine) -> None:
    engine.error = EngineError("away", engine="google", reason="refused", retryable=False)
    filed = file(ctx)
    run_sent(ctx)
    first, second = (e.id for e in filed.editions)
    vera = person(ctx, UserRole.TRANSLATOR, "Vera")
    engine.error = None
    assert drafting.retry(ctx, vera, first) is EditionState.QUEUED
    run_sent(ctx)
    assert desk.get_edition(ctx, first).state is EditionState.DRAFTED
    assert postedit.take(ctx, vera, second) is EditionState.IN_REVIEW


def test_a_confidential_article_goes_to_private_engines_only(ctx: Context, engine: FakeEngine) -> None:
    private = FakeEngine(name="libretranslate", private=True)
    guarded = Context(ctx.settings, ctx.store, ctx.clock, ctx.dispatcher, (engine, private))
    filed = file(guarded, to=("ru",), confidential=True)
    run_sent(guarded)
    assert engine.calls == []
    origins = {
        s.origin.engine for b in workbench.open_edition(ctx, SYSTEM, filed.editions[0].id).blocks for s in b.segments
    }
    assert origins == {"libretranslate"}


def test_without_any_engine_the_edition_says_so(ctx: Context) -> None:
    alone = Context(ctx.settings, ctx.store, ctx.clock, ctx.dispatcher, ())
    filed = file(alone, to=("ru",))
    run_sent(alone)
    summary = desk.get_edition(ctx, filed.editions[0].id)
    assert (summary.state, summary.blocked_code) == (EditionState.BLOCKED, "no-engine")


def test_the_daily_budget_refuses_with_numbers_before_anything_is_sent(ctx: Context, engine: FakeEngine) -> None:
    settings = dataclasses.replace(ctx.settings, budget_chars_per_day=100)
    tight = Context(settings, ctx.store, ctx.clock, ctx.dispatcher, ctx.engines)
    filed = file(tight, to=("ru",))
    run_sent(tight)
    summary = desk.get_edition(ctx, filed.editions[0].id)
    assert summary.blocked_code == "budget"
    assert "80 are left today, and 20 are kept for breaking news" in (summary.blocked_sentence or "")
    assert engine.calls == []


def test_a_job_that_workers_keep_dying_on_is_given_up_and_says_so(
    ctx: Context, dispatcher: FakeDispatcher, clock: FakeClock
) -> None:
    filed = file(ctx, to=("ru",))
    job_id = dispatcher.sent[0][0]
    for n in range(12):
        with ctx.store.write() as unit:
            assert unit.jobs.claim(
                job_id, token=str(n), worker="x", now=clock.now(), lease_until=clock.now() + timedelta(seconds=1)
            )
        clock.tick(seconds=2)
    run_job(ctx, job_id, "test")
    summary = desk.get_edition(ctx, filed.editions[0].id)
    assert "12 attempts" in (summary.blocked_sentence or "")
    clock.tick(hours=1)
    assert jobs.due(ctx) == []


def test_each_draft_says_which_engine_made_it(ctx: Context) -> None:
    filed = file(ctx, to=("de",))
    run_sent(ctx)
    bench = workbench.open_edition(ctx, SYSTEM, filed.editions[0].id)
    assert {(s.origin.kind, s.origin.engine) for b in bench.blocks for s in b.segments} == {(OriginKind.MT, "google")}


def test_a_person_stops_a_draft_that_waits_and_the_hint_on_the_way_does_nothing(
    ctx: Context, dispatcher: FakeDispatcher, engine: FakeEngine
) -> None:
    filed = file(ctx, to=("ru",))
    edition_id = filed.editions[0].id
    assert drafting.cancel(ctx, person(ctx, UserRole.TRANSLATOR, "Vera"), edition_id) is EditionState.BLOCKED
    run_job(ctx, dispatcher.sent[0][0], "test")
    assert engine.calls == []
    found = desk.get_edition(ctx, edition_id)
    assert (found.state, found.blocked_code, found.next_try) == (EditionState.BLOCKED, "cancelled", None)
    assert jobs.due(ctx) == []


def test_a_draft_stopped_while_the_engine_works_keeps_what_stood_and_drops_what_comes(ctx: Context) -> None:
    vera = person(ctx, UserRole.TRANSLATOR, "Vera")
    filed = file(ctx, to=("ru",))
    edition_id = filed.editions[0].id

    def stop(text: str, target: str) -> str:
        if not stopped:
            _at_work(ctx, edition_id)
            stopped.append(drafting.cancel(ctx, vera, edition_id))
        return pseudo(text, target)

    stopped: list[EditionState] = []

    slow = dataclasses.replace(ctx, engines=(FakeEngine(stop),))
    before = set(_revisions(ctx, edition_id))
    assert before == {0}
    job_id = _job_of(ctx, edition_id)
    run_job(slow, job_id, "test")
    bench = workbench.open_edition(ctx, SYSTEM, edition_id)
    kinds = {s.origin.kind for b in bench.blocks for s in b.segments}
    assert OriginKind.MT not in kinds
    assert bench.summary.state is EditionState.BLOCKED
    drafting.retry(ctx, vera, edition_id)
    run_job(ctx, _job_of(ctx, edition_id), "test")
    assert desk.get_edition(ctx, edition_id).state is EditionState.DRAFTED


def test_a_stopped_draft_is_not_tried_again_by_itself(
    ctx: Context, engine: FakeEngine, dispatcher: FakeDispatcher, clock: FakeClock
) -> None:
    engine.error = EngineError("Google is away.", engine="google", reason="unreachable", retryable=False)
    filed = file(ctx, to=("ru",))
    edition_id = filed.editions[0].id
    run_job(ctx, dispatcher.sent[0][0], "test")
    assert desk.get_edition(ctx, edition_id).next_try is not None
    drafting.cancel(ctx, person(ctx, UserRole.TRANSLATOR, "Vera"), edition_id)
    clock.tick(hours=2)
    assert jobs.due(ctx) == []
    assert desk.get_edition(ctx, edition_id).next_try is None


def test_the_engine_that_is_asked_is_told_while_it_works(ctx: Context, dispatcher: FakeDispatcher) -> None:
    filed = file(ctx, to=("ru",))
    edition_id = filed.editions[0].id
    seen: list[tuple[str, str | None]] = []

    def look(name: str) -> Callable[[str, str], str]:
        def rule(text: str, target: str) -> str:
            seen.append((name, _at_work(ctx, edition_id)))
            return text if name == "deepl" else pseudo(text, target)

        return rule

    engines = (FakeEngine(look("deepl"), name="deepl"), FakeEngine(look("google")))
    run_job(dataclasses.replace(ctx, engines=engines), dispatcher.sent[0][0], "test")
    assert {name for name, _ in seen} == {"deepl", "google"}
    assert all(name == told for name, told in seen)
    assert desk.get_edition(ctx, edition_id).engine is None


def _at_work(ctx: Context, edition_id: int) -> str | None:
    """The engine that the desk names, once the worker has said that it is at work: it does so beside the work."""
    until = time.monotonic() + 10
    while (found := desk.get_edition(ctx, edition_id)).state is not EditionState.TRANSLATING:
        assert time.monotonic() < until
        time.sleep(0.005)
    return found.engine


def _job_of(ctx: Context, edition_id: int) -> int:
    with ctx.store.read() as unit:
        job = unit.jobs.open_of_edition(edition_id)
        assert job is not None
        return job.id
