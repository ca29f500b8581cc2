"""Splitting and joining segments of an edition. Other editions and the source stay as they are, and no text is lost.

The targets whose place others take are superseded, never deleted: the new ones follow them, and show their history.
A split that undoes a join (or the other way round) finds the old segments again, with their ids and states.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from localize.arrangement import (
    Standing,
    TextPiece,
    join_segments,
    join_texts,
    joined_state,
    split_segment,
    split_text,
)
from localize.article import Block, Handling, Role
from localize.edition import EditionState, Origin, OriginKind, TargetState
from localize.errors import ForbiddenError, InvalidInputError, NotFoundError, RevisionConflictError, TransitionError
from localize.markup import EMPTY, CodedText
from localize.qa.finding import Finding
from localize.qa.run import check_segment
from localize.segment import Segment
from localize.services.arrangement import arrangement_of, put_in_places
from localize.services.context import Actor, Context
from localize.services.lexicon import lexicon_of
from localize.services.postedit import begin_work, get_edition
from localize.services.record import Written, record_event, record_revision, write_target
from localize.store import Unit
from localize.store.articles import SegmentRow, SourceVersionRow
from localize.store.editions import EditionRow, FindingRow, TargetRevisionRow, TargetRow
from localize.workflow import WRITABLE, Action, UserRole

_FIXED = frozenset({Handling.PROTECT, Handling.OMIT, Handling.RULE})


@dataclass(frozen=True, slots=True)
class Known:
    """A segment as the person who rearranges it has seen it."""

    segment_id: int
    revision: int


@dataclass(frozen=True, slots=True)
class Rearranged:
    """What took the place of the old segments. ``target_at``: where a split of the joined target gives both texts back."""

    segment_ids: tuple[int, ...]
    position: int
    source_at: int = 0
    target_at: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A segment to be, with its text. ``draft``: the machine's text where a person's stands now."""

    segment: Segment
    text: CodedText
    state: TargetState
    origin: Origin
    unplaced: tuple[int, ...]
    author: tuple[int | None, str | None]
    written: bool
    draft: tuple[str, str, int | None] | None = None


Pair = tuple[TargetRow, SegmentRow]


def open_for_structure(unit: Unit, edition_id: int, actor: Actor, now: datetime) -> tuple[EditionRow, SourceVersionRow]:
    """The edition, locked, taken by the actor, with its source.

    Raises ``TransitionError`` where nothing may be changed, or while a machine drafts it.
    """
    if actor.role is UserRole.SYSTEM:
        raise ForbiddenError("Only a person changes what an edition is made of.")
    job = unit.jobs.open_of_edition(edition_id, locked=True)
    edition = get_edition(unit, edition_id, actor, locked=True)
    state = EditionState(edition.state)
    if state not in WRITABLE:
        raise TransitionError(
            f"This edition is {state.value.replace('_', ' ')}: reopen it to change its text.", state=state.value
        )
    if job is not None and job.token is not None:
        raise TransitionError("The draft is being made. Wait a moment, then try again.", state=state.value)
    version = unit.articles.version_by_id(edition.version_id)
    if version is None:
        raise NotFoundError(f"Edition {edition_id} has no source.")
    if state is not EditionState.IN_REVIEW:
        begin_work(unit, edition, actor, now)
    edition.change += 1
    edition.updated_at = now
    return edition, version


def split(
    ctx: Context, actor: Actor, edition_id: int, known: Known, *, source_at: int, target_at: int | None
) -> Rearranged:
    """Split a segment before the code points ``source_at`` and ``target_at`` of its plain texts.

    Without ``target_at`` the whole text stays with the first part. Raises ``InvalidInputError`` where the place cuts a
    word or an inline code, ``RevisionConflictError`` when somebody changed the segment meanwhile.
    """
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition, version = open_for_structure(unit, edition_id, actor, now)
        pairs = _used(unit, edition)
        at = _find(pairs, known)
        target, row = pairs[at]
        _must_be_divisible(row)
        segment, text = _segment(row), CodedText.loads(target.text)
        first, second = split_segment(segment, source_at)
        whole = len(text.plain)
        ids = first.source.code_ids, second.source.code_ids
        texts = split_text(text, whole if target_at is None else target_at, *ids)
        made = _replace(
            ctx, unit, edition, version, pairs[at : at + 1],
            [_part(piece, part, target) for piece, part in zip((first, second), texts, strict=True)], actor, now,
        )  # fmt: skip
        put_in_places([pair[0] for pair in (*pairs[:at], *made, *pairs[at + 1 :])])
        _record(unit, edition, Action.SPLIT, actor, now, at + 1, segment.source.plain)
        return Rearranged(tuple(row.id for _, row in made), at + 1)


