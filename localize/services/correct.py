"""A changed source: what says the same keeps its target, what changed reopens with its old target in the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from localize.arrangement import Standing
from localize.article import HANDLING, Block, Handling, Role
from localize.compare import SAME_TEXT, Change, Kind, compare
from localize.edition import EditionState, Origin, TargetState
from localize.markup import CodedText
from localize.qa.run import check_segment
from localize.services import jobs
from localize.services.arrangement import number, put_in_places
from localize.services.carry_structure import Versions, carry_blocks, new_segments, own_segments, standing_of
from localize.services.context import SYSTEM
from localize.services.lexicon import lexicon_of
from localize.services.record import record_event, record_revision
from localize.services.sources import stored_pieces
from localize.store import Unit
from localize.store.articles import SegmentRow, SourceVersionRow
from localize.store.editions import EditionRow, FindingRow, TargetRow
from localize.workflow import Action, advance

_REOPENED = frozenset({EditionState.SUBMITTED, EditionState.APPROVED, EditionState.PUBLISHED})
_CONFIRMED = frozenset({TargetState.REVIEWED, TargetState.FINAL})


@dataclass(frozen=True, slots=True)
class _Kept:
    """A target that goes on, and what became of its sentence."""

    target: TargetRow
    kind: Kind


def carry_over(
    unit: Unit, edition: EditionRow, version: SourceVersionRow, lane: str, now: datetime
) -> list[jobs.Announced]:
    """Move an edition to a new source version. Returns jobs to announce.

    Sentences are found again wherever their block moved (``localize.compare``). One that says the same in other
    typography keeps its target with its state; one that got another role keeps its text, for a person to look at. The
    live release stays.
    """
    # Locks are taken in one order everywhere: job, edition, target.
    open_job = unit.jobs.open_of_edition(edition.id, locked=True)
    unit.editions.lock(edition.id)
    before = unit.articles.version_by_id(edition.version_id)
    if before is None:
        raise LookupError(f"edition {edition.id} has no source")
    pieces = stored_pieces(version)
    old = stored_pieces(before)
    versions = Versions(before, version, old, pieces, compare(old.pieces, pieces.pieces))
    pairs = unit.arrangements.pairs(edition.id, before.id)
    kept = _kept(pairs, versions)
    blocks = {row.id: block for row, block in zip(pieces.segments, pieces.blocks, strict=True) if row is not None}
    placed = _carry_all(unit, edition, versions, pairs, kept, now)
    for segment in version.segments:
        if segment.id in kept and kept[segment.id].kind in {Kind.TYPOGRAPHIC, Kind.ROLE}:
            _check_again(unit, edition, version, segment, blocks[segment.id])
    put_in_places(placed)
    number(unit, edition, version)
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
    if not unit.drafts.empty(edition.id, version.id) and open_job is None:
        return []
    return [jobs.add_job(unit, edition.id, lane, now)]


def _carry_all(
    unit: Unit,
    edition: EditionRow,
    versions: Versions,
    pairs: Sequence[tuple[TargetRow, SegmentRow]],
    kept: Mapping[int, _Kept],
    now: datetime,
) -> list[TargetRow]:
    """A target for each segment of the new version and each of the edition's own, in reading order within blocks."""
    out, added = carry_blocks(unit, edition, versions, now)
    kinds = {row.key: row.kind for row in unit.arrangements.blocks(edition.id, versions.new.id)}
    owns = own_segments(pairs, versions)
    replaced = {row.id for _, rows in owns.values() for row in rows}
    placed: list[TargetRow] = []
    for segment in versions.new.segments:
        standing = standing_of(segment.block_key, out, kinds)
        if segment.id in owns:
            mine, rows = owns[segment.id]
            follows = [_carry(unit, edition, row, None, now, Standing.SUPERSEDED).id for row in rows]
            for own, row in zip(mine, new_segments(unit, edition, mine, rows), strict=True):
                going_on = _Kept(own.target, Kind.UNCHANGED)
                target = _carry(unit, edition, row, going_on, now, standing)
                target.follows = [own.target.id, *follows]
                placed.append(target)
        elif segment.id not in replaced:
            placed.append(_carry(unit, edition, segment, kept.get(segment.id), now, standing))
    before = {segment.block_key: target for target, segment in pairs if not segment.source}
    for key, segment in added:
        going_on = _Kept(before[key], Kind.UNCHANGED)
        target = _carry(unit, edition, segment, going_on, now, standing_of(key, out, kinds))
        target.follows = [before[key].id]
        placed.append(target)
    return placed


