"""A person's hand on the machine's draft: stop it, or ask for it again."""

from localize.edition import EditionState
from localize.mt.breaker import SOFT
from localize.services import jobs
from localize.services.context import Actor, Context
from localize.services.postedit import get_edition
from localize.services.record import record_event
from localize.workflow import Action, advance


def cancel(ctx: Context, actor: Actor, edition_id: int) -> EditionState:
    """Stop drafting an edition. What stands already stays; what a worker still brings is dropped."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        # Locks are taken in one order everywhere: job, edition, target.
        job = unit.jobs.open_of_edition(edition_id, locked=True)
        edition = get_edition(unit, edition_id, actor, locked=True)
        state = EditionState(edition.state)
        edition.state = advance(state, Action.CANCEL, actor.role).value
        sentence = f"{actor.name} stopped the machine draft."
        edition.blocked = {"code": "cancelled", "sentence": sentence, "failures": [], "by": actor.name}
        edition.change += 1
        edition.updated_at = now
        record_event(unit, edition, Action.CANCEL, state, actor, now)
        if job is not None:
            job.state = "cancelled"
            job.token = None
            job.finished_at = now
        return EditionState(edition.state)


def retry(ctx: Context, actor: Actor, edition_id: int) -> EditionState:
    """Ask the engines again, now."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        job = unit.jobs.open_of_edition(edition_id, locked=True)
        edition = get_edition(unit, edition_id, actor, locked=True)
        state = EditionState(edition.state)
        edition.state = advance(state, Action.RETRY, actor.role).value
        record_event(unit, edition, Action.RETRY, state, actor, now)
        edition.change += 1
        edition.updated_at = now
        if job is None:
            article = unit.articles.get(edition.article_id)
            added = jobs.add_job(unit, edition_id, article.lane if article else "normal", now)
        else:
            job.run_after = now
            job.sent_at = None
            job.attempts = 0
            added = job.id, job.lane
        unit.engine_states.wake(sorted(SOFT), now)  # somebody looks: an engine that may be well again is tried
    jobs.announce(ctx, [added])
    return EditionState.QUEUED
