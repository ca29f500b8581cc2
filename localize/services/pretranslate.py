"""Drafting an edition: catalogue and rules, memory, engines. Every step is kept as soon as it is there.

The database is the truth: a job is claimed with a token and a lease, each write checks the token, and a text that a
person has touched is never overwritten. Requests to engines run outside any transaction.
"""

import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from localize.article import Block, Handling
from localize.config import Settings
from localize.edition import EditionState, Origin, OriginKind, TargetState
from localize.errors import LocalizeError
from localize.exchange.catalogue import Catalogue
from localize.markup import CodedText
from localize.memory.match import Entry, best_match
from localize.mt.chain import Drafted, EngineCall, EngineFailure, describe_failures, translate
from localize.protected import Locked
from localize.qa.protected import displaced_finding
from localize.qa.run import check_segment
from localize.release.rules import rule_text
from localize.services import jobs
from localize.services.catalogue import load as load_catalogue
from localize.services.context import SYSTEM, Context
from localize.services.lexicon import lexicon_of
from localize.services.locks import locks_of
from localize.services.matching import entry_of
from localize.services.record import Written, record_event, write_target
from localize.services.typography import frames_of
from localize.store import Unit
from localize.store.editions import EditionRow
from localize.store.jobs import EngineCallRow, JobRow
from localize.terms.lexicon import EMPTY, Lexicon
from localize.typography.marks import Frame
from localize.typography.normalise import normalise
from localize.workflow import TRANSITIONS, Action, advance

MAX_ATTEMPTS = 12
_BACKOFF = tuple(timedelta(seconds=s) for s in (30, 60, 120, 300, 600, 900))


class LostJobError(LocalizeError):
    """The job was taken over or cancelled while we worked: what we still have is dropped."""

    code = "lost-job"


@dataclass(frozen=True, slots=True)
class Pending:
    """A segment that has no text yet."""

    segment_id: int
    block: Block
    source: CodedText
    text_hash: str
    prev_hash: str | None
    next_hash: str | None
    frame: Frame
    locked: tuple[Locked, ...] = ()  # what engines may not touch


@dataclass(frozen=True, slots=True)
class Plan:
    """What a claimed job has to do."""

    job_id: int
    token: str
    edition_id: int
    locale: str
    source_locale: str
    confidential: bool
    pending: tuple[Pending, ...]
    lexicon: Lexicon = EMPTY


def run_job(ctx: Context, job_id: int, worker: str) -> None:
    """Do a job if it is there to be done. Running it twice, or from two workers at once, changes nothing."""
    plan = _claim(ctx, job_id, worker)
    if plan is None:
        return
    try:
        with _heartbeat(ctx, plan):
            rest = _fill_known(ctx, plan)
            failures = _ask_engines(ctx, plan, rest) if rest else []
            _finish(ctx, plan, failures)
    except LostJobError:
        return


def _claim(ctx: Context, job_id: int, worker: str) -> Plan | None:
    now = ctx.clock.now()
    token = secrets.token_hex(12)
    with ctx.store.write() as unit:
        if not unit.jobs.claim(job_id, token=token, worker=worker, now=now, lease_until=now + jobs.LEASE):
            return None
        job = unit.jobs.get(job_id)
        edition = unit.editions.lock(job.edition_id) if job else None
        if job is None or edition is None:
            raise LookupError(f"job {job_id} belongs to no edition")
        if job.attempts > MAX_ATTEMPTS:
            _give_up(unit, job, edition, ctx)
            return None
        state = EditionState(edition.state)
        if (state, Action.START) in TRANSITIONS:
            edition.state = advance(state, Action.START, SYSTEM.role).value
            record_event(unit, edition, Action.START, state, SYSTEM, now)
        edition.change += 1
        edition.updated_at = now
        return _plan(unit, edition, job_id, token)


def _plan(unit: Unit, edition: EditionRow, job_id: int, token: str) -> Plan:
    version = unit.articles.version_by_id(edition.version_id)
    article = unit.articles.get(edition.article_id)
    if version is None or article is None:
        raise LookupError(f"edition {edition.id} has no source")
    blocks = {raw["block"]["key"]: Block.from_json(raw["block"]) for raw in version.blocks}
    rows = unit.editions.targets(edition.id, edition.version_id)
    frames = frames_of(segment for _, segment in rows)
    pending = [
        Pending(
            segment.id,
            blocks[segment.block_key],
            CodedText.loads(segment.source),
            segment.text_hash,
            segment.prev_hash,
            segment.next_hash,
            frames[segment.id],
        )
        for target, segment in rows
        if target.revision == 0
    ]
    return Plan(
        job_id,
        token,
        edition.id,
        edition.locale,
        version.locale,
        article.confidential,
        tuple(pending),
        lexicon_of(unit, version.locale, edition.locale),
    )


