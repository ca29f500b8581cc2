"""Findings that a person called no errors, remembered beyond the revision that they were found in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, Digest, JsonDict, Key


class WaiverRow(Base):
    """``key``: digest of the finding, the source and the target. ``said``: ``{reason, by, at}``."""

    __tablename__ = "waiver"
    __table_args__ = (UniqueConstraint("edition_id", "key"), Index("ix_waiver_edition_id", "edition_id"))

    id: Mapped[Key]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    key: Mapped[Digest]
    said: Mapped[JsonDict]


@dataclass(frozen=True, slots=True)
class Waivers:
    """Queries over what was set aside."""

    session: Session

    def find(self, edition_id: int, keys: Sequence[str]) -> Mapping[str, dict[str, str]]:
        """By key: what was said, where something was."""
        if not keys:
            return {}
        query = select(WaiverRow).where(WaiverRow.edition_id == edition_id, WaiverRow.key.in_(keys))
        return {row.key: row.said for row in self.session.scalars(query)}

    def keep(self, edition_id: int, key: str, said: dict[str, str]) -> None:
        """Remember, in the place of what was said before. The caller holds the edition's lock."""
        self.drop(edition_id, key)
        self.session.add(WaiverRow(edition_id=edition_id, key=key, said=said))

    def drop(self, edition_id: int, key: str) -> None:
        """Forget."""
        self.session.execute(delete(WaiverRow).where(WaiverRow.edition_id == edition_id, WaiverRow.key == key))
