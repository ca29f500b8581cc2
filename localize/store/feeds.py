"""Feeds that are polled, and what became of each of their items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, ForeignKey, Index, String, UniqueConstraint, Update, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, Digest, JsonDict, JsonList, Key, Line, LongText, Moment, Word


class FeedRow(Base):
    """A feed: ``polled``, ``paused`` or ``removed`` (kept, so that its items are never taken for new ones)."""

    __tablename__ = "feed"
    __table_args__ = (Index("ix_feed_state_next_poll_at", "state", "next_poll_at"),)

    id: Mapped[Key]
    url: Mapped[str] = mapped_column(String(2000), unique=True)
    name: Mapped[Line]
    state: Mapped[Word]
    lane: Mapped[Word]
    locales: Mapped[JsonList]  # to translate into; empty: the settings'
    follow: Mapped[Word]  # auto, page or content: where an item's text is taken from
    every: Mapped[int]  # seconds between polls
    newest: Mapped[int]  # items taken at the first poll
    added_by: Mapped[Line]
    created_at: Mapped[Moment]
    etag: Mapped[LongText | None]
    last_modified: Mapped[LongText | None]
    next_poll_at: Mapped[Moment]
    polled_at: Mapped[Moment | None]
    succeeded_at: Mapped[Moment | None]
    failures: Mapped[int]  # in a row
    error: Mapped[JsonDict]  # of the last poll: {code, message, params}, or empty
    notes: Mapped[JsonList]  # of the last poll that succeeded
    token: Mapped[Line | None]  # of whoever polls it now
    lease_until: Mapped[Moment | None]


class FeedItemRow(Base):
    """An item that was seen: ``filed``, ``known`` (another feed filed it), ``skipped``, ``waiting`` or ``failed``."""

    __tablename__ = "feed_item"
    __table_args__ = (
        UniqueConstraint("feed_id", "key"),
        Index("ix_feed_item_feed_id_state", "feed_id", "state"),
    )

    id: Mapped[Key]
    feed_id: Mapped[int] = mapped_column(ForeignKey("feed.id"))
    key: Mapped[Digest]  # of the id that the feed gives it
    item_id: Mapped[LongText]
    url: Mapped[LongText | None]
    title: Mapped[LongText]
    hash: Mapped[Digest]  # of what the feed said when it was last handled
    state: Mapped[Word]
    attempts: Mapped[int]  # at its page, in vain
    error: Mapped[JsonDict]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))
    seen_at: Mapped[Moment]
    handled_at: Mapped[Moment]


@dataclass(frozen=True, slots=True)
class Feeds:
    """Queries over feeds and their items."""

    session: Session

    def add(self, row: FeedRow | FeedItemRow) -> None:
        """Store a new row and give it its id."""
        self.session.add(row)
        self.session.flush()

    def add_items(self, rows: Sequence[FeedItemRow]) -> None:
        """Store new items."""
        self.session.add_all(rows)
        self.session.flush()

    def get(self, feed_id: int) -> FeedRow | None:
        """By id, locked until the transaction ends."""
        return self.session.get(FeedRow, feed_id, with_for_update=True, populate_existing=True)

    def by_url(self, url: str) -> FeedRow | None:
        """By address, removed ones too."""
        return self.session.scalar(select(FeedRow).where(FeedRow.url == url))

    def all(self) -> Sequence[FeedRow]:
        """All that are not removed, by name."""
        query = select(FeedRow).where(FeedRow.state != "removed").order_by(func.lower(FeedRow.name), FeedRow.id)
        return self.session.scalars(query).all()

    def due(self, now: datetime, limit: int) -> Sequence[int]:
        """Ids of feeds whose time has come and that nobody polls, longest due first."""
        free = or_(FeedRow.lease_until.is_(None), FeedRow.lease_until < now)
        query = (
            select(FeedRow.id)
            .where(FeedRow.state == "polled", FeedRow.next_poll_at <= now, free)
            .order_by(FeedRow.next_poll_at, FeedRow.id)
            .limit(limit)
        )
        return self.session.scalars(query).all()

    def claim(self, feed_id: int, *, token: str, now: datetime, lease_until: datetime, due: bool) -> bool:
        """Take a feed, with ``due`` only one whose time has come. False: somebody else has it, or it is not due."""
        free = or_(FeedRow.lease_until.is_(None), FeedRow.lease_until < now)
        query = update(FeedRow).where(FeedRow.id == feed_id, FeedRow.state != "removed", free)
        if due:
            query = query.where(FeedRow.state == "polled", FeedRow.next_poll_at <= now)
        return self._one(query.values(token=token, lease_until=lease_until))

    def extend(self, feed_id: int, *, token: str, lease_until: datetime) -> bool:
        """Keep a lease alive. False: it is no longer ours."""
        query = update(FeedRow).where(FeedRow.id == feed_id, FeedRow.token == token)
        return self._one(query.values(lease_until=lease_until))

    def items(self, feed_id: int, keys: Sequence[str]) -> dict[str, FeedItemRow]:
        """By key: the items of a feed that were seen before."""
        found: dict[str, FeedItemRow] = {}
        for start in range(0, len(keys), 500):
            query = select(FeedItemRow).where(
                FeedItemRow.feed_id == feed_id, FeedItemRow.key.in_(keys[start : start + 500])
            )
            found |= {row.key: row for row in self.session.scalars(query)}
        return found

    def item(self, feed_id: int, key: str) -> FeedItemRow | None:
        """One item of a feed."""
        return self.session.scalar(select(FeedItemRow).where(FeedItemRow.feed_id == feed_id, FeedItemRow.key == key))

    def of_state(self, feed_id: int, states: Sequence[str], limit: int) -> Sequence[FeedItemRow]:
        """Items of a feed in these states, newest first."""
        query = (
            select(FeedItemRow)
            .where(FeedItemRow.feed_id == feed_id, FeedItemRow.state.in_(states))
            .order_by(FeedItemRow.handled_at.desc(), FeedItemRow.id.desc())
            .limit(limit)
        )
        return self.session.scalars(query).all()

    def counts(self) -> dict[tuple[int, str], int]:
        """By feed and state: how many items."""
        query = select(FeedItemRow.feed_id, FeedItemRow.state, func.count()).group_by(
            FeedItemRow.feed_id, FeedItemRow.state
        )
        return {(feed_id, state): count for feed_id, state, count in self.session.execute(query)}

    def _one(self, query: Update) -> bool:
        result = self.session.execute(query.execution_options(synchronize_session=False))
        return isinstance(result, CursorResult) and result.rowcount == 1
