"""Confirming what the risk rule still waits for, as it stands: for a person who has read it elsewhere than in the editor."""

from localize.errors import NotFoundError, RevisionConflictError
from localize.services.context import Actor, Context
from localize.services.postedit import get_edition, save_segment
from localize.services.risk import judge_risks, waits


def confirm_risky(ctx: Context, actor: Actor, edition_id: int) -> tuple[int, ...]:
    """Confirm each sentence that waits for a person, in this person's name; their positions.

    A sentence that somebody writes meanwhile is left to them: the save is made over the revision that was read.
    Raises what ``save_segment`` raises.
    """
    with ctx.store.read() as unit:
        edition = get_edition(unit, edition_id, actor)
        rows = unit.editions.bench(edition.id, edition.version_id)
        found = judge_risks(ctx, unit, edition, rows)
        waiting = [(row.id, row.position, row.text, row.revision) for row in rows if waits(row, found[row.id])]
    for segment_id, _, text, revision in waiting:
        save_segment(ctx, actor, edition_id, segment_id, text=text, base_revision=revision, confirm=True)
    return tuple(position for _, position, _, _ in waiting)


def confirm_segment(ctx: Context, actor: Actor, edition_id: int, segment_id: int, revision: int) -> None:
    """Confirm one sentence as it stands in this revision. Raises ``RevisionConflictError`` when it is another by now."""
    with ctx.store.read() as unit:
        get_edition(unit, edition_id, actor)
        target = unit.editions.target(edition_id, segment_id)
        if target is None:
            raise NotFoundError(f"Edition {edition_id} has no segment {segment_id}.")
        text, current = target.text, target.revision
    if current != revision:
        raise RevisionConflictError("This text has changed since you read it. Read it again.", kind="revision")
    save_segment(ctx, actor, edition_id, segment_id, text=text, base_revision=revision, confirm=True)
