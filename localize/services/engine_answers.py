"""Upkeep of kept answers: what is older than the settings allow goes."""

from datetime import timedelta

from localize.services.context import Context


def drop_old_answers(ctx: Context) -> int:
    """Delete answers of engines that are too old to be used. How many."""
    before = ctx.clock.now() - timedelta(days=ctx.settings.engine_cache_days)
    with ctx.store.write() as unit:
        return unit.engine_cache.prune(before)
