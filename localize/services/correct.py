"""A changed source: what is unchanged keeps its target, what changed reopens with its old target in the history."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from localize.edition import EditionState
from localize.services import jobs
from localize.services.context import SYSTEM
from localize.services.record import record_event, record_revision
from localize.store import Unit
from localize.store.articles import SegmentRow, SourceVersionRow
from localize.store.editions import EditionRow, FindingRow, TargetRow
from localize.workflow import Action, advance

_REOPENED = frozenset({EditionState.SUBMITTED, EditionState.APPROVED, EditionState.PUBLISHED})


def carry_over(unit: Unit, edition: EditionRow, version: SourceVersionRow, lane: str, now: datetime) -> list[int]:
    """Move an edition to a new source version. Returns ids of jobs to announce.

    Sentences are matched by text wherever their block moved, repeated ones in order. The live release stays.
    """
    # Locks are taken in one order everywhere: job, edition, target.
    open_job = unit.jobs.open_of_edition(edition.id, locked=True)
    unit.editions.lock(edition.id)
    old = unit.editions.targets(edition.id, edition.version_id)
    kept = _match(old, version.segments)
    for segment in version.segments:
        _carry(unit, edition, segment, kept.get(segment.id), now)
    edition.version_id = version.id
    edition.change += 1
    edition.updated_at = now
    state = EditionState(edition.state)
    if state in _REOPENED:
        edition.state = advance(state, Action.REOPEN, SYSTEM.role).value
        record_event(
            unit, edition, Action.REOPEN, state, SYSTEM, now, f"Version {version.number} of the source arrived."
        )
    if open_job is not None:
        # Its token no longer holds: what it still brings belongs to the old version and is dropped.
        open_job.state = "cancelled"
        open_job.finished_at = now
        unit.flush()
    if all(segment.id in kept for segment in version.segments) and open_job is None:
        return []
    return [jobs.add_job(unit, edition.id, lane, now)]


def _match(old: Sequence[tuple[TargetRow, SegmentRow]], new: Sequence[SegmentRow]) -> dict[int, TargetRow]:
    """By new segment id: the written target of the same sentence, in order of appearance."""
    by_hash: dict[str, list[TargetRow]] = defaultdict(list)
    for target, segment in old:
        if target.revision > 0:
            by_hash[segment.text_hash].append(target)
    kept: dict[int, TargetRow] = {}
    for segment in new:
        waiting = by_hash[segment.text_hash]
        if waiting:
            kept[segment.id] = waiting.pop(0)
    return kept


def _carry(unit: Unit, edition: EditionRow, segment: SegmentRow, kept: TargetRow | None, now: datetime) -> None:
    target = TargetRow(
        edition_id=edition.id,
        segment_id=segment.id,
        text=kept.text if kept else "",
        state=kept.state if kept else "initial",
        origin=kept.origin if kept else "none",
        score=kept.score if kept else None,
        unplaced=list(kept.unplaced) if kept else [],
        revision=1 if kept else 0,
        author_id=kept.author_id if kept else None,
        author_name=kept.author_name if kept else None,
        updated_at=now,
    )
    unit.editions.add(target)
    if kept is None:
        return
    record_revision(unit, target, now)
    unit.editions.add_all(
        [
            FindingRow(
                edition_id=edition.id,
                target_id=target.id,
                revision=target.revision,
                code=finding.code,
                severity=finding.severity,
                data=finding.data,
                dismissed=finding.dismissed,
            )
            for finding in unit.editions.target_findings(kept.id, kept.revision)
        ]
    )
