"""Jobs: written with the change that causes them, announced after its commit, announced again when lost."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from localize.services.context import Context
from localize.store import Unit
from localize.store.jobs import DRAFT, JobRow

LEASE = timedelta(seconds=15)  # a worker that is silent for so long has died
HEARTBEAT = 4.0  # seconds between extensions of a lease
RESEND_AFTER = timedelta(seconds=60)  # an announcement older than this is taken for lost
UNCONFIRMED_AFTER = timedelta(seconds=5)  # so is the first one, that nobody has seen arrive

Announced = tuple[int, str]  # id of a job, and its lane


def add_job(unit: Unit, edition_id: int, lane: str, now: datetime, kind: str = DRAFT) -> Announced:
    """Write a job, by default to draft an edition, to be announced as soon as the transaction is committed.

    It counts as sent from the start: noting that afterwards would make the worker wait for the database. What a crash
    between commit and announcement leaves behind is told by ``sent_at`` being still the moment of creation.
    """
    values = {
        "edition_id": edition_id,
        "kind": kind,
        "lane": lane,
        "state": "queued",
        "run_after": now,
        "sent_at": now,
        "token": None,
        "lease_until": None,
        "attempts": 0,
        "worker": None,
        "created_at": now,
        "started_at": None,
        "finished_at": None,
        "error": {},
        "engine": None,
    }
    return unit.insert_one(JobRow, values), lane


def announce(ctx: Context, added: Sequence[Announced]) -> None:
    """Send hints for jobs whose transaction is committed. What is lost here the scheduler sends again."""
    unsent = [job_id for job_id, lane in added if not ctx.dispatcher.send(job_id, lane)]
    if unsent:
        with ctx.store.write() as unit:
            unit.jobs.mark_sent(unsent, None)


def due(ctx: Context, limit: int = 200) -> list[Announced]:
    """Jobs whose announcement is due, marked as sent."""
    now = ctx.clock.now()
    before = {"resend_before": now - RESEND_AFTER, "unconfirmed_before": now - UNCONFIRMED_AFTER}
    with ctx.store.read() as unit:
        if not unit.jobs.due(now=now, limit=1, **before):
            return []  # the usual case takes no write lock
    with ctx.store.write() as unit:
        rows = unit.jobs.due(now=now, limit=limit, **before)
        unit.jobs.mark_sent([row.id for row in rows], now)
        return [(row.id, row.lane) for row in rows]