def _give_up(unit: Unit, job: JobRow, edition: EditionRow, ctx: Context) -> None:
    """A job that workers keep dying on is not tried for ever."""
    now = ctx.clock.now()
    job.state = "dead"
    job.finished_at = now
    sentence = f"Drafting stopped after {job.attempts - 1} attempts. Try again, or translate by hand."
    _block(unit, edition, {"sentence": sentence, "failures": []}, ctx)


@contextmanager
def _heartbeat(ctx: Context, plan: Plan) -> Iterator[None]:
    """Keep the lease alive while the block runs."""
    stop = threading.Event()

    def beat() -> None:
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


def _fill_known(ctx: Context, plan: Plan) -> list[Pending]:
    """Write what rules, catalogue and memory answer. Returns what is left for engines."""
    catalogue = load_catalogue(ctx, plan.locale)
    with ctx.store.read() as unit:
        rows = unit.memories.exact(plan.source_locale, plan.locale, [p.text_hash for p in plan.pending])
    entries: dict[str, list[Entry]] = {}
    for row in rows:
        entries.setdefault(row.text_hash, []).append(entry_of(row))
    known: list[tuple[Pending, Written]] = []
    rest: list[Pending] = []
    for pending in plan.pending:
        written = _by_rule(pending, plan, catalogue) or _from_memory(pending, entries, plan, ctx.clock.now())
        if written is None:
            rest.append(replace(pending, locked=locks_of(pending.source, pending.block, plan.locale, catalogue)))
        else:
            known.append((pending, written))
    if known:
        _write(ctx, plan, known, ())
    return rest


def _by_rule(pending: Pending, plan: Plan, catalogue: Catalogue) -> Written | None:
    # A rule makes the text of a block, which is that of a segment where the block is one.
    whole = pending.source.plain.strip() == pending.block.text.plain.strip()
    text = rule_text(pending.block, plan.locale, catalogue) if whole else None
    if text is not None:
        return _written(pending, plan, text, TargetState.FINAL, Origin(OriginKind.RULE))
    if pending.block.handling is Handling.PROTECT:
        return Written(pending.source.dumps(), TargetState.FINAL, Origin(OriginKind.RULE))
    if pending.block.handling is Handling.CATALOGUE:
        text = catalogue.fill(pending.source)
        if text is not None:
            return _written(pending, plan, text, TargetState.FINAL, Origin(OriginKind.CATALOGUE))
    return None


def _from_memory(pending: Pending, entries: dict[str, list[Entry]], plan: Plan, now: datetime) -> Written | None:
    """An exact or in-context match. A fuzzy one never becomes a draft: it says something else until a person looked."""
    match = best_match(entries.get(pending.text_hash, ()), pending.source, pending.prev_hash, pending.next_hash, now)
    if match is None:
        return None
    text = CodedText.loads(match.target)
    return _written(pending, plan, text, TargetState.TRANSLATED, Origin(OriginKind.MEMORY, score=match.score))


def _from_engine(pending: Pending, plan: Plan, drafted: Drafted) -> Written:
    """An engine's answer as the locale sets it, with what was changed; the checks see what a person will see."""
    if not drafted.engine:
        # Numbers and addresses are copied without asking anybody.
        return _written(pending, plan, drafted.text, TargetState.TRANSLATED, Origin(OriginKind.RULE), drafted.unplaced)
    done = normalise(
        drafted.text,
        plan.locale,
        source=pending.source,
        role=pending.block.role,
        codes=pending.block.codes,
        frame=pending.frame,
    )
    origin = Origin(OriginKind.MT, engine=drafted.engine)
    written = _written(pending, plan, done.text, TargetState.TRANSLATED, origin, drafted.unplaced)
    moved = [displaced_finding(text, done.text) for text in drafted.displaced]
    return replace(written, normalised=done.changes, findings=[*written.findings, *moved])


def _written(
    pending: Pending, plan: Plan, text: CodedText, state: TargetState, origin: Origin, unplaced: tuple[int, ...] = ()
) -> Written:
    findings = check_segment(
        pending.source,
        text,
        source_locale=plan.source_locale,
        target_locale=plan.locale,
        role=pending.block.role,
        target_state=state,
        origin=origin,
        codes=pending.block.codes,
        lexicon=plan.lexicon,
    )
    return Written(text.dumps(), state, origin, unplaced, findings)


def _ask_engines(ctx: Context, plan: Plan, rest: Sequence[Pending]) -> list[EngineFailure]:
    """Send the rest through the chain, keeping every answer at once. Returns why engines failed, if they did."""
    engines = [engine for engine in ctx.engines if engine.private or not plan.confidential]
    if not engines:
        return []
    problem = _over_budget(ctx, rest)
    if problem is not None:
        return [problem]

    def keep(chunk: Sequence[tuple[int, Drafted]]) -> None:
        _write(
            ctx,
            plan,
            [(rest[index], _from_engine(rest[index], plan, drafted)) for index, drafted in chunk],
            (),
        )

    outcome = translate(
        [pending.source for pending in rest],
        source=plan.source_locale,
        target=plan.locale,
        engines=engines,
        locked=[pending.locked for pending in rest],
        on_chunk=keep,
    )
    _write(ctx, plan, (), outcome.calls)
    return list(outcome.failures)