def join(ctx: Context, actor: Actor, edition_id: int, first: Known, second: Known) -> Rearranged:
    """Join a segment with the next one of its block. Raises what ``split`` raises."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition, version = open_for_structure(unit, edition_id, actor, now)
        pairs = _used(unit, edition)
        at = _find(pairs, first)
        other = _find(pairs, second)
        one, two = pairs[at], pairs[other]
        if other != at + 1 or one[1].block_key != two[1].block_key:
            raise InvalidInputError("Only neighbours of the same block can be joined.")
        _must_be_divisible(one[1])
        whole = join_segments(_segment(one[1]), _segment(two[1]))
        piece = _joined(unit, edition, whole, one, two)
        made = _replace(ctx, unit, edition, version, [one, two], [piece], actor, now)
        put_in_places([pair[0] for pair in (*pairs[:at], *made, *pairs[other + 1 :])])
        _record(unit, edition, Action.JOIN, actor, now, at + 1, whole.source.plain)
        ends = CodedText.loads(one[1].source).plain, CodedText.loads(one[0].text).plain
        return Rearranged((made[0][1].id,), at + 1, len(ends[0]), len(ends[1]))


def _record(
    unit: Unit, edition: EditionRow, action: Action, actor: Actor, now: datetime, position: int, plain: str
) -> None:
    short = plain if len(plain) <= 80 else plain[:79].rstrip() + "…"
    record_event(unit, edition, action, EditionState(edition.state), actor, now, f"{position}: {short}")


def _used(unit: Unit, edition: EditionRow) -> list[Pair]:
    pairs = unit.arrangements.pairs(edition.id, edition.version_id)
    return [pair for pair in pairs if pair[0].standing == Standing.USED.value]


def _find(pairs: Sequence[Pair], known: Known) -> int:
    """Index of a segment that still is what the person has seen."""
    for index, (target, segment) in enumerate(pairs):
        if segment.id == known.segment_id:
            if target.revision == known.revision:
                return index
            raise RevisionConflictError(
                f"{target.author_name or 'The machine'} wrote in segment {target.position} meanwhile. Reload to see it.",
                kind="rearranged",
            )
    raise RevisionConflictError("Somebody rearranged this sentence meanwhile. Reload to see it.", kind="rearranged")


def _must_be_divisible(row: SegmentRow) -> None:
    block = Block(row.block_key, Role(row.role))
    if block.handling in _FIXED or not row.source:
        raise InvalidInputError("This text is made by rule, protected or added here: it is one segment.")


def _segment(row: SegmentRow) -> Segment:
    return Segment(CodedText.loads(row.source), CodedText.loads(row.lead))


def _part(segment: Segment, part: TextPiece, target: TargetRow) -> _Piece:
    empty = not part.text.plain.strip()
    return _Piece(
        segment=segment,
        text=EMPTY if empty and not part.text.marks else part.text,
        state=TargetState.INITIAL if empty else joined_state(TargetState.TRANSLATED, TargetState.TRANSLATED),
        origin=Origin(OriginKind.NONE) if empty else Origin.parse(target.origin, target.score),
        unplaced=part.unplaced,
        author=(target.author_id, target.author_name),
        written=target.revision > 0,
    )


def _joined(unit: Unit, edition: EditionRow, whole: Segment, one: Pair, two: Pair) -> _Piece:
    between = CodedText.loads(two[1].lead)
    text = join_texts(CodedText.loads(one[0].text), CodedText.loads(two[0].text), between)
    later = max((one[0], two[0]), key=lambda target: (target.author_id is not None, target.updated_at))
    drafts = [unit.editions.first_drafts(edition.id, row.id).get(target.id) for target, row in (one, two)]
    draft = None
    if drafts[0] is not None and drafts[1] is not None:
        said = join_texts(CodedText.loads(drafts[0].text), CodedText.loads(drafts[1].text), between)
        if said != text:
            draft = said.dumps(), drafts[0].origin, drafts[0].score
    return _Piece(
        segment=whole,
        text=text,
        state=joined_state(TargetState(one[0].state), TargetState(two[0].state)),
        origin=_origin(*(Origin.parse(target.origin, target.score) for target, _ in (one, two))),
        unplaced=(*one[0].unplaced, *two[0].unplaced),
        author=(later.author_id, later.author_name),
        written=one[0].revision > 0 or two[0].revision > 0,
        draft=draft,
    )


def _origin(one: Origin, two: Origin) -> Origin:
    """Of a joined text: the one that less can be said for, so that an engine's half still waits for a person."""
    for kind in (OriginKind.MT, OriginKind.MEMORY, OriginKind.HUMAN):
        for origin in (one, two):
            if origin.kind is kind:
                return origin
    return one if one.kind is not OriginKind.NONE else two


