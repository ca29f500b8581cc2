"""Bulk actions of the desk, kept so that they can be undone as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, JsonList, Key, Moment, Word


class DeskOperationRow(Base):
    """One action on several editions. ``items``: [{edition, assignee, change}], assignee and change to go back to."""

    __tablename__ = "desk_operation"

    id: Mapped[Key]
    kind: Mapped[Word]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    items: Mapped[JsonList]
    at: Mapped[Moment]
    undone_at: Mapped[Moment | None]


@dataclass(frozen=True, slots=True)
class DeskOperations:
    """Queries over bulk actions."""

    session: Session

    def add(self, row: DeskOperationRow) -> None:
        """Store an operation and give it its id."""
        self.session.add(row)
        self.session.flush()

    def get(self, operation_id: int) -> DeskOperationRow | None:
        """By id."""
        return self.session.get(DeskOperationRow, operation_id)

    def newest(self, person_id: int, since: datetime) -> DeskOperationRow | None:
        """A person's last operation that is not undone."""
        query = (
            select(DeskOperationRow)
            .where(
                DeskOperationRow.person_id == person_id,
                DeskOperationRow.at >= since,
                DeskOperationRow.undone_at.is_(None),
            )
            .order_by(DeskOperationRow.id.desc())
            .limit(1)
        )
        found: Sequence[DeskOperationRow] = self.session.scalars(query).all()
        return found[0] if found else None
