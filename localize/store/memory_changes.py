"""The history of the memory: every change of an entry with what it was before and after, deletions among them.

Changes are kept by what makes a pair unique, not by its number: a pair that is deleted and stored again is the same.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, Digest, Key, Line, Moment, Word


class MemoryChangeRow(Base):
    """A change. ``kind``: ``localize.memory.change.ChangeKind``. ``before``, ``after``: the entry, none where there is none."""

    __tablename__ = "memory_change"
    __table_args__ = (Index("ix_memory_change_kind", "kind", "id"),)

    id: Mapped[Key]
    entry_key: Mapped[Digest] = mapped_column(index=True)
    target_locale: Mapped[Word]
    kind: Mapped[Word]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[Line]
    at: Mapped[Moment]


def entry_key(parts: Sequence[str]) -> str:
    """One name for what makes a pair unique: its locales and three hashes."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class By:
    """Who changes entries, and when."""

    id: int | None
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MemoryChanges:
    """Queries over the history."""

    session: Session

    def add(
        self, kind: str, by: By, key: Sequence[str], before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> MemoryChangeRow:
        """Append a change of the pair with this key and give it its id."""
        row = MemoryChangeRow(
            entry_key=entry_key(key),
            target_locale=key[1],
            kind=kind,
            before=before,
            after=after,
            author_id=by.id,
            author_name=by.name,
            at=by.at,
        )
        self.session.add(row)
        self.session.flush()
        return row

    def of(self, key: Sequence[str]) -> Sequence[MemoryChangeRow]:
        """Changes of a pair, newest first."""
        query = select(MemoryChangeRow).where(MemoryChangeRow.entry_key == entry_key(key))
        return self.session.scalars(query.order_by(MemoryChangeRow.id.desc())).all()

    def get(self, change_id: int) -> MemoryChangeRow | None:
        """A change by its id."""
        return self.session.get(MemoryChangeRow, change_id)

    def deleted(
        self, kind: str, locales: Sequence[str] | None, *, before: int | None, limit: int
    ) -> Sequence[MemoryChangeRow]:
        """Deletions after which nothing happened to the pair, newest first."""
        last = select(func.max(MemoryChangeRow.id)).group_by(MemoryChangeRow.entry_key)
        query = select(MemoryChangeRow).where(MemoryChangeRow.kind == kind, MemoryChangeRow.id.in_(last))
        if locales is not None:
            query = query.where(MemoryChangeRow.target_locale.in_(locales))
        if before is not None:
            query = query.where(MemoryChangeRow.id < before)
        return self.session.scalars(query.order_by(MemoryChangeRow.id.desc()).limit(limit)).all()
