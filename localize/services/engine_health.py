"""An engine's health between the rule (``localize.mt.breaker``) and its row."""

from localize.errors import InvalidInputError, NotFoundError
from localize.mt.breaker import BreakerState, Health, after_failure, after_success, after_try_now
from localize.services.context import Context
from localize.store.engine_state import EngineStateRow

__all__ = ["failed", "health_of", "recovered", "resting", "try_now"]


def health_of(row: EngineStateRow | None) -> Health:
    """The row as a value; an engine without one has never failed."""
    if row is None:
        return Health()
    return Health(row.failures, row.rests, row.reason, row.message, row.since, row.until)


def resting(ctx: Context) -> frozenset[str]:
    """Names of the engines that are not asked now, or that nobody knows to answer again."""
    now = ctx.clock.now()
    with ctx.store.read() as unit:
        rows = unit.engine_states.all()
    return frozenset(name for name, row in rows.items() if health_of(row).state(now) is not BreakerState.CLOSED)


def failed(
    ctx: Context, name: str, *, cause: str, message: str, requests: int = 1, retry_after: float | None = None
) -> Health:
    """Note that requests failed in a row. A trial that was under way is over. The health that it has now."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        row = unit.engine_states.locked(name)
        health = after_failure(
            health_of(row), now, cause=cause, message=message, requests=requests, retry_after=retry_after
        )
        _write(row, health)
    return health


def recovered(ctx: Context, name: str) -> None:
    """Note that it answered."""
    with ctx.store.write() as unit:
        row = unit.engine_states.locked(name)
        _write(row, after_success(health_of(row), ctx.clock.now()))


def try_now(ctx: Context, name: str) -> None:
    """End an engine's rest: the next article tries it, and what waits for its next try is due at once.

    Raises ``NotFoundError``, and ``InvalidInputError`` for an engine that does not rest.
    """
    if name not in {engine.name for engine in ctx.engines}:
        raise NotFoundError(f"There is no engine {name} here.")
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        row = unit.engine_states.locked(name)
        health = health_of(row)
        woken = after_try_now(health, now)
        if woken is health:
            raise InvalidInputError(f"{name} does not rest.")
        _write(row, woken)
    with ctx.store.write() as unit:  # apart: whoever holds a job may be waiting for the engine's row
        unit.jobs.hasten(now)


def _write(row: EngineStateRow, health: Health) -> None:
    row.failures, row.rests = health.failures, health.rests
    row.reason, row.message = health.reason, health.message
    row.since, row.until = health.since, health.until
    row.probe = row.probe_until = None
