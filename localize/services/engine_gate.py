"""The gate between a job and its engines: what all workers share about answers, rests, rates and the day's budget.

An undisturbed job pays one read for it, before the first request; what is to be kept is written together with the drafts.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

from localize.errors import EngineError
from localize.mt.breaker import PROBE_LEASE, SOFT, BreakerState, Health, cause_of
from localize.mt.gate import Items, Opened
from localize.mt.known import answer_key, same_key
from localize.mt.outcome import EngineCall, EngineFailure
from localize.mt.rates import Sent, earliest, for_lane, recent
from localize.ports import NO_HINTS, Engine, EngineLimits, Hints
from localize.services import engine_health
from localize.services.context import Context
from localize.services.engine_budget import Purse
from localize.services.engine_waits import at_limit, being_tried, resting
from localize.store import Unit
from localize.store.engine_cache import Answered
from localize.store.jobs import EngineCallRow


class _Said(NamedTuple):
    """An engine's answer, to be kept when nobody waits for it any more."""

    engine: Engine
    items: Items
    texts: Sequence[str]
    source: str
    target: str

    def key(self, hints: Hints) -> str:
        return answer_key(self.engine, self.items, source=self.source, target=self.target, hints=hints)

    @property
    def answered(self) -> Answered:
        return Answered(same_key(self.items, source=self.source, target=self.target), self.texts)