def _over_budget(ctx: Context, rest: Sequence[Pending]) -> EngineFailure | None:
    limit = ctx.settings.budget_chars_per_day
    if not limit:
        return None
    needed = sum(len(pending.source.plain) for pending in rest)
    now = ctx.clock.now().astimezone(ctx.settings.time_zone)
    with ctx.store.read() as unit:
        used = unit.jobs.chars_since(now.replace(hour=0, minute=0, second=0, microsecond=0))
    if used + needed <= limit:
        return None
    left = max(limit - used, 0)
    message = (
        f"The day’s budget is too small for this article: it needs {needed:,} characters, {left:,} are left today."
    )
    return EngineFailure(engine="budget", reason="budget", message=message, retryable=True, retry_after=None)


def _write(ctx: Context, plan: Plan, texts: Sequence[tuple[Pending, Written]], calls: Sequence[EngineCall]) -> None:
    """One transaction: texts into targets that are still empty, calls into the record. Raises ``LostJobError``."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        if not unit.jobs.holds(plan.job_id, plan.token):
            raise LostJobError("The job is no longer ours.")
        edition = unit.editions.lock(plan.edition_id)
        targets = unit.editions.targets_of_segments(plan.edition_id, [pending.segment_id for pending, _ in texts])
        for pending, written in texts:
            target = targets.get(pending.segment_id)
            if target is not None and target.revision == 0:
                write_target(unit, target, 0, written, SYSTEM, now)
        unit.jobs.add_calls(
            [
                EngineCallRow(
                    job_id=plan.job_id,
                    engine=call.engine,
                    items=call.items,
                    chars=call.chars,
                    seconds=call.seconds,
                    ok=call.ok,
                    reason=call.reason,
                    at=now,
                )
                for call in calls
            ]
        )
        if texts and edition is not None:
            edition.change += 1
            edition.updated_at = now


def _finish(ctx: Context, plan: Plan, failures: Sequence[EngineFailure]) -> None:
    """Close the job together with its effect on the edition."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        if not unit.jobs.holds(plan.job_id, plan.token):
            raise LostJobError("The job is no longer ours.")
        job = unit.jobs.get(plan.job_id)
        edition = unit.editions.lock(plan.edition_id)
        if job is None or edition is None:
            raise LookupError(f"job {plan.job_id} is gone")
        missing = [t for t, _ in unit.editions.targets(edition.id, edition.version_id) if t.revision == 0]
        if not missing:
            _drafted(unit, job, edition, ctx)
            return
        state = EditionState(edition.state)
        told = _told(ctx.settings, plan, failures)
        job.error = told
        if state is EditionState.TRANSLATING:
            _block(unit, edition, told, ctx)
            job.state = "queued"
            job.run_after = now + _wait(job.attempts, failures)
            job.token = None
            job.lease_until = None
        else:
            # A person works on it by hand: no more drafts unless they ask.
            job.state = "done"
            job.finished_at = now


def _drafted(unit: Unit, job: JobRow, edition: EditionRow, ctx: Context) -> None:
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


def _block(unit: Unit, edition: EditionRow, told: dict[str, object], ctx: Context) -> None:
    now = ctx.clock.now()
    state = EditionState(edition.state)
    edition.blocked = told
    edition.change += 1
    edition.updated_at = now
    if (state, Action.BLOCK) in TRANSITIONS:
        edition.state = advance(state, Action.BLOCK, SYSTEM.role, str(told["sentence"])).value
        record_event(unit, edition, Action.BLOCK, state, SYSTEM, now, str(told["sentence"]))


def _told(settings: Settings, plan: Plan, failures: Sequence[EngineFailure]) -> dict[str, object]:
    """Why there is no draft, as a sentence for people and as data for the interface."""
    if failures:
        sentence = describe_failures(failures)
        code = "budget" if failures[0].reason == "budget" else "engines-failed"
    elif plan.confidential and settings.engines:
        code = "confidential"
        sentence = "The article is confidential and no private engine is set up."
    else:
        code = "no-engine"
        sentence = "No engine is set up. Name one in LOCALIZE_ENGINES, or translate by hand."
    return {
        "code": code,
        "sentence": sentence,
        "failures": [{"engine": f.engine, "reason": f.reason, "message": f.message} for f in failures],
    }


def _wait(attempts: int, failures: Sequence[EngineFailure]) -> timedelta:
    """How long until the next try: backing off, not before the provider allows, slow when nothing can change soon."""
    wait = _BACKOFF[min(attempts, len(_BACKOFF)) - 1]
    asked = [f.retry_after for f in failures if f.retry_after]
    if asked:
        wait = max(wait, timedelta(seconds=min(*asked, 3600.0)))
    if not any(f.retryable for f in failures):
        wait = max(wait, timedelta(minutes=10))
    return wait
