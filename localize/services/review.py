"""The gate, approval, return, reopening. The same rules for web, command line and API: they all come through here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from localize.article import HANDLING, Handling, Role
from localize.edition import EditionState, Origin, OriginKind, TargetState
from localize.errors import ForbiddenError, GateError, NotFoundError, TransitionError
from localize.memory.entry import EntryOrigin
from localize.memory.match import EDGE
from localize.services.context import Actor, Context
from localize.services.record import record_event
from localize.services.risk import judge_risks, waits
from localize.store import Unit
from localize.store.articles import SegmentRow
from localize.store.editions import EditionRow, TargetRow
from localize.store.memories import MemoryEntryRow
from localize.workflow import TRANSITIONS, Action, UserRole, advance


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the gate. ``positions`` are the segments that keep it open; ``count`` of ``total`` are fine."""

    code: str  # complete, no-error, risk, second-person
    met: bool
    count: int = 0
    total: int = 0
    positions: tuple[int, ...] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands between an edition and its approval."""

    conditions: tuple[Condition, ...]

    @property
    def open_conditions(self) -> tuple[Condition, ...]:
        """Conditions that are not met."""
        return tuple(c for c in self.conditions if not c.met)


def _listed(positions: tuple[int, ...]) -> str:
    shown = ", ".join(str(p) for p in positions[:8])
    return shown + (" …" if len(positions) > 8 else "")


def judge_gate(ctx: Context, unit: Unit, edition: EditionRow, actor: Actor) -> Gate:
    """The gate as it stands for this actor."""
    targets = unit.editions.standing(edition.id, edition.version_id)
    empty = tuple(row.position for row in targets if row.state == TargetState.INITIAL.value)
    errors = sorted(
        {p for p, severity in unit.editions.finding_counts([edition.id]).get(edition.id, ()) if severity == "error"}
    )
    conditions = [
        Condition(
            "complete",
            not empty and bool(targets),
            len(targets) - len(empty),
            len(targets),
            empty,
            f"Segments without a text: {_listed(empty)}." if empty else "",
        ),
        Condition(
            "no-error",
            not errors,
            len(errors),
            len(targets),
            tuple(errors),
            f"Open errors in segments {_listed(tuple(errors))}." if errors else "",
        ),
    ]
    if ctx.settings.risk_rule:
        conditions.append(_risk(ctx, unit, edition, targets))
    if ctx.settings.four_eyes:
        conditions.append(_second_person(unit, edition, actor))
    return Gate(tuple(conditions))


def _risk(ctx: Context, unit: Unit, edition: EditionRow, rows: Sequence[Any]) -> Condition:
    """Every sentence that ``LOCALIZE_RISK_RULE`` names is a person's: confirmed or written by one."""
    found = judge_risks(ctx, unit, edition, rows)
    risky = [row for row in rows if found[row.id]]
    waiting = tuple(row.position for row in risky if waits(row, found[row.id]))
    which = ", ".join(ctx.settings.risk_rule)
    sentence = f"Nobody has confirmed segments {_listed(waiting)} ({which}; LOCALIZE_RISK_RULE)." if waiting else ""
    return Condition("risk", not waiting, len(risky) - len(waiting), len(risky), waiting, sentence)


def _second_person(unit: Unit, edition: EditionRow, actor: Actor) -> Condition:
    wrote = actor.id is not None and actor.id in unit.editions.authors(edition.id, edition.version_id)
    submitted = unit.editions.last_events([edition.id], Action.SUBMIT.value).get(edition.id)
    own = wrote or (submitted is not None and actor.id is not None and submitted.actor_id == actor.id)
    sentence = "Somebody else must approve: you wrote or submitted this text (LOCALIZE_FOUR_EYES)." if own else ""
    return Condition("second-person", not own, sentence=sentence)


def require_complete(unit: Unit, edition: EditionRow) -> None:
    """Raises ``GateError`` when a segment has no text."""
    states = unit.editions.state_counts([edition.id]).get(edition.id, ())
    empty = tuple(position for position, state in states if state == TargetState.INITIAL.value)
    if empty:
        sentence = f"Segments without a text: {_listed(empty)}."
        raise GateError(sentence, conditions=[{"code": "complete", "sentence": sentence, "segments": list(empty)}])


def require_gate(ctx: Context, unit: Unit, edition: EditionRow, actor: Actor) -> None:
    """Raises ``GateError`` naming every open condition."""
    waiting = judge_gate(ctx, unit, edition, actor).open_conditions
    if waiting:
        raise GateError(
            "Cannot approve yet. " + " ".join(c.sentence for c in waiting),
            conditions=[{"code": c.code, "sentence": c.sentence, "segments": list(c.positions)} for c in waiting],
        )


