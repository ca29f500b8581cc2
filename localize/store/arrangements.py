"""What editions make of their source: segments of their own, blocks left out and added."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.articles import SegmentRow, SourceVersionRow
from localize.store.base import Base, JsonList, Key, Line, LongText, Moment, Word
from localize.store.editions import TargetRow


class EditionBlockRow(Base):
    """A block in which an edition departs from a source version. ``kind``: see ``localize.arrangement.BlockKind``."""

    __tablename__ = "edition_block"
    __table_args__ = (UniqueConstraint("edition_id", "version_id", "key"),)

    id: Mapped[Key]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("source_version.id"))
    key: Mapped[Word]
    kind: Mapped[Word]
    after: Mapped[Word]  # of an added block: key of the one that it follows
    role: Mapped[Word]
    tag: Mapped[Word]
    wrap: Mapped[JsonList]
    reason: Mapped[LongText]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[Line]
    at: Mapped[Moment]


@dataclass(frozen=True, slots=True)
class Arrangements:
    """Queries over what editions make of their source."""

    session: Session

    def blocks(self, edition_id: int, version_id: int) -> Sequence[EditionBlockRow]:
        """Blocks left out or added, oldest first."""
        query = (
            select(EditionBlockRow)
            .where(EditionBlockRow.edition_id == edition_id, EditionBlockRow.version_id == version_id)
            .order_by(EditionBlockRow.id)
        )
        return self.session.scalars(query).all()

    def put_back(self, row: EditionBlockRow) -> None:
        """Forget that a block was left out."""
        self.session.delete(row)
        self.session.flush()

    def pairs(self, edition_id: int, version_id: int) -> Sequence[tuple[TargetRow, SegmentRow]]:
        """Every target of an edition for a version, whatever its standing, read anew, by place."""
        query = (
            select(TargetRow, SegmentRow)
            .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
            .where(TargetRow.edition_id == edition_id, SegmentRow.version_id == version_id)
            .order_by(TargetRow.position, SegmentRow.position)
            .execution_options(populate_existing=True)
        )
        return [(target, segment) for target, segment in self.session.execute(query)]

    def targets(self, target_ids: Sequence[int]) -> Sequence[TargetRow]:
        """By id."""
        return self.session.scalars(select(TargetRow).where(TargetRow.id.in_(target_ids)).order_by(TargetRow.id)).all()

    def next_position(self, version_id: int) -> int:
        """A number for a segment that an edition makes for itself. Locks the version until the transaction ends."""
        self.session.get(SourceVersionRow, version_id, with_for_update=True)
        query = select(func.max(SegmentRow.position)).where(SegmentRow.version_id == version_id)
        return (self.session.scalar(query) or 0) + 1
