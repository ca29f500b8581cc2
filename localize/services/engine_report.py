"""How the engines do, and what they were asked: for the page of engines, the command line, an edition."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from localize.config import EngineRate, Settings
from localize.mt import engine_readiness
from localize.mt.breaker import BreakerState, Health
from localize.mt.rates import MINUTE, Sent, used
from localize.services.context import Context
from localize.services.engine_budget import day_of, left
from localize.services.engine_health import health_of
from localize.store.engine_budget import Spent
from localize.store.engine_calls import CallSum, Failed

_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class EngineUse:
    """What one engine was asked. ``attempts``: the most that one request took; ``cached``: texts that were not sent.

    ``cost``: an estimate by the settings' prices; ``failures``: reason and how often.
    """

    engine: str
    requests: int = 0
    texts: int = 0
    chars: int = 0
    cost: float = 0.0
    seconds: float = 0.0
    attempts: int = 0
    cached: int = 0
    failures: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """The day's budget in code points. ``kept``: what is left and only breaking news may use."""

    day: date
    limit: int
    breaking: int
    others: int
    left: int
    kept: int


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """One engine: what it lacks, how it does, how busy it is. Latencies in seconds, of the last 24 hours.

    ``locales`` and ``lanes``: whose chains name it of their own; ``in_chain``: whether it serves the others too.
    """

    name: str
    missing: str
    private: bool
    in_chain: bool
    locales: tuple[str, ...]
    lanes: tuple[str, ...]
    state: BreakerState
    tried: bool  # a worker finds out right now whether it answers
    health: Health
    rate: EngineRate | None
    requests_now: int  # of the last second
    chars_now: int  # of the last minute
    price: float | None
    today: EngineUse
    median: float | None
    p95: float | None
    failures: tuple[tuple[str, int], ...]  # of the last 24 hours
    kept: int  # answers in the cache


@dataclass(frozen=True, slots=True)
class EngineReport:
    """All engines in use, and the day's budget if there is one. ``chars``: sent today, budget or not."""

    engines: tuple[EngineStatus, ...]
    budget: BudgetUse | None
    chars: int
    cost: float


def drafting_of(ctx: Context, edition_id: int) -> tuple[EngineUse, ...]:
    """What was asked for an edition, by engine in the order in which they were first asked."""
    with ctx.store.read() as unit:
        sums = unit.engine_calls.of_edition(edition_id)
        failed = unit.engine_calls.failures_of_edition(edition_id) if any(one.failures for one in sums) else []
    return tuple(_use(one, failed) for one in sums)


def engine_report(ctx: Context) -> EngineReport:
    """How everything stands now."""
    now = ctx.clock.now()
    day = day_of(ctx)
    midnight = datetime.combine(day, time(), ctx.settings.time_zone)
    with ctx.store.read() as unit:
        rows = unit.engine_states.all()
        logs = unit.engine_states.logs()
        today = {one.engine: _use(one, ()) for one in unit.engine_calls.since(midnight)}
        latencies = unit.engine_calls.latencies_since(now - _DAY)
        failed = unit.engine_calls.failures_since(now - _DAY)
        kept = unit.engine_cache.count()
        spent = unit.engine_budgets.spent(day)
    missing = {row.name: row.missing for row in engine_readiness(ctx.settings)}
    engines = []
    for engine in ctx.engines:
        row = rows.get(engine.name)
        log = [Sent(at, int(chars)) for at, chars in logs.get(engine.name, ()) if at > now.timestamp() - MINUTE]
        requests, chars = used(log, now.timestamp())
        seconds = sorted(latencies.get(engine.name, ()))
        health = health_of(row)
        engines.append(
            EngineStatus(
                name=engine.name,
                missing=missing.get(engine.name, "") if engine.name in ctx.settings.engines_in_use else "",
                private=engine.private,
                in_chain=engine.name in ctx.settings.engines or not ctx.settings.engines_in_use,
                locales=tuple(k for k, names in ctx.settings.engines_by_locale.items() if engine.name in names),
                lanes=tuple(k for k, names in ctx.settings.engines_by_lane.items() if engine.name in names),
                state=health.state(now),
                tried=row is not None and row.probe_until is not None and row.probe_until > now,
                health=health,
                rate=ctx.settings.engine_rates.get(engine.name),
                requests_now=requests,
                chars_now=chars,
                price=ctx.settings.engine_prices.get(engine.name),
                today=today.get(engine.name, EngineUse(engine.name)),
                median=statistics.median(seconds) if seconds else None,
                p95=seconds[math.ceil(0.95 * len(seconds)) - 1] if seconds else None,
                failures=_failures(engine.name, failed),
                kept=kept.get(engine.name, 0),
            )
        )
    sent = sum(use.chars for use in today.values())
    return EngineReport(
        tuple(engines), _budget(ctx.settings, day, spent), sent, sum(use.cost for use in today.values())
    )


def _budget(settings: Settings, day: date, spent: Spent) -> BudgetUse | None:
    if not settings.budget_chars_per_day:
        return None
    whole = left(settings, spent, breaking=True)
    kept = whole - left(settings, spent, breaking=False)
    return BudgetUse(day, settings.budget_chars_per_day, spent.breaking, spent.others, whole, kept)


def _use(one: CallSum, failed: Sequence[Failed]) -> EngineUse:
    return EngineUse(
        engine=one.engine,
        requests=one.requests,
        texts=one.texts,
        chars=one.chars,
        cost=one.cost,
        seconds=one.seconds,
        attempts=one.attempts if one.requests else 0,
        cached=one.cached,
        failures=_failures(one.engine, failed),
    )


def _failures(engine: str, failed: Sequence[Failed]) -> tuple[tuple[str, int], ...]:
    return tuple((one.reason, one.times) for one in failed if one.engine == engine)
