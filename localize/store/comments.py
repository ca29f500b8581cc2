"""Comments on editions: remarks, questions to the source desk, reasons of a return; with answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, Digest, JsonDict, JsonList, Key, Line, LongText, Moment, Word
from localize.store.editions import EditionRow


class CommentRow(Base):
    """A comment, or an answer to one (``parent_id``). A question has no edition: it is every edition's of its article.

    ``segment_id``: what it was written at, while that stands (no foreign key: it may go). ``source`` and
    ``source_hash``: the sentence as it stood, so that the comment finds it again after a correction.
    ``quote``: {side, words}, what of it was chosen; empty for the whole segment.
    """

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_article_id", "article_id"), Index("ix_comment_edition_id", "edition_id"))

    id: Mapped[Key]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    kind: Mapped[Word]
    segment_id: Mapped[int | None] = mapped_column(BigInteger)
    source_hash: Mapped[Digest]
    source: Mapped[LongText]
    quote: Mapped[JsonDict]
    text: Mapped[LongText]
    mentions: Mapped[JsonList]  # ids of people
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[Line]
    at: Mapped[Moment]
    edited_at: Mapped[Moment | None]
    resolved_at: Mapped[Moment | None]
    resolved_by: Mapped[Line | None]


@dataclass(frozen=True, slots=True)
class Comments:
    """Queries over comments."""

    session: Session

    def add(self, row: CommentRow) -> None:
        """Store a comment and give it its id."""
        self.session.add(row)
        self.session.flush()

    def get(self, comment_id: int) -> CommentRow | None:
        """By id."""
        return self.session.get(CommentRow, comment_id)

    def of_edition(self, article_id: int, edition_id: int) -> Sequence[CommentRow]:
        """An edition's own, and its article's questions, oldest first."""
        query = (
            select(CommentRow)
            .where(
                CommentRow.article_id == article_id,
                or_(CommentRow.edition_id == edition_id, CommentRow.edition_id.is_(None)),
            )
            .order_by(CommentRow.id)
        )
        return self.session.scalars(query).all()

    def of_article(self, article_id: int) -> Sequence[CommentRow]:
        """The questions about an article's source with their answers, oldest first."""
        query = (
            select(CommentRow)
            .where(CommentRow.article_id == article_id, CommentRow.edition_id.is_(None))
            .order_by(CommentRow.id)
        )
        return self.session.scalars(query).all()

    def open_threads(self, limit: int) -> Sequence[CommentRow]:
        """Comments that are not resolved and are no answers, newest first."""
        query = (
            select(CommentRow)
            .where(CommentRow.parent_id.is_(None), CommentRow.resolved_at.is_(None))
            .order_by(CommentRow.id.desc())
            .limit(limit)
        )
        return self.session.scalars(query).all()

    def answers(self, parent_ids: Sequence[int]) -> Sequence[CommentRow]:
        """Answers to these comments, oldest first."""
        query = select(CommentRow).where(CommentRow.parent_id.in_(parent_ids)).order_by(CommentRow.id)
        return self.session.scalars(query).all()

    def touch_editions(self, article_id: int, edition_id: int | None, now: datetime) -> None:
        """Let those who have the editions open hear of it."""
        query = select(EditionRow).where(EditionRow.article_id == article_id).order_by(EditionRow.id).with_for_update()
        if edition_id is not None:
            query = query.where(EditionRow.id == edition_id)
        for row in self.session.scalars(query):
            row.change += 1
            row.updated_at = now
