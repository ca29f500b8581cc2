"""Why an engine is not asked now, in sentences and figures. No request was made for any of these."""

from datetime import datetime

from localize.config import EngineRate
from localize.mt.breaker import Health
from localize.mt.outcome import EngineFailure
from localize.services.context import Context

_TRIAL = 5.0  # seconds after which a trial by another worker has an outcome, as a rule


def resting(ctx: Context, name: str, label: str, health: Health) -> EngineFailure:
    """It keeps failing, and is left alone."""
    now = ctx.clock.now()
    until = health.until or now
    told = _clock(until.astimezone(ctx.settings.time_zone), now.astimezone(ctx.settings.time_zone))
    return EngineFailure(
        name,
        "resting",
        f"{label} rests until {told}. {health.message}".strip(),
        retryable=True,
        retry_after=max((until - now).total_seconds(), 1.0),
        params={"time": told, "until": until.isoformat(), "because": health.reason},
    )


def being_tried(name: str, label: str) -> EngineFailure:
    """Its rest is over, and another worker finds out whether it answers again."""
    said = f"{label} is tried again after a rest; until it answers, no other article is sent."
    return EngineFailure(name, "resting", said, retryable=True, retry_after=_TRIAL, params={"because": "probe"})


def at_limit(name: str, label: str, rate: EngineRate, wait: float, patience: float) -> EngineFailure:
    """Its rate is used up for longer than the job may wait."""
    limits = []
    if rate.requests is not None:
        limits.append(f"{rate.requests:,} requests a second")
    if rate.chars is not None:
        limits.append(f"{rate.chars:,} characters a minute")
    return EngineFailure(
        name,
        "rate",
        f"{label} takes {' and '.join(limits)}: the next place is free in {wait:,.0f} s, "
        f"the job could wait {max(patience, 0):,.0f} s.",
        retryable=True,
        retry_after=max(wait - patience, 1.0),
        params={"wait": round(wait), "patience": round(max(patience, 0))},
    )


def over_budget(name: str, *, needed: int, left: int, kept: int, seconds: float) -> EngineFailure:
    """The day's characters do not suffice. ``kept``: code points that only breaking news may use."""
    said = f"The day’s budget is too small for this article: it needs {needed:,} characters, {left:,} are left today"
    if kept > 0:
        said += f", and {kept:,} are kept for breaking news"
    return EngineFailure(
        name,
        "budget",
        f"{said}.",
        retryable=True,
        retry_after=seconds,
        params={"needed": needed, "left": left, "kept": kept},
    )


def _clock(moment: datetime, now: datetime) -> str:
    return f"{moment:%H:%M}" if moment.date() == now.date() else f"{moment:%d.%m. %H:%M}"