def _kept(pairs: Sequence[tuple[TargetRow, SegmentRow]], versions: Versions) -> dict[int, _Kept]:
    """By new segment id: the written target of the sentence that says the same."""
    old, new = versions.old_pieces, versions.new_pieces
    written = {
        segment.id: target
        for target, segment in pairs
        if target.revision > 0 and target.standing != Standing.SUPERSEDED.value
    }
    kept: dict[int, _Kept] = {}
    for change in versions.changes:
        if change.kind not in SAME_TEXT or not _same_handling(change):
            continue
        before, after = old.segments[change.old[0]], new.segments[change.new[0]]
        if before is not None and after is not None and before.id in written:
            kept[after.id] = _Kept(written[before.id], change.kind)
    return kept


def _same_handling(change: Change) -> bool:
    """Whether a text of the old role may stand in the new one: a byline that became a paragraph is made anew."""
    return change.role is None or {HANDLING[role] for role in change.role} == {Handling.TRANSLATE}


def _state(kept: _Kept) -> str:
    """A headline is not put like a paragraph: what changed its role is to be confirmed once more."""
    state = TargetState(kept.target.state)
    return TargetState.TRANSLATED.value if kept.kind is Kind.ROLE and state in _CONFIRMED else state.value


def _carry(
    unit: Unit, edition: EditionRow, segment: SegmentRow, going_on: _Kept | None, now: datetime, standing: Standing
) -> TargetRow:
    if going_on is not None and going_on.target.revision == 0:
        going_on = None
    kept = going_on.target if going_on else None
    target = TargetRow(
        edition_id=edition.id,
        segment_id=segment.id,
        text=kept.text if kept else "",
        state=_state(going_on) if going_on else "initial",
        origin=kept.origin if kept else "none",
        score=kept.score if kept else None,
        unplaced=list(kept.unplaced) if kept else [],
        normalised=list(kept.normalised) if kept else [],
        revision=1 if kept else 0,
        author_id=kept.author_id if kept else None,
        author_name=kept.author_name if kept else None,
        updated_at=now,
        position=segment.position,
        standing=standing.value,
        follows=[],
    )
    unit.editions.add(target)
    if kept is None:
        return target
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
    return target


def _check_again(unit: Unit, edition: EditionRow, version: SourceVersionRow, segment: SegmentRow, block: Block) -> None:
    """Findings mean places in the source: where that changed they are found anew, and what was waived stays waived."""
    target = unit.editions.target(edition.id, segment.id)
    if target is None:
        return
    waived = _waived(unit, target)
    found = check_segment(
        CodedText.loads(segment.source),
        CodedText.loads(target.text),
        source_locale=version.locale,
        target_locale=edition.locale,
        role=Role(segment.role),
        target_state=TargetState(target.state),
        origin=Origin.parse(target.origin, target.score),
        codes=block.codes,
        lexicon=lexicon_of(unit, version.locale, edition.locale),
    )
    rows = [
        FindingRow(
            edition_id=edition.id,
            target_id=target.id,
            revision=target.revision,
            code=finding.code,
            severity=finding.severity.value,
            data=finding.to_json(),
            dismissed=waived.get((finding.code, finding.params), {}),
        )
        for finding in found
    ]
    unit.editions.replace_findings(target.id, rows)


def _waived(unit: Unit, target: TargetRow) -> Mapping[tuple[str, tuple[tuple[str, str], ...]], dict[str, str]]:
    rows = unit.editions.target_findings(target.id, target.revision)
    return {(row.code, tuple(row.data["params"].items())): row.dismissed for row in rows if row.dismissed}
