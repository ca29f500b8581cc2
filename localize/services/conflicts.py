"""Why a text that a person sends cannot simply be stored: somebody else was faster, in the edition or in the source."""

from localize.arrangement import Standing
from localize.edition import Origin
from localize.errors import RevisionConflictError
from localize.markup import CodedText
from localize.services.context import Actor, Context
from localize.services.record import record_rejected
from localize.store import Unit
from localize.store.articles import SegmentRow
from localize.store.editions import EditionRow, TargetRow


def conflict_of(
    ctx: Context,
    unit: Unit,
    edition: EditionRow,
    target: TargetRow,
    segment: SegmentRow,
    coded: CodedText,
    base_revision: int,
    actor: Actor,
) -> RevisionConflictError | None:
    """Why this text cannot simply be stored, with the text itself put into the history first."""
    mine = coded.dumps()
    moved_on = segment.version_id != edition.version_id
    rearranged = target.standing != Standing.USED.value
    if not moved_on and not rearranged and (target.revision == base_revision or target.text == mine):
        return None
    record_rejected(unit, target, mine, base_revision, actor, ctx.clock.now())
    who = target.author_name or str(Origin.parse(target.origin))
    if moved_on:
        kind = "source-changed"
        message = "A new version of the source arrived while you were writing. Reload to see it; your text is kept in the history."
    elif rearranged:
        kind = "rearranged"
        message = (
            "Somebody joined or split this sentence, or left its block out, while you were writing. "
            "Reload to see it; your text is kept in the history."
        )
    else:
        kind = "revision"
        message = f"{who} saved this segment while you were writing. Both texts are kept."
    return RevisionConflictError(
        message,
        kind=kind,
        mine=mine,
        theirs=target.text,
        base=_base_text(unit, target, base_revision),
        revision=target.revision,
        state=target.state,
        origin=target.origin,
        author=target.author_name,
        at=target.updated_at.isoformat(),
    )


def _base_text(unit: Unit, target: TargetRow, revision: int) -> str:
    for row in unit.editions.revisions(target.id):
        if row.kind == "saved" and row.revision == revision:
            return row.text
    return ""