def approve(ctx: Context, actor: Actor, edition_id: int, *, whole_way: bool = False) -> EditionState:
    """Approve a submitted edition and write its confirmed pairs to the memory.

    ``whole_way``: an editor who approves from the command line an edition that nobody submitted takes and submits it
    in the same breath; each step is recorded.
    """
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition = _edition(unit, edition_id, actor)
        if actor.role not in TRANSITIONS[EditionState.SUBMITTED, Action.APPROVE].roles:
            raise ForbiddenError(f"A {actor.role.value} may not approve an edition.")
        if whole_way and EditionState(edition.state) in {
            EditionState.DRAFTED,
            EditionState.BLOCKED,
            EditionState.IN_REVIEW,
        }:
            require_gate(ctx, unit, edition, actor)
            if EditionState(edition.state) is not EditionState.IN_REVIEW:
                step(ctx, unit, edition, Action.TAKE, actor)
            step(ctx, unit, edition, Action.SUBMIT, actor)
        else:
            advance(EditionState(edition.state), Action.APPROVE, actor.role)
            require_gate(ctx, unit, edition, actor)
        step(ctx, unit, edition, Action.APPROVE, actor)
        _finalise(unit, edition)
        _remember(ctx, unit, edition, actor)
        edition.updated_at = now
        return EditionState(edition.state)


def send_back(ctx: Context, actor: Actor, edition_id: int, reason: str) -> EditionState:
    """Return a submitted edition to its translator with a reason."""
    with ctx.store.write() as unit:
        edition = _edition(unit, edition_id, actor)
        step(ctx, unit, edition, Action.RETURN, actor, reason)
        return EditionState(edition.state)


def reopen(ctx: Context, actor: Actor, edition_id: int, reason: str | None = None) -> EditionState:
    """Open an edition for changes again. A live release stays until the next one."""
    with ctx.store.write() as unit:
        edition = _edition(unit, edition_id, actor)
        if actor.role is UserRole.TRANSLATOR and edition.assignee_id != actor.id:
            raise ForbiddenError("Only who submitted this edition can call it back.")
        step(ctx, unit, edition, Action.REOPEN, actor, reason)
        return EditionState(edition.state)


def step(
    ctx: Context, unit: Unit, edition: EditionRow, action: Action, actor: Actor, reason: str | None = None
) -> None:
    """Advance an edition by one action and record it."""
    state = EditionState(edition.state)
    edition.state = advance(state, action, actor.role, reason).value
    edition.change += 1
    edition.updated_at = ctx.clock.now()
    record_event(unit, edition, action, state, actor, ctx.clock.now(), reason.strip() if reason else None)


def _edition(unit: Unit, edition_id: int, actor: Actor) -> EditionRow:
    edition = unit.editions.lock(edition_id)
    if edition is None:
        raise NotFoundError(f"There is no edition {edition_id}.")
    actor.must_work_in(edition.locale)
    return edition


def _finalise(unit: Unit, edition: EditionRow) -> None:
    """Confirmed targets become final; unconfirmed drafts keep saying that nobody confirmed them one by one."""
    for target, _ in unit.editions.targets(edition.id, edition.version_id):
        if target.state == TargetState.REVIEWED.value:
            target.state = TargetState.FINAL.value


def _remember(ctx: Context, unit: Unit, edition: EditionRow, actor: Actor) -> None:
    """Write the sentence pairs that a person stands for to the memory, with their neighbours.

    A pair is written when a person confirmed its segment, or wrote its text and the approver let it stand. To approve
    an edition is not to confirm each machine sentence in it: a draft that nobody confirmed or touched is published
    with it, but is not remembered, lest the engine's words come back as the house's. What rules and the catalogue made
    is theirs to keep, and a protected text is no translation.
    """
    now = ctx.clock.now()
    version = unit.articles.version_by_id(edition.version_id)
    if version is None:
        raise TransitionError("The edition has no source version.")
    unit.memories.put_all(
        MemoryEntryRow(
            source_locale=version.locale,
            target_locale=edition.locale,
            text_hash=segment.text_hash,
            prev_hash=segment.prev_hash or EDGE,
            next_hash=segment.next_hash or EDGE,
            source=segment.source,
            target=target.text,
            article_id=edition.article_id,
            author=target.author_name or actor.name,
            updated_at=now,
            origin=EntryOrigin.APPROVED.value,
            approver=actor.name,
        )
        for target, segment in unit.editions.targets(edition.id, edition.version_id)
        if _is_ours(target, segment)
    )


def _is_ours(target: TargetRow, segment: SegmentRow) -> bool:
    """Whether a person stands for this pair."""
    origin = Origin.parse(target.origin, target.score).kind
    if not segment.source:  # of a block that was added: no translation of anything
        return False
    if HANDLING[Role(segment.role)] in {Handling.PROTECT, Handling.OMIT}:
        return False
    confirmed = target.state == TargetState.FINAL.value and origin not in {OriginKind.RULE, OriginKind.CATALOGUE}
    return confirmed or origin is OriginKind.HUMAN
