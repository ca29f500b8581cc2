"""Releases: what is published, in one sequence without gaps or repeats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from localize.store.base import Base, Digest, JsonDict, Key, Line, LongText, Moment, Word


class ReleaseRow(Base):
    """An immutable published snapshot, or the tombstone of one. ``kind``: publication, republication, withdrawal."""

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        Index("ix_release_article_id_locale", "article_id", "locale"),
    )

    id: Mapped[Key]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    locale: Mapped[Word]
    number: Mapped[int]
    seq: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[Word]
    version_number: Mapped[int]
    published_at: Mapped[Moment]
    published_by: Mapped[Line]
    reason: Mapped[LongText | None]
    content: Mapped[JsonDict]  # blocks and texts as published; see localize.services.publish
    content_hash: Mapped[Digest]

    @property
    def live(self) -> bool:
        """Whether readers have it, if it is the newest of its edition: it is no tombstone."""
        return self.kind != "withdrawal"


class CounterRow(Base):
    """A number that is raised under its row's lock, so that its order is the order of commits."""

    __tablename__ = "counter"

    name: Mapped[Word] = mapped_column(primary_key=True)
    value: Mapped[int]


# Asked before most things that are done: built once, and there are few.
_COUNTED: Final = select(CounterRow.name, CounterRow.value)
_KNOWN: Final = "counters"  # where a session keeps them


def counter_value(session: Session, name: str) -> int:
    """A counter's value; 0 for one that is not there. All are read at the first question of a transaction.

    One that somebody else raises meanwhile looks older than it is: what is kept by it is then read once more.
    """
    known = session.info.get(_KNOWN)
    if known is None:
        known = session.info[_KNOWN] = {row.name: row.value for row in session.connection().execute(_COUNTED)}
    return int(known.get(name, 0))


def next_counter_value(session: Session, name: str) -> int:
    """Raise a counter by one. Its lock is held until the transaction ends. Raises ``LookupError``."""
    session.info.pop(_KNOWN, None)
    raised = session.scalar(
        update(CounterRow).where(CounterRow.name == name).values(value=CounterRow.value + 1).returning(CounterRow.value)
    )
    if raised is None:
        raise LookupError(f"the counter “{name}” is missing: run the migrations")
    return int(raised)


@dataclass(frozen=True, slots=True)
class Releases:
    """Queries over releases."""

    session: Session

    def next_seq(self) -> int:
        """The next number of the change feed. Holds the counter's lock until the transaction ends."""
        return next_counter_value(self.session, "release")

    def add(self, row: ReleaseRow) -> None:
        """Store a new release and give it its id."""
        self.session.add(row)
        self.session.flush()

    def get(self, release_id: int) -> ReleaseRow | None:
        """By id."""
        return self.session.get(ReleaseRow, release_id)

    def newest(self, edition_id: int) -> ReleaseRow | None:
        """The newest release or tombstone of an edition."""
        query = select(ReleaseRow).where(ReleaseRow.edition_id == edition_id).order_by(ReleaseRow.seq.desc())
        return self.session.scalars(query).first()

    def of_edition(self, edition_id: int) -> Sequence[ReleaseRow]:
        """Releases and tombstones of an edition, oldest first, without their content."""
        query = (
            select(ReleaseRow)
            .where(ReleaseRow.edition_id == edition_id)
            .order_by(ReleaseRow.seq)
            .options(defer(ReleaseRow.content, raiseload=True))
        )
        return self.session.scalars(query).all()

    def first_published(self, edition_id: int) -> datetime | None:
        """When the edition first reached readers."""
        query = select(ReleaseRow.published_at).where(ReleaseRow.edition_id == edition_id).order_by(ReleaseRow.seq)
        return self.session.scalars(query).first()

    def newest_of(self, edition_ids: Sequence[int]) -> dict[int, ReleaseRow]:
        """By edition: its newest release or tombstone."""
        query = (
            select(ReleaseRow)
            .where(ReleaseRow.edition_id.in_(edition_ids))
            .order_by(ReleaseRow.seq)
            .options(defer(ReleaseRow.content, raiseload=True))
        )
        return {row.edition_id: row for row in self.session.scalars(query)}

    def after(self, seq: int, *, locale: str | None, limit: int) -> Sequence[ReleaseRow]:
        """The change feed: releases with a higher number, oldest first, without their content."""
        query = (
            select(ReleaseRow)
            .where(ReleaseRow.seq > seq)
            .order_by(ReleaseRow.seq)
            .limit(limit)
            .options(defer(ReleaseRow.content, raiseload=True))
        )
        if locale is not None:
            query = query.where(ReleaseRow.locale == locale)
        return self.session.scalars(query).all()
