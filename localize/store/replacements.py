"""Replacements in many texts at once, kept so that each can be undone as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.articles import SegmentRow
from localize.store.base import Base, JsonDict, JsonList, Key, Line, Moment, Word
from localize.store.editions import EditionRow, TargetRow


class ReplacementRow(Base):
    """One replacement. ``wanted``: what was looked for and how; ``items``: what each target had before.

    An item is {edition, segment, revision, text, state, origin, score}; ``revision`` is the one that was written.
    """

    __tablename__ = "replacement"

    id: Mapped[Key]
    locale: Mapped[Word]
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    wanted: Mapped[JsonDict]
    items: Mapped[JsonList]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person_name: Mapped[Line]
    at: Mapped[Moment]
    undone_at: Mapped[Moment | None]


@dataclass(frozen=True, slots=True)
class Replacements:
    """Queries over replacements, and over the texts that they may be made in."""

    session: Session

    def add(self, row: ReplacementRow) -> None:
        """Store one and give it its id."""
        self.session.add(row)
        self.session.flush()

    def get(self, replacement_id: int) -> ReplacementRow | None:
        """By id."""
        return self.session.get(ReplacementRow, replacement_id)

    def newest(self, locale: str, since: datetime, limit: int = 10) -> Sequence[ReplacementRow]:
        """The last ones in a locale."""
        query = select(ReplacementRow).where(ReplacementRow.locale == locale, ReplacementRow.at >= since)
        return self.session.scalars(query.order_by(ReplacementRow.id.desc()).limit(limit)).all()

    def texts(self, locale: str, states: Sequence[str], edition_id: int | None) -> Sequence[Any]:
        """Targets of editions in these states that have a text, newest edition first, in reading order."""
        query = (
            select(
                EditionRow.id.label("edition_id"),
                EditionRow.article_id,
                TargetRow.segment_id,
                TargetRow.position,
                TargetRow.text,
                TargetRow.state,
                TargetRow.revision,
                SegmentRow.role,
            )
            .join(TargetRow, TargetRow.edition_id == EditionRow.id)
            .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
            .where(
                EditionRow.locale == locale,
                EditionRow.state.in_(states),
                SegmentRow.version_id == EditionRow.version_id,
                TargetRow.standing == "used",
                TargetRow.text != "",
            )
            .order_by(EditionRow.id.desc(), TargetRow.position)
        )
        if edition_id is not None:
            query = query.where(EditionRow.id == edition_id)
        return self.session.execute(query).all()
