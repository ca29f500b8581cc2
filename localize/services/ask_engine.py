"""The worker's part of asking one engine about one segment: through the same gates as a draft, and into no target."""

import secrets
from datetime import datetime
from typing import Any, Final

from localize.mt.chain import translate
from localize.mt.choice import chain_for
from localize.mt.outcome import ChainOutcome, EngineFailure
from localize.ports import Engine
from localize.services.context import Context
from localize.services.engine_gate import EngineGate
from localize.services.engine_texts import Known, Outgoing, finished, outgoing
from localize.services.engine_versions import PATIENCE
from localize.store.engine_versions import EngineVersionRow
from localize.store.jobs import ASK

DEADLINE: Final = 10.0  # seconds within which the engine may be waited for and asked again


def run_ask(ctx: Context, job_id: int, worker: str) -> bool:
    """Ask, if the job is of this kind and there to be done. Whether it was.

    The lease lasts as long as anybody waits. What a worker that died had begun is not sent a second time.
    """
    now = ctx.clock.now()
    token = secrets.token_hex(12)
    with ctx.store.write() as unit:
        claimed = unit.jobs.claim(job_id, token=token, worker=worker, now=now, lease_until=now + PATIENCE, kind=ASK)
    if claimed is None:
        return False
    with ctx.store.read() as unit:
        row = unit.engine_versions.of_job(job_id)
        edition = unit.editions.get(claimed.edition_id)
        if row is None or edition is None:
            going, name, late = None, "", True
        else:
            going, name = outgoing(ctx, unit, edition, row.segment_id), row.engine
            late = now - row.asked_at >= PATIENCE or claimed.attempts > 1
    if going is None or late:
        _close(ctx, job_id, token, _refusal(name, "late", "Nobody answered in time."))
        return True
    engine = _engine(ctx, going, name)
    if engine is None:
        said = "The article may not go to this engine."
        _close(ctx, job_id, token, _refusal(name, "confidential" if going.confidential else "gone", said))
        return True
    _ask(ctx, job_id, token, going, engine)
    return True


def _engine(ctx: Context, going: Outgoing, name: str) -> Engine | None:
    """The engine, if the article may go to it now: settings and the article may have changed since the request."""
    chain = chain_for(ctx.settings, ctx.engines, locale=going.locale, lane=going.lane, confidential=going.confidential)
    return next((engine for engine in chain if engine.name == name), None)


def _ask(ctx: Context, job_id: int, token: str, going: Outgoing, engine: Engine) -> None:
    gate = EngineGate(ctx, job_id=job_id, lane=going.lane, confidential=going.confidential, hints=going.hints)
    try:
        outcome = translate(
            [going.source],
            source=going.source_locale,
            target=going.locale,
            engines=[engine],
            locked=[going.locked],
            hints=going.hints,
            gate=gate,
            deadline=DEADLINE,
        )
        _close(ctx, job_id, token, _values(going, engine, outcome, ctx.clock.now()))
    finally:
        gate.finish()


def _values(going: Outgoing, engine: Engine, outcome: ChainOutcome, now: datetime) -> dict[str, Any]:
    """What is stored of the outcome."""
    drafted = outcome.items[0]
    if drafted is not None:
        said = finished(going, drafted, Known.ASKED, now)
        return {"text": said.text.dumps(), "unplaced": list(said.unplaced), "displaced": list(said.displaced)}
    failure = outcome.failures[-1] if outcome.failures else EngineFailure(engine.name, "bad-answer", "No answer.")
    return _refusal(failure.engine, failure.reason, failure.message, dict(failure.params))


def _refusal(engine: str, reason: str, message: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"failure": {"engine": engine, "reason": reason, "message": message, "params": params or {}}}


def _close(ctx: Context, job_id: int, token: str, values: dict[str, Any]) -> None:
    """Store what came of it and end the job, unless somebody else has it now."""
    with ctx.store.write() as unit:
        job = unit.jobs.held(job_id, token)
        if job is None:
            return
        now = ctx.clock.now()
        job.state, job.finished_at = "done", now
        row: EngineVersionRow | None = unit.engine_versions.of_job(job_id)
        if row is None:
            return  # asked anew meanwhile
        row.answered_at = now
        for name, value in values.items():
            setattr(row, name, value)
