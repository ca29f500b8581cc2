"""What an edition said before its source changed: the old target of a sentence, and the source that it translates."""

from dataclasses import dataclass
from datetime import datetime

from localize.arrangement import Standing
from localize.compare import Change, compare
from localize.edition import Origin, TargetState
from localize.services.sources import StoredPieces, stored_pieces
from localize.store import Unit
from localize.store.articles import SegmentRow, SourceVersionRow
from localize.store.editions import EditionRow, TargetRow

_FURTHEST = 20  # versions back


@dataclass(frozen=True, slots=True)
class Previous:
    """A sentence in an earlier version with its target. ``source`` and ``text`` are written coded texts.

    Of a sentence that was merged from several, both are theirs in a row. ``target_ids``: whose history goes on here.
    """

    version: int
    source: str
    text: str
    state: TargetState
    origin: Origin
    author: str | None
    at: datetime
    target_ids: tuple[int, ...]


def previous_of(unit: Unit, edition: EditionRow, segment: SegmentRow) -> Previous | None:
    """The newest earlier text of a sentence; None when it is new, or nobody had written one."""
    version = unit.articles.version_by_id(edition.version_id)
    wanted = {segment.id}
    new = stored_pieces(version) if version else None
    for _ in range(_FURTHEST):
        before = unit.articles.version(version.article_id, version.number - 1) if version else None
        if before is None or new is None:
            return None
        old = stored_pieces(before)
        rows = _rows(compare(old.pieces, new.pieces), old, new, wanted)
        if not rows:
            return None
        found = _written(unit, edition, before, rows)
        if found is not None:
            return found
        version, new, wanted = before, old, {row.id for row in rows}
    return None


def _rows(changes: list[Change], old: StoredPieces, new: StoredPieces, wanted: set[int]) -> list[SegmentRow]:
    rows: list[SegmentRow] = []
    for change in changes:
        ids = {row.id for row in (new.segments[index] for index in change.new) if row is not None}
        if ids & wanted:
            rows += [row for row in (old.segments[index] for index in change.old) if row is not None]
    return rows


def _written(unit: Unit, edition: EditionRow, version: SourceVersionRow, rows: list[SegmentRow]) -> Previous | None:
    there = unit.editions.targets_of_segments(edition.id, [row.id for row in rows])
    found = [there[row.id] for row in rows if row.id in there]
    lasting = _lasting(unit, edition, version, found)
    targets = [target for target in lasting if target.revision > 0]
    if not targets:
        return None
    sources = [row.source for row in rows] if lasting == found else [target.segment.source for target in lasting]
    newest = max(targets, key=lambda target: target.updated_at)
    return Previous(
        version=version.number,
        source=" ".join(sources),
        text=" ".join(target.text for target in targets),
        state=TargetState(newest.state),
        origin=Origin.parse(newest.origin, newest.score),
        author=newest.author_name,
        at=newest.updated_at,
        target_ids=tuple(dict.fromkeys(target.id for target in (*targets, *found) if target.revision > 0)),
    )


def _lasting(unit: Unit, edition: EditionRow, version: SourceVersionRow, found: list[TargetRow]) -> list[TargetRow]:
    """In the place of targets whose segments were joined or split later: those that took their place in the end."""
    gone = {target.id for target in found if target.standing == Standing.SUPERSEDED.value}
    if not gone:
        return found
    pairs = [target for target, _ in unit.arrangements.pairs(edition.id, version.id)]
    grown = True
    while grown:
        heirs = {target.id for target in pairs if gone & set(target.follows)}
        grown = not heirs <= gone
        gone |= heirs
    ids = gone | {target.id for target in found}
    return [target for target in pairs if target.id in ids and target.standing != Standing.SUPERSEDED.value]
