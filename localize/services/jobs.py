"""Jobs: written with the change that causes them, announced after its commit, announced again when lost."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from localize.services.context import Context
from localize.store import Unit
from localize.store.jobs import JobRow

LEASE = timedelta(seconds=15)  # a worker that is silent for so long has died
HEARTBEAT = 4.0  # seconds between extensions of a lease
RESEND_AFTER = timedelta(seconds=60)  # an announcement older than this is taken for lost


def add_job(unit: Unit, edition_id: int, lane: str, now: datetime) -> int:
    """Write a job to draft an edition; its id."""
    row = JobRow(
        edition_id=edition_id,
        kind="pretranslate",
        lane=lane,
        state="queued",
        run_after=now,
        sent_at=None,
        token=None,
        lease_until=None,
        attempts=0,
        worker=None,
        created_at=now,
        started_at=None,
        finished_at=None,
        error={},
    )
    unit.jobs.add(row)
    return row.id


def announce(ctx: Context, job_ids: Sequence[int]) -> None:
    """Send hints for jobs whose transaction is committed. What is lost here the scheduler sends again."""
    if not job_ids:
        return
    with ctx.store.read() as unit:
        rows = [unit.jobs.get(job_id) for job_id in job_ids]
        lanes = [(row.id, row.lane) for row in rows if row is not None]
    sent = [job_id for job_id, lane in lanes if ctx.dispatcher.send(job_id, lane)]
    if sent:
        with ctx.store.write() as unit:
            unit.jobs.mark_sent(sent, ctx.clock.now())


def due(ctx: Context, limit: int = 200) -> list[tuple[int, str]]:
    """Jobs (id, lane) whose announcement is due, marked as sent."""
    now = ctx.clock.now()
    with ctx.store.read() as unit:
        if not unit.jobs.due(now=now, resend_before=now - RESEND_AFTER, limit=1):
            return []  # the usual case takes no write lock
    with ctx.store.write() as unit:
        rows = unit.jobs.due(now=now, resend_before=now - RESEND_AFTER, limit=limit)
        unit.jobs.mark_sent([row.id for row in rows], now)
        return [(row.id, row.lane) for row in rows]
