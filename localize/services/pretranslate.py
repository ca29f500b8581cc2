"""Drafting an edition: catalogue and rules, memory, engines. Every step is kept as soon as it is there.

The database is the truth: a job is claimed with a token and a lease, each write checks the token, and a text that a
person has touched is never overwritten. Requests to engines run outside any transaction.
"""

import secrets
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from localize.edition import EditionState
from localize.exchange.catalogue import Catalogue
from localize.memory.match import Entry
from localize.mt.chain import DEADLINES, Drafted, EngineFailure, translate
from localize.mt.choice import chain_for
from localize.ports import Engine
from localize.services import blocked, jobs
from localize.services.catalogue import load as load_catalogue
from localize.services.context import SYSTEM, Context
from localize.services.draft_plan import LostJobError, Pending, Plan, holding, plan_of
from localize.services.draft_texts import by_rule, from_engine, from_memory
from localize.services.engine_gate import EngineGate
from localize.services.hints import hints_for
from localize.services.lengths import limits_in
from localize.services.locks import locks_of
from localize.services.matching import entry_of
from localize.services.record import DraftRows, Written, draft_rows, record_event, write_drafts
from localize.store import Unit
from localize.store.drafts import HeldEdition, HeldJob
from localize.store.editions import EditionRow
from localize.store.memories import MemoryEntryRow
from localize.workflow import TRANSITIONS, Action, advance

MAX_ATTEMPTS = 12
_TOLD_AFTER = 0.06  # seconds

Edition = EditionRow | HeldEdition


@dataclass(frozen=True, slots=True)
class Known:
    """What is known without asking an engine: the catalogue, and the memory's entries for these very sentences."""

    catalogue: Catalogue
    memory: Sequence[MemoryEntryRow]


@dataclass(frozen=True, slots=True)
class Asked:
    """What engines were asked and did not do.

    ``last``: the drafts that complete the edition, still to be written; ``record`` writes what was asked, with them.
    """

    failures: Sequence[EngineFailure] = ()
    last: Sequence[tuple[Pending, Written]] = ()
    record: Callable[[Unit], None] | None = None


def run_job(ctx: Context, job_id: int, worker: str) -> bool:
    """Do a job if it is there to be done. Running it twice, or from two workers at once, changes nothing.

    Whether there was anything to do; other kinds of jobs are not this one's.
    """
    claimed = _claim(ctx, job_id, worker)
    if claimed is None:
        return False
    plan, known = claimed
    try:
        with _heartbeat(ctx, plan):
            rest = _fill_known(ctx, plan, known)
            if rest:
                _ask_engines(ctx, plan, rest)
            else:
                _finish(ctx, plan, Asked())
    except LostJobError:
        return True
    return True


def _claim(ctx: Context, job_id: int, worker: str) -> tuple[Plan, Known] | None:
    now = ctx.clock.now()
    token = secrets.token_hex(12)
    with ctx.store.write() as unit:
        claimed = unit.jobs.claim(job_id, token=token, worker=worker, now=now, lease_until=now + jobs.LEASE)
        if claimed is None:
            return None
        if claimed.attempts > MAX_ATTEMPTS:
            _give_up(ctx, unit, job_id)
            return None
    # Read outside the transaction that claimed it: other workers need not wait for that.
    with ctx.store.read() as unit:
        plan = plan_of(unit, job_id, claimed, token)
        known = Known(
            load_catalogue(ctx, plan.locale, unit),
            unit.memories.exact(plan.source_locale, plan.locale, [pending.text_hash for pending in plan.pending]),
        )
    return replace(plan, limits=limits_in(ctx.settings, plan.locale)), known


def _chain(ctx: Context, plan: Plan) -> tuple[Engine, ...]:
    return chain_for(ctx.settings, ctx.engines, locale=plan.locale, lane=plan.lane, confidential=plan.confidential)


