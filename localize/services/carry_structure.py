"""What an edition made of its source, carried to a new version: joined and split segments, blocks left out and added.

Segments that were joined or split stay so where their sentences are the same in the new version; elsewhere the new
version's own cut holds, and the old texts stand in the history. A block that was left out stays out as long as it says
the same. What was added keeps its place after the same block, or after the nearest one before it that is still there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from localize.arrangement import STORY, BlockKind, Standing, arranged, groups
from localize.compare import SAME_TEXT, Change, Kind
from localize.edition import EditionState
from localize.markup import CodedText
from localize.segment import Segment, hash_text
from localize.services.arrangement import added_block, is_added
from localize.services.context import SYSTEM
from localize.services.record import record_event
from localize.services.sources import StoredPieces, stored_blocks
from localize.store import Unit
from localize.store.arrangements import EditionBlockRow
from localize.store.articles import SegmentRow, SourceVersionRow
from localize.store.editions import EditionRow, TargetRow
from localize.workflow import Action

Pair = tuple[TargetRow, SegmentRow]
_ALIKE = frozenset({Kind.UNCHANGED, Kind.MOVED, Kind.ATTRIBUTES})


@dataclass(frozen=True, slots=True)
class Own:
    """A segment of an edition's own that goes on, and its target so far."""

    target: TargetRow
    segment: SegmentRow


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of a source and what became of each piece."""

    old: SourceVersionRow
    new: SourceVersionRow
    old_pieces: StoredPieces
    new_pieces: StoredPieces
    changes: Sequence[Change]

    def segments(self, kinds: frozenset[Kind]) -> dict[int, SegmentRow]:
        """By old segment id: the new segment with the same sentence."""
        found: dict[int, SegmentRow] = {}
        for change in self.changes:
            if change.kind in kinds:
                before = self.old_pieces.segments[change.old[0]]
                after = self.new_pieces.segments[change.new[0]]
                if before is not None and after is not None:
                    found[before.id] = after
        return found

    def blocks(self) -> dict[str, str]:
        """By key of an old block: that of the new one which has most of it, judged by its first sentence."""
        found: dict[str, str] = {}
        for change in self.changes:
            if change.old and change.new:
                old, new = self.old_pieces.blocks[change.old[0]], self.new_pieces.blocks[change.new[0]]
                found.setdefault(old.key, new.key)
        return found


def own_segments(pairs: Sequence[Pair], versions: Versions) -> dict[int, tuple[list[Own], list[SegmentRow]]]:
    """What was joined or split and goes on so: by id of the first new segment, with all new segments that it replaces."""
    same = versions.segments(_ALIKE)
    defaults = _by_block(versions.old.segments)
    own = _by_block([segment for target, segment in pairs if target.standing != Standing.SUPERSEDED.value])
    targets = {segment.id: target for target, segment in pairs}
    found: dict[int, tuple[list[Own], list[SegmentRow]]] = {}
    for key, rows in own.items():
        if key not in defaults:
            continue
        for was, now in groups(_values(defaults[key]), _values(rows)):
            cut = [rows[n] for n in now]
            if all(row.edition_id is None for row in cut):
                continue
            news = [same.get(defaults[key][n].id) for n in was]
            replaced = [row for row in news if row is not None]
            if len(replaced) == len(news) and _in_a_row(replaced, [defaults[key][n] for n in was]):
                found[replaced[0].id] = [Own(targets[row.id], row) for row in cut], replaced
    return found


def _by_block(rows: Sequence[SegmentRow]) -> dict[str, list[SegmentRow]]:
    found: dict[str, list[SegmentRow]] = {}
    for row in rows:
        found.setdefault(row.block_key, []).append(row)
    return found


def _values(rows: Sequence[SegmentRow]) -> list[Segment]:
    return [Segment(CodedText.loads(row.source), CodedText.loads(row.lead)) for row in rows]


def _in_a_row(rows: Sequence[SegmentRow], olds: Sequence[SegmentRow]) -> bool:
    """Whether new segments stand side by side in one block, and say what the old ones said to the letter."""
    first = rows[0]
    return all(
        row.block_key == first.block_key
        and row.position == first.position + n
        and row.source == old.source
        and (n == 0 or row.lead == old.lead)
        for n, (row, old) in enumerate(zip(rows, olds, strict=True))
    )


def new_segments(
    unit: Unit, edition: EditionRow, owns: Sequence[Own], replaced: Sequence[SegmentRow]
) -> list[SegmentRow]:
    """The edition's own segments in the new version, in the place of those that intake cut."""
    first, last = replaced[0], replaced[-1]
    hashes = [first.prev_hash, *(own.segment.text_hash for own in owns), last.next_hash]
    position = unit.arrangements.next_position(first.version_id)
    rows = [
        SegmentRow(
            version_id=first.version_id,
            edition_id=edition.id,
            position=position + n,
            block_key=first.block_key,
            role=first.role,
            lead=first.lead if n == 0 else own.segment.lead,
            source=own.segment.source,
            text_hash=own.segment.text_hash,
            prev_hash=hashes[n],
            next_hash=hashes[n + 2],
        )
        for n, own in enumerate(owns)
    ]
    unit.editions.add_all(rows)
    return rows


