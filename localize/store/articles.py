"""Articles, their source versions and the segments of each version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, UniqueConstraint, bindparam, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from localize.store.base import Base, Digest, JsonDict, JsonList, Key, Line, LongText, Moment, Word


class ArticleRow(Base):
    """One story. ``version`` is the number of its newest source version."""

    __tablename__ = "article"

    id: Mapped[Key]
    external_id: Mapped[Line | None] = mapped_column(unique=True)
    headline: Mapped[LongText]
    lane: Mapped[Word]
    confidential: Mapped[bool]
    deadline: Mapped[Moment | None]
    embargo: Mapped[Moment | None]
    version: Mapped[int]
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment] = mapped_column(index=True)
    withdrawn_at: Mapped[Moment | None]
    filed_by: Mapped[Line]
    address_hash: Mapped[Digest | None] = mapped_column(index=True)  # of its newest version's address

    versions: Mapped[list["SourceVersionRow"]] = relationship(
        back_populates="article", order_by="SourceVersionRow.number"
    )


class SourceVersionRow(Base):
    """An immutable snapshot of an article as received. ``blocks``: list of {block, tail}, see ``localize.article``."""

    __tablename__ = "source_version"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[Key]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    number: Mapped[int]
    locale: Mapped[Word]
    content_hash: Mapped[Digest]
    blocks: Mapped[JsonList]
    meta: Mapped[JsonDict]  # url, source_name, source_url, published_at
    notes: Mapped[JsonList]  # intake notes: {code, message}
    change: Mapped[JsonDict]  # {class, note} of a correction, or empty
    word_count: Mapped[int]
    received_at: Mapped[Moment]

    article: Mapped[ArticleRow] = relationship(back_populates="versions")
    # As intake cut it; what an edition joined or split is its own.
    segments: Mapped[list["SegmentRow"]] = relationship(
        primaryjoin="and_(SourceVersionRow.id == SegmentRow.version_id, SegmentRow.edition_id.is_(None))",
        order_by="SegmentRow.position",
        viewonly=True,
    )


class SegmentRow(Base):
    """One sentence of a source version, in reading order. ``source`` and ``lead`` are written coded texts.

    With an ``edition_id`` it is that edition's own: joined or split otherwise than intake did, or the empty source of a
    block that was added there. Its ``position`` is a number beyond the version's; its place is its target's.
    """

    __tablename__ = "segment"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        Index("ix_segment_text_hash", "text_hash"),
    )

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("source_version.id"))
    position: Mapped[int]  # 1, 2, … within the version
    edition_id: Mapped[int | None] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
    block_key: Mapped[Word]
    role: Mapped[Word]
    lead: Mapped[LongText]
    source: Mapped[LongText]
    text_hash: Mapped[Digest]
    prev_hash: Mapped[Digest | None]
    next_hash: Mapped[Digest | None]

    version: Mapped[SourceVersionRow] = relationship()


# Most articles that arrive are new: to find that out should cost no more than the question.
_KNOWN: Final = select(ArticleRow.id).where(ArticleRow.external_id == bindparam("external"))


@dataclass(frozen=True, slots=True)
class Articles:
    """Queries over articles."""

    session: Session

    def get(self, article_id: int) -> ArticleRow | None:
        """By our id."""
        return self.session.get(ArticleRow, article_id)

    def by_external_id(self, external_id: str) -> ArticleRow | None:
        """By the sender's id."""
        found = self.session.connection().scalar(_KNOWN, {"external": external_id})
        return None if found is None else self.get(found)

    def lock(self, article_id: int) -> ArticleRow | None:
        """By our id, locked until the transaction ends (a no-op on SQLite, whose writers queue anyway)."""
        return self.session.get(ArticleRow, article_id, with_for_update=True, populate_existing=True)

    def version(self, article_id: int, number: int) -> SourceVersionRow | None:
        """One source version by number."""
        query = select(SourceVersionRow).where(
            SourceVersionRow.article_id == article_id, SourceVersionRow.number == number
        )
        return self.session.scalar(query)

    def version_by_id(self, version_id: int) -> SourceVersionRow | None:
        """One source version by its row id."""
        return self.session.get(SourceVersionRow, version_id)

    def page(self, *, before: int | None, limit: int) -> Sequence[ArticleRow]:
        """Newest first, ids below ``before``."""
        query = select(ArticleRow).order_by(ArticleRow.id.desc()).limit(limit)
        if before is not None:
            query = query.where(ArticleRow.id < before)
        return self.session.scalars(query).all()

    def desk(self, *, limit: int, since: datetime | None = None) -> Sequence[ArticleRow]:
        """Newest articles for the desk."""
        query = select(ArticleRow).order_by(ArticleRow.id.desc()).limit(limit)
        if since is not None:
            query = query.where(ArticleRow.updated_at >= since)
        return self.session.scalars(query).all()

    def by_ids(self, ids: Sequence[int]) -> Sequence[ArticleRow]:
        """Several at once."""
        return self.session.scalars(select(ArticleRow).where(ArticleRow.id.in_(ids))).all()

    def referred(self, external_ids: Sequence[str], address_hashes: Sequence[str]) -> Sequence[ArticleRow]:
        """Those with one of these ids of their sender or one of these addresses, oldest first."""
        named = or_(ArticleRow.external_id.in_(external_ids), ArticleRow.address_hash.in_(address_hashes))
        return self.session.scalars(select(ArticleRow).where(named).order_by(ArticleRow.id)).all()

    def addresses(self, article_ids: Sequence[int]) -> dict[int, str]:
        """By article: the address of its newest version, for those that have one."""
        query = (
            select(ArticleRow.id, SourceVersionRow.meta)
            .join(SourceVersionRow, SourceVersionRow.article_id == ArticleRow.id)
            .where(ArticleRow.id.in_(article_ids), SourceVersionRow.number == ArticleRow.version)
        )
        return {article_id: meta["url"] for article_id, meta in self.session.execute(query) if meta.get("url")}

    def word_counts(self, article_ids: Sequence[int]) -> dict[int, int]:
        """By article: the words of its newest version."""
        query = (
            select(SourceVersionRow.article_id, SourceVersionRow.word_count)
            .where(SourceVersionRow.article_id.in_(article_ids))
            .order_by(SourceVersionRow.number)
        )
        return {article_id: words for article_id, words in self.session.execute(query)}  # noqa: C416

    def version_numbers(self, version_ids: Sequence[int]) -> dict[int, int]:
        """By row id: the number of a source version."""
        query = select(SourceVersionRow.id, SourceVersionRow.number).where(SourceVersionRow.id.in_(version_ids))
        return {version_id: number for version_id, number in self.session.execute(query)}  # noqa: C416

    def count(self) -> int:
        """How many there are."""
        return self.session.scalar(select(func.count()).select_from(ArticleRow)) or 0
