"""Findings set aside with a reason, which holds as long as source and target say the same; and brought back."""

from localize.errors import NotFoundError, TransitionError
from localize.qa.finding import Finding
from localize.services.context import Actor, Context
from localize.services.postedit import get_edition
from localize.services.record import waiver_key
from localize.store import Unit
from localize.store.editions import EditionRow, FindingRow

_LONGEST = 500  # characters of a reason


def dismiss_finding(ctx: Context, actor: Actor, edition_id: int, finding_id: int, reason: str) -> None:
    """Say that a finding is none, and why. Holds whenever this segment has this text again.

    Raises ``TransitionError`` without a reason, ``NotFoundError`` when the text has changed since.
    """
    if not reason.strip():
        raise TransitionError("Say why this is not an error.")
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition = get_edition(unit, edition_id, actor, locked=True)
        row, key = _open(unit, edition, finding_id)
        row.dismissed = {"reason": reason.strip()[:_LONGEST], "by": actor.name, "at": now.isoformat()}
        unit.waivers.keep(edition.id, key, row.dismissed)
        edition.change += 1
        edition.updated_at = now


def restore_finding(ctx: Context, actor: Actor, edition_id: int, finding_id: int) -> None:
    """Bring back a finding that was set aside: it is open again, here and whenever the text comes again."""
    with ctx.store.write() as unit:
        edition = get_edition(unit, edition_id, actor, locked=True)
        row, key = _open(unit, edition, finding_id)
        unit.waivers.drop(edition.id, key)
        if row.dismissed:
            row.dismissed = {}
            edition.change += 1
            edition.updated_at = ctx.clock.now()


def _open(unit: Unit, edition: EditionRow, finding_id: int) -> tuple[FindingRow, str]:
    found = unit.editions.finding(edition.id, finding_id)
    if found is None or found[0].revision != found[1].revision:
        raise NotFoundError("This finding is gone: the text has changed since.")
    row, target = found
    return row, waiver_key(target.segment.source, target.text, Finding.from_json(row.data))