def carry_blocks(
    unit: Unit, edition: EditionRow, versions: Versions, now: datetime
) -> tuple[set[str], list[tuple[str, SegmentRow]]]:
    """Blocks that stay out of the edition, by their new keys, and for each that was added its key and new segment."""
    rows = unit.arrangements.blocks(edition.id, versions.old.id)
    return _carry_left_out(unit, edition, versions, rows, now), _carry_added(unit, edition, versions, rows)


def _carry_left_out(
    unit: Unit, edition: EditionRow, versions: Versions, rows: Sequence[EditionBlockRow], now: datetime
) -> set[str]:
    same = versions.segments(SAME_TEXT)
    olds, news = _by_block(versions.old.segments), _by_block(versions.new.segments)
    out: set[str] = set()
    for row in rows:
        if is_added(row):
            continue
        found = [same[s.id] for s in olds.get(row.key, ()) if s.id in same]
        keys = {segment.block_key for segment in found}
        key = keys.pop() if len(keys) == 1 else None
        if key is not None and len(found) == len(olds[row.key]) == len(news[key]):
            unit.editions.add(_copy(row, versions.new, key, ""))
            out.add(key)
        elif any(block == row.key for block in versions.blocks()):
            state = EditionState(edition.state)
            record_event(unit, edition, Action.PUT_BACK, state, SYSTEM, now, "Its source has changed.")
    return out


def _carry_added(
    unit: Unit, edition: EditionRow, versions: Versions, rows: Sequence[EditionBlockRow]
) -> list[tuple[str, SegmentRow]]:
    added = {row.key: row for row in rows if is_added(row)}
    if not added:
        return []
    order = arranged(stored_blocks(versions.old), [added_block(row) for row in added.values()])
    places, roles = versions.blocks(), {block.key: block.role for block in stored_blocks(versions.new)}
    anchor = next(iter(roles))
    made: list[tuple[str, SegmentRow]] = []
    position = unit.arrangements.next_position(versions.new.id)
    last: dict[str, str] = {}  # by new block: what follows it so far
    for block in order:
        if block.key not in added:
            there = places.get(block.key)
            if there is not None and roles[there] in STORY:
                anchor = there
            continue
        row = added[block.key]
        unit.editions.add(_copy(row, versions.new, row.key, last.get(anchor, anchor)))
        last[anchor] = row.key
        segment = SegmentRow(
            version_id=versions.new.id,
            edition_id=edition.id,
            position=position + len(made),
            block_key=row.key,
            role=row.role,
            lead="",
            source="",
            text_hash=hash_text(""),
            prev_hash=None,
            next_hash=None,
        )
        unit.editions.add(segment)
        made.append((row.key, segment))
    return made


def _copy(row: EditionBlockRow, version: SourceVersionRow, key: str, after: str) -> EditionBlockRow:
    return EditionBlockRow(
        edition_id=row.edition_id,
        version_id=version.id,
        key=key,
        kind=row.kind,
        after=after,
        role=row.role,
        tag=row.tag,
        wrap=list(row.wrap),
        reason=row.reason,
        author_id=row.author_id,
        author_name=row.author_name,
        at=row.at,
    )


def standing_of(key: str, out: set[str], kinds: Mapping[str, str]) -> Standing:
    """Of a target in a block of the new version."""
    return Standing.DROPPED if key in out or kinds.get(key) == BlockKind.REMOVED.value else Standing.USED
