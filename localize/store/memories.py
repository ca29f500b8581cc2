"""Translation memory: confirmed sentence pairs with their neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session

from localize.store.base import Base, Digest, Key, Line, LongText, Moment, Word


class MemoryEntryRow(Base):
    """A sentence pair. ``prev_hash`` and ``next_hash`` (``-`` at an end) make a match an in-context one."""

    __tablename__ = "memory_entry"
    __table_args__ = (
        UniqueConstraint(
            "source_locale", "target_locale", "text_hash", "prev_hash", "next_hash", name="uq_memory_entry"
        ),
        Index("ix_memory_entry_lookup", "text_hash", "target_locale"),
    )

    id: Mapped[Key]
    source_locale: Mapped[Word]
    target_locale: Mapped[Word]
    text_hash: Mapped[Digest]
    prev_hash: Mapped[Digest]
    next_hash: Mapped[Digest]
    source: Mapped[LongText]
    target: Mapped[LongText]
    article_id: Mapped[int | None]
    author: Mapped[Line]
    updated_at: Mapped[Moment]


@dataclass(frozen=True, slots=True)
class Memories:
    """Queries over the memory."""

    session: Session

    def exact(self, source_locale: str, target_locale: str, hashes: Sequence[str]) -> Sequence[MemoryEntryRow]:
        """Every entry with one of these source hashes, newest first."""
        query = (
            select(MemoryEntryRow)
            .where(
                MemoryEntryRow.source_locale == source_locale,
                MemoryEntryRow.target_locale == target_locale,
                MemoryEntryRow.text_hash.in_(hashes),
            )
            .order_by(MemoryEntryRow.updated_at.desc(), MemoryEntryRow.id.desc())
        )
        return self.session.scalars(query).all()

    def put(self, row: MemoryEntryRow) -> None:
        """Store a pair; the same sentence between the same neighbours gets the new target."""
        query = select(MemoryEntryRow).where(
            MemoryEntryRow.source_locale == row.source_locale,
            MemoryEntryRow.target_locale == row.target_locale,
            MemoryEntryRow.text_hash == row.text_hash,
            MemoryEntryRow.prev_hash == row.prev_hash,
            MemoryEntryRow.next_hash == row.next_hash,
        )
        known = self.session.scalar(query)
        if known is None:
            self.session.add(row)
            self.session.flush()
            return
        known.target = row.target
        known.article_id = row.article_id
        known.author = row.author
        known.updated_at = row.updated_at

    def count(self) -> int:
        """How many pairs there are."""
        return self.session.scalar(select(func.count()).select_from(MemoryEntryRow)) or 0
