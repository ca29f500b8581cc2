"""Drafts as a worker would have written them, without a worker and without an engine."""

from collections.abc import Mapping

from localize.edition import EditionState, Origin, TargetState
from localize.markup import CodedText
from localize.qa.run import check_segment
from localize.services.context import SYSTEM, Context
from localize.services.record import Written, write_target
from localize.store import Unit
from tests.journeys.stories import Draft


def write_drafts(
    ctx: Context, unit: Unit, edition_id: int, drafts: Mapping[str, Draft], state: EditionState = EditionState.DRAFTED
) -> None:
    """Write drafts by source sentence; a sentence that is not among them stays empty. One with a text keeps it."""
    now = ctx.clock.now()
    edition = unit.editions.lock(edition_id)
    assert edition is not None
    for target, segment in unit.editions.targets(edition_id, edition.version_id):
        draft = drafts.get(segment.source)
        if draft is None or target.revision:
            continue
        text, origin = CodedText.loads(draft.text), Origin.parse(draft.origin, draft.score)
        target_state = TargetState(draft.state)
        findings = check_segment(
            CodedText.loads(segment.source),
            text,
            source_locale="en",
            target_locale=edition.locale,
            role=draft.role(segment.role),
            target_state=target_state,
            origin=origin,
        )
        written = Written(draft.text, target_state, origin, (), findings)
        assert write_target(unit, target, 0, written, SYSTEM, now)
    edition.state = state.value
    edition.drafted_at = now
    edition.change += 1
