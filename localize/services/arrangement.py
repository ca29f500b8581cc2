"""What an edition is made of: the blocks of its source version without those left out, with those that were added."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from localize.arrangement import AddedBlock, BlockKind, Standing, arranged
from localize.article import Block, Role
from localize.services.sources import stored_blocks
from localize.store import Unit
from localize.store.arrangements import EditionBlockRow
from localize.store.articles import SourceVersionRow
from localize.store.editions import EditionRow, TargetRow


@dataclass(frozen=True, slots=True)
class Departure:
    """Where an edition departs from its source in a block, who decided that, when and why."""

    kind: BlockKind
    author: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """``blocks``: all in reading order, also those left out. ``departures`` by block key."""

    blocks: tuple[Block, ...]
    departures: Mapping[str, Departure]

    def left_out(self, key: str) -> bool:
        """Whether this block is not part of the edition."""
        one = self.departures.get(key)
        return one is not None and one.kind is not BlockKind.ADDED

    @property
    def used(self) -> tuple[Block, ...]:
        """The blocks that the edition has."""
        return tuple(block for block in self.blocks if not self.left_out(block.key))


def arrangement_of(
    unit: Unit, edition: EditionRow, version: SourceVersionRow, keys: Collection[str] | None = None
) -> Arrangement:
    """How an edition stands to a version of its source. ``keys``: of the blocks that are wanted, all without."""
    rows = unit.arrangements.blocks(edition.id, version.id)
    some = None if keys is None or any(is_added(row) for row in rows) else keys
    blocks = arranged(stored_blocks(version, some), [added_block(row) for row in rows if is_added(row)])
    return Arrangement(
        tuple(blocks), {row.key: Departure(BlockKind(row.kind), row.author_name, row.at, row.reason) for row in rows}
    )


def is_added(row: EditionBlockRow) -> bool:
    """Whether the source does not have this block."""
    return row.kind != BlockKind.DROPPED.value


def added_block(row: EditionBlockRow) -> AddedBlock:
    """A row as a value."""
    return AddedBlock(row.key, row.after, Role(row.role), row.tag, tuple(row.wrap))


def number(unit: Unit, edition: EditionRow, version: SourceVersionRow) -> None:
    """Give the targets that are used their places, 1, 2, … in reading order; the order within a block is kept."""
    order = {block.key: n for n, block in enumerate(arrangement_of(unit, edition, version).blocks)}
    pairs = [
        pair for pair in unit.arrangements.pairs(edition.id, version.id) if pair[0].standing == Standing.USED.value
    ]
    pairs.sort(key=lambda pair: (order.get(pair[1].block_key, len(order)), pair[0].position))
    put_in_places([target for target, _ in pairs])
    unit.flush()


def put_in_places(targets: Sequence[TargetRow]) -> None:
    """Number targets in this order."""
    for place, target in enumerate(targets, start=1):
        if target.position != place:
            target.position = place
