"""What a person asked one engine about one segment, and what it answered. The newest request of each engine stays.

Beside the cache of answers (``localize.store.engine_cache``): that one forgets, and holds nothing confidential.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, JsonDict, JsonList, Key, Line, LongText, Moment, Word


class EngineVersionRow(Base):
    """``text``: in written coded form, none while the engine is asked; ``failure``: why there will be none.

    ``unplaced``: ids of inline codes that stand at its end; ``displaced``: locked texts that do.
    """

    __tablename__ = "engine_version"
    __table_args__ = (
        UniqueConstraint("edition_id", "segment_id", "engine"),
        Index("ix_engine_version_segment_id", "segment_id"),
        Index("ix_engine_version_job_id", "job_id"),
    )

    id: Mapped[Key]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"))
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    engine: Mapped[Word]
    asked_by: Mapped[Line]
    asked_at: Mapped[Moment]
    text: Mapped[LongText | None]
    unplaced: Mapped[JsonList]
    displaced: Mapped[JsonList]
    failure: Mapped[JsonDict]
    answered_at: Mapped[Moment | None]


@dataclass(frozen=True, slots=True)
class EngineVersions:
    """Queries over these."""

    session: Session

    def of_segment(self, edition_id: int, segment_id: int) -> Sequence[EngineVersionRow]:
        """All requests about a segment."""
        query = select(EngineVersionRow).where(
            EngineVersionRow.edition_id == edition_id, EngineVersionRow.segment_id == segment_id
        )
        return self.session.scalars(query).all()

    def of_job(self, job_id: int) -> EngineVersionRow | None:
        """What a job is about; None when a newer request has taken its place."""
        query = select(EngineVersionRow).where(EngineVersionRow.job_id == job_id)
        return self.session.scalars(query.execution_options(populate_existing=True)).first()

    def add(self, row: EngineVersionRow) -> None:
        """Store a new request."""
        self.session.add(row)
