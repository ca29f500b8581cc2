"""Editions, targets with their append-only revisions, events and findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CursorResult,
    ForeignKey,
    Index,
    UniqueConstraint,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from localize.store.articles import ArticleRow, SegmentRow, SourceVersionRow
from localize.store.base import Base, JsonDict, JsonList, Key, Line, LongText, Moment, Word


class EditionRow(Base):
    """One article in one target locale. ``state`` is the head of its events; ``change`` counts every write to it."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("article_id", "locale"), Index("ix_edition_state", "state"))

    id: Mapped[Key]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    locale: Mapped[Word]
    state: Mapped[Word]
    version_id: Mapped[int] = mapped_column(ForeignKey("source_version.id"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    blocked: Mapped[JsonDict]  # {sentence, failures: [...]} while blocked, else empty
    change: Mapped[int]
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment] = mapped_column(index=True)
    drafted_at: Mapped[Moment | None]

    article: Mapped[ArticleRow] = relationship()
    version: Mapped[SourceVersionRow] = relationship()


class TargetRow(Base):
    """Translation of one segment in one edition. ``revision`` 0 is empty; every accepted write adds one."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("edition_id", "segment_id"),)

    id: Mapped[Key]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"))
    text: Mapped[LongText]
    state: Mapped[Word]
    origin: Mapped[Word]
    score: Mapped[int | None]
    unplaced: Mapped[JsonList]  # ids of inline codes that were put at the end
    normalised: Mapped[JsonList] = mapped_column(default=list)  # what typography changed: localize.typography.change
    revision: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[Line | None]
    updated_at: Mapped[Moment]
    position: Mapped[int] = mapped_column(default=0)  # place in the edition: 1, 2, … of those that are used
    standing: Mapped[Word] = mapped_column(default="used")  # see localize.arrangement.Standing
    follows: Mapped[JsonList] = mapped_column(default=list)  # ids of the targets whose texts and history go on here

    segment: Mapped[SegmentRow] = relationship()


class TargetRevisionRow(Base):
    """History of a target, only ever appended. ``kind``: ``saved``, or ``conflict`` for a text that came too late."""

    __tablename__ = "target_revision"
    __table_args__ = (Index("ix_target_revision_target_id", "target_id"),)

    id: Mapped[Key]
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"))
    revision: Mapped[int]
    kind: Mapped[Word]
    text: Mapped[LongText]
    state: Mapped[Word]
    origin: Mapped[Word]
    score: Mapped[int | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[Line | None]
    at: Mapped[Moment]


class EditionEventRow(Base):
    """One step of an edition's way, only ever appended."""

    __tablename__ = "edition_event"
    __table_args__ = (Index("ix_edition_event_edition_id", "edition_id"),)

    id: Mapped[Key]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    action: Mapped[Word]
    from_state: Mapped[Word]
    to_state: Mapped[Word]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor_name: Mapped[Line]
    reason: Mapped[LongText | None]
    at: Mapped[Moment]


class FindingRow(Base):
    """A finding about one revision of a target; older revisions' rows are removed when a new one is judged."""

    __tablename__ = "finding"
    __table_args__ = (Index("ix_finding_target_id", "target_id"), Index("ix_finding_edition_id", "edition_id"))

    id: Mapped[Key]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"))
    revision: Mapped[int]
    code: Mapped[Word]
    severity: Mapped[Word]
    data: Mapped[JsonDict]
    dismissed: Mapped[JsonDict]  # {reason, by, at} when a person said that it is none, else empty


_USED = TargetRow.standing == "used"


@dataclass(frozen=True, slots=True)
class Editions:
    """Queries over editions and their targets."""

    session: Session

    def add(self, row: Base) -> None:
        """Store a new row and give it its id."""
        self.session.add(row)
        self.session.flush()

    def append(self, *rows: Base) -> None:
        """Store rows whose ids nobody needs yet; they are sent together when the transaction ends."""
        self.session.add_all(rows)

    def add_all(self, rows: Sequence[Base]) -> None:
        """Store rows."""
        self.session.add_all(rows)
        self.session.flush()

    def get(self, edition_id: int) -> EditionRow | None:
        """By id."""
        return self.session.get(EditionRow, edition_id)

    def lock(self, edition_id: int) -> EditionRow | None:
        """By id, locked until the transaction ends, read anew."""
        return self.session.get(EditionRow, edition_id, with_for_update=True, populate_existing=True)

    def of_article(self, article_id: int) -> Sequence[EditionRow]:
        """All editions of an article, by locale as made."""
        query = select(EditionRow).where(EditionRow.article_id == article_id).order_by(EditionRow.id)
        return self.session.scalars(query).all()

    def of_articles(self, article_ids: Sequence[int]) -> Sequence[EditionRow]:
        """All editions of several articles."""
        query = select(EditionRow).where(EditionRow.article_id.in_(article_ids)).order_by(EditionRow.id)
        return self.session.scalars(query).all()

    def find(
        self,
        *,
        locale: str | None = None,
        state: str | None = None,
        updated_since: datetime | None = None,
        after: int | None = None,
        limit: int = 100,
    ) -> Sequence[EditionRow]:
        """Editions by id, filtered."""
        query = select(EditionRow).order_by(EditionRow.id).limit(limit)
        if locale is not None:
            query = query.where(EditionRow.locale == locale)
        if state is not None:
            query = query.where(EditionRow.state == state)
        if updated_since is not None:
            query = query.where(EditionRow.updated_at >= updated_since)
        if after is not None:
            query = query.where(EditionRow.id > after)
        return self.session.scalars(query).all()

    def targets(self, edition_id: int, version_id: int) -> Sequence[tuple[TargetRow, SegmentRow]]:
        """Targets of an edition for one source version with their segments, in reading order."""
        query = (
            select(TargetRow, SegmentRow)
            .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
            .where(TargetRow.edition_id == edition_id, SegmentRow.version_id == version_id, _USED)
            .order_by(TargetRow.position)
        )
        return [(target, segment) for target, segment in self.session.execute(query)]

    def bench(self, edition_id: int, version_id: int, segment_id: int | None = None) -> Sequence[Any]:
        """What stands beside each other in an edition, in reading order, as plain columns; or one segment of it."""
        query = (
            select(
                TargetRow.id.label("target_id"),
                TargetRow.text,
                TargetRow.state,
                TargetRow.origin,
                TargetRow.score,
                TargetRow.unplaced,
                TargetRow.normalised,
                TargetRow.revision,
                TargetRow.author_name,
                TargetRow.updated_at,
                SegmentRow.id,
                TargetRow.position,
                SegmentRow.position.label("source_position"),
                SegmentRow.block_key,
                SegmentRow.role,
                SegmentRow.source,
            )
            .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
            .where(TargetRow.edition_id == edition_id, SegmentRow.version_id == version_id, _USED)
            .order_by(TargetRow.position)
        )
        if segment_id is not None:
            query = query.where(SegmentRow.id == segment_id)
        return self.session.execute(query).all()

    def standing(self, edition_id: int, version_id: int) -> Sequence[Any]:
        """How each text of an edition stands, in reading order, without the texts, as plain columns."""
        query = (
            select(SegmentRow.id, TargetRow.position, TargetRow.state, TargetRow.origin, TargetRow.score)
            .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
            .where(TargetRow.edition_id == edition_id, SegmentRow.version_id == version_id, _USED)
            .order_by(TargetRow.position)
        )
        return self.session.execute(query).all()

    def of_block(self, edition_id: int, version_id: int, block_key: str) -> Sequence[Any]:
        """Ids and texts of one block's targets, in reading order, as plain columns."""
        query = (
            select(TargetRow.id.label("target_id"), TargetRow.segment_id, TargetRow.text)
            .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
            .where(
                TargetRow.edition_id == edition_id,
                SegmentRow.version_id == version_id,
                SegmentRow.block_key == block_key,
                _USED,
            )
            .order_by(TargetRow.position)
        )
        return self.session.execute(query).all()

    def target(self, edition_id: int, segment_id: int) -> TargetRow | None:
        """One target, read anew."""
        query = (
            select(TargetRow)
            .where(TargetRow.edition_id == edition_id, TargetRow.segment_id == segment_id)
            .execution_options(populate_existing=True)
        )
        return self.session.scalar(query)

    def targets_of_segments(self, edition_id: int, segment_ids: Sequence[int]) -> Mapping[int, TargetRow]:
        """By segment id, read anew."""
        query = (
            select(TargetRow)
            .where(TargetRow.edition_id == edition_id, TargetRow.segment_id.in_(segment_ids))
            .execution_options(populate_existing=True)
        )
        return {row.segment_id: row for row in self.session.scalars(query)}

    def set_target(self, target: TargetRow, at_revision: int, values: Mapping[str, Any]) -> bool:
        """Compare and set: write ``values`` and the next revision if the target still is at ``at_revision``."""
        changed = {**values, "revision": at_revision + 1}
        result = self.session.execute(
            update(TargetRow)
            .where(TargetRow.id == target.id, TargetRow.revision == at_revision)
            .values(**changed)
            .execution_options(synchronize_session=False)
        )
        if not (isinstance(result, CursorResult) and result.rowcount == 1):
            return False
        for name, value in changed.items():
            set_committed_value(target, name, value)
        return True

    def revisions(self, target_id: int) -> Sequence[TargetRevisionRow]:
        """History of a target, newest first."""
        query = (
            select(TargetRevisionRow)
            .where(TargetRevisionRow.target_id == target_id)
            .order_by(TargetRevisionRow.id.desc())
        )
        return self.session.scalars(query).all()

    def texts_at(self, edition_id: int, at: datetime) -> Mapping[int, str]:
        """By segment id, of every source version: the text that was saved last until a moment."""
        query = (
            select(TargetRow.segment_id, TargetRevisionRow.text)
            .join(TargetRow, TargetRevisionRow.target_id == TargetRow.id)
            .where(TargetRow.edition_id == edition_id, TargetRevisionRow.kind == "saved", TargetRevisionRow.at <= at)
            .order_by(TargetRevisionRow.id)
        )
        return {segment_id: text for segment_id, text in self.session.execute(query)}  # noqa: C416  # a Row is no pair

    def first_drafts(self, edition_id: int, segment_id: int | None = None) -> Mapping[int, Any]:
        """By target id: text, origin and score of the first saved revision that was not a person's, the machine draft."""
        query = (
            select(
                TargetRevisionRow.target_id, TargetRevisionRow.text, TargetRevisionRow.origin, TargetRevisionRow.score
            )
            .join(TargetRow, TargetRevisionRow.target_id == TargetRow.id)
            .where(
                TargetRow.edition_id == edition_id,
                TargetRevisionRow.kind == "saved",
                TargetRevisionRow.origin != "human",
                # A match that a person put in is their text.
                or_(TargetRevisionRow.origin != "memory", TargetRevisionRow.author_id.is_(None)),
            )
            .order_by(TargetRevisionRow.id.desc())
        )
        if segment_id is not None:
            query = query.where(TargetRow.segment_id == segment_id)
        return {row.target_id: row for row in self.session.execute(query)}

    def authors(self, edition_id: int, version_id: int) -> set[int]:
        """Ids of the people who wrote in the edition's current texts."""
        query = (
            select(TargetRevisionRow.author_id)
            .join(TargetRow, TargetRevisionRow.target_id == TargetRow.id)
            .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
            .where(
                TargetRow.edition_id == edition_id,
                SegmentRow.version_id == version_id,
                TargetRevisionRow.kind == "saved",
                TargetRevisionRow.origin == "human",
            )
            .distinct()
        )
        return {author for author in self.session.scalars(query) if author is not None}

    def events(self, edition_id: int) -> Sequence[EditionEventRow]:
        """Events, oldest first."""
        query = select(EditionEventRow).where(EditionEventRow.edition_id == edition_id).order_by(EditionEventRow.id)
        return self.session.scalars(query).all()

    def last_events(self, edition_ids: Sequence[int], action: str) -> Mapping[int, EditionEventRow]:
        """By edition: the newest event of this action."""
        query = (
            select(EditionEventRow)
            .where(EditionEventRow.edition_id.in_(edition_ids), EditionEventRow.action == action)
            .order_by(EditionEventRow.id)
        )
        return {row.edition_id: row for row in self.session.scalars(query)}

    def replace_findings(self, target_id: int, rows: Sequence[FindingRow]) -> None:
        """Forget what was found in older revisions and store what was found now."""
        self.session.execute(delete(FindingRow).where(FindingRow.target_id == target_id))
        self.session.add_all(rows)

    def drop_findings(self, target_id: int, code: str) -> None:
        """Forget what one check said of a target."""
        self.session.execute(delete(FindingRow).where(FindingRow.target_id == target_id, FindingRow.code == code))

    def findings(self, edition_id: int, version_id: int, only: int | None = None) -> Sequence[tuple[FindingRow, int]]:
        """Valid findings of an edition, or of one segment of it, with the segment id, in reading order."""
        query = (
            select(FindingRow, TargetRow.segment_id)
            .join(TargetRow, FindingRow.target_id == TargetRow.id)
            .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
            .where(
                FindingRow.edition_id == edition_id,
                FindingRow.revision == TargetRow.revision,
                SegmentRow.version_id == version_id,
                _USED,
            )
            .order_by(TargetRow.position, FindingRow.id)
        )
        if only is not None:
            query = query.where(SegmentRow.id == only)
        return [(finding, segment_id) for finding, segment_id in self.session.execute(query)]

    def target_findings(self, target_id: int, revision: int) -> Sequence[FindingRow]:
        """Findings about one revision."""
        query = (
            select(FindingRow)
            .where(FindingRow.target_id == target_id, FindingRow.revision == revision)
            .order_by(FindingRow.id)
        )
        return self.session.scalars(query).all()

    def state_counts(self, edition_ids: Sequence[int]) -> Mapping[int, Sequence[tuple[int, str]]]:
        """By edition: (position, state) of the targets of its current version, in reading order."""
        query = (
            select(TargetRow.edition_id, TargetRow.position, TargetRow.state)
            .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
            .join(EditionRow, TargetRow.edition_id == EditionRow.id)
            .where(TargetRow.edition_id.in_(edition_ids), SegmentRow.version_id == EditionRow.version_id, _USED)
            .order_by(TargetRow.edition_id, TargetRow.position)
        )
        counts: dict[int, list[tuple[int, str]]] = {}
        for edition_id, position, state in self.session.execute(query):
            counts.setdefault(edition_id, []).append((position, state))
        return counts

    def finding(self, edition_id: int, finding_id: int) -> tuple[FindingRow, TargetRow] | None:
        """One finding of an edition with the target it is about."""
        query = (
            select(FindingRow, TargetRow)
            .join(TargetRow, FindingRow.target_id == TargetRow.id)
            .where(FindingRow.id == finding_id, FindingRow.edition_id == edition_id)
        )
        row = self.session.execute(query).first()
        return None if row is None else (row[0], row[1])

    def finding_counts(self, edition_ids: Sequence[int]) -> Mapping[int, Sequence[tuple[int, str]]]:
        """By edition: (position, severity) of each open finding."""
        query = (
            select(FindingRow.edition_id, TargetRow.position, FindingRow.severity, FindingRow.dismissed)
            .join(TargetRow, FindingRow.target_id == TargetRow.id)
            .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
            .join(EditionRow, TargetRow.edition_id == EditionRow.id)
            .where(
                FindingRow.edition_id.in_(edition_ids),
                FindingRow.revision == TargetRow.revision,
                SegmentRow.version_id == EditionRow.version_id,
                _USED,
            )
        )
        counts: dict[int, list[tuple[int, str]]] = {}
        for edition_id, position, severity, dismissed in self.session.execute(query):
            if not dismissed:
                counts.setdefault(edition_id, []).append((position, severity))
        return counts
