"""Blocks left out of an edition, and blocks that it has beyond its source. Other editions and the source stay as they are.

What is left out keeps its texts and can be put back. A block that was added has one segment without a source.
"""

from collections.abc import Sequence

from localize.arrangement import BlockKind, Standing, arranged, dropped_with, new_block
from localize.article import Block, Role
from localize.edition import EditionState, OriginKind, TargetState
from localize.errors import InvalidInputError, NotFoundError
from localize.segment import hash_text
from localize.services.arrangement import added_block, is_added, number
from localize.services.context import Actor, Context
from localize.services.record import record_event
from localize.services.sources import stored_blocks
from localize.services.structure import open_for_structure
from localize.store import Unit
from localize.store.arrangements import EditionBlockRow
from localize.store.articles import SegmentRow, SourceVersionRow
from localize.store.editions import EditionRow, TargetRow
from localize.workflow import Action


def drop(ctx: Context, actor: Actor, edition_id: int, key: str, reason: str) -> None:
    """Leave a block out of an edition, a teaser as a whole; one that was added is taken out again.

    Raises ``InvalidInputError`` without a reason, or for what an edition cannot be without.
    """
    if not reason.strip():
        raise InvalidInputError("Say why the block is left out: whoever approves the edition reads it.")
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition, version = open_for_structure(unit, edition_id, actor, now)
        rows = unit.arrangements.blocks(edition.id, version.id)
        block = _find(_all(version, rows), key)
        known = {row.key: row for row in rows}
        if key in known and known[key].kind != BlockKind.ADDED.value:
            raise InvalidInputError("This block is left out already.")
        keys = []
        for one in dropped_with(block, stored_blocks(version)):
            row = known.get(one.key)
            if row is None:
                row = EditionBlockRow(
                    edition_id=edition.id, version_id=version.id, key=one.key, after="",
                    role=one.role.value, tag=one.tag, wrap=list(one.wrap), kind="", reason="",
                    author_id=None, author_name="", at=now,
                )  # fmt: skip
            row.kind = BlockKind.REMOVED.value if is_added(row) and row.kind else BlockKind.DROPPED.value
            row.reason = reason.strip()[:500]
            row.author_id, row.author_name, row.at = actor.id, actor.name, now
            unit.editions.add(row)
            keys.append(one.key)
        _set_standing(unit, edition, keys, Standing.USED, Standing.DROPPED)
        number(unit, edition, version)
        said = f"{_short(block)} {reason.strip()[:500]}".strip()
        record_event(unit, edition, Action.DROP_BLOCK, EditionState(edition.state), actor, now, said)