class EngineGate:
    """``localize.mt.gate.Gate`` of one job."""

    def __init__(self, ctx: Context, *, job_id: int, lane: str, confidential: bool, hints: Hints = NO_HINTS) -> None:
        self._ctx = ctx
        self._job_id = job_id
        self._hints = hints
        self._breaking = lane == "breaking"
        self._caches = ctx.settings.engine_cache_days > 0 and not confidential
        self._purse = Purse(ctx, breaking=self._breaking)
        self._token = secrets.token_hex(12)
        self._health: dict[str, Health] = {}
        self._probing: set[str] = set()
        self._calls: list[EngineCall] = []
        self._answers: list[_Said] = []

    # What the chain asks.

    def recall(
        self, engine: Engine, items: Mapping[int, Items], *, source: str, target: str
    ) -> Mapping[int, Sequence[str]]:
        """Look up the answers, and by the way how the engine does."""
        keys: dict[int, str] = {}
        if self._caches:
            keys = {
                n: answer_key(engine, parts, source=source, target=target, hints=self._hints)
                for n, parts in items.items()
            }
        since = self._ctx.clock.now() - timedelta(days=self._ctx.settings.engine_cache_days)
        with self._ctx.store.read() as unit:
            self._health[engine.name] = engine_health.health_of(unit.engine_states.get(engine.name))
            found = unit.engine_cache.find(sorted(set(keys.values())), since) if keys else {}
        return {n: found[key] for n, key in keys.items() if len(found.get(key, ())) == len(items[n])}

    def begin(self, name: str, label: str, chars: int) -> Opened | EngineFailure:
        """Whether it rests; and the budget for the whole turn, before its first request."""
        now = self._ctx.clock.now()
        health = self._health[name]
        state = health.state(now)
        if state is BreakerState.OPEN:
            return resting(self._ctx, name, label, health)
        if state is BreakerState.HALF_OPEN and not self._claim(name):
            return being_tried(name, label)
        refusal = self._purse.reserve(name, chars)
        if refusal is not None:
            self._release(name)
            return refusal
        return Opened(probe=name in self._probing)

    def limits(self, engine: Engine) -> EngineLimits:
        """The engine's own, and no more than a minute allows."""
        rate = self._ctx.settings.engine_rates.get(engine.name)
        own = for_lane(rate, breaking=self._breaking, share=self._share) if rate else None
        if own is None or own.chars is None:
            return engine.limits
        return replace(engine.limits, chars=min(engine.limits.chars, own.chars))

    def before(self, name: str, label: str, chars: int, *, patience: float) -> float | EngineFailure:
        """Take the next place that the engine's rate has."""
        refusal = self._purse.pay(name, chars)
        if refusal is not None:
            return refusal
        rate = self._ctx.settings.engine_rates.get(name)
        if rate is None:
            return 0.0
        own = for_lane(rate, breaking=self._breaking, share=self._share)
        with self._ctx.store.write() as unit:
            row = unit.engine_states.locked_log(name)
            now = self._ctx.clock.now().timestamp()  # after the wait for the lock
            log = recent([Sent(at, int(sent)) for at, sent in row.log], now, rate)
            at = earliest(log, now, chars, whole=rate, own=own)
            wait = at - now
            if wait <= patience:
                row.log = [list(sent) for sent in (*log, Sent(at, chars))]
        if wait <= patience:
            return max(at - self._ctx.clock.now().timestamp(), 0.0)
        self._purse.refund(chars)
        return at_limit(name, label, own, wait, patience)

    def called(self, call: EngineCall) -> None:
        """Remember it for ``flush``."""
        self._calls.append(call)
        if not call.sent:
            self._purse.refund(call.chars)

    def keep(self, engine: Engine, answers: Sequence[tuple[Items, Items]], *, source: str, target: str) -> None:
        """Remember them for ``finish``."""
        if self._caches:
            self._answers += [_Said(engine, items, said, source, target) for items, said in answers]

    def recovered(self, name: str) -> None:
        """Let the other workers ask it too."""
        self._probing.discard(name)
        self._health[name] = Health()
        engine_health.recovered(self._ctx, name)

    def end(self, name: str, error: EngineError | None, falls: int, *, answered: bool) -> None:
        """Note what the turn says about the engine, if that is anything new."""
        cause = cause_of(error) if error is not None else None
        if error is not None and cause is not None and (cause not in SOFT or not answered):
            engine_health.failed(
                self._ctx,
                name,
                cause=cause,
                message=error.message,
                requests=max(falls, 1),
                retry_after=error.retry_after,
            )
            self._probing.discard(name)
        elif answered and self._health[name].failures:
            self.recovered(name)
        else:
            self._release(name)

    # What the service asks.

    def flush(self, unit: Unit) -> None:
        """Write what was asked since, in a transaction that is open anyway."""
        calls, self._calls = self._calls, []
        unit.insert(EngineCallRow, [self._row(call) for call in calls])

    def finish(self) -> None:
        """The job's requests are over: write the rest of the record, give back what was reserved and not sent.

        Answers are kept now, when nobody waits for the draft any more.
        """
        if not (self._calls or self._answers or self._purse.rest):
            return
        kept: dict[str, dict[str, Answered]] = {}  # by engine and key
        for said in self._answers:
            kept.setdefault(said.engine.name, {})[said.key(self._hints)] = said.answered
        with self._ctx.store.write() as unit:
            self.flush(unit)
            for engine, answers in kept.items():
                unit.engine_cache.keep(engine, answers, self._ctx.clock.now())
            self._purse.settle(unit)
        self._answers = []

    # Inside.

    @property
    def _share(self) -> int:
        return self._ctx.settings.budget_breaking_share

    def _claim(self, name: str) -> bool:
        """Try it, or ask it like everybody when somebody has tried it. False: it is not known yet whether it answers."""
        now = self._ctx.clock.now()
        with self._ctx.store.write() as unit:
            if unit.engine_states.claim_probe(name, token=self._token, now=now, lease_until=now + PROBE_LEASE):
                self._probing.add(name)
                return True
            # Somebody else may have found meanwhile that it answers.
            self._health[name] = engine_health.health_of(unit.engine_states.get(name))
        return self._health[name].state(now) is BreakerState.CLOSED

    def _release(self, name: str) -> None:
        if name in self._probing:
            self._probing.discard(name)
            with self._ctx.store.write() as unit:
                unit.engine_states.release_probe(name, token=self._token)

    def _row(self, call: EngineCall) -> dict[str, Any]:
        price = self._ctx.settings.engine_prices.get(call.engine, 0.0)
        return {
            "job_id": self._job_id,
            "engine": call.engine,
            "items": call.items if call.sent else 0,
            "chars": call.chars if call.sent else 0,
            "seconds": call.seconds,
            "ok": call.ok,
            "reason": call.reason,
            "at": self._ctx.clock.now(),
            "attempt": call.attempt,
            "cached": call.cached,
            "cost": call.chars * price / 1_000_000 if call.ok else 0.0,  # providers bill what they translate
        }
