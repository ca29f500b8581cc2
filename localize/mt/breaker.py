"""The circuit breaker: an engine that keeps failing rests, is tried once, and answers again or rests longer.

Pure rules over values. Where an engine's health is kept, and that all workers see the same: ``localize.store.engine_state``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from localize.errors import EngineError

PROBE_TEXTS: Final = 3  # texts of the one request that tries a rested engine
PROBE_LEASE: Final = timedelta(seconds=60)  # whoever tries it and is silent for so long has died


class BreakerState(StrEnum):
    """Whether an engine is asked."""

    CLOSED = "closed"  # it answers
    OPEN = "open"  # it rests: nobody asks it
    HALF_OPEN = "half-open"  # its rest is over: one worker tries it


class Event(StrEnum):
    """What can happen to it. That time passes is no event: an open breaker is half-open when its time has come."""

    SUCCESS = "success"
    FAILURE = "failure"  # and patience is left
    BREAK = "break"  # a failure that uses up the patience
    TRY_NOW = "try-now"  # a person ends the rest


_S, _E = BreakerState, Event
MOVES: Final[Mapping[tuple[BreakerState, Event], BreakerState]] = MappingProxyType(
    {
        (_S.CLOSED, _E.SUCCESS): _S.CLOSED,
        (_S.CLOSED, _E.FAILURE): _S.CLOSED,
        (_S.CLOSED, _E.BREAK): _S.OPEN,
        (_S.CLOSED, _E.TRY_NOW): _S.CLOSED,
        # What was asked before the rest began and answers during it proves nothing.
        (_S.OPEN, _E.SUCCESS): _S.OPEN,
        (_S.OPEN, _E.FAILURE): _S.OPEN,
        (_S.OPEN, _E.BREAK): _S.OPEN,
        (_S.OPEN, _E.TRY_NOW): _S.HALF_OPEN,
        (_S.HALF_OPEN, _E.SUCCESS): _S.CLOSED,
        (_S.HALF_OPEN, _E.FAILURE): _S.OPEN,
        (_S.HALF_OPEN, _E.BREAK): _S.OPEN,
        (_S.HALF_OPEN, _E.TRY_NOW): _S.HALF_OPEN,
    }
)


@dataclass(frozen=True, slots=True)
class Rest:
    """How a cause is answered: failed requests in a row that are borne, the first rest, and the longest."""

    patience: int
    first: timedelta
    longest: timedelta


_PASSING: Final = Rest(3, timedelta(seconds=30), timedelta(minutes=15))
_LASTING: Final = Rest(1, timedelta(hours=1), timedelta(hours=12))
CAUSES: Final[Mapping[str, Rest]] = MappingProxyType(
    {
        "server-error": _PASSING,
        "timeout": _PASSING,
        "unreachable": _PASSING,
        "bad-answer": _PASSING,
        "rate-limited": Rest(1, timedelta(seconds=60), timedelta(hours=1)),  # retries have waited as long as they could
        "quota": _LASTING,
        "key-refused": _LASTING,
    }
)
SOFT: Final = frozenset({"server-error", "timeout", "unreachable", "bad-answer"})  # may have passed by itself


@dataclass(frozen=True, slots=True)
class Health:
    """How an engine does. ``failures``: requests in a row; ``rests``: in a row; ``until``: of the rest, if it rests."""

    failures: int = 0
    rests: int = 0
    reason: str = ""
    message: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def state(self, now: datetime) -> BreakerState:
        """Whether it is asked at this time."""
        if self.until is None:
            return BreakerState.CLOSED
        return BreakerState.OPEN if now < self.until else BreakerState.HALF_OPEN


def cause_of(error: EngineError) -> str | None:
    """Which of ``CAUSES`` an error is; None when it says nothing about the engine's next answer to others."""
    if error.reason == "refused" and error.status in {401, 403}:
        return "key-refused"
    return error.reason if error.reason in CAUSES else None


def after_success(health: Health, now: datetime) -> Health:
    """It answered."""
    return Health() if MOVES[health.state(now), Event.SUCCESS] is BreakerState.CLOSED else health


def after_try_now(health: Health, now: datetime) -> Health:
    """A person ended its rest: the next job tries it."""
    return replace(health, until=now) if health.state(now) is BreakerState.OPEN else health


def after_failure(
    health: Health, now: datetime, *, cause: str, message: str, requests: int = 1, retry_after: float | None = None
) -> Health:
    """``requests`` in a row failed for this cause; ``retry_after``: seconds that the provider asks for."""
    rest = CAUSES[cause]
    state = health.state(now)
    failures = health.failures + requests
    event = Event.BREAK if failures >= rest.patience else Event.FAILURE
    told = replace(health, failures=failures, reason=cause, message=message)
    if MOVES[state, event] is BreakerState.CLOSED:
        return told
    asked = now + timedelta(seconds=retry_after or 0.0)
    if state is BreakerState.OPEN and health.until is not None:
        # The same trouble, seen by somebody who asked before the rest began: only the provider's own wish counts.
        return replace(health, until=max(health.until, asked))
    until = max(now + _length(rest, health.rests), asked)
    since = health.since if state is BreakerState.HALF_OPEN and health.since else now
    return replace(told, rests=health.rests + 1, since=since, until=until)


def _length(rest: Rest, before: int) -> timedelta:
    """Doubled with each rest that brought nothing."""
    return min(rest.first * (1 << min(before, 20)), rest.longest)