def _replace(
    ctx: Context,
    unit: Unit,
    edition: EditionRow,
    version: SourceVersionRow,
    old: Sequence[Pair],
    pieces: Sequence[_Piece],
    actor: Actor,
    now: datetime,
) -> list[Pair]:
    """Put ``pieces`` in the place of ``old``: in segments that stood there before where they are the same."""
    before = _ancestors(unit, edition, [target for target, _ in old])
    block = next(b for b in arrangement_of(unit, edition, version).blocks if b.key == old[0][1].block_key)
    for target, _ in old:
        target.standing = Standing.SUPERSEDED.value
    follows = [target.id for target, _ in old]
    rows = _rows(unit, edition, old, pieces, before)
    made: list[Pair] = []
    for piece, row in zip(pieces, rows, strict=True):
        found = _judge(ctx, unit, edition, block, piece)
        known = before.get(row.id)
        if known is None:
            target = _new_target(unit, edition, row, piece, found, follows, now)
        else:
            target = known
            target.standing = Standing.USED.value
            target.follows = list(dict.fromkeys([*known.follows, *follows]))
            if target.text != piece.text.dumps():
                said = Written(piece.text.dumps(), piece.state, piece.origin, piece.unplaced, found)
                unit.flush()
                author = Actor(piece.author[0], piece.author[1] or "", actor.role)
                write_target(unit, target, target.revision, said, author, now)
        made.append((target, row))
    unit.flush()
    return made


def _ancestors(unit: Unit, edition: EditionRow, targets: Sequence[TargetRow]) -> dict[int, TargetRow]:
    """By segment id of the present version: superseded targets whose place these took, directly or in several steps."""
    seen: dict[int, TargetRow] = {}
    waiting = {n for target in targets for n in target.follows}
    while waiting:
        found = unit.arrangements.targets(sorted(waiting))
        seen |= {row.id: row for row in found}
        waiting = {n for row in found for n in row.follows} - set(seen)
    return {
        row.segment_id: row
        for row in seen.values()
        if row.standing == Standing.SUPERSEDED.value and row.segment.version_id == edition.version_id
    }


def _rows(
    unit: Unit, edition: EditionRow, old: Sequence[Pair], pieces: Sequence[_Piece], before: dict[int, TargetRow]
) -> list[SegmentRow]:
    """A segment row for each piece: one that stood there before, else a new one of this edition."""
    first, last = old[0][1], old[-1][1]
    hashes = [first.prev_hash, *(piece.segment.text_hash for piece in pieces), last.next_hash]
    rows: list[SegmentRow] = []
    position = 0
    for number, piece in enumerate(pieces):
        source, lead = piece.segment.source.dumps(), piece.segment.lead.dumps()
        row = next(
            (t.segment for t in before.values() if (t.segment.source, t.segment.lead) == (source, lead)
             and t.segment not in rows),
            None,
        )  # fmt: skip
        if row is None:
            position = position + 1 if position else unit.arrangements.next_position(first.version_id)
            row = SegmentRow(
                version_id=first.version_id,
                edition_id=edition.id,
                position=position,
                block_key=first.block_key,
                role=first.role,
                lead=lead,
                source=source,
                text_hash=piece.segment.text_hash,
                prev_hash=hashes[number],
                next_hash=hashes[number + 2],
            )
            unit.editions.add(row)
        rows.append(row)
    return rows


def _new_target(
    unit: Unit,
    edition: EditionRow,
    row: SegmentRow,
    piece: _Piece,
    found: Sequence[Finding],
    follows: list[int],
    now: datetime,
) -> TargetRow:
    target = TargetRow(
        edition_id=edition.id,
        segment_id=row.id,
        text=piece.text.dumps(),
        state=piece.state.value,
        origin=str(piece.origin),
        score=piece.origin.score,
        unplaced=list(piece.unplaced),
        normalised=[],
        revision=0 if not piece.written else 2 if piece.draft else 1,
        author_id=piece.author[0],
        author_name=piece.author[1],
        updated_at=now,
        position=0,
        standing=Standing.USED.value,
        follows=follows,
    )
    unit.editions.add(target)
    target.segment = row
    if not piece.written:
        return target
    if piece.draft:
        text, origin, score = piece.draft
        unit.editions.add(
            TargetRevisionRow(
                target_id=target.id,
                revision=1,
                kind="saved",
                text=text,
                state=TargetState.TRANSLATED.value,
                origin=origin,
                score=score,
                author_id=None,
                author_name=None,
                at=now,
            )
        )
    record_revision(unit, target, now)
    unit.editions.add_all(
        [
            FindingRow(
                edition_id=edition.id,
                target_id=target.id,
                revision=target.revision,
                code=finding.code,
                severity=finding.severity.value,
                data=finding.to_json(),
                dismissed={},
            )
            for finding in found
        ]
    )
    return target


def _judge(ctx: Context, unit: Unit, edition: EditionRow, block: Block, piece: _Piece) -> list[Finding]:
    if not piece.text.plain.strip():
        return []
    return check_segment(
        piece.segment.source,
        piece.text,
        source_locale=ctx.settings.source_locale,
        target_locale=edition.locale,
        role=block.role,
        target_state=piece.state,
        origin=piece.origin,
        codes=block.codes,
        lexicon=lexicon_of(unit, ctx.settings.source_locale, edition.locale),
    )
