"""Who has an edition open: a row for each open page, renewed as long as it is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, Moment, Word
from localize.store.people import PersonRow


class PresenceRow(Base):
    """One open page of one person. ``segment_id``: where they are; no key, since it may be gone before they are."""

    __tablename__ = "presence"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    tab: Mapped[Word] = mapped_column(primary_key=True)
    segment_id: Mapped[int | None]
    seen_at: Mapped[Moment]


@dataclass(frozen=True, slots=True)
class Presences:
    """Queries over open pages."""

    session: Session

    def get(self, edition_id: int, person_id: int, tab: str) -> PresenceRow | None:
        """One page's row."""
        return self.session.get(PresenceRow, (edition_id, person_id, tab))

    def put(self, row: PresenceRow) -> None:
        """Store a page's row, new or known."""
        self.session.merge(row)
        self.session.flush()

    def others(self, edition_id: int, person_id: int, since: datetime) -> Sequence[Any]:
        """Pages of other people that were heard of since a time: person's id and name, segment; latest heard last."""
        query = (
            select(PresenceRow.person_id, PersonRow.name, PresenceRow.segment_id)
            .join(PersonRow, PresenceRow.person_id == PersonRow.id)
            .where(
                PresenceRow.edition_id == edition_id,
                PresenceRow.person_id != person_id,
                PresenceRow.seen_at >= since,
            )
            .order_by(PresenceRow.seen_at)
        )
        return self.session.execute(query).all()

    def forget(self, edition_id: int, person_id: int, tab: str) -> None:
        """One page is closed."""
        self.session.execute(
            delete(PresenceRow).where(
                PresenceRow.edition_id == edition_id, PresenceRow.person_id == person_id, PresenceRow.tab == tab
            )
        )

    def forget_before(self, before: datetime) -> None:
        """Drop pages that were not heard of since a time."""
        self.session.execute(delete(PresenceRow).where(PresenceRow.seen_at < before))
