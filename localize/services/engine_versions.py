"""What other engines say of a segment: what is known of them without asking, and who may be asked at what price.

Asking is a person's decision, one engine and one segment at a time. It is done by a worker, as all requests to engines:
a slow provider holds up no page, a local model lives in one kind of process, and rests, rates and the budget are kept in
one place. The job stands in the lane of breaking news, because somebody is waiting; what it may spend is what the
article's own lane may.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from localize.edition import EditionState, Lane
from localize.errors import ForbiddenError, NotFoundError, TransitionError
from localize.mt.breaker import BreakerState, Health
from localize.mt.choice import chain_for
from localize.mt.factory import engine_readiness
from localize.ports import Engine
from localize.services import jobs
from localize.services.context import Actor, Context
from localize.services.engine_health import health_of
from localize.services.engine_texts import EngineText, Outgoing, known_texts, outgoing
from localize.services.postedit import get_edition
from localize.store import Unit
from localize.store.engine_versions import EngineVersionRow
from localize.store.jobs import ASK
from localize.workflow import may_write

PATIENCE: Final = timedelta(seconds=60)  # a request that is older is not sent any more: nobody waits for it


@dataclass(frozen=True, slots=True)
class EngineOffer:
    """One engine beside a segment.

    ``version``: what it says, if that is known. ``chars``: what asking it costs, 0 where it is not to be asked now.
    ``asked_by``: whose request is under way. ``failure``: why the last one brought nothing, as ``{reason, message, params}``.
    ``missing``: what it lacks to be asked at all. ``rest``: it rests.
    """

    engine: str
    version: EngineText | None = None
    chars: int = 0
    asked_by: str = ""
    failure: Mapping[str, Any] = field(default_factory=dict)
    missing: str = ""
    rest: Health | None = None


@dataclass(frozen=True, slots=True)
class EngineOffers:
    """``lacks``: why no engine may be asked: ``confidential``, ``no-engine``, or nothing."""

    offers: tuple[EngineOffer, ...]
    lacks: str = ""


def offers_of(ctx: Context, actor: Actor, edition_id: int, segment_id: int) -> EngineOffers:
    """Every engine that has said something, or may be asked, in the order of the chain. Nothing is sent.

    Raises ``NotFoundError`` and ``ForbiddenError``.
    """
    with ctx.store.read() as unit:
        going = _going(ctx, unit, actor, edition_id, segment_id)
        if going is None:
            return EngineOffers(())
        known = known_texts(ctx, unit, going)
        rows = {row.engine: row for row in unit.engine_versions.of_segment(edition_id, segment_id)}
        health = {name: health_of(row) for name, row in unit.engine_states.all().items()}
    chain = _chain(ctx, going) if going.has_words else ()
    now = ctx.clock.now()
    lacking = {row.name: row.missing for row in engine_readiness(ctx.settings)}
    offers = []
    for engine in chain:
        if engine.name in known:
            continue
        row = rows.get(engine.name)
        rest = health.get(engine.name, Health())
        missing = lacking.get(engine.name, "") if engine.name in ctx.settings.engines_in_use else ""
        resting = rest.state(now) is BreakerState.OPEN
        waits = row is not None and _waits(row, now)
        offers.append(
            EngineOffer(
                engine.name,
                chars=0 if missing or resting or waits else going.chars(engine),
                asked_by=row.asked_by if row is not None and waits else "",
                failure=_failure(row, now) if row is not None and not waits else {},
                missing=missing,
                rest=rest if resting else None,
            )
        )
    said = [EngineOffer(name, version=texts[0]) for name, texts in known.items()]
    order = [engine.name for engine in (*chain, *ctx.engines)]
    said.sort(key=lambda one: order.index(one.engine) if one.engine in order else len(order))
    lacks = ""
    if going.has_words and not chain:
        lacks = "confidential" if going.confidential and ctx.engines else "no-engine"
    return EngineOffers((*said, *offers), lacks)


def ask(ctx: Context, actor: Actor, edition_id: int, segment_id: int, name: str) -> None:
    """Have one engine asked about one segment, unless it is being asked or what it says is known.

    Raises ``NotFoundError`` for a segment or an engine that is not there, ``ForbiddenError`` for an engine that the
    article may not go to, ``TransitionError`` where the actor may not write.
    """
    now = ctx.clock.now()
    with ctx.store.read() as unit:
        going = _going(ctx, unit, actor, edition_id, segment_id)
        if going is None or not going.has_words:
            raise NotFoundError("There is nothing in this segment that an engine could be asked about.")
        if name in known_texts(ctx, unit, going):
            return
    if name not in {engine.name for engine in _chain(ctx, going)}:
        if going.confidential and name in {engine.name for engine in ctx.engines}:
            raise ForbiddenError(f"The article is confidential: its text does not go to {name}.")
        raise NotFoundError(f"There is no engine {name} for this article.")
    with ctx.store.write() as unit:
        edition = get_edition(unit, edition_id, actor, locked=True)
        state = EditionState(edition.state)
        if not may_write(state, actor.role):
            raise TransitionError("The text of this edition stands still: no engine is asked.", state=state.value)
        rows = unit.engine_versions.of_segment(edition_id, segment_id)
        row = next((row for row in rows if row.engine == name), None)
        if row is not None and (row.text is not None or _waits(row, now)):
            return
        added = jobs.add_job(unit, edition_id, Lane.BREAKING.value, now, ASK)
        if row is None:
            row = EngineVersionRow(edition_id=edition_id, segment_id=segment_id, engine=name)
            unit.engine_versions.add(row)
        row.job_id = added[0]
        row.asked_by, row.asked_at = actor.name, now
        row.text, row.failure, row.answered_at = None, {}, None
        row.unplaced, row.displaced = [], []
    jobs.announce(ctx, [added])


def _going(ctx: Context, unit: Unit, actor: Actor, edition_id: int, segment_id: int) -> Outgoing | None:
    """The sentence; None for one that was added here. Raises ``NotFoundError`` where there is no such segment."""
    edition = get_edition(unit, edition_id, actor)
    target = unit.editions.target(edition_id, segment_id)
    if target is None or target.segment.version_id != edition.version_id:
        raise NotFoundError(f"Edition {edition_id} has no segment {segment_id} any more.")
    return outgoing(ctx, unit, edition, segment_id)


def _chain(ctx: Context, going: Outgoing) -> Sequence[Engine]:
    return chain_for(ctx.settings, ctx.engines, locale=going.locale, lane=going.lane, confidential=going.confidential)


def _waits(row: EngineVersionRow, now: datetime) -> bool:
    """Whether an answer may still come."""
    return row.answered_at is None and now - row.asked_at < PATIENCE


def _failure(row: EngineVersionRow, now: datetime) -> Mapping[str, Any]:
    if row.answered_at is None and not _waits(row, now):
        return {"engine": row.engine, "reason": "late", "message": "Nobody answered in time.", "params": {}}
    return row.failure
