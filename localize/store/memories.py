"""Translation memory: confirmed sentence pairs with their neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session

from localize.markup import CodedText
from localize.memory.index import comparable
from localize.store.base import Base, Digest, Key, Line, LongText, Moment, Word
from localize.store.memory_index import MemoryIndex


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


def _indexed(row: MemoryEntryRow) -> tuple[int, str, str, str]:
    return row.id, comparable(CodedText.loads(row.source).plain), row.source_locale, row.target_locale


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
            indexed = self._has(row)
            self.session.add(row)
            self.session.flush()
            if not indexed:
                self._index.add([_indexed(row)])
            return
        known.target = row.target
        known.article_id = row.article_id
        known.author = row.author
        known.updated_at = row.updated_at

    def near(
        self, source: CodedText, source_locale: str, target_locale: str, limit: int = 10
    ) -> list[tuple[float, Sequence[MemoryEntryRow]]]:
        """Entries whose source is similar: similarity (0.75 to 1) and the entries of that source, newest first."""
        found = self._index.near(comparable(source.plain), source_locale, target_locale, limit)
        standing = {row.id: row for row in self._of_ids([one.entry_id for one in found])}
        hashes = [standing[one.entry_id].text_hash for one in found if one.entry_id in standing]
        by_hash: dict[str, list[MemoryEntryRow]] = {}
        for row in self.exact(source_locale, target_locale, hashes):
            by_hash.setdefault(row.text_hash, []).append(row)
        return [
            (one.similarity, by_hash[standing[one.entry_id].text_hash]) for one in found if one.entry_id in standing
        ]

    def remove(self, entry_id: int) -> None:
        """Take an entry out. Another one with the same source takes its place in the index."""
        row = self.session.get(MemoryEntryRow, entry_id)
        if row is None:
            return
        self._index.remove(row.id, row.source_locale, row.target_locale)
        self.session.delete(row)
        self.session.flush()
        heir = next(iter(self.exact(row.source_locale, row.target_locale, [row.text_hash])), None)
        if heir is not None and not self._index.holds(heir.id):
            self._index.add([_indexed(heir)])

    def _has(self, row: MemoryEntryRow) -> bool:
        query = select(MemoryEntryRow.id).where(
            MemoryEntryRow.source_locale == row.source_locale,
            MemoryEntryRow.target_locale == row.target_locale,
            MemoryEntryRow.text_hash == row.text_hash,
        )
        return self.session.scalar(query.limit(1)) is not None

    def _of_ids(self, ids: Sequence[int]) -> Sequence[MemoryEntryRow]:
        return self.session.scalars(select(MemoryEntryRow).where(MemoryEntryRow.id.in_(ids))).all() if ids else []

    @property
    def _index(self) -> MemoryIndex:
        return MemoryIndex(self.session)

    def count(self) -> int:
        """How many pairs there are."""
        return self.session.scalar(select(func.count()).select_from(MemoryEntryRow)) or 0