def _begin(ctx: Context, plan: Plan) -> None:
    """Say that the machine is at work, and which engine it asks first. The work does not wait for this.

    When the job is over already, or taken away, there is nothing to say.
    """
    engines = _chain(ctx, plan)
    with suppress(LostJobError), holding(ctx, plan) as (unit, job, edition):
        job.engine = job.engine or (engines[0].name if engines else None)
        _start(unit, edition, ctx.clock.now())


def _start(unit: Unit, edition: Edition, now: datetime) -> None:
    state = EditionState(edition.state)
    if state is not EditionState.TRANSLATING and (state, Action.START) in TRANSITIONS:
        edition.state = advance(state, Action.START, SYSTEM.role).value
        record_event(unit, edition, Action.START, state, SYSTEM, now)
    edition.change += 1
    edition.updated_at = now


def _give_up(ctx: Context, unit: Unit, job_id: int) -> None:
    """A job that workers keep dying on is not tried for ever."""
    now = ctx.clock.now()
    job = unit.jobs.get(job_id)
    edition = unit.editions.lock(job.edition_id) if job else None
    if job is None or edition is None:
        raise LookupError(f"job {job_id} belongs to no edition")
    _start(unit, edition, now)
    job.state = "dead"
    job.finished_at = now
    sentence = f"Drafting stopped after {job.attempts - 1} attempts. Try again, or translate by hand."
    _block(unit, edition, {"sentence": sentence, "failures": []}, ctx)


