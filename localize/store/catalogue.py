"""The newsroom's own catalogue: source texts and translations by locale, and every change of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, Digest, JsonList, Key, Line, LongText, Moment, Word
from localize.store.releases import counter_value, next_counter_value

TEMPLATE = ""  # locale of source texts
_COUNTER = "catalogue"


class CatalogueEntryRow(Base):
    """A source text (locale empty) or its translation into a locale.

    ``active``: it counts; not so for retired source texts and for translations taken away, which keep their history.
    ``in_use``: approved texts that fill articles while ``texts`` are fuzzy. ``previous``: the source text that the
    translation was made for.
    """

    __tablename__ = "catalogue_entry"
    __table_args__ = (UniqueConstraint("locale", "section", "msgid_hash"),)

    id: Mapped[Key]
    locale: Mapped[Word]
    section: Mapped[Word]
    msgid_hash: Mapped[Digest]
    msgid: Mapped[LongText]
    msgid_plural: Mapped[LongText]
    texts: Mapped[JsonList]
    in_use: Mapped[JsonList]
    fuzzy: Mapped[bool]
    active: Mapped[bool]
    comment: Mapped[LongText]
    extracted: Mapped[LongText]
    previous: Mapped[LongText]
    revision: Mapped[int]
    updated_at: Mapped[Moment]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[Line]


class CatalogueChangeRow(Base):
    """One change of an entry, as it left it. ``kind``: see ``localize.services.catalogue.ChangeKind``."""

    __tablename__ = "catalogue_change"

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("catalogue_entry.id"), index=True)
    revision: Mapped[int]
    kind: Mapped[Word]
    msgid: Mapped[LongText]
    texts: Mapped[JsonList]
    fuzzy: Mapped[bool]
    active: Mapped[bool]
    comment: Mapped[LongText]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[Line]
    at: Mapped[Moment]


@dataclass(frozen=True, slots=True)
class CatalogueEntries:
    """Queries over the newsroom's own entries."""

    session: Session

    def version(self) -> int:
        """Changes whenever any entry does."""
        return counter_value(self.session, _COUNTER)

    def next_version(self) -> int:
        """Raise the version, first thing in a writing transaction: its lock lets writers in one after the other."""
        return next_counter_value(self.session, _COUNTER)

    def all(self) -> Sequence[CatalogueEntryRow]:
        """Every entry, those that do not count included, in the order in which they were added."""
        return self.session.scalars(select(CatalogueEntryRow).order_by(CatalogueEntryRow.id)).all()

    def get(self, locale: str, section: str, msgid_hash: str) -> CatalogueEntryRow | None:
        """An entry by what makes it unique."""
        return self.session.scalar(
            select(CatalogueEntryRow).where(
                CatalogueEntryRow.locale == locale,
                CatalogueEntryRow.section == section,
                CatalogueEntryRow.msgid_hash == msgid_hash,
            )
        )

    def of_source(self, section: str, msgid_hash: str) -> Sequence[CatalogueEntryRow]:
        """A source text and its translations."""
        query = select(CatalogueEntryRow).where(
            CatalogueEntryRow.section == section, CatalogueEntryRow.msgid_hash == msgid_hash
        )
        return self.session.scalars(query.order_by(CatalogueEntryRow.id)).all()

    def changes(self, entry_id: int) -> Sequence[CatalogueChangeRow]:
        """History of an entry, newest first."""
        query = select(CatalogueChangeRow).where(CatalogueChangeRow.entry_id == entry_id)
        return self.session.scalars(query.order_by(CatalogueChangeRow.id.desc())).all()

    def add(self, row: Base) -> None:
        """Store a new entry or change and give it its id."""
        self.session.add(row)
        self.session.flush()