def put_back(ctx: Context, actor: Actor, edition_id: int, key: str) -> int:
    """Take a block that was left out into the edition again, with its texts as they were. Returns its first place."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition, version = open_for_structure(unit, edition_id, actor, now)
        rows = unit.arrangements.blocks(edition.id, version.id)
        out = {row.key: row for row in rows if row.kind != BlockKind.ADDED.value}
        if key not in out:
            raise InvalidInputError("This block is part of the edition already.")
        block = _find(_all(version, rows), key)
        keys = [one.key for one in dropped_with(block, stored_blocks(version)) if one.key in out]
        for one in keys:
            if out[one].kind == BlockKind.REMOVED.value:
                out[one].kind = BlockKind.ADDED.value
                out[one].reason = ""
            else:
                unit.arrangements.put_back(out[one])
        _set_standing(unit, edition, keys, Standing.DROPPED, Standing.USED)
        number(unit, edition, version)
        record_event(unit, edition, Action.PUT_BACK, EditionState(edition.state), actor, now, _short(block) or None)
        return _first_place(unit, edition, key)


def add(ctx: Context, actor: Actor, edition_id: int, *, after: str, role: Role) -> int:
    """Add an empty block after another one, for a person to write. Returns its place.

    Raises ``InvalidInputError`` for a role or a place where nothing can be added.
    """
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition, version = open_for_structure(unit, edition_id, actor, now)
        rows = unit.arrangements.blocks(edition.id, version.id)
        blocks = _all(version, rows)
        taken = [int(row.key[1:]) for row in rows if is_added(row)]
        made = new_block(f"a{max(taken, default=0) + 1}", role, _find(blocks, after), blocks)
        _follow(rows, after, made.key)
        unit.editions.add(
            EditionBlockRow(
                edition_id=edition.id,
                version_id=version.id,
                key=made.key,
                kind=BlockKind.ADDED.value,
                after=after,
                role=role.value,
                tag=made.tag,
                wrap=list(made.wrap),
                reason="",
                author_id=actor.id,
                author_name=actor.name,
                at=now,
            )
        )
        segment = SegmentRow(
            version_id=version.id,
            edition_id=edition.id,
            position=unit.arrangements.next_position(version.id),
            block_key=made.key,
            role=role.value,
            lead="",
            source="",
            text_hash=hash_text(""),
            prev_hash=None,
            next_hash=None,
        )
        unit.editions.add(segment)
        unit.editions.add(
            TargetRow(
                edition_id=edition.id,
                segment_id=segment.id,
                text="",
                state=TargetState.INITIAL.value,
                origin=OriginKind.NONE.value,
                score=None,
                unplaced=[],
                normalised=[],
                revision=0,
                author_id=None,
                author_name=None,
                updated_at=now,
                position=0,
                standing=Standing.USED.value,
                follows=[],
            )
        )
        number(unit, edition, version)
        record_event(unit, edition, Action.ADD_BLOCK, EditionState(edition.state), actor, now)
        return _first_place(unit, edition, made.key)


def move(ctx: Context, actor: Actor, edition_id: int, key: str, step: int) -> int:
    """Move a block that was added before (-1) or after (1) its neighbour. Returns its place."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition, version = open_for_structure(unit, edition_id, actor, now)
        rows = unit.arrangements.blocks(edition.id, version.id)
        row = next((row for row in rows if row.key == key and row.kind == BlockKind.ADDED.value), None)
        if row is None:
            raise InvalidInputError("Only a block that was added here can be moved.")
        order = [block.key for block in _all(version, rows)]
        at = order.index(key)
        to = at - 2 if step < 0 else at + 1
        if not 0 <= to < len(order):
            raise InvalidInputError("The block can go no further.")
        anchor = _find(_all(version, rows), order[to])
        new_block(key, Role(row.role), anchor, ())  # whether it may stand there
        _follow(rows, key, row.after)
        _follow(rows, anchor.key, key)
        row.after = anchor.key
        unit.flush()
        number(unit, edition, version)
        record_event(unit, edition, Action.MOVE_BLOCK, EditionState(edition.state), actor, now)
        return _first_place(unit, edition, key)


def _all(version: SourceVersionRow, rows: Sequence[EditionBlockRow]) -> list[Block]:
    return arranged(stored_blocks(version), [added_block(row) for row in rows if is_added(row)])


def _find(blocks: Sequence[Block], key: str) -> Block:
    block = next((block for block in blocks if block.key == key), None)
    if block is None:
        raise NotFoundError("This block is not in the edition any more. Reload the page.")
    return block


def _follow(rows: Sequence[EditionBlockRow], before: str, now: str) -> None:
    """What was added after ``before`` comes after ``now``: each block is followed by one that was added at most."""
    for row in rows:
        if is_added(row) and row.after == before and row.key != now:
            row.after = now


def _set_standing(unit: Unit, edition: EditionRow, keys: Sequence[str], old: Standing, new: Standing) -> None:
    for target, segment in unit.arrangements.pairs(edition.id, edition.version_id):
        if segment.block_key in keys and target.standing == old.value:
            target.standing = new.value
    unit.flush()


def _first_place(unit: Unit, edition: EditionRow, key: str) -> int:
    rows = unit.editions.bench(edition.id, edition.version_id)
    return next((row.position for row in rows if row.block_key == key), 1)


def _short(block: Block) -> str:
    plain = block.text.plain.strip()
    return f"“{plain if len(plain) <= 60 else plain[:59].rstrip() + '…'}”" if plain else ""