@contextmanager
def _heartbeat(ctx: Context, plan: Plan) -> Iterator[None]:
    """Beside the block: say that it has begun, then keep the lease alive while it runs.

    It is said a moment later, when the engine has its request: until then every millisecond is the reader's.
    """
    stop = threading.Event()

    def beat() -> None:
        if stop.wait(_TOLD_AFTER):
            return
        _begin(ctx, plan)
        while not stop.wait(jobs.HEARTBEAT):
            until = ctx.clock.now() + jobs.LEASE
            with ctx.store.write() as unit:
                if not unit.jobs.extend(plan.job_id, token=plan.token, lease_until=until):
                    return

    thread = threading.Thread(target=beat, name=f"lease-{plan.job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _fill_known(ctx: Context, plan: Plan, known: Known) -> list[Pending]:
    """Write what rules, catalogue and memory answer. Returns what is left for engines."""
    entries: dict[str, list[Entry]] = {}
    for row in known.memory:
        entries.setdefault(row.text_hash, []).append(entry_of(row))
    found: list[tuple[Pending, Written]] = []
    rest: list[Pending] = []
    for pending in plan.pending:
        written = by_rule(pending, plan, known.catalogue) or from_memory(pending, entries, plan, ctx.clock.now())
        if written is None:
            rest.append(replace(pending, locked=locks_of(pending.source, pending.block, plan.locale, known.catalogue)))
        else:
            found.append((pending, written))
    if found:
        _write(ctx, plan, found)
    return rest


def _ask_engines(ctx: Context, plan: Plan, rest: Sequence[Pending]) -> None:
    """Send the rest through the chain and close the job. Every answer is kept at once, the last with the end."""
    engines = _chain(ctx, plan)
    if not engines:
        _finish(ctx, plan, Asked())
        return
    hints = hints_for(plan.about, plan.lexicon, [pending.source.plain for pending in rest])
    gate = EngineGate(ctx, job_id=plan.job_id, lane=plan.lane, confidential=plan.confidential, hints=hints)
    last: list[tuple[Pending, Written]] = []
    left = len(rest)

    def keep(chunk: Sequence[tuple[int, Drafted]]) -> None:
        nonlocal left
        left -= len(chunk)
        drafts = [(rest[index], from_engine(rest[index], plan, drafted)) for index, drafted in chunk]
        if left:
            _write(ctx, plan, drafts, gate.flush)
        else:
            last.extend(drafts)

    def asking(engine: str) -> None:
        if engine == engines[0].name:
            return  # said when the work began
        with holding(ctx, plan) as (_, job, edition):
            job.engine = engine
            edition.change += 1

    try:
        outcome = translate(
            [pending.source for pending in rest],
            source=plan.source_locale,
            target=plan.locale,
            engines=engines,
            locked=[pending.locked for pending in rest],
            on_chunk=keep,
            on_engine=asking,
            hints=hints,
            gate=gate,
            deadline=DEADLINES[plan.lane],
        )
        _finish(ctx, plan, Asked(outcome.failures, last, gate.flush))
    finally:
        gate.finish()


def _write(
    ctx: Context,
    plan: Plan,
    texts: Sequence[tuple[Pending, Written]],
    also: Callable[[Unit], None] | None = None,
) -> None:
    """One transaction: texts into targets that are still empty, and what else is to be kept with them.

    Raises ``LostJobError``.
    """
    now = ctx.clock.now()
    rows = _rows(plan, texts, now)
    with holding(ctx, plan) as (unit, _, edition):
        _put(unit, edition, rows, now)
        if also is not None:
            also(unit)


def _rows(plan: Plan, texts: Sequence[tuple[Pending, Written]], now: datetime) -> dict[int, DraftRows]:
    return draft_rows(plan.edition_id, [(pending.target_id, written) for pending, written in texts], SYSTEM, now)


def _put(unit: Unit, edition: Edition, rows: Mapping[int, DraftRows], now: datetime) -> bool:
    """Texts into targets that are still empty: what a person has touched meanwhile stays as it is.

    Whether every target has a text now.
    """
    empty = unit.drafts.empty(edition.id, edition.version_id)
    if rows:
        write_drafts(unit, rows, empty)
        edition.change += 1
        edition.updated_at = now
    return empty <= rows.keys()


def _finish(ctx: Context, plan: Plan, asked: Asked) -> None:
    """Close the job together with its effect on the edition."""
    rows = _rows(plan, asked.last, ctx.clock.now())
    with holding(ctx, plan) as (unit, job, edition):
        now = ctx.clock.now()
        complete = _put(unit, edition, rows, now)
        _start(unit, edition, now)  # unless that was said long ago
        if asked.record is not None:
            asked.record(unit)
        if complete:
            _drafted(unit, job, edition, ctx)
            return
        failures = asked.failures
        state = EditionState(edition.state)
        told = blocked.told(failures, confidential=plan.confidential and bool(ctx.engines))
        job.error = told
        if state is EditionState.TRANSLATING:
            _block(unit, edition, told, ctx)
            job.state = "queued"
            job.run_after = now + blocked.next_try(job.attempts, failures)
            job.attempts -= blocked.only_waits(failures)
            job.token = None
            job.lease_until = None
        else:
            # A person works on it by hand: no more drafts unless they ask.
            job.state = "done"
            job.finished_at = now


def _drafted(unit: Unit, job: HeldJob, edition: Edition, ctx: Context) -> None:
    now = ctx.clock.now()
    job.state = "done"
    job.finished_at = now
    job.error = {}
    edition.change += 1
    edition.updated_at = now
    edition.drafted_at = edition.drafted_at or now
    edition.blocked = {}
    state = EditionState(edition.state)
    if state is EditionState.TRANSLATING:
        edition.state = advance(state, Action.DRAFT, SYSTEM.role).value
        record_event(unit, edition, Action.DRAFT, state, SYSTEM, now)


def _block(unit: Unit, edition: Edition, told: dict[str, object], ctx: Context) -> None:
    now = ctx.clock.now()
    state = EditionState(edition.state)
    edition.blocked = told
    edition.change += 1
    edition.updated_at = now
    if (state, Action.BLOCK) in TRANSITIONS:
        edition.state = advance(state, Action.BLOCK, SYSTEM.role, str(told["sentence"])).value
        record_event(unit, edition, Action.BLOCK, state, SYSTEM, now, str(told["sentence"]))
